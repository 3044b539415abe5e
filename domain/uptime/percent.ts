import {
  type AvailabilityOptions,
  availability,
  COVERAGE_FOR_A_FIGURE,
  degradedWeightOf,
  isCovered,
  knownSeconds,
  micros,
} from "#domain/uptime/availability.ts";
import type { StateSeconds } from "#domain/uptime/state-seconds.ts";

/** Coverage in percent from which a flawless record may be called 100% without saying of what (methods 6). */
export const COVERAGE_FOR_WHOLE = 99;

/** How often a component is looked at when nothing else is said. */
const ROUND_SECONDS = 30;

export interface PercentOptions extends AvailabilityOptions {
  /** Length of a round in seconds; what is shorter than one is invisible, so it limits the decimals. */
  readonly roundSeconds?: number;
}

/**
 * What may be printed of an uptime.
 *
 * `no_data`: nothing is known. `too_little`: less than half is known, no figure. `whole`: no failure and nearly all of it
 * seen. `whole_of_measured`: no failure in what was seen. `almost`: a failure too short to count. `part`: the rest.
 */
export type FigureKind = "no_data" | "too_little" | "whole" | "whole_of_measured" | "almost" | "part";

export interface UptimeFigure {
  readonly kind: FigureKind;
  /** `99.94%`, `100%`, `<100%`; null when none may be printed. */
  readonly shown: string | null;
  /** Availability as a number from 0 to 1, for colours and sorting; null when no figure may be printed. */
  readonly share: number | null;
  /** Coverage, floored to a tenth: `77.1%`. */
  readonly coverage: string;
  /** The whole of it in English; other languages are made of the fields above. */
  readonly text: string;
}

/**
 * Decimals that the number of rounds bears: clamp(floor(log10(rounds)) - 2, 0, 3), methods 6. Compared with powers of ten
 * because a logarithm of 1000 may be a hair under 3.
 */
export function decimalsFor(known: number, roundSeconds: number = ROUND_SECONDS): number {
  if (!(roundSeconds > 0)) throw new RangeError(`no round: ${roundSeconds} s`);
  const length = micros(known);
  const round = micros(roundSeconds);
  return [1_000n, 10_000n, 100_000n].filter((rounds) => length >= rounds * round).length;
}

/**
 * `good / total` in percent, cut off after `decimals`, never rounded: `99.94%`. Integer arithmetic, because in floating
 * point 0.9994 * 100 is below 99.94.
 *
 * @throws RangeError when the total is 0
 */
export function floorPercent(good: bigint, total: bigint, decimals: number): string {
  const digits = String((good * 10n ** BigInt(decimals + 2)) / total).padStart(decimals + 1, "0");
  if (decimals === 0) return `${digits}%`;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}%`;
}

function coverageText(seconds: StateSeconds): string {
  const known = micros(knownSeconds(seconds));
  const all = known + micros(seconds.unknown);
  return all === 0n ? "0.0%" : floorPercent(known, all, 1);
}

/** The figure of a record in which something was lost. */
function partFigure(seconds: StateSeconds, weight: number, roundSeconds: number) {
  const decimals = decimalsFor(knownSeconds(seconds), roundSeconds);
  const good = micros(seconds.up) + micros(seconds.degraded * (1 - weight));
  const total = micros(knownSeconds(seconds));
  // What was lost may be shorter than what is counted in; it is still not nothing.
  if (good >= total) return { kind: "almost", shown: "<100%", text: "<100%" } as const;
  const shown = floorPercent(good, total, decimals);
  return { kind: "part", shown, text: shown } as const;
}

function wholeFigure(seconds: StateSeconds, coverage: string) {
  if (isCovered(seconds, COVERAGE_FOR_WHOLE)) return { kind: "whole", shown: "100%", text: "100%" } as const;
  return { kind: "whole_of_measured", shown: "100%", text: `100% of the ${coverage} measured` } as const;
}

/**
 * Uptime as it may be printed (methods 6): cut off and never rounded up, no finer than the rounds bear, 100% only for a
 * record without a failure, and nothing at all when less than half is known. For the figure with maintenance counted as
 * down, pass maintenanceAsDown(seconds).
 *
 * @throws RangeError for a weight outside 0 to 1, a round of no length, or seconds that are not finite
 */
export function uptimeFigure(seconds: StateSeconds, options: PercentOptions = {}): UptimeFigure {
  const weight = degradedWeightOf(options);
  const coverage = coverageText(seconds);
  const none = { shown: null, share: null, coverage };
  if (micros(knownSeconds(seconds)) === 0n) return { kind: "no_data", ...none, text: "no data" };
  if (!isCovered(seconds, COVERAGE_FOR_A_FIGURE)) return { kind: "too_little", ...none, text: "not enough data" };
  const lost = seconds.down > 0 || seconds.degraded * weight > 0;
  return {
    ...(lost ? partFigure(seconds, weight, options.roundSeconds ?? ROUND_SECONDS) : wholeFigure(seconds, coverage)),
    share: availability(seconds, options).availability,
    coverage,
  };
}
