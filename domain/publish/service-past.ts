import type { Layer } from "#domain/check/service.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import type { LatencyRange, LatencySeries } from "#domain/latency/series.ts";
import type { LatencyWindow } from "#domain/publish/badge-query.ts";
import type { Attributions } from "#domain/publish/incident.ts";
import type { ServiceUptime } from "#domain/publish/service-uptime.ts";
import type { SaidOfService } from "#domain/said/record.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import type { DaySeconds } from "#domain/uptime/day-seconds.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** The days of one layer of a service: its components taken together. */
export interface LayerDays {
  readonly days: readonly DaySeconds[];
  /** Slugs of the components that are in it: those of which anything was known in the window. */
  readonly components: readonly string[];
}

/** How a service did, day by day: of 90 full days and the present one. */
export interface DaysOfService {
  readonly window: Window;
  readonly layers: ReadonlyMap<Layer, LayerDays>;
  /** By slug; without those that were never judged. */
  readonly components: ReadonlyMap<string, readonly DaySeconds[]>;
}

/** An address that a service's checks met, and whose it was then. */
export interface MetAddress {
  readonly address: string;
  /** Null when nobody publishes it. */
  readonly provider: string | null;
  readonly region: string | null;
  /** A door in front of others' machines. */
  readonly edge: boolean;
  /** Names of the components that it answered for. */
  readonly components: readonly string[];
  readonly vantages: readonly string[];
  readonly firstSeen: EpochMs;
  /** To the hour. */
  readonly lastSeen: EpochMs;
}

/** What a vendor says on its own page, and when we first saw it. All of its text is its own. */
export interface SeenNotice {
  readonly id: string;
  readonly firstSeenAt: EpochMs;
  readonly notice: Notice;
}

/** What is on record of one service, beside what holds of it now. */
export interface ServicePast {
  readonly readAt: EpochMs;
  readonly days: DaysOfService;
  /** Open ones first, then the newest: at most 200. */
  readonly incidents: readonly IncidentView[];
  /** There are more than these. */
  readonly moreIncidents: boolean;
  readonly attributions: Attributions;
  /** Those met last first. `addresses` is how many there are. */
  readonly met: { readonly latest: readonly MetAddress[]; readonly addresses: number };
  /** Null when no page of it is read. */
  readonly said: SaidOfService | null;
  /** Newest first. */
  readonly notices: readonly SeenNotice[];
}

/** What of the services' past can be asked for. Each answer is read when it is wanted, and remembered for a little while. */
export interface PastOfServices {
  service(slug: string): Promise<ServicePast>;
  /** The days of every service, by slug. */
  serviceDays(): Promise<ReadonlyMap<string, DaysOfService>>;
  /** How every service did in each window, by slug. */
  serviceUptimes(): Promise<ReadonlyMap<string, ServiceUptime>>;
  /** The median of a check's answers over all vantages, in ms; null without an answer. `check`: three parts. */
  median(check: string, window: LatencyWindow): Promise<number | null>;
  /** `check`: three parts. */
  latency(check: string, range: LatencyRange): Promise<LatencySeries>;
}

/** A notice speaks of an incident from this long before it: vendors warn, and see some things first. */
const BEFORE_MS = 2 * 3_600_000;
/** And up to so long after its end. */
const AFTER_MS = 24 * 3_600_000;

/** What a vendor said while an incident went on, and shortly before and after. */
export function noticesAround(
  notices: readonly SeenNotice[],
  { startedAt, resolvedAt }: Pick<IncidentView, "startedAt" | "resolvedAt">,
): SeenNotice[] {
  return notices.filter(({ notice: { publishedAt, resolvedAt: overAt } }) => {
    const isLate = resolvedAt !== null && publishedAt > resolvedAt + AFTER_MS;
    return !isLate && (overAt ?? Number.POSITIVE_INFINITY) >= startedAt - BEFORE_MS;
  });
}
