import type { InstanceWords } from "#components/words/about-en.ts";
import type { BadgesWords } from "#components/words/badges-en.ts";
import type { CloudsWords } from "#components/words/clouds-en.ts";
import type { ConcentrationWords } from "#components/words/concentration-en.ts";
import type { DevelopersWords } from "#components/words/developers-en.ts";
import { en } from "#components/words/en.ts";
import type { IncidentWords } from "#components/words/incident-en.ts";
import { ja } from "#components/words/ja.ts";
import type { LiveWords } from "#components/words/live-en.ts";
import type { MethodologyWords } from "#components/words/methodology-en.ts";
import type { NowWords } from "#components/words/now-en.ts";
import type { ReplayWords } from "#components/words/replay-en.ts";
import type { ScorecardWords } from "#components/words/scorecard-en.ts";
import type { ServiceWords } from "#components/words/service-en.ts";
import type { StrataWords } from "#components/words/strata-en.ts";
import type { SubscribeWords } from "#components/words/subscribe-en.ts";
import type { TimesWords } from "#components/words/times-en.ts";
import type { ServiceKind } from "#domain/check/service.ts";
import type { Severity } from "#domain/incident/incident.ts";
import type { AttributionWords } from "#domain/publish/attribution-words.ts";
import type { FeedWords } from "#domain/publish/feed-words.ts";
import type { QuantityWords } from "#domain/publish/quantities.ts";
import type { SentenceWords, UnknownKind } from "#domain/publish/sentence-words.ts";
import type { CheckState, VantageState } from "#domain/status/answering.ts";
import type { UptimeWindow } from "#domain/status/overview.ts";
import type { ChainsSaid, MaintainedSaid, ServicesSaid } from "#domain/status/situation.ts";
import type { Status } from "#domain/status/status.ts";

export const LANGUAGES = ["en", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every string a reader sees, once per language. Sentences with figures are functions, so that each language has its own order. */
export interface Words extends QuantityWords {
  /** What is said of verdicts, incidents and attributions. */
  readonly sentences: SentenceWords;
  readonly attributions: AttributionWords;
  readonly feeds: FeedWords;
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
    /** Those under announced maintenance, beside what is wrong; empty without any. */
    maintained(services: readonly string[]): string;
  };
  readonly world: string;
  /** The same in the foot of a picture. */
  readonly worldInShort: string;
  /** `what`: a day, or the name of a scenario that was made up. */
  readonly drill: (what: string, speed: number) => string;
  readonly asOf: (moment: string) => string;
  readonly reporting: (reporting: number, all: number) => string;
  readonly coverage: (percent: string) => string;
  readonly layers: Record<"access" | "chain", { readonly name: string; readonly asks: string }>;
  readonly kinds: Record<KindGroup, string>;
  readonly tally: {
    of(troubled: string, all: string): string;
  };
  readonly statuses: Record<Status, string>;
  readonly statusNotes: Record<Status, string>;
  readonly states: Record<CheckState, string>;
  readonly row: {
    closed: string;
    notMonitored: string;
    notJudged: string;
    /** Why nobody knows, in a word or two. */
    readonly unknown: Record<UnknownKind, string>;
  };
  /** Of maintenance that a vendor has announced. */
  readonly maintenance: {
    /** When it was announced to end, if that was said: a moment. */
    until(until: string | null, isPast: boolean): string;
    /** Whose word that is; the link to it. */
    readonly asAnnounced: string;
    /** A status, as it is measured meanwhile. */
    measured(status: string): string;
    /** A figure with announced maintenance as down time, printed. */
    included(shown: string): string;
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
    readonly severities: Record<Severity, string>;
    readonly confirmed: (places: number) => string;
    readonly unconfirmed: string;
    /** It began while its vendor had announced maintenance. */
    readonly announced: string;
    readonly madeUp: string;
  };
  readonly check: {
    readonly every: (interval: string) => string;
    readonly never: string;
    readonly reasons: Record<"key" | "probe" | "disabled" | "retired" | "opted_out", string>;
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
    /** `at`: a moment; `ago`: how long ago that was; `lateness`: how long the oldest round of that pass had waited. */
    readonly judged: (at: string, ago: string, lateness: string) => string;
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
    readonly clock: string;
    readonly clockUnknown: string;
    /** Milliseconds, printed; `side`: above zero when it is ahead of the database's. */
    readonly clockOff: (skew: string, error: string, side: number) => string;
    readonly state: string;
    readonly none: string;
  };
  readonly notFound: { readonly title: string; readonly heading: string; readonly text: string; readonly back: string };
  readonly badges: BadgesWords;
  readonly subscribe: SubscribeWords;
  readonly developers: DevelopersWords;
  readonly clouds: CloudsWords;
  readonly concentration: ConcentrationWords;
  readonly instance: InstanceWords;
  readonly live: LiveWords;
  readonly methodology: MethodologyWords;
  readonly now: NowWords;
  readonly replay: ReplayWords;
  readonly scorecard: ScorecardWords;
  readonly strata: StrataWords;
  readonly times: TimesWords;
  readonly incident: IncidentWords;
  readonly service: ServiceWords;
  readonly foot: {
    /** `places`: names of vantages. */
    probed(places: readonly string[]): string;
    /** Of all of them, after that. */
    readonly elsewhere: string;
    readonly ownHosting: string;
    /** What the three ways of drawing mean. */
    readonly drawn: string;
    readonly follow: string;
    /** Where every feed and calendar is listed. */
    readonly feeds: string;
    readonly machine: string;
    readonly alive: string;
  };
  /** A text of the catalog in this language; null where there is none, as of an operator's own entries. */
  catalogText(text: string): string | null;
  /** What stands between two sentences, between the items of a row, and between a label and what it labels. */
  readonly sentenceGap: string;
  readonly comma: string;
  readonly colon: string;
  /** In brackets, directly after other words. */
  bracketed(text: string): string;
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
  /** `until`: the moment at which it was announced to end. */
  maintenance(
    maintained: Pick<MaintainedSaid, "services" | "partly">,
    until: { readonly at: string | null; readonly isPast: boolean },
    unknown: number,
    chains: ChainsSaid,
  ): string;
  /** `place`: where the cloud event is that most of it coincides with. */
  trouble(services: ServicesSaid, chains: ChainsSaid, since: string, place?: string | null): string;
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

/** Where a page stands: English at its path, Japanese under /ja. */
export function addressIn(language: Language, path: string): string {
  if (language === "en") return path;
  return path === "/" ? "/ja" : `/ja${path}`;
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
