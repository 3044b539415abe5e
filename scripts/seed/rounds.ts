import { FAILURE_PHASES, type FailureType } from "#domain/failure/failure.ts";
import type { Sample } from "#domain/status/evidence.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";
import type { CastCheck } from "#scripts/seed/cast.ts";
import { dice } from "#scripts/seed/dice.ts";
import type { Effect, Gap, Story } from "#scripts/seed/story.ts";

const HOUR_MS = 3_600_000;
/** Hours in which one round fails for no reason: an alarm needs more. */
const BLIPS = 0.02;
const BLIP_TYPES: readonly FailureType[] = ["http.response.timed_out", "tcp.timed_out", "http.error", "tcp.reset"];

const holds = ({ from, to }: Interval, at: EpochMs) => from <= at && (to === null || at < to);

/** The first multiple of the interval at or after an instant. */
export const firstTick = (at: EpochMs, intervalMs: number): EpochMs => Math.ceil(at / intervalMs) * intervalMs;

/** The round of an hour that fails by itself, and how; null for most hours. */
export function blipOf(check: CastCheck, hour: EpochMs): { tick: EpochMs; failureType: FailureType } | null {
  const place = hour / HOUR_MS;
  if (dice(check.seed, place, 2) >= BLIPS) return null;
  const rounds = Math.max(1, Math.floor(HOUR_MS / check.intervalMs));
  const tick = firstTick(hour, check.intervalMs) + Math.floor(dice(check.seed, place, 3) * rounds) * check.intervalMs;
  const failureType = BLIP_TYPES[Math.floor(dice(check.seed, place, 4) * BLIP_TYPES.length)] ?? "tcp.timed_out";
  return tick < hour + HOUR_MS ? { tick, failureType } : null;
}

/** What a check's round is under: the whole truth of a made-up history at one tick. */
export function fateOf(story: Story, check: CastCheck, tick: EpochMs): Effect | Gap | null {
  const at = tick + check.staggerMs;
  return (
    story.gaps.find((gap) => holds(gap, at)) ?? story.effects.get(check.id)?.find((effect) => holds(effect, at)) ?? null
  );
}

/** The result of a round, or null when nobody measured. */
export function sampleAt(story: Story, check: CastCheck, tick: EpochMs): Sample | null {
  const fate = fateOf(story, check, tick);
  const totalMs = Math.round(check.usualMs.p50);
  const ok: Sample = {
    tick,
    at: tick + check.staggerMs,
    outcome: "ok",
    failureType: null,
    phase: null,
    httpStatus: 200,
    totalMs,
    facts: {},
  };
  if (fate === null) {
    const blip = blipOf(check, Math.floor(tick / HOUR_MS) * HOUR_MS);
    if (blip?.tick !== tick) return ok;
    const httpStatus = blip.failureType === "http.error" ? 502 : null;
    return failed(ok, blip.failureType, httpStatus);
  }
  switch (fate.kind) {
    case "absent":
      return null;
    case "lost":
      return { ...ok, ...told("neutral.vantage_down"), outcome: "neutral", httpStatus: null };
    case "failed":
      return failed(ok, fate.failureType, fate.httpStatus);
    case "slow":
      return { ...ok, totalMs: Math.round(fate.ms * (0.9 + 0.2 * dice(check.seed, tick / check.intervalMs, 5))) };
    case "stale":
      return stale(ok, fate.lagS);
    case "stands":
      return stale(ok, Math.round((ok.at - fate.from) / 1_000));
  }
}

const told = (failureType: FailureType) => ({ failureType, phase: FAILURE_PHASES[failureType] });

function failed(ok: Sample, failureType: FailureType, httpStatus: number | null): Sample {
  return { ...ok, ...told(failureType), outcome: "failed", httpStatus };
}

function stale(ok: Sample, ageS: number): Sample {
  return { ...ok, ...told("payload.stale"), outcome: "degraded", facts: { head_age_s: ageS } };
}
