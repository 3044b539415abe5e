import {
  type JudgedCheck,
  judgeCheck,
  newVantage,
  stepRound,
  type VantageDetector,
} from "#domain/status/check-verdict.ts";
import { type EvidenceContext, evidenceOf, type Sample } from "#domain/status/evidence.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import { mergeIntervals, type Window } from "#domain/uptime/interval.ts";
import { type CastCheck, MADE_UP } from "#scripts/seed/cast.ts";
import { fateOf, firstTick, sampleAt } from "#scripts/seed/rounds.ts";
import type { Story } from "#scripts/seed/story.ts";

const MINUTE_MS = 60_000;
/** How long after a round the judge passes. */
export const JUDGED_AFTER_MS = 5_000;
/** So many rounds before an effect the detector is stepped with good ones, and so many after it: it forgets no later. */
const ROUNDS_AROUND = 25;
/** The latencies that tell slowness are those of ten minutes. */
const LEAST_AROUND_MS = 15 * MINUTE_MS;

/** What is concluded of a check from an instant on. */
export interface Turn {
  readonly knownAt: EpochMs;
  readonly judged: Judged;
}

const askedOf = ({ spec, intervalMs }: CastCheck): JudgedCheck => ({
  slug: spec.slug,
  proves: spec.proves,
  signal: spec.signal,
  intervalMs,
  proven: true,
});

/**
 * What the product's own detector concludes of a check in the story. Only the rounds around what happens are stepped: in
 * between, an answer every round leaves it as it is.
 */
export function timelineOf(story: Story, check: CastCheck, rules: Rules): Turn[] {
  const { period } = story;
  const first = firstTick(period.from, check.intervalMs);
  const turns: Turn[] = [begin(check, first)];
  const around = Math.max(ROUNDS_AROUND * check.intervalMs, LEAST_AROUND_MS);
  const happenings: Window[] = [...story.gaps, ...(story.effects.get(check.id) ?? [])];
  const windows = mergeIntervals(
    happenings.map(({ from, to }) => ({ from: from - around, to: to + around })),
    { from: first, to: period.to },
  );
  for (const window of windows) {
    const begun = Math.min(...happenings.filter(({ from }) => from >= window.from).map(({ from }) => from));
    turns.push(...stepThrough(story, check, window, begun, rules));
  }
  return withoutRepeats(turns);
}

function begin(check: CastCheck, tick: EpochMs): Turn {
  const since = tick + check.staggerMs;
  const judged: Judged = {
    verdict: "up",
    finding: { kind: "answers", check: check.spec.slug },
    since,
    lastGood: null,
    lastBad: null,
    vantages: [MADE_UP],
    usable: 1,
    failureTypes: [],
  };
  return { knownAt: since + JUDGED_AFTER_MS, judged };
}

function stepThrough(story: Story, check: CastCheck, window: Window, begun: EpochMs, rules: Rules): Turn[] {
  const asked = askedOf(check);
  const turns: Turn[] = [];
  let view: VantageDetector = { ...newVantage(MADE_UP), usualP95Ms: check.usualMs.p95 };
  const { intervalMs, staggerMs } = check;
  for (let tick = firstTick(window.from, intervalMs); tick + staggerMs < window.to; tick += intervalMs) {
    const sample = sampleAt(story, check, tick);
    if (sample) view = stepped(view, check, sample, story, rules);
    const knownAt = tick + staggerMs + JUDGED_AFTER_MS;
    if (tick + staggerMs >= begun) turns.push({ knownAt, judged: judgeCheck(asked, [view], knownAt, rules) });
  }
  return turns;
}

function stepped(view: VantageDetector, check: CastCheck, sample: Sample, story: Story, rules: Rules): VantageDetector {
  const gated = sample.failureType === "neutral.vantage_down";
  const evidence = evidenceOf(check.spec, sample, { ...contextOf(story, check, sample), gated });
  const rounds = new Map([[MADE_UP, { tick: sample.tick, at: sample.at, evidence, gated }]]);
  return stepRound([view], rounds, check, rules)[0] ?? view;
}

/** How a reported head stands against the quorum, which moves but for the halts. */
function contextOf(story: Story, check: CastCheck, sample: Sample): EvidenceContext {
  if (check.spec.chain === undefined) return {};
  const fate = fateOf(story, check, sample.tick);
  const lagS = fate?.kind === "stale" ? fate.lagS : 0;
  const chainStands = fate?.kind === "stands";
  return { head: { lagS, lagging: lagS > 0, farBehind: false, chainStands, forked: false } };
}

/** Up is up, whenever it began; of anything else every new word counts. */
function wordOf({ judged }: Turn): string {
  return JSON.stringify(judged.verdict === "up" ? [judged.verdict, judged.finding.kind] : judged);
}

function withoutRepeats(turns: readonly Turn[]): Turn[] {
  let last = "";
  return turns.filter((turn) => {
    const word = wordOf(turn);
    const isNew = word !== last;
    last = word;
    return isNew;
  });
}
