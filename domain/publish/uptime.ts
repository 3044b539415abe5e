import { UPTIME_WINDOWS, type Uptime, type UptimeWindow } from "#domain/status/overview.ts";
import { knownSeconds, maintenanceAsDown, micros } from "#domain/uptime/availability.ts";
import { type UptimeFigure, uptimeFigure } from "#domain/uptime/percent.ts";
import type { StateSeconds } from "#domain/uptime/state-seconds.ts";

/** What is published where a failure was too short to count in: the largest figure below 100 that three decimals print. */
const ALMOST = 99.999;

/** The figures of a component, one per window. */
export interface PublishedUptime {
  /** Percent, cut off and never rounded up; null where no figure may be printed. */
  readonly uptime: Readonly<Record<UptimeWindow, number | null>>;
  /** The figure with what must be said beside it: `100% of the 77.1% measured`. */
  readonly uptime_text: Readonly<Record<UptimeWindow, string>>;
  /** Share of the window that is known, from 0 to 1, cut off after four decimals. */
  readonly coverage: Readonly<Record<UptimeWindow, number>>;
  /** Seconds that announced maintenance takes out of the figure: what did not answer, or was not seen, meanwhile. */
  readonly maintenance_seconds: Readonly<Record<UptimeWindow, number>>;
  /** The stricter figure, in which these seconds were down (methods 6). */
  readonly uptime_incl_maintenance: Readonly<Record<UptimeWindow, number | null>>;
}

/** Known time as a share of known and unknown time, cut off after four decimals: never more than was measured. */
export function coverageShare(seconds: StateSeconds): number {
  const known = micros(knownSeconds(seconds));
  const all = known + micros(seconds.unknown);
  return all === 0n ? 0 : Number((known * 10_000n) / all) / 10_000;
}

/** The printed figure as a number, so that text and number can never differ. */
function percentOf({ kind, shown }: UptimeFigure): number | null {
  if (shown === null) return null;
  return kind === "almost" ? ALMOST : Number(shown.replace("%", ""));
}

/** @param roundSeconds how often the component is looked at: what is shorter cannot be seen, and limits the decimals. */
export function publishUptime(windows: Uptime, roundSeconds: number): PublishedUptime {
  const figures = UPTIME_WINDOWS.map((window) => [window, uptimeFigure(windows[window], { roundSeconds })] as const);
  const each = <T>(of: (window: UptimeWindow, figure: UptimeFigure) => T) =>
    Object.fromEntries(figures.map(([window, figure]) => [window, of(window, figure)])) as Record<UptimeWindow, T>;
  return {
    uptime: each((_, figure) => percentOf(figure)),
    uptime_text: each((_, figure) => figure.text),
    coverage: each((window) => coverageShare(windows[window])),
    maintenance_seconds: each((window) => Math.round(windows[window].maintenance * 10) / 10),
    uptime_incl_maintenance: each((window) =>
      percentOf(uptimeFigure(maintenanceAsDown(windows[window]), { roundSeconds })),
    ),
  };
}
