import { isUsable } from "#domain/status/check-verdict.ts";
import { type Docket, type DocketComponent, type DocketVantage, isQuorumComponent } from "#domain/status/docket.ts";
import { type Comparison, standsAlone } from "#domain/status/guard.ts";
import { type ComponentChange, unwatched } from "#domain/status/pass-changes.ts";
import { type JudgeContext, judgeComponents } from "#domain/status/pass-judge.ts";
import { type JudgeMemory, Ledger } from "#domain/status/pass-ledger.ts";
import { byCheck, type ClosedRound, closedRounds, type NewSample } from "#domain/status/pass-rounds.ts";
import { stepRounds, type Touched } from "#domain/status/pass-step.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

export interface PassInput {
  readonly now: EpochMs;
  readonly samples: readonly NewSample[];
  readonly vantages: readonly DocketVantage[];
  /** The usual p95 of a check at a vantage in ms, or null. */
  readonly usualP95Ms: (checkId: string, vantage: string) => number | null;
  /** Leave alone what the passing of time cannot have changed. The result is the same, for unchanged baselines. */
  readonly thrifty?: boolean;
}

export interface PassResult {
  readonly memory: JudgeMemory;
  /** [check, vantage] of every detector that was stepped. */
  readonly stepped: readonly (readonly [string, string])[];
  readonly changes: readonly ComponentChange[];
  readonly rounds: number;
  /** How long the oldest round had been complete when it was judged, in ms; 0 without one. */
  readonly latenessMs: number;
}

/** Rounds completed within this of one another are judged together. */
const SLICE_MS = 5_000;
/** The judge passes every few seconds; a longer pause is a gap in its watch. */
const UNWATCHED_MS = 30_000;

/**
 * One pass of the judge: every closed round is stepped in the order of time, then everything is judged as it stands now, so
 * that silence is noticed too. Pure: the same input gives the same output, live and in `npm run rejudge`.
 */
export function judgePass(docket: Docket, before: JudgeMemory, input: PassInput, rules: Rules): PassResult {
  const ledger = new Ledger(docket, before, input.vantages);
  const rounds = findClosed(ledger, input);
  const changes: ComponentChange[] = [];
  let steady = input.thrifty === true && before.judgedAt !== null;
  const judge = (now: EpochMs, concerns: (component: DocketComponent) => boolean) => {
    const context = { now, knownAt: input.now, rules, usualP95Ms: input.usualP95Ms };
    ledger.alone = findAlone(ledger, context);
    steady &&= sameMembers(ledger.distrusted(), before.distrusted);
    changes.push(...judgeComponents(ledger, context, concerns));
  };
  let judgedAt = before.judgedAt;
  /** The earliest instant that something was judged as of: a late round tells of one before the last pass. */
  let judgedFrom = before.judgedAt ?? 0;
  for (const slice of slices(rounds)) {
    const begun = Math.min(...slice.flatMap(({ samples }) => samples.map(({ sample }) => sample.at)));
    // Nobody judged for a while: what fell silent in between did so then, though it speaks again now.
    if (judgedAt !== null && begun - judgedAt > UNWATCHED_MS) {
      for (const slug of docket.chains.keys()) ledger.stepChain(slug, begun);
      judge(begun, () => true);
    }
    const touched = stepRounds(ledger, slice, rules);
    const at = Math.max(...slice.map(({ completeAt }) => completeAt));
    judge(at, (component) => isTouched(component, touched));
    judgedAt = Math.max(judgedAt ?? 0, at);
    judgedFrom = Math.min(judgedFrom, at);
  }
  // Reports and results expire without anything new being heard.
  const elapsed = { from: judgedFrom, to: input.now };
  for (const slug of docket.chains.keys()) ledger.stepChain(slug, input.now);
  judge(input.now, (component) => !steady || ages(ledger, component, elapsed, rules));
  changes.push(...letGo(ledger, before, input.now));
  return {
    memory: ledger.memory(input.now),
    stepped: rounds.flatMap(({ check, samples }) => samples.map(({ vantage }) => [check.id, vantage] as const)),
    changes,
    rounds: rounds.length,
    latenessMs: Math.max(0, ...rounds.map(({ completeAt }) => input.now - completeAt)),
  };
}

