import { timeOn } from "#domain/clock.ts";
import type { EpochMs } from "#domain/time.ts";
import type { WebSettings } from "#server/settings.ts";

/** What a drill's site says of it. */
export interface Drill {
  /** The day that it re-enacts, `2025-10-20`; the name of its scenario when that was made up. */
  readonly what: string;
  /** How many times faster than the day itself. */
  readonly speed: number;
}

type Settings = Pick<WebSettings, "FAULTLINE_CLOCK" | "FAULTLINE_DRILL">;

/** What this process goes by: the machine's clock, or that of the drill that it shows. */
export function timeOf({ FAULTLINE_CLOCK: clock }: Settings): () => EpochMs {
  return clock ? () => timeOn(clock, Date.now()) : Date.now;
}

/** The drill that is shown; null when there is none. */
export function drillOf({ FAULTLINE_CLOCK: clock, FAULTLINE_DRILL: id }: Settings): Drill | null {
  if (!clock || id === undefined) return null;
  return { what: /^\d{4}-\d\d-\d\d(?=-)/.exec(id)?.[0] ?? id, speed: clock.rate };
}
