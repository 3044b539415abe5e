import type { NetworkPart } from "#domain/failure/cdn.ts";
import type { FailureType, Phase } from "#domain/failure/failure.ts";
import type { Evidence, Soft } from "#domain/status/evidence.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { EpochMs } from "#domain/time.ts";

/** What the last failure of a run was, for the sentence. */
interface Failure {
  readonly type: FailureType;
  readonly phase: Phase | null;
  readonly httpStatus: number | null;
  readonly networkPart?: NetworkPart;
  readonly mode: string | null;
  readonly lagS: number | null;
  readonly ageS: number | null;
  readonly soft: Soft | null;
}

/** Trouble short of failure, and since how many rounds it has been there, or gone. */
interface SoftRun {
  readonly kind: Soft;
  readonly on: boolean;
  readonly run: number;
  readonly clean: number;
  readonly since: EpochMs;
  /** The last clean round before it; null when trouble was seen in between. */
  readonly lastGood: EpochMs | null;
  readonly last: Failure;
}

/**
 * The detector of one check at one vantage: gated integer CUSUM with hysteresis (methods 1.2; Page 1954). Plain JSON, as it
 * is stored. Instants are those of measurements.
 */
export interface DetectorState {
  /** Of the last round stepped. */
  readonly tick: EpochMs;
  readonly at: EpochMs;
  /** Of the last round that said something of the target; 0 before the first. */
  readonly toldAt: EpochMs;
  readonly s: number;
  readonly bad: boolean;
  /** Good rounds in a row since it was bad. */
  readonly c: number;
  readonly neutralRun: number;
  readonly lastNeutral: FailureType | null;
  /** It has answered since the state began: before that one failure more or less decides nothing. */
  readonly good: boolean;
  /** First failing round of the run that is under way, and the last good one before it: null when trouble was seen in between. */
  readonly onset: EpochMs | null;
  readonly lastGood: EpochMs | null;
  readonly lastOk: EpochMs | null;
  /** First answer since the last failing round, and first since anything at all was wrong. */
  readonly okSince: EpochMs | null;
  readonly cleanSince: EpochMs | null;
  readonly lastClean: EpochMs | null;
  /** The last round that was not clean: it failed, or something was wrong with its answer. */
  readonly lastBad: EpochMs | null;
  /** Ticks of the failing rounds in the window. */
  readonly fails: readonly EpochMs[];
  readonly types: Readonly<Record<string, number>>;
  readonly failure: Failure | null;
  readonly soft: SoftRun | null;
  /** Latencies of the last minutes: [tick, ms]. */
  readonly latencies: readonly (readonly [EpochMs, number])[];
  readonly chainStands: boolean;
  readonly gated: boolean;
}

export const FRESH_DETECTOR: DetectorState = {
  tick: 0,
  at: 0,
  toldAt: 0,
  s: 0,
  bad: false,
  c: 0,
  neutralRun: 0,
  lastNeutral: null,
  good: false,
  onset: null,
  lastGood: null,
  lastOk: null,
  okSince: null,
  cleanSince: null,
  lastClean: null,
  lastBad: null,
  fails: [],
  types: {},
  failure: null,
  soft: null,
  latencies: [],
  chainStands: false,
  gated: false,
};

export interface Round {
  readonly tick: EpochMs;
  readonly at: EpochMs;
  readonly evidence: Evidence;
  readonly gated: boolean;
}

/** What comes before the sum is touched: whether the round says anything, which decides how many vantages are usable. */
export function countNeutral(state: DetectorState, { evidence, at }: Round): DetectorState {
  if (evidence.kind !== "neutral") return { ...state, neutralRun: 0, lastNeutral: null, toldAt: at };
  return { ...state, neutralRun: state.neutralRun + 1, lastNeutral: evidence.failureType };
}

/**
 * One round: `FAIL` adds `up`, `OK` takes `down` away, at `alarm` the vantage calls the check bad; while it is bad, `clear`
 * good rounds in a row clear it. Neutral rounds change nothing. `usable` is how many vantages can tell something about the
 * check in this round: one alone must be surer.
 */
export function stepDetector(
  before: DetectorState,
  round: Round,
  rules: Rules,
  usable: number,
  intervalMs: number,
): DetectorState {
  const state = afterGap(before, round, rules, intervalMs);
  const counted = { ...countNeutral(state, round), tick: round.tick, at: round.at, gated: round.gated };
  if (round.evidence.kind === "neutral") return counted;
  const window = { ...counted, fails: inWindow(state.fails, round.tick, rules, intervalMs) };
  const stepped = round.evidence.kind === "fail" ? onFail(window, round, rules, usable) : onOk(window, round, rules);
  return { ...stepped, chainStands: round.evidence.chainStands, soft: stepSoft(state, round, rules) };
}