/** Verdicts of what is judged no more go, and with a last change: what was said of it does not hold on for ever. */
function letGo(ledger: Ledger, { verdicts, judgedAt }: JudgeMemory, now: EpochMs): ComponentChange[] {
  for (const key of verdicts.keys()) if (!ledger.index.components.has(key)) ledger.verdicts.delete(key);
  return [...verdicts].flatMap(([key, before]) =>
    ledger.verdicts.has(key) ? [] : [unwatched(key, before, judgedAt ?? now, now)],
  );
}

function findClosed(ledger: Ledger, { samples, vantages, now }: PassInput): ClosedRound[] {
  const news = byCheck(samples);
  const stepped = (check: string, vantage: string) => ledger.detectors.get(check)?.get(vantage)?.tick ?? 0;
  return ledger.index.checks.flatMap((check) => {
    const own = news.get(check.id);
    return own ? closedRounds(check, own, vantages, stepped, now) : [];
  });
}

/** Rounds in the order of their completion, those of one moment together; two rounds of one check never. */
function slices(rounds: readonly ClosedRound[]): ClosedRound[][] {
  const sorted = [...rounds].sort(
    (a, b) => a.completeAt - b.completeAt || (a.check.id < b.check.id ? -1 : a.check.id > b.check.id ? 1 : 0),
  );
  const found: { begun: EpochMs; checks: Set<string>; rounds: ClosedRound[] }[] = [];
  for (const round of sorted) {
    const slice = found.at(-1);
    if (slice && round.completeAt - slice.begun < SLICE_MS && !slice.checks.has(round.check.id)) {
      slice.rounds.push(round);
      slice.checks.add(round.check.id);
    } else found.push({ begun: round.completeAt, checks: new Set([round.check.id]), rounds: [round] });
  }
  return found.map((slice) => slice.rounds);
}

function isTouched(component: DocketComponent, { checks, chains }: Touched): boolean {
  if (component.checks.some(({ id }) => checks.has(id))) return true;
  return component.chain !== null && chains.has(component.chain) && isQuorumComponent(component);
}

function sameMembers(a: ReadonlySet<string>, b: ReadonlySet<string> | undefined): boolean {
  return b !== undefined && a.size === b.size && [...a].every((member) => b.has(member));
}

/**
 * Whether a component may have changed although nothing was heard of it: what is up and was not touched changes only when
 * a result expires, or its chain's does.
 */
function ages(ledger: Ledger, component: DocketComponent, { from, to }: Window, rules: Rules): boolean {
  if (isQuorumComponent(component)) return true;
  if (ledger.verdicts.get(component.key)?.verdict !== "up") return true;
  return component.checks.some(({ id, spec }) => {
    const expiry = rules.expiresAfter * spec.intervalS * 1_000;
    for (const { at } of ledger.detectors.get(id)?.values() ?? [])
      if (at + expiry > from && at + expiry <= to) return true;
    return false;
  });
}

/** The second guard (guard.ts), for every vantage that has another to be compared with. */
function findAlone(ledger: Ledger, { now, rules }: JudgeContext): Set<string> {
  ledger.alone = new Set();
  const comparisons = new Map<string, Comparison[]>();
  for (const check of ledger.index.checks) {
    if (check.vantages.length < 2) continue;
    const intervalMs = check.spec.intervalS * 1_000;
    const views = ledger.views(check, () => null);
    const usable = views.filter((view) => isUsable(view, intervalMs, now, rules));
    if (usable.length < 2) continue;
    const failing = usable.filter(({ state }) => state.okSince === null && state.fails.length > 0);
    const service = ledger.index.componentOf.get(check.id)?.service ?? "";
    for (const view of usable) {
      const fails = failing.includes(view);
      const list = comparisons.get(view.vantage) ?? [];
      list.push({ service, fails, answersElsewhere: fails && failing.length === 1 });
      comparisons.set(view.vantage, list);
    }
  }
  return new Set([...comparisons].filter(([, list]) => standsAlone(list)).map(([vantage]) => vantage));
}
