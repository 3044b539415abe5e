import type { LatencyAxis } from "#domain/latency/axis.ts";

/** Height of the drawing: 150 and what the topmost and lowest labels need. */
export const PLOT_HEIGHT = 162;
export const PLOT_MARGIN = { top: 6, right: 0, bottom: 6, left: 0 } as const;
export const AXIS_WIDTH = 52;

export const TICK = { fill: "var(--ink-3)", fontSize: 12, fontFamily: "var(--cond)" } as const;

/** The unit stands on the topmost tick only. */
export const tickText =
  ({ top }: LatencyAxis) =>
  (value: number): string =>
    value === top ? `${value} ms` : String(value);
