import type { FailureType } from "#domain/failure/failure.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";
import type { Region } from "#drill/hosting.ts";
import { type Cast, type CastCheck, type CastComponent, operatorsOf } from "#scripts/seed/cast.ts";
import { type Random, seeded } from "#scripts/simulate/random.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What becomes of the rounds of a check for a while. */
export type Effect = Window &
  (
    | { readonly kind: "failed"; readonly failureType: FailureType; readonly httpStatus: number | null }
    | { readonly kind: "stale"; readonly lagS: number }
    | { readonly kind: "slow"; readonly ms: number }
    /** Its head is old because the chain itself stands still. */
    | { readonly kind: "stands" }
  );

/** `lost`: the vantage has no network, its results are neutral. `absent`: its worker does not run, there are no results. */
export type Gap = Window & { readonly kind: "lost" | "absent" };

export type Halt = Window & { readonly chain: string };

/** Everything that happens in a made-up history, beside single failures that decide nothing. */
export interface Story {
  readonly period: Window;
  readonly gaps: readonly Gap[];
  readonly halts: readonly Halt[];
  /** By check; sorted, disjoint. */
  readonly effects: ReadonlyMap<string, readonly Effect[]>;
  /** The outage whose incident is taken back later. */
  readonly retracted: (Window & { readonly component: string }) | null;
}

/** Nothing is wrong in the last while: no judge that goes on from here finds a made-up incident to reopen or to close. */
const QUIET_END_MS = 150 * MINUTE_MS;
const QUIET_START_MS = 45 * MINUTE_MS;

interface Failing {
  readonly failureType: FailureType;
  readonly httpStatus: number | null;
}

const failing = (failureType: FailureType, httpStatus: number | null = null): Failing => ({ failureType, httpStatus });
const SERVER_ERRORS = [failing("http.error", 503), failing("http.error", 500), failing("http.error", 502)];
const COMMON = [
  ...SERVER_ERRORS,
  failing("http.response.timed_out"),
  failing("tcp.timed_out"),
  failing("tcp.refused"),
  failing("dns.name_not_resolved"),
  failing("tls.cert.date_invalid"),
];

/** A cloud's outage: hosts in one modelled region fail within minutes of one another. */
interface CloudOutage {
  readonly region: Region;
  /** When, as a share of the period. */
  readonly when: number;
  readonly minutes: number;
  /** Hosts that it hits, of those that stand there. */
  readonly share: number;
  /** Of those, the ones that only become slow. */
  readonly slow: number;
  readonly failures: readonly Failing[];
}

/** Modelled on three well-known ones: a region for three hours, one zone of a region, an edge network. */
const CLOUD_OUTAGES: readonly CloudOutage[] = [
  {
    region: "aws/us-east-1",
    when: 0.41,
    minutes: 180,
    share: 0.9,
    slow: 0.2,
    failures: [failing("dns.name_not_resolved"), failing("http.error", 503), failing("http.response.timed_out")],
  },
  {
    region: "aws/ap-northeast-1",
    when: 0.66,
    minutes: 63,
    share: 0.6,
    slow: 0.25,
    failures: [failing("tcp.timed_out"), failing("http.response.timed_out"), failing("http.error", 502)],
  },
  { region: "cloudflare/edge", when: 0.83, minutes: 42, share: 1, slow: 0, failures: SERVER_ERRORS },
];

const within = (random: Random, low: number, high: number) => low + (high - low) * random();

function pick<T>(random: Random, of: readonly T[]): T {
  const value = of[Math.floor(random() * of.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** Log-normal: half of the outages are over in a quarter of an hour, a few take hours. */
function outageMs(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.round(Math.min(180, Math.max(2, 14 * Math.exp(1.1 * normal))) * MINUTE_MS);
}

/** Knuth's: fine for the few that are asked for here. */
function poisson(random: Random, mean: number): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); count += 1) product *= random();
  return Math.max(0, count);
}

/** What has been written so far. Effects never overlap, and leave each other room to be over. */
class Draft {
  readonly effects = new Map<string, Effect[]>();
  readonly period: Window;
  readonly gaps: readonly Gap[];

  constructor(period: Window, gaps: readonly Gap[]) {
    this.period = period;
    this.gaps = gaps;
  }

  /** Whether a check is well for long enough around the window that its detector has forgotten everything else. */
  private isFree(check: CastCheck, { from, to }: Window): boolean {
    const room = Math.max(45 * MINUTE_MS, check.decides ? 25 * check.intervalMs : 0);
    const others: readonly Window[] = [...this.gaps, ...(this.effects.get(check.id) ?? [])];
    return others.every((other) => other.to + room < from || to + room < other.from);
  }

  isFreeFor(component: CastComponent, window: Window): boolean {
    const { from, to } = this.period;
    if (window.from < from + QUIET_START_MS || window.to > to - QUIET_END_MS) return false;
    return component.checks.every((check) => this.isFree(check, window));
  }

  add(checks: readonly CastCheck[], effect: Effect): void {
    for (const { id } of checks) {
      const list = [...(this.effects.get(id) ?? []), effect].sort((a, b) => a.from - b.from);
      this.effects.set(id, list);
    }
  }
}

