import { z } from "zod";
import { called, count, flag, orNull, severity, text, texts, time } from "#app/api/schema/common.ts";
import type { StatuspageFile } from "#domain/publish/statuspage/files.ts";
import { MAINTENANCE_STATES } from "#domain/publish/statuspage/maintenances.ts";

/** Statuspage's forms (guides/conventions.md 4.1): every vocabulary is closed, and no list is ever null. */

const id = z.string().regex(/^[a-z0-9]{12}$/);
const status = z.enum(["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"]);

const page = called(
  "StatuspagePage",
  z.looseObject({ id, name: text, url: text, time_zone: z.literal("Etc/UTC"), updated_at: time }),
);
const component = called(
  "StatuspageComponent",
  z.looseObject({
    id,
    name: text,
    status,
    created_at: time,
    updated_at: time,
    position: count,
    description: z.null(),
    showcase: flag,
    start_date: z.null(),
    group_id: orNull(id),
    page_id: id,
    group: flag,
    only_show_if_degraded: flag,
    components: texts.optional(),
  }),
);

const updateOf = <T extends z.ZodType>(states: T) =>
  z.looseObject({
    id,
    status: states,
    body: text,
    incident_id: id,
    created_at: time,
    updated_at: time,
    display_at: time,
    affected_components: z.null(),
    deliver_notifications: flag,
    custom_tweet: z.null(),
    tweet_id: z.null(),
  });

const incidentShape = <T extends z.ZodType>(states: T) => ({
  id,
  name: text,
  status: states,
  created_at: time,
  updated_at: time,
  monitoring_at: z.null(),
  resolved_at: orNull(time),
  shortlink: text,
  started_at: time,
  page_id: id,
  incident_updates: z.array(updateOf(states)),
  components: z.array(component),
  reminder_intervals: z.null(),
});

const stages = z.enum(["investigating", "identified", "monitoring", "resolved", "postmortem"]);
const incident = called(
  "StatuspageIncident",
  z.looseObject({ ...incidentShape(stages), impact: z.union([z.literal("none"), severity]) }),
);
const maintenance = called(
  "StatuspageMaintenance",
  z.looseObject({
    ...incidentShape(z.enum(MAINTENANCE_STATES)),
    impact: z.literal("maintenance"),
    scheduled_for: time,
    scheduled_until: time,
  }),
);
const overall = called(
  "StatuspageStatus",
  z.looseObject({ indicator: z.enum(["none", "minor", "major", "critical"]), description: text }),
);

const incidents = z.looseObject({ page, incidents: z.array(incident) });
const maintenances = z.looseObject({ page, scheduled_maintenances: z.array(maintenance) });

export const STATUSPAGE_ANSWERS: Readonly<Record<StatuspageFile, z.ZodType>> = {
  "summary.json": z.looseObject({
    page,
    components: z.array(component),
    incidents: z.array(incident),
    scheduled_maintenances: z.array(maintenance),
    status: overall,
  }),
  "status.json": z.looseObject({ page, status: overall }),
  "components.json": z.looseObject({ page, components: z.array(component) }),
  "incidents.json": incidents,
  "incidents/unresolved.json": incidents,
  "scheduled-maintenances.json": maintenances,
  "scheduled-maintenances/upcoming.json": maintenances,
  "scheduled-maintenances/active.json": maintenances,
};
