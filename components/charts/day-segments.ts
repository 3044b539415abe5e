import type { UptimeState } from "#domain/uptime/state-pieces.ts";
import type { StateSeconds } from "#domain/uptime/state-seconds.ts";

/** What a bar is drawn as: `part` when only some of what it stands for was down. */
export type BarState = Exclude<UptimeState, "down"> | "part" | "down";

export interface Segment {
  readonly state: BarState;
  /** px from the bottom, and px high. */
  readonly y: number;
  readonly height: number;
}

/** Amplitude is severity: how high the bar of a day is by its worst state. */
const HEIGHTS: Readonly<Record<BarState, number>> = {
  up: 8,
  unknown: 10,
  degraded: 12,
  maintenance: 14,
  part: 20,
  down: 24,
};
export const BAR_HEIGHT = 24;

/** From the bottom up: the worst stands on top. */
const ORDER = ["up", "unknown", "maintenance", "degraded", "down"] as const;
/** What was lost is seen, however short it was; ... */
const LEAST = 2;
/** ... what was not measured only from this share of the day on: the coverage says the rest. */
const UNKNOWN_SHARE = 0.05;

/** The bar of a day: as high as its worst state, and filled by the share of each. */
export function segmentsOf(seconds: StateSeconds, downAs: "part" | "down"): Segment[] {
  const all = ORDER.reduce((sum, state) => sum + seconds[state], 0);
  if (all === 0) return [];
  const shown = ORDER.filter((state) =>
    state === "unknown" ? seconds.unknown / all >= UNKNOWN_SHARE : seconds[state] > 0,
  );
  const named = (state: UptimeState): BarState => (state === "down" ? downAs : state);
  const total = Math.max(...shown.map((state) => HEIGHTS[named(state)]));
  const sum = shown.reduce((known, state) => known + seconds[state], 0);
  const heights = shown.map((state) => Math.max(LEAST, Math.round((total * seconds[state]) / sum)));
  // What the least heights take is taken from the tallest.
  const tallest = heights.indexOf(Math.max(...heights));
  const excess = heights.reduce((taken, height) => taken + height, 0) - total;
  let y = 0;
  return shown.map((state, index) => {
    const height = (heights[index] ?? 0) - (index === tallest ? excess : 0);
    const segment = { state: named(state), y, height };
    y += height;
    return segment;
  });
}
