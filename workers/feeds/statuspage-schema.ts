import { z } from "zod";
import { anyId, listOf, looseText } from "#workers/feeds/json.ts";
import { anyTime, maybeTime } from "#workers/feeds/time.ts";

export const componentSchema = z.object({
  id: anyId,
  name: z.string(),
  status: looseText,
  group_id: anyId.nullish().catch(null),
  group: z.boolean().nullish().catch(null),
});

const affectedSchema = z.object({ code: anyId, name: looseText, new_status: looseText });

const updateSchema = z
  .object({
    id: anyId.nullish().catch(null),
    status: looseText,
    body: looseText,
    display_at: maybeTime,
    created_at: maybeTime,
    affected_components: listOf(affectedSchema),
  })
  .refine((update) => update.display_at !== null || update.created_at !== null);

/** An incident or a maintenance, of `summary.json`, `incidents.json` and `scheduled-maintenances.json`. */
export const incidentSchema = z.object({
  id: anyId,
  name: z.string().min(1),
  status: z.string().min(1),
  impact: looseText,
  created_at: anyTime,
  updated_at: maybeTime,
  started_at: maybeTime,
  resolved_at: maybeTime,
  shortlink: looseText,
  incident_updates: listOf(updateSchema),
  components: listOf(componentSchema),
  scheduled_for: maybeTime,
  scheduled_until: maybeTime,
});
export type PageIncident = z.output<typeof incidentSchema>;

const list = z.array(z.unknown()).nullish();

/** Lists are null instead of empty at incident.io; an answer without any of them is no status page. */
export const pageSchema = z
  .object({
    page: z
      .object({ id: anyId.nullish().catch(null), name: looseText, url: looseText })
      .nullish()
      .catch(null),
    components: list,
    incidents: list,
    scheduled_maintenances: list,
  })
  .refine(
    (page) => [page.components, page.incidents, page.scheduled_maintenances].some((value) => value !== undefined),
    "neither incidents nor components",
  );
