import type { CloudsWords } from "#components/words/clouds-en.ts";
import type { ConcentrationWords } from "#components/words/concentration-en.ts";
import { en } from "#components/words/en.ts";
import { ja } from "#components/words/ja.ts";
import type { ServiceKind } from "#domain/check/service.ts";
import type { Severity } from "#domain/incident/incident.ts";
import type { UnknownKind } from "#domain/publish/sentence-words.ts";
import type { CheckState, VantageState } from "#domain/status/answering.ts";
import type { UptimeWindow } from "#domain/status/overview.ts";
import type { ChainsSaid, ServicesSaid } from "#domain/status/situation.ts";
import type { Status } from "#domain/status/status.ts";

export const LANGUAGES = ["en", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every string a reader sees, once per language. Sentences with figures are functions, so that each language has its own order. */
export interface Words {
  readonly tagline: string;
  readonly nav: { readonly main: string; readonly now: string; readonly otherLanguage: string; readonly skip: string };
  readonly title: string;
  readonly headline: HeadlineWords;
  readonly stand: {
    /** How a status comes about. */
    judged: string;
    offline: string;
    unjudged: string;
    stale(at: string): string;
    /** Services of which nobody knows; empty without any. */
    unknown(services: number): string;
  };
  readonly world: string;
  readonly asOf: (moment: string) => string;
  readonly reporting: (reporting: number, all: number) => string;
  readonly coverage: (percent: string) => string;
  readonly judgedAgo: (duration: string) => string;
  readonly layers: Record<"access" | "chain", { readonly name: string; readonly asks: string }>;
  readonly kinds: Record<KindGroup, string>;
  readonly tally: {
    readonly label: string;
    of(troubled: string, all: string): string;
  };
  /** Over the list of statuses, and over that of marks. */
  readonly key: { readonly statuses: string; readonly marks: string };
  readonly statuses: Record<Status, string>;
  readonly statusNotes: Record<Status, string>;
  readonly states: Record<CheckState, string>;
  readonly stateNotes: Record<CheckState, string>;
  readonly row: {
    failing(failing: number, of: number): string;
    closed: string;
    notMonitored: string;
    notJudged: string;
    /** A status and how long it has held. */
    lasting(status: string, duration: string): string;
    /** Why nobody knows, in a word or two. */
    readonly unknown: Record<UnknownKind, string>;
    /** Further components that are not well. */
    more(components: number): string;
    blockAgo(age: string): string;
    marks(parts: readonly string[]): string;
  };
  readonly component: {
    /** `since`: a moment. */
    since(since: string, duration: string): string;
    readonly uptime: string;
    readonly windows: Record<UptimeWindow, string>;
    /** A figure and the share of time that it is of, both printed. */
    uptimeOf(shown: string, coverage: string): string;
    readonly noUptime: Record<"no_data" | "too_little", string>;
  };
  readonly incidents: {
    readonly heading: string;
    /** The link to them from the top of the page. */
    open(incidents: number): string;
    readonly severities: Record<Severity, string>;
    readonly confirmed: (places: number) => string;
    readonly unconfirmed: string;
    readonly lasting: (duration: string) => string;
    /** `began`: a moment. */
    readonly group: (incidents: number, began: string) => string;
    readonly record: string;
    readonly madeUp: string;
  };
  readonly check: {
    readonly every: (interval: string) => string;
    readonly never: string;
    readonly reasons: Record<"key" | "probe" | "disabled" | "retired", string>;
    readonly vital: string;
    readonly aux: string;
    /** The address that was connected to. */
    readonly to: (address: string) => string;
    readonly head: (number: string) => string;
    readonly headAge: (age: string) => string;
    readonly dataAge: (age: string) => string;
    readonly tradeAge: (age: string) => string;
    /** Seconds with their sign. */
    readonly clock: (offset: string) => string;
    readonly phases: Record<"dns" | "connect" | "tls" | "wait" | "download", string>;
    readonly documented: string;
  };
  readonly vantages: {
    readonly heading: string;
    /** `ago`: how long ago; `lateness`: how long the oldest round of that pass had waited. */
    readonly judged: (ago: string, lateness: string) => string;
    readonly neverJudged: string;
    readonly states: Record<VantageState, string>;
    readonly place: string;
    readonly unknownPlace: string;
    readonly controls: string;
    readonly controlsAnswer: (ok: number, of: number) => string;
    readonly noControls: string;
    readonly lastHour: string;
    readonly beat: string;
    readonly done: string;
    readonly doneOf: (done: string, skipped: string) => string;
    readonly lost: string;
    readonly state: string;
    readonly none: string;
  };
  readonly about: {
    readonly heading: string;
    readonly text: readonly string[];
    readonly statuses: string;
    readonly states: string;
  };
  readonly notFound: { readonly title: string; readonly heading: string; readonly text: string; readonly back: string };
  readonly clouds: CloudsWords;
  readonly concentration: ConcentrationWords;
  readonly foot: { readonly machine: string; readonly alive: string };
  /** `12 s`, `3 min`, `2 h`: one unit, as short as the language allows. */
  duration(seconds: number): string;
  ago(duration: string): string;
  list(names: readonly string[]): string;
  /** What stands between two sentences. */
  readonly sentenceGap: string;
  number(value: number): string;
  date(at: number): string;
  /** A day short enough to stand before a time. */
  shortDate(at: number): string;
}

/** The one sentence above the page. Names, moments and counts come in ready. */
export interface HeadlineWords {
  blind(): string;
  noData(): string;
  nothingYet(): string;
  offline(vantages: number): string;
  /** `since`: a moment. */
  silent(since: string): string;
  unjudged(since: string): string;
  mostlyUnknown(known: number, of: number, failing: number): string;
  allWell(unknown: number, chains: ChainsSaid): string;
  trouble(services: ServicesSaid, chains: ChainsSaid, since: string): string;
}

export type KindGroup = "exchanges" | "rpc" | "endpoints" | "wallets" | "decentralised" | "oracles";

/** The heading a kind of service stands under. */
export const KIND_GROUPS: Record<ServiceKind, KindGroup> = {
  exchange: "exchanges",
  broker: "exchanges",
  rpc_provider: "rpc",
  l2: "endpoints",
  l1: "endpoints",
  wallet: "wallets",
  explorer: "wallets",
  storage: "decentralised",
  decentralised_cloud: "decentralised",
  oracle: "oracles",
};

const ALL: Record<Language, Words> = { en, ja };

export function wordsOf(language: Language): Words {
  return ALL[language];
}

export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

/** A time of day in UTC, after its date unless that is today's: a time alone would seem to be of today. */
export function moment(at: number, now: number, words: Words, precision: "minute" | "second" = "second"): string {
  const iso = new Date(at).toISOString();
  const time = `${iso.slice(11, precision === "minute" ? 16 : 19)} UTC`;
  return iso.slice(0, 10) === new Date(now).toISOString().slice(0, 10) ? time : `${words.shortDate(at)} ${time}`;
}
