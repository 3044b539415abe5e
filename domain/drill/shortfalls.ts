import { componentsOf, type Disturbance, type ModelledOutage, type Scenario } from "#domain/drill/scenario.ts";
import type { ScoredStatement } from "#domain/drill/scorecard.ts";
import { plainPlaceText } from "#domain/publish/place.ts";
import type { Text } from "#domain/replay/dossier.ts";
import type { EpochMs } from "#domain/time.ts";

/** What of a drill's record tells whether anybody looked: without it, nothing seen would be nothing wrong. */
export interface Attendance {
  /** Components that were not known to be well when the scenario began, and when it was over. */
  readonly unwell: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** The newest run that the judge has seen; null for none. */
  readonly judgedUntil: EpochMs | null;
  /** When each feed was last readable; null when it never was. One that was never asked is not among them. */
  readonly feeds: readonly { readonly name: string; readonly readAt: EpochMs | null }[];
  /** Samples that were put down to a vantage without a network. */
  readonly cutOff: readonly { readonly vantage: string; readonly tick: EpochMs }[];
}

export interface ExpectedFeed {
  readonly name: string;
  readonly everyMs: number;
}

export interface Attended {
  readonly scenario: Scenario;
  readonly record: Attendance & {
    readonly incidents: readonly { readonly component: string; readonly resolvedAt: EpochMs | null }[];
  };
  readonly clouds: readonly ScoredStatement[];
  readonly coverage: number;
  /** What is read all the while. */
  readonly feeds: readonly ExpectedFeed[];
  /** Interval of a component's slowest deciding check, in ms of the scenario's clock. */
  readonly intervalMs: (component: string) => number;
}

const MINUTE_MS = 60_000;
/** Of what was due, without the neutral ones. Drills on a machine of their own record 0.99 and more; a worker that was starved, 0.97. */
const LEAST_COVERAGE = 0.95;
/** After its second turn a feed may be as late as this: half a minute of real time at 60 times the speed. */
const FEED_SLACK_MS = 30 * MINUTE_MS;
/** From a round's tick until it is judged: a run at its longest, its record, and a pass of the judge. */
export const CLOSING_MS = 2 * MINUTE_MS;
/** Good rounds until nothing of an outage is left: the six in which a failure counts as recent, and the one it ends in (methods 1.2). */
const ROUNDS_TO_WELL = 7;
/** How long after the end of an outage nothing of it may be left, in ms of the scenario's clock. */
export const toWellMs = (intervalMs: number) => ROUNDS_TO_WELL * intervalMs + CLOSING_MS;
/** The judge may be as many rounds behind as a verdict takes with one vantage (methods 1.3). */
const ROUNDS_BEHIND = 5;

/** Why a drill cannot be relied on although nothing was missed or invented. */
export function shortfallsOf(attended: Attended): Text[] {
  const { scenario, record, clouds, coverage } = attended;
  return [
    ...about(UNWELL_BEFORE, record.unwell.before),
    ...(coverage < LEAST_COVERAGE ? [starved(coverage)] : []),
    ...lateJudge(attended),
    ...clouds.filter(({ firstPostAt, seenAt }) => seenAt === null && firstPostAt < scenario.to).map(unread),
    ...about(UNREAD_FEEDS, unreadFeeds(attended)),
    ...scenario.disturbances.filter((one) => !record.cutOff.some((sample) => isOf(sample, one))).map(unnoticed),
    ...about(UNWELL_AFTER, unwellAfter(attended)),
  ];
}

const UNWELL_BEFORE = { en: "Not seen to be well before it began", ja: "開始前に正常を確認できなかったもの" };
const UNWELL_AFTER = { en: "Not seen to be well at its end", ja: "終了時に正常を確認できなかったもの" };
const UNREAD_FEEDS = { en: "Not read any more at its end", ja: "終了時に読めていなかったフィード" };

function starved(coverage: number): Text {
  const share = `${(Math.floor(1_000 * coverage) / 10).toFixed(1)}%`;
  return {
    en: `Of what was due, ${share} was recorded and told something`,
    ja: `予定された測定のうち、記録され、対象について何かが分かったのは${share}`,
  };
}

function unread({ place, firstPostAt }: ScoredStatement): Text {
  const [name, at] = [plainPlaceText(place), clockTime(firstPostAt)];
  return {
    en: `What was posted of ${name} at ${at} UTC was never read`,
    ja: `${at}（UTC）の${name}についての投稿を、最後まで読めなかった`,
  };
}

function unnoticed({ target, from }: Disturbance): Text {
  return {
    en: `No sample was put down to ${target}, which had no network from ${clockTime(from)} UTC on`,
    ja: `${target}は${clockTime(from)}（UTC）からネットワークが切れていたが、それを理由に中立とされた測定がない`,
  };
}

function isOf({ vantage, tick }: Attendance["cutOff"][number], { target, from, to }: Disturbance): boolean {
  return target === `vantage:${vantage}` && tick >= from && tick < to;
}

function lateJudge({ scenario, record: { judgedUntil }, intervalMs }: Attended): Text[] {
  const shortest = Math.min(...componentsOf(scenario).map(intervalMs));
  if (judgedUntil === null) return [{ en: "Nothing was judged", ja: "判定が一度も行われなかった" }];
  if (judgedUntil >= scenario.to - ROUNDS_BEHIND * shortest - CLOSING_MS) return [];
  const at = clockTime(judgedUntil);
  return [{ en: `Nothing was judged after ${at} UTC`, ja: `${at}（UTC）より後は判定が行われなかった` }];
}

function unreadFeeds({ scenario, record, feeds }: Attended): string[] {
  const readAt = new Map(record.feeds.map((feed) => [feed.name, feed.readAt]));
  return feeds
    .filter(({ name, everyMs }) => (readAt.get(name) ?? 0) < scenario.to - 2 * everyMs - FEED_SLACK_MS)
    .map(({ name }) => name);
}

/** Those that have had the time to be well again: what has just healed may still be told to be recovering. */
function unwellAfter({ scenario, record, intervalMs }: Attended): string[] {
  const open = record.incidents.filter(({ resolvedAt }) => resolvedAt === null).map(({ component }) => component);
  const unwell = new Set([...record.unwell.after, ...open]);
  const endsOf = (component: string) => [
    ...scenario.outages.filter((outage) => isOn(outage, component)).map(({ to }) => to),
    ...scenario.disturbances.map(({ to }) => to),
  ];
  return componentsOf(scenario).filter((component) => {
    const toWell = toWellMs(intervalMs(component));
    return unwell.has(component) && endsOf(component).every((end) => end + toWell <= scenario.to);
  });
}

function isOn({ components }: ModelledOutage, component: string): boolean {
  return components.includes(component);
}

const NAMED = 3;

/** One line for all of them; the first are named. */
function about(what: { readonly en: string; readonly ja: string }, names: readonly string[]): Text[] {
  if (names.length === 0) return [];
  const more = names.length - NAMED;
  const first = names.slice(0, NAMED).join(", ");
  return [
    {
      en: `${what.en}: ${first}${more > 0 ? ` and ${more} more` : ""}`,
      ja: `${what.ja}: ${first}${more > 0 ? `、ほか${more}件` : ""}`,
    },
  ];
}

/** `07:10`, in UTC. */
export const clockTime = (at: EpochMs) => new Date(at).toISOString().slice(11, 16);
