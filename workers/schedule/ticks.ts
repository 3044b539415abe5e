import type { EpochMs } from "#domain/time.ts";

/** FNV-1a, 32 bit: spreads check ids evenly over their interval and is the same on every machine. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  // FNV's low bits mix well, its high bits do not for short strings that differ at the end; fold them in.
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return hash >>> 0;
}

/** Where in [0, spanMs) a check stands: the same for ever, so that load is even and rounds line up between vantages. */
export function staggerMs(id: string, spanMs: number): number {
  return Math.floor((hash32(id) / 2 ** 32) * spanMs);
}

export interface Run {
  /** The scheduled instant, a multiple of the interval: part of the measurement's key. */
  readonly tick: EpochMs;
  /** When it is to start: the tick plus the check's stagger. */
  readonly runAt: EpochMs;
}

/** The first run that starts after `now`. */
export function nextRun(id: string, intervalMs: number, now: EpochMs): Run {
  const stagger = staggerMs(id, intervalMs);
  const tick = (Math.floor((now - stagger) / intervalMs) + 1) * intervalMs;
  return { tick, runAt: tick + stagger };
}

/** How long the extra round at the start takes. */
export const FIRST_ROUND_MS = 25_000;

/**
 * The extra tick at the start: every check once within half a minute, spread by its hash. Checks that need another's
 * result go into the second half. The tick itself is the start of the worker, in whole seconds, but never a scheduled one of
 * the same check: of two results with one key the second is not stored.
 */
export function firstRun(id: string, intervalMs: number, startedAt: EpochMs, dependent: boolean): Run {
  const half = FIRST_ROUND_MS / 2;
  const second = Math.floor(startedAt / 1_000) * 1_000;
  return {
    tick: second % intervalMs === 0 ? second - 1_000 : second,
    runAt: startedAt + (dependent ? half : 0) + staggerMs(id, half),
  };
}
