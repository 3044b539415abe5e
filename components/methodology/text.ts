/** The sections of the page of methods, in their order. Other pages link to them: an anchor stays. */
export const SECTIONS = [
  "checks",
  "verdicts",
  "statuses",
  "incidents",
  "uptime",
  "chains",
  "attribution",
  "said",
  "concentration",
  "limits",
  "own-hosting",
] as const;
export type SectionId = (typeof SECTIONS)[number];

/** A paragraph, a formula, or terms with what each means. */
export type Block =
  | string
  | { readonly formula: string }
  | { readonly terms: readonly (readonly [term: string, meaning: string])[] };

export interface SectionText {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export type MethodText = Readonly<Record<SectionId, SectionText>>;
