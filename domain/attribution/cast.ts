import { type CloudEvent, isProvisional } from "#domain/attribution/event.ts";
import { type Belief, beliefIn, type Dependent } from "#domain/attribution/evidence.ts";
import { type LagWindow, populationWindow, windowLength } from "#domain/attribution/lag.ts";
import { type Onset, objectionTo } from "#domain/attribution/onset.ts";
import { type QuietRecord, quietRecord, type Recording } from "#domain/attribution/quiet.ts";
import { type BackgroundRate, backgroundRate, chanceWithin } from "#domain/attribution/rate.ts";
import { MINUTE_MS } from "#domain/attribution/units.ts";
import type { EpochMs } from "#domain/time.ts";

/** A service of the access layer with everything that is known of it. */
export interface ServiceRecord extends Dependent {
  readonly slug: string;
  /** Since when it is probed. */
  readonly recordedFrom: EpochMs;
  /** Of the last 90 days and up to now, in any order. */
  readonly onsets: readonly Onset[];
}

/** A service as one event sees it. */
export interface Member {
  readonly service: ServiceRecord;
  readonly rate: BackgroundRate;
  /** That the service, any component of it, stands on the place. */
  readonly belief: Belief;
  /** Onsets that nothing speaks against, ascending. */
  readonly times: readonly EpochMs[];
  /** One of them lies in W. */
  readonly hit: boolean;
  /** Probability of one in W by chance. */
  readonly chance: number;
}

/** Everything that the tests of one event look at. */
export interface Cast {
  readonly event: CloudEvent;
  readonly provisional: boolean;
  readonly window: LagWindow;
  readonly quiet: QuietRecord;
  /** By slug, whichever order they came in: sums of fractions depend on it in their last digits. */
  readonly members: readonly Member[];
  readonly bySlug: ReadonlyMap<string, ServiceRecord>;
}

/** Services that were not probed yet when the event began are left out: nobody would have seen them fail. */
export function castOf(event: CloudEvent, services: readonly ServiceRecord[], record: Recording): Cast {
  const provisional = isProvisional(event);
  const window = populationWindow(provisional);
  const quiet = quietRecord(record, event);
  const bySlug = new Map(services.map((service) => [service.slug, service]));
  const begin = event.t0.at + window.fromMin * MINUTE_MS;
  const members = [...bySlug.values()]
    .filter(({ recordedFrom }) => recordedFrom <= event.t0.at)
    .sort((a, b) => (a.slug < b.slug ? -1 : 1))
    .map((service): Member => {
      const rate = backgroundRate(
        service.onsets.map(({ at }) => at),
        service.recordedFrom,
        quiet,
      );
      const unexplained = service.onsets.filter((onset) => objectionTo(onset, event) === null);
      const times = unexplained.map(({ at }) => at).sort((a, b) => a - b);
      const end = event.t0.at + window.toMin * MINUTE_MS;
      return {
        service,
        rate,
        belief: beliefIn(service, event, bySlug),
        times,
        hit: times.some((at) => at >= begin && at <= end),
        chance: chanceWithin(rate, windowLength(window)),
      };
    });
  return { event, provisional, window, quiet, members, bySlug };
}
