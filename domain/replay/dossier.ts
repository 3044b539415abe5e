import type { Layer } from "#domain/check/service.ts";
import type { Status } from "#domain/status/status.ts";

/**
 * A past outage as others told it, from before we measured: every claim with its source, its kind and how well its time is
 * known. Types only: `catalog/dossier/schema.ts` checks files against them, `replay.ts` makes a replay of one.
 */
export interface Dossier {
  /** `2025-10-20-aws-us-east-1`: the day in UTC, and what failed. */
  readonly id: string;
  readonly title: Text;
  /** Of the provider that failed, as a person writes it. */
  readonly provider: string;
  /** `global` for a provider as a whole. */
  readonly region: string;
  readonly availability_zone?: string;
  readonly other_regions?: readonly string[];
  readonly started_at: string;
  /** Null when no source says. */
  readonly ended_at: string | null;
  readonly first_public_notice_at: string | null;
  readonly root_cause: Text;
  /** What the provider's own summary says afterwards; they may overlap. */
  readonly phases: readonly Phase[];
  readonly phase_source: SourceNote;
  readonly events: readonly DossierEvent[];
  readonly contradictions: readonly Contradiction[];
  readonly gaps: readonly Text[];
  readonly notes: readonly Text[];
  /** What is known of an effect on crypto, where nothing certain is. */
  readonly crypto_effect?: Text;
  /** Names of subjects that the catalog does not know. */
  readonly names?: Readonly<Record<string, Text>>;
}

/** In English alone, or in both languages. */
export type Text = string | { readonly en: string; readonly ja: string };

export interface Phase {
  /** `DynamoDB API`: gets a row of its own; phases of one part stand in one row. */
  readonly part?: Text;
  readonly from: string;
  /** Null when no source says. */
  readonly to: string | null;
  readonly state: ToldState;
  readonly what: Text;
}

interface SourceNote {
  readonly url: string;
  readonly title: string;
  readonly note?: Text;
}

export interface DossierEvent {
  /** RFC 3339. Of precision `day`: midnight UTC of the day, and never a time. */
  readonly at: string;
  readonly precision: Precision;
  /** The span that the source's wording allows. */
  readonly window_utc?: { readonly from: string; readonly to: string };
  /** A slug or alias of the catalog, `aws-us-east-1`, or a name of its own. */
  readonly subject: string;
  readonly subject_kind: SubjectKind;
  /** Where the row stands, when the kind would put it elsewhere: Base's servers are access, Base is a chain. */
  readonly layer?: Exclude<Layer, "cloud">;
  /** What the source conveyed at that moment, not hindsight. */
  readonly state: ToldState;
  readonly kind: SourceKind;
  readonly headline: Text;
  readonly source_url: string;
  readonly source_title: string;
  readonly note?: Text;
  readonly values?: Readonly<Record<string, number | string>>;
  /** Of a cloud: `region` is about all of it, anything else (`dynamodb`) about a part. */
  readonly scope?: string;
  /** Other sources say otherwise, or nobody but this one does. */
  readonly disputed?: boolean;
  /** Who measured, of a measurement of others. */
  readonly measured_by?: string;
  /** How the text was read, where that was not at the source. */
  readonly copy_read?: string;
}

export interface Contradiction {
  readonly topic: Text;
  readonly claims: readonly { readonly value: Text | number; readonly by: Text }[];
}

export const PRECISIONS = ["minute", "approx", "day"] as const;
export type Precision = (typeof PRECISIONS)[number];

/** `reconstructed`: told afterwards by who was responsible, as in a summary of the event. */
export const SOURCE_KINDS = ["measured", "official_status", "official_statement", "press", "reconstructed"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export const SUBJECT_KINDS = ["cloud", "exchange", "broker", "rpc", "wallet", "infra", "l1", "l2"] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const TOLD_STATES = ["operational", "degraded", "partial_outage", "major_outage", "recovering"] as const;
export type ToldState = (typeof TOLD_STATES)[number];

/** Published status of what a source told. What recovers is not well yet. */
export function toldStatus(state: ToldState): Status {
  return state === "degraded" || state === "recovering" ? "degraded_performance" : state;
}

/** The text in a language, and in English where there is no other. */
export function textIn(text: Text, language: "en" | "ja"): string {
  return typeof text === "string" ? text : text[language];
}
