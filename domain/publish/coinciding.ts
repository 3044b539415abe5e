import type { AttributionRecord, StoredAttribution } from "#domain/attribution/record.ts";
import { groupedBy } from "#domain/grouped.ts";
import { type IncidentView, isOpen } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** The cloud event that most of what fails now coincides with. */
export interface Coinciding {
  /** Public id of the event. */
  readonly event: string;
  readonly provider: string;
  readonly region: string | null;
  /** The best attribution of them: what it says of the event as a whole it says of all. */
  readonly record: AttributionRecord;
  readonly incidents: readonly IncidentView[];
  /** Slugs of services, each once. */
  readonly services: readonly string[];
  /** Our first onset among them. */
  readonly firstAt: EpochMs;
}

/** Below this share of the services in trouble an event says nothing of the trouble as a whole. */
const SHARE = 0.5;

/**
 * The event with which at least half of the services with an open incident coincide, and of several the one with most of
 * them; null for none. What is under announced maintenance counts on neither side.
 */
export function coincidingEvent(
  incidents: readonly IncidentView[],
  attributions: ReadonlyMap<string, StoredAttribution>,
): Coinciding | null {
  const open = incidents.filter((incident) => isOpen(incident) && incident.maintenance === null);
  const attributed = open.flatMap((incident) =>
    attributedOf(incident, attributions).map((stored) => ({ incident, stored })),
  );
  const found = groupedBy(attributed, ({ stored }) => stored.cloudEvent);
  const best = [...found.values()]
    .map(toCoinciding)
    .sort((a, b) => b.services.length - a.services.length || (a.event < b.event ? -1 : 1))[0];
  return best === undefined || best.services.length < SHARE * servicesOf(open).length ? null : best;
}

function toCoinciding(members: readonly { incident: IncidentView; stored: StoredAttribution }[]): Coinciding {
  const [first, ...rest] = members.map(({ stored }) => stored);
  if (first === undefined) throw new RangeError("no incident coincides with it");
  const { record, cloudEvent } = rest.reduce((a, b) => (b.record.best.score > a.record.best.score ? b : a), first);
  const incidents = members.map(({ incident }) => incident);
  return {
    event: cloudEvent,
    provider: record.best.provider,
    region: record.best.region,
    record,
    incidents,
    services: servicesOf(incidents),
    firstAt: Math.min(...incidents.map(({ startedAt }) => startedAt)),
  };
}

function servicesOf(incidents: readonly IncidentView[]): string[] {
  return [...new Set(incidents.map(({ about }) => about.serviceSlug))];
}

/** Of incidents, that of which most may be said: the best score; null where nothing coincides. */
export function bestAttribution(
  incidents: readonly Pick<IncidentView, "id">[],
  attributions: ReadonlyMap<string, StoredAttribution>,
): StoredAttribution | null {
  const own = incidents.flatMap((incident) => attributedOf(incident, attributions));
  return own.toSorted((a, b) => b.record.best.score - a.record.best.score)[0] ?? null;
}

/** Of an incident that coincides with an event, its attribution. */
function attributedOf(
  { id }: Pick<IncidentView, "id">,
  attributions: ReadonlyMap<string, StoredAttribution>,
): StoredAttribution[] {
  const stored = attributions.get(id);
  return stored === undefined || stored.record.best.word === "not_attributed" ? [] : [stored];
}
