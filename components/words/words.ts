import { en } from "#components/words/en.ts";
import { ja } from "#components/words/ja.ts";
import type { ServiceKind } from "#domain/check/spec.ts";
import type { CheckState, VantageState } from "#domain/status/answering.ts";

export const LANGUAGES = ["en", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every string a reader sees, once per language. Sentences with figures are functions, so that each language has its own order. */
export interface Words {
  readonly tagline: string;
  readonly nav: { readonly main: string; readonly now: string; readonly otherLanguage: string; readonly skip: string };
  readonly title: string;
  readonly headline: {
    blind(): string;
    noData(): string;
    nothingYet(): string;
    offline(vantages: number): string;
    silent(since: string): string;
    allAnswer(checks: number): string;
    someFail(names: readonly string[], failing: number, of: number): string;
  };
  readonly stand: {
    notJudged: string;
    offline: string;
    stale(at: string): string;
    uncounted(neutral: number, unproven: number, waiting: number): string;
  };
  readonly world: string;
  readonly asOf: string;
  readonly reporting: (reporting: number, all: number) => string;
  readonly coverage: (percent: string) => string;
  readonly layers: Record<"access" | "chain", { readonly name: string; readonly asks: string }>;
  readonly kinds: Record<KindGroup, string>;
  readonly key: string;
  readonly states: Record<CheckState, string>;
  readonly stateNotes: Record<CheckState, string>;
  readonly row: {
    answering(answering: number, of: number): string;
    failing(failing: number, of: number): string;
    closed: string;
    notMonitored: string;
    blockAgo(age: string): string;
    marks(parts: readonly string[]): string;
    details: string;
  };
  readonly check: {
    readonly check: string;
    readonly proves: string;
    readonly result: string;
    readonly time: string;
    readonly total: string;
    readonly measured: string;
    readonly every: (interval: string) => string;
    readonly never: string;
    readonly reasons: Record<"key" | "probe" | "disabled" | "retired", string>;
    readonly vital: string;
    readonly aux: string;
    readonly from: (address: string) => string;
    readonly head: (number: string) => string;
    readonly headAge: (age: string) => string;
    readonly tradeAge: (age: string) => string;
    readonly clock: (offset: string) => string;
    readonly phases: Record<"dns" | "connect" | "tls" | "wait" | "download", string>;
    readonly documented: string;
  };
  readonly vantages: {
    readonly heading: string;
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
    readonly vantage: string;
    readonly state: string;
    readonly none: string;
  };
  readonly about: { readonly heading: string; readonly text: readonly string[] };
  readonly notFound: { readonly heading: string; readonly text: string; readonly back: string };
  readonly foot: { readonly machine: string; readonly alive: string };
  /** `12 s`, `3 min`, `2 h`: one unit, as short as the language allows. */
  duration(seconds: number): string;
  ago(duration: string): string;
  list(names: readonly string[]): string;
  number(value: number): string;
  date(at: number): string;
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
