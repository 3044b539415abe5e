import type { ModelledOutage, Scenario } from "#domain/drill/scenario.ts";
import { CLOSING_MS, clockTime, toWellMs } from "#domain/drill/shortfalls.ts";
import type { Text } from "#domain/replay/dossier.ts";
import type { EpochMs } from "#domain/time.ts";
import { type Interval, mergeIntervals, type Window } from "#domain/uptime/interval.ts";

/** From when to when an incident says that something was out. */
interface Told {
  readonly startedAt: EpochMs;
  /** Null while it is open. */
  readonly resolvedAt: EpochMs | null;
  readonly closedAt: EpochMs | null;
}

/** An outage of one component, and the incidents that belong to it. */
export interface Followed {
  readonly component: string;
  readonly outage: Pick<ModelledOutage, "from" | "to">;
  readonly incidents: readonly Told[];
  /** Interval of the component's slowest deciding check, in ms of the scenario's clock. */
  readonly intervalMs: number;
  readonly scenario: Pick<Scenario, "cuts" | "disturbances">;
}

/**
 * Why an outage that was seen was not followed to its end: a part of it is in no incident, or it was told long after it was over.
 * Nothing of one that was missed, which is told as such. What the clock skips counts for neither, nor what falls together with a
 * disturbance of ours: nothing can be learned then.
 */
export function courseFailures(followed: Followed): Text[] {
  return followed.incidents.length === 0 ? [] : [...leftOut(followed), ...outlasting(followed)];
}

/**
 * From the first incident on, which is late or not for itself, all of an outage has to be in one. What fails all the while gives no
 * reason to close an incident, and those that are near each other are one (methods 1.2), so that nothing is left out but the
 * round before the end: its second attempt may come when all is well.
 */
function leftOut({ component, outage: { from, to }, incidents, intervalMs, scenario }: Followed): Text[] {
  const first = Math.max(from, Math.min(...incidents.map(({ startedAt }) => startedAt)));
  const told = incidents.map(({ startedAt, resolvedAt }) => ({ from: startedAt, to: resolvedAt }));
  const leftMs = lengthOutside({ from: first, to }, [...told, ...pausesOf(scenario)]);
  if (leftMs <= intervalMs + CLOSING_MS) return [];
  const [begun, left] = [clockTime(from), minutes(leftMs)];
  return [
    {
      en: `Of the outage of ${component} from ${begun} UTC on, ${left} min are in no incident`,
      ja: `${begun}（UTC）からの${component}の障害のうち、${left}分がどのインシデントにも含まれない`,
    },
  ];
}

/** One that is still open is told of as not being well at the end, when it has had the time. */
function outlasting({ component, outage: { to }, incidents, intervalMs, scenario }: Followed): Text[] {
  if (incidents.some(({ resolvedAt }) => resolvedAt === null)) return [];
  const closedAt = Math.max(...incidents.map((one) => one.closedAt ?? one.resolvedAt ?? to));
  const overMs = lengthOutside({ from: to, to: closedAt }, pausesOf(scenario));
  if (overMs <= toWellMs(intervalMs)) return [];
  const [ended, over] = [clockTime(to), minutes(overMs)];
  return [
    {
      en: `The outage of ${component} ended at ${ended} UTC and was closed ${over} min later`,
      ja: `${ended}（UTC）に終わった${component}の障害は、${over}分後まで終了とされなかった`,
    },
  ];
}

function pausesOf({ cuts, disturbances }: Followed["scenario"]): readonly Interval[] {
  return [...cuts, ...disturbances];
}

/** How much of a window lies in none of the intervals, in ms. */
function lengthOutside(window: Window, intervals: readonly Interval[]): number {
  const covered = mergeIntervals(intervals, window).reduce((sum, { from, to }) => sum + to - from, 0);
  return Math.max(0, window.to - window.from - covered);
}

const minutes = (ms: number) => (ms / 60_000).toFixed(1);
