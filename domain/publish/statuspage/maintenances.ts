import { GRACE_MS } from "#domain/cloud/maintenance.ts";
import { stableId } from "#domain/incident/identity.ts";
import {
  type Announced,
  announcedByVendor,
  entryOfAnnounced,
  isCalledOff,
  spanOfAnnounced,
} from "#domain/publish/feed/announced.ts";
import type { FeedStep } from "#domain/publish/feed/entry.ts";
import type { FeedNotice } from "#domain/publish/feed/record.ts";
import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import { PAGE_ID, type StatuspageComponent } from "#domain/publish/statuspage/components.ts";
import type { StatuspageScene } from "#domain/publish/statuspage/incidents.ts";
import { publishUpdate } from "#domain/publish/statuspage/update.ts";
import type { ServiceView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

export const MAINTENANCE_STATES = ["scheduled", "in_progress", "verifying", "completed"] as const;
type MaintenanceState = (typeof MAINTENANCE_STATES)[number];

const STATES: Readonly<Record<string, MaintenanceState>> = {
  Scheduled: "scheduled",
  "In progress": "in_progress",
  Verifying: "verifying",
  Completed: "completed",
};

/** Work that a vendor announced, as scheduled maintenance of Statuspage; null for what is none, or at no time. */
export function statuspageMaintenance(notice: FeedNotice, services: readonly ServiceView[], scene: StatuspageScene) {
  const announced = announcedByVendor(notice);
  if (announced === null) return null;
  const { now, url } = scene;
  const { from, to } = spanOfAnnounced(announced);
  const entry = entryOfAnnounced(announced, scene.voice);
  const state = stateAt(announced, entry.steps, now);
  const held = (at: EpochMs) => Math.max(0, Math.min(at, now));
  const over = announced.resolvedAt ?? announced.vanishedAt ?? to;
  return {
    id: notice.id,
    name: entry.title,
    status: state,
    created_at: rfc3339(held(entry.publishedAt)),
    updated_at: rfc3339(held(entry.updatedAt)),
    monitoring_at: null,
    resolved_at: rfc3339OrNull(state === "completed" ? held(over) : null),
    impact: "maintenance" as const,
    shortlink: url + entry.path,
    started_at: rfc3339(from),
    page_id: PAGE_ID,
    incident_updates: entry.steps.map((step, index) =>
      publishUpdate(notice.id, {
        id: stableId(step.id),
        status: index === 0 ? state : (STATES[step.marker] ?? "scheduled"),
        body: index === 0 ? [...entry.lead, step.text, ...entry.foot].join(" ") : step.text,
        at: held(step.at),
      }),
    ),
    components: componentsOf(notice, services, scene),
    reminder_intervals: null,
    scheduled_for: rfc3339(from),
    scheduled_until: rfc3339(to),
  };
}

/** As its vendor says, and by the clock where nobody says more: what was planned to begin is taken to have begun. */
function stateAt(announced: Announced, steps: readonly FeedStep[], now: EpochMs): MaintenanceState {
  const { from, to } = spanOfAnnounced(announced);
  const said = STATES[steps[0]?.marker ?? "Scheduled"] ?? "scheduled";
  if (said === "completed" || isCalledOff(announced) || now >= to + GRACE_MS) return "completed";
  if (said === "verifying") return said;
  return said === "in_progress" || now >= from ? "in_progress" : "scheduled";
}

function componentsOf(
  { service: { slug }, parts }: FeedNotice,
  services: readonly ServiceView[],
  { components }: StatuspageScene,
): StatuspageComponent[] {
  const own = services.find((service) => service.slug === slug)?.components ?? [];
  return own
    .filter(({ name }) => parts.includes(name))
    .flatMap((component) => components.get(`${slug}/${component.slug}`) ?? []);
}