/** Makes up what happens; the same cast, period and seed give the same story. `l2s`: chains that settle on another. */
export function storyOf(cast: Cast, l2s: ReadonlySet<string>, period: Window, seed: number): Story {
  const random = (name: string) => seeded(`made-up history ${seed}, ${name}`);
  const at = (share: number) => period.from + Math.round(((period.to - period.from) * share) / MINUTE_MS) * MINUTE_MS;
  const span = (from: EpochMs, minutes: number): Window => ({ from, to: from + minutes * MINUTE_MS });
  const gaps: Gap[] = [
    { kind: "lost", ...span(at(0.25), 25) },
    { kind: "absent", ...span(at(0.58), 40) },
  ];
  const draft = new Draft(period, gaps);
  for (const outage of CLOUD_OUTAGES) addCloudOutage(draft, cast, outage, at(outage.when), random(outage.region));
  const halts = addHalt(draft, cast, l2s, span(at(0.5), 47), random("halt"));

  const plain = cast.components.filter(({ judged, quorum }) => judged && !quorum);
  const quick = plain.filter(({ checks }) => checks.every((check) => !check.decides || check.intervalMs <= MINUTE_MS));
  const taken = span(at(0.72), 25);
  const mistaken = shuffled(random("retraction"), quick).find((component) => draft.isFreeFor(component, taken));
  if (mistaken) draft.add(mistaken.checks, { kind: "failed", ...failing("http.error", 503), ...taken });

  const flappers = Math.max(1, Math.round((period.to - period.from) / (12 * DAY_MS)));
  for (let n = 0; n < flappers; n += 1) {
    addFlapping(draft, shuffled(random(`flapping ${n}`), quick), at((n + 0.33) / flappers), random(`flaps ${n}`));
  }
  for (const component of plain) addOwnOutages(draft, component, random(component.key));
  return {
    period,
    gaps,
    halts,
    effects: draft.effects,
    retracted: mistaken ? { component: mistaken.key, ...taken } : null,
  };
}

function addCloudOutage(draft: Draft, cast: Cast, outage: CloudOutage, from: EpochMs, random: Random): void {
  const there = cast.checks.filter(({ region }) => region === outage.region);
  for (const host of [...new Set(there.map((check) => check.host))].sort()) {
    const [hit, slow] = [random() < outage.share, random() < outage.slow];
    const begun = Math.round(from + within(random, 0, 6) * MINUTE_MS);
    const ended = Math.round(from + (outage.minutes - within(random, 0, outage.minutes / 6)) * MINUTE_MS);
    const [ms, how] = [Math.round(within(random, 4_000, 9_000)), pick(random, outage.failures)];
    if (!hit) continue;
    const checks = there.filter((check) => check.host === host);
    const window = { from: begun, to: ended };
    draft.add(checks, slow ? { kind: "slow", ms, ...window } : { kind: "failed", ...how, ...window });
  }
}

/** The sequencer of one L2 stops: its own endpoint and everyone's serve the same old head. */
function addHalt(draft: Draft, cast: Cast, l2s: ReadonlySet<string>, window: Window, random: Random): Halt[] {
  const producing = cast.components.filter(
    ({ quorum, chain }) => quorum && chain !== null && l2s.has(chain) && operatorsOf(cast, chain) > 1,
  );
  const free = (chain: string | null) =>
    cast.components.every((component) => component.chain !== chain || draft.isFreeFor(component, window));
  const chain = shuffled(random, producing).find((component) => free(component.chain))?.chain;
  if (!chain) return [];
  draft.add(
    cast.checks.filter(({ spec }) => spec.chain === chain),
    { kind: "stands", ...window },
  );
  return [{ chain, ...window }];
}

/** Three outages of a few minutes with pauses that are too short for an incident of its own. */
function addFlapping(draft: Draft, among: readonly CastComponent[], from: EpochMs, random: Random): void {
  const windows: Window[] = [];
  let at = from;
  for (let n = 0; n < 3; n += 1) {
    const to = at + Math.round(within(random, 5, 7)) * MINUTE_MS;
    windows.push({ from: at, to });
    at = to + Math.round(within(random, 9, 12)) * MINUTE_MS;
  }
  const whole = { from, to: windows.at(-1)?.to ?? from };
  const component = among.find((candidate) => draft.isFreeFor(candidate, whole));
  if (!component) return;
  const how = pick(random, COMMON);
  for (const window of windows) draft.add(component.checks, { kind: "failed", ...how, ...window });
}

/** What befalls a component alone: a few times in 90 days, some of them never. */
function addOwnOutages(draft: Draft, component: CastComponent, random: Random): void {
  const { from, to } = draft.period;
  const mean = (0.5 + 8 * random() ** 2) * ((to - from) / (90 * DAY_MS));
  const deciding = component.checks.filter((check) => check.decides);
  const heads = deciding.filter(({ spec }) => spec.chain !== undefined);
  const minor = deciding.filter(({ spec }) => !spec.vital);
  for (let left = poisson(random, mean); left > 0; left -= 1) {
    const begun = Math.round(within(random, from, to));
    const window = { from: begun, to: begun + outageMs(random) };
    const [kind, how, some] = [random(), pick(random, COMMON), random()];
    const [ms, lagS] = [Math.round(within(random, 3_000, 8_000)), Math.round(within(random, 90, 540))];
    if (!draft.isFreeFor(component, window)) continue;
    const one = minor[Math.floor(some * minor.length)];
    if (kind < 0.2) draft.add(deciding, { kind: "slow", ms, ...window });
    else if (kind < 0.4 && heads.length > 0) draft.add(heads, { kind: "stale", lagS, ...window });
    else if (kind < 0.6 && deciding.length > 1 && one) draft.add([one], { kind: "failed", ...how, ...window });
    else draft.add(component.checks, { kind: "failed", ...how, ...window });
  }
}