/**
 * After a silence longer than the window nothing that was counted before it may weigh on what comes; nor after as long a time
 * of rounds that said nothing, once one says something again.
 */
function afterGap(state: DetectorState, round: Round, rules: Rules, intervalMs: number): DetectorState {
  const longest = rules.window * intervalMs;
  const saidNothing = round.evidence.kind !== "neutral" && state.toldAt > 0 && round.at - state.toldAt > longest;
  if (state.tick === 0 || (round.tick - state.tick <= longest && !saidNothing)) return state;
  return { ...FRESH_DETECTOR, lastOk: state.lastOk, lastClean: state.lastClean, lastBad: state.lastBad };
}

function inWindow(fails: readonly EpochMs[], tick: EpochMs, rules: Rules, intervalMs: number): EpochMs[] {
  return fails.filter((fail) => fail > tick - rules.window * intervalMs);
}

function onFail(state: DetectorState, round: Round, rules: Rules, usable: number): DetectorState {
  const { evidence } = round;
  const fresh = state.onset === null;
  const type = evidence.failureType ?? "unknown";
  const types = fresh ? {} : state.types;
  const failing = {
    ...state,
    onset: state.onset ?? round.at,
    lastGood: fresh ? unlessTroubleSince(state.lastOk, state) : state.lastGood,
    lastBad: round.at,
    okSince: null,
    cleanSince: null,
    fails: [...state.fails, round.tick],
    types: { ...types, [type]: (types[type] ?? 0) + 1 },
    failure: failureOf(evidence),
  };
  if (state.bad) return { ...failing, c: 0 };
  const s = Math.min(rules.cap, state.s + rules.up);
  return { ...failing, s, bad: s >= (usable <= 1 ? rules.alarmAlone : rules.alarm), c: 0 };
}

function onOk(state: DetectorState, round: Round, rules: Rules): DetectorState {
  const clean = round.evidence.soft === null;
  const answered = {
    ...state,
    good: true,
    lastOk: round.at,
    lastClean: clean ? round.at : state.lastClean,
    lastBad: clean ? state.lastBad : round.at,
    okSince: state.okSince ?? round.at,
    cleanSince: clean ? (state.cleanSince ?? round.at) : null,
    latencies: latenciesWith(state, round, rules),
  };
  if (state.bad) {
    const c = state.c + 1;
    return c < rules.clear ? { ...answered, c } : { ...answered, bad: false, s: 0, c: 0, onset: null };
  }
  const s = Math.max(0, state.s - rules.down);
  return { ...answered, s, onset: s === 0 ? null : state.onset };
}

function latenciesWith(
  { latencies }: DetectorState,
  { tick, evidence }: Round,
  rules: Rules,
): DetectorState["latencies"] {
  const kept = latencies.filter(([at]) => at > tick - rules.slowOverMs);
  return evidence.latencyMs === null ? kept : [...kept, [tick, Math.round(evidence.latencyMs)] as const];
}

function failureOf(evidence: Evidence): Failure {
  const { phase, httpStatus, networkPart, mode, lagS, ageS, soft } = evidence;
  const part = networkPart === undefined ? {} : { networkPart };
  return { type: evidence.failureType ?? "unknown", phase, httpStatus, ...part, mode, lagS, ageS, soft };
}

/** The lower end of a bracket: what began was not there yet then. Trouble after that instant, before a silence perhaps, makes it none. */
function unlessTroubleSince(good: EpochMs | null, { lastBad }: DetectorState): EpochMs | null {
  return good === null || (lastBad !== null && lastBad > good) ? null : good;
}

/** Stale, limited: on after `softRounds` in a row, off after as many without. A failure leaves it as it is. */
function stepSoft(state: DetectorState, { evidence, at }: Round, rules: Rules): SoftRun | null {
  const { soft } = state;
  if (evidence.kind !== "ok") return soft;
  if (evidence.soft === null) {
    if (soft === null) return null;
    const clean = soft.clean + 1;
    return !soft.on || clean >= rules.softRounds ? null : { ...soft, clean, run: 0 };
  }
  const same = soft !== null && soft.kind === evidence.soft ? soft : null;
  const run = same !== null && same.clean === 0 ? same.run + 1 : 1;
  const on = run >= rules.softRounds || (same?.on ?? false);
  const begun =
    same !== null && (same.on || same.clean === 0)
      ? same
      : { since: at, lastGood: unlessTroubleSince(state.lastClean, state) };
  const { since, lastGood } = begun;
  return { kind: evidence.soft, on, run, clean: 0, since, lastGood, last: failureOf(evidence) };
}
