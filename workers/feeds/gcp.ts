import { type AffectedService, type CloudEvent, type EventUpdate, type Scope, worstOf } from "#domain/cloud/event.ts";
import { gcpZonesIn } from "#domain/cloud/gcp-locations.ts";
import type { EpochMs } from "#domain/time.ts";
import type { EventFeed } from "#workers/feeds/feed.ts";
import { gcpPeriods } from "#workers/feeds/gcp-periods.ts";
import { type GcpIncident, gcpSeverity, incidentSchema, ofOldSeverity } from "#workers/feeds/gcp-schema.ts";
import { eventList } from "#workers/feeds/json.ts";
import { plainName, plainText, plainTitle } from "#workers/feeds/text.ts";

function updatesOf(incident: GcpIncident): EventUpdate[] {
  return incident.updates
    .flatMap(({ when, created, text, status }) => {
      const at = when ?? created;
      if (at === null) return [];
      return [{ id: null, at, text: plainText(text), severity: gcpSeverity(status), state: status ?? null }];
    })
    .sort((a, b) => a.at - b.at);
}

/** Products, or in the old schema the one service. "Multiple Products" (zall) is no product. */
function servicesOf({ affected_products, service_key, service_name }: GcpIncident): AffectedService[] {
  if (affected_products.length > 0) {
    return affected_products.map(({ id, title }) => ({ slug: id, name: plainName(title) || id }));
  }
  if (!service_key || service_key === "zall") return [];
  return [{ slug: service_key, name: plainName(service_name) || service_key }];
}

/** The page of an incident: its address is relative, and nothing else is taken for one. */
function pageOf(uri: string | undefined): string | null {
  const path = /^\/?(incidents?\/[\w/-]+)$/.exec(uri ?? "")?.[1];
  return path === undefined ? null : `https://status.cloud.google.com/${path}`;
}

function scopeOf(incident: GcpIncident): Scope {
  const places = [...incident.currently_affected_locations, ...incident.previously_affected_locations];
  const regions = [...new Set(places.map(({ id }) => id))].sort();
  // The feed has no field for zones; the headline names one when it is confined to it.
  const zones = gcpZonesIn(incident.external_desc ?? "");
  const inPlace = zones.filter(({ region }) => regions.length === 0 || regions.includes(region));
  const confined = regions.length <= new Set(zones.map(({ region }) => region)).size;
  if (inPlace.length > 0 && confined) {
    return {
      kind: "zones",
      regions: [...new Set(inPlace.map(({ region }) => region))],
      zones: inPlace.map(({ zone }) => zone),
    };
  }
  if (regions.length === 0) return { kind: "unstated" };
  return regions.includes("global") ? { kind: "global" } : { kind: "regions", regions };
}

function eventOf(incident: GcpIncident, now: EpochMs): CloudEvent {
  const id = incident.id ?? incident.uri?.replace(/^\/+/, "");
  if (id === undefined) throw new Error("neither id nor uri");
  const updates = updatesOf(incident);
  const ofIncident = gcpSeverity(incident.status_impact) ?? ofOldSeverity(incident.severity);
  const peak = worstOf([ofIncident, ...updates.map(({ severity }) => severity)]) ?? "informational";
  const scope = scopeOf(incident);
  const services = servicesOf(incident);
  const firstPublishedAt = incident.created ?? updates[0]?.at ?? incident.begin;
  const latest = updates.at(-1);
  return {
    provider: "gcp",
    feed: "gcp",
    id,
    kin: null,
    title: plainTitle(incident.external_desc) || plainName(incident.service_name) || id,
    url: pageOf(incident.uri),
    onsetAt: incident.begin,
    onsetQuality: incident.begin < firstPublishedAt ? "stated_start" : "first_status_post",
    firstPublishedAt,
    firstSeenAt: now,
    // Absent while it lasts, and a newest post AVAILABLE may come before it: only the field ends an incident.
    endedAt: incident.end,
    changedAt: incident.modified,
    severity: {
      peak,
      now:
        incident.end === null ? (latest?.severity ?? (latest?.state === "AVAILABLE" ? "informational" : peak)) : null,
      stated: ofIncident !== null,
    },
    scope,
    services,
    periods: gcpPeriods(incident, { scope, services, peak }),
    course: "stated",
    updates,
    maintenance: null,
    state: latest?.state ?? incident.status_impact ?? "",
  };
}

/** Google Cloud's `incidents.json`, about a year of it. Since 2025 it carries only large incidents: absence proves nothing. */
export const parse: EventFeed = eventList(incidentSchema, eventOf);
