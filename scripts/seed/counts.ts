import type { CountsRow } from "#db/write/seed.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";
import type { CastCheck } from "#scripts/seed/cast.ts";
import { dice } from "#scripts/seed/dice.ts";
import { blipOf, fateOf, firstTick, sampleAt } from "#scripts/seed/rounds.ts";
import type { Story } from "#scripts/seed/story.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What stands in a rollup of one check, but for its keys. */
export type Counts = Omit<CountsRow, "checkId">;

type Numbers = Pick<Counts, "expected" | "ok" | "degraded" | "failed" | "neutral" | "failureTypes">;

/** Latency that is usual in a bucket, before what happens in it: by the time of day, and a little by itself. */
interface Usual {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

const tenth = (ms: number) => Math.round(ms * 10) / 10;

function usualOf({ seed, usualMs }: CastCheck, at: EpochMs, sizeMs: number): Usual {
  const place = at / sizeMs;
  const use = sizeMs === DAY_MS ? 20 : 10;
  const p50 = usualMs.p50 * (1 + 0.12 * Math.sin((2 * Math.PI * (at % DAY_MS)) / DAY_MS)) * near(seed, place, use);
  const p95 = p50 * (usualMs.p95 / usualMs.p50) * near(seed, place, use + 1);
  return { p50, p95, max: p95 * (1.1 + 1.5 * dice(seed, place, use + 2)) };
}

const near = (seed: number, place: number, use: number) => 0.95 + 0.1 * dice(seed, place, use);

function isTouched(story: Story, { id, staggerMs }: CastCheck, { from, to }: Window): boolean {
  const meets = (other: Window) => other.from < to + staggerMs && other.to > from + staggerMs;
  return story.gaps.some(meets) || (story.effects.get(id) ?? []).some(meets);
}

const ticksIn = (from: EpochMs, to: EpochMs, intervalMs: number) =>
  Math.max(0, Math.ceil((to - firstTick(from, intervalMs)) / intervalMs));

/** The numbers of a stretch, tick by tick where anything happens in it; `slow` are the answers that took long. */
function numbersOf(story: Story, check: CastCheck, { from, to }: Window): Numbers & { slow: number } {
  const expected = ticksIn(from, to, check.intervalMs);
  const counts = { ok: 0, degraded: 0, failed: 0, neutral: 0 };
  const failureTypes: Record<string, number> = {};
  let slow = 0;
  for (let tick = firstTick(from, check.intervalMs); tick < to; tick += check.intervalMs) {
    const sample = sampleAt(story, check, tick);
    if (sample === null) continue;
    counts[sample.outcome] += 1;
    if (sample.failureType) failureTypes[sample.failureType] = (failureTypes[sample.failureType] ?? 0) + 1;
    if (fateOf(story, check, tick)?.kind === "slow") slow += 1;
  }
  return { expected, ...counts, failureTypes, slow };
}

function hourNumbers(story: Story, check: CastCheck, hour: EpochMs): Numbers & { slow: number } {
  const window = { from: hour, to: hour + HOUR_MS };
  if (isTouched(story, check, window)) return numbersOf(story, check, window);
  const expected = ticksIn(window.from, window.to, check.intervalMs);
  const blip = expected > 0 ? blipOf(check, hour) : null;
  const failed = blip ? 1 : 0;
  const failureTypes = blip ? { [blip.failureType]: 1 } : {};
  return { expected, ok: expected - failed, degraded: 0, failed, neutral: 0, failureTypes, slow: 0 };
}

/** How long an answer takes that is slow in an hour; its rounds differ little. */
function slowMs(story: Story, { id }: CastCheck, { from, to }: Window): number {
  const effect = story.effects.get(id)?.find((one) => one.kind === "slow" && one.from < to && one.to > from - HOUR_MS);
  return effect?.kind === "slow" ? effect.ms : 0;
}

function latency(answers: number, slow: number, usual: Usual, ms: number): Pick<Counts, "p50Ms" | "p95Ms" | "maxMs"> {
  if (answers === 0) return { p50Ms: null, p95Ms: null, maxMs: null };
  const share = slow / answers;
  return {
    p50Ms: tenth(share > 0.5 ? ms : usual.p50),
    p95Ms: tenth(share > 0.05 ? ms * 1.05 : usual.p95),
    maxMs: tenth(slow > 0 ? ms * 1.1 : usual.max),
  };
}

/** One check's hour. */
export function hourOf(story: Story, check: CastCheck, hour: EpochMs): Counts | null {
  const { slow, ...numbers } = hourNumbers(story, check, hour);
  if (numbers.expected === 0) return null;
  const usual = usualOf(check, hour, HOUR_MS);
  const ms = slow > 0 ? slowMs(story, check, { from: hour, to: hour + HOUR_MS }) : 0;
  return { at: hour, ...numbers, ...latency(numbers.ok + numbers.degraded, slow, usual, ms) };
}

/** One check's minutes of an hour: they add up to it, and one of them has its slowest answer. */
export function minutesOf(story: Story, check: CastCheck, whole: Counts): Counts[] {
  const touched = isTouched(story, check, { from: whole.at, to: whole.at + HOUR_MS });
  const usual = usualOf(check, whole.at, HOUR_MS);
  const blip = blipOf(check, whole.at);
  let slowest = false;
  const minutes: Counts[] = [];
  for (let at = whole.at; at < whole.at + HOUR_MS; at += MINUTE_MS) {
    const window = { from: at, to: at + MINUTE_MS };
    const expected = ticksIn(at, window.to, check.intervalMs);
    if (expected === 0) continue;
    const busy = touched || (blip !== null && blip.tick >= at && blip.tick < window.to);
    const { slow, ...numbers } = busy
      ? numbersOf(story, check, window)
      : { expected, ok: expected, degraded: 0, failed: 0, neutral: 0, failureTypes: {}, slow: 0 };
    const answers = numbers.ok + numbers.degraded;
    // Of one or two answers the 95th percentile is the slower one, and the median the faster.
    const faster = usual.p50 * near(check.seed, at / MINUTE_MS, 30);
    const slower = answers > 1 ? faster * (1 + 0.3 * dice(check.seed, at / MINUTE_MS, 31)) : faster;
    const ms = slow > 0 ? slowMs(story, check, window) : 0;
    const isSlowest = answers > 0 && !slowest && (ms > 0 || whole.maxMs === tenth(usual.max));
    if (isSlowest) slowest = true;
    const top = isSlowest ? (whole.maxMs ?? slower) : Math.min(whole.maxMs ?? slower, ms > 0 ? ms : slower);
    const low = answers > 1 ? Math.min(top, ms > 0 ? ms : faster) : top;
    minutes.push({
      at,
      ...numbers,
      p50Ms: answers === 0 ? null : tenth(low),
      p95Ms: answers === 0 ? null : tenth(top),
      maxMs: answers === 0 ? null : tenth(top),
    });
  }
  return minutes;
}

/** One check's day: counts and the slowest answer are those of its hours, its percentiles are its own. */
export function dayOf(story: Story, check: CastCheck, day: EpochMs, hours: readonly Counts[]): Counts | null {
  if (hours.length === 0) return null;
  const sum = (of: (hour: Counts) => number) => hours.reduce((total, hour) => total + of(hour), 0);
  const failureTypes: Record<string, number> = {};
  for (const hour of hours) {
    for (const [type, n] of Object.entries(hour.failureTypes)) failureTypes[type] = (failureTypes[type] ?? 0) + n;
  }
  const [ok, degraded] = [sum((hour) => hour.ok), sum((hour) => hour.degraded)];
  const usual = usualOf(check, day, DAY_MS);
  const slow = story.effects.get(check.id)?.filter(({ kind }) => kind === "slow") ?? [];
  const slowIn = slow.reduce(
    (total, { from, to }) => total + Math.max(0, Math.min(to, day + DAY_MS) - Math.max(from, day)) / check.intervalMs,
    0,
  );
  const ms = slow.length > 0 ? slowMs(story, check, { from: day, to: day + DAY_MS }) : 0;
  const { p50Ms, p95Ms } = latency(ok + degraded, Math.min(slowIn, ok + degraded), usual, ms);
  const maxMs = hours.reduce<number | null>(
    (top, hour) => (hour.maxMs === null ? top : Math.max(top ?? 0, hour.maxMs)),
    null,
  );
  const cap = (value: number | null) => (value === null || maxMs === null ? null : Math.min(value, maxMs));
  return {
    at: day,
    expected: sum((hour) => hour.expected),
    ok,
    degraded,
    failed: sum((hour) => hour.failed),
    neutral: sum((hour) => hour.neutral),
    failureTypes,
    p50Ms: cap(p50Ms),
    p95Ms: cap(p95Ms),
    maxMs,
  };
}
