/** Pages where people deal with a subscription, beside the form itself. What is theirs alone is put in as they are sent. */
export const COUNTER_STEPS = ["added", "confirm", "end", "manage", "said"] as const;
export type CounterStep = (typeof COUNTER_STEPS)[number];

/** Steps whose address ends in a token: the page is the same for everybody, and the form in it posts to where it stands. */
export const TOKEN_STEPS = ["confirm", "end", "manage"] as const;
export type TokenStep = (typeof TOKEN_STEPS)[number];

/** What the page `said` may say. */
export const COUNTER_OUTCOMES = ["confirmed", "full", "ended", "unknown"] as const;
export type CounterOutcome = (typeof COUNTER_OUTCOMES)[number];

/** What may be wrong with what was sent with the form. */
export const COUNTER_PROBLEMS = [
  "url",
  "routing_key",
  "services",
  "clouds",
  "form",
  "often",
  "pending",
  "host",
  "off",
] as const;
export type CounterProblem = (typeof COUNTER_PROBLEMS)[number];

/** What is put into a page as it is sent. */
export const BLANKS = ["secret", "address", "news", "receiver", "state", "deliveries"] as const;
export type Blank = (typeof BLANKS)[number];

/** Where a page of ours has something of one reader alone: no text of ours has these brackets otherwise. */
export function blank(name: Blank): string {
  return `\u27e6${name}\u27e7`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A page with its blanks filled in, as text and never as markup. */
export function fillBlanks(html: string, values: Partial<Record<Blank, string>>): string {
  return html.replace(/\u27e6([a-z]+)\u27e7/g, (_, name: string) => {
    const known = BLANKS.find((one) => one === name);
    const value = known === undefined ? "" : (values[known] ?? "");
    return value.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);
  });
}
