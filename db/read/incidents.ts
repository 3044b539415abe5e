import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso } from "#db/instants.ts";
import { incidentFrom } from "#db/read/incident-row.ts";
import { isServiceKnown } from "#db/read/known-slugs.ts";
import { readMaintenanceAtOnset } from "#db/read/maintenance.ts";
import { component, service } from "#db/schema/catalog.ts";
import { incident, incidentUpdate } from "#db/schema/verdict.ts";
import type { Layer } from "#domain/check/service.ts";
import type { Maintenance } from "#domain/cloud/maintenance.ts";
import { groupedBy } from "#domain/grouped.ts";
import type { Severity, UpdateKind } from "#domain/incident/incident.ts";
import type { IncidentDetail, StoredUpdate } from "#domain/publish/incident.ts";
import type { IncidentCursor, IncidentPage, IncidentQuery } from "#domain/publish/incident-query.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { Verdict } from "#domain/status/verdict.ts";

/** A transaction reads as a handle does. */
type Reader = Pick<Drizzle, "select" | "execute">;

/** A component that has left the catalog still counts for its own incidents. */
const siblings = sql<string>`(select count(*) from ${component} o where o.service_id = ${service.id}
  and (o.withdrawn_at is null or o.id = ${component.id}))`;

function selectIncidents(db: Reader) {
  return db
    .select({
      row: incident,
      service: { slug: service.slug, name: service.name },
      component: { slug: component.slug, name: component.name, layer: component.layer, chain: component.chain },
      siblings,
    })
    .from(incident)
    .innerJoin(component, eq(component.id, incident.componentId))
    .innerJoin(service, eq(service.id, component.serviceId));
}

type Found = Awaited<ReturnType<typeof selectIncidents>>[number];

/** With what was declared for their components when they began. */
async function viewIncidents(db: Reader, found: readonly Found[]): Promise<IncidentView[]> {
  const declared = await readMaintenanceAtOnset(
    db,
    found.map(({ row, service: of, component: part }) => ({
      id: row.id,
      component: `${of.slug}/${part.slug}`,
      startedAt: row.startedAt.getTime(),
    })),
  );
  return found.map((one) => viewIncident(one, declared.get(one.row.id) ?? null));
}

function viewIncident(
  { row, service: of, component: part, siblings: parts }: Found,
  maintenance: Maintenance | null,
): IncidentView {
  return {
    ...incidentFrom(row, `${of.slug}/${part.slug}`),
    about: {
      serviceSlug: of.slug,
      componentSlug: part.slug,
      service: of.name,
      component: part.name,
      single: Number(parts) === 1,
      layer: part.layer as Layer,
      chain: part.chain,
    },
    maintenance,
    madeUp: row.madeUp,
  };
}

const standing = and(isNull(incident.resolvedAt), isNull(incident.retracted)) as SQL;
const newestFirst = [desc(incident.startedAt), desc(incident.id)] as const;

/** The open incidents of what is in the catalog, newest first: one per component at most. */
export async function readOpenIncidents(db: Reader): Promise<IncidentView[]> {
  const rows = await selectIncidents(db)
    .where(and(standing, isNull(component.withdrawnAt), isNull(service.withdrawnAt)))
    .orderBy(...newestFirst);
  return viewIncidents(db, rows);
}

/** The components whose newest incident is not over but was taken back, by somebody and not by judging anew. */
export async function readTakenBack(db: Reader): Promise<ReadonlySet<number>> {
  const rows = await db
    .select({ componentId: incident.componentId })
    .from(incident)
    .where(
      sql`${incident.resolvedAt} is null and ${incident.retracted} is not null and not ${incident.retracted} ? 'rejudged'`,
    );
  return new Set(rows.map(({ componentId }) => componentId));
}

/** Every incident of some groups, as they began. */
export async function readIncidentsOfGroups(db: Reader, groups: readonly string[]): Promise<IncidentView[]> {
  if (groups.length === 0) return [];
  const rows = await selectIncidents(db)
    .where(inArray(incident.groupId, [...groups]))
    .orderBy(asc(incident.startedAt), asc(incident.id));
  return viewIncidents(db, rows);
}

/** One incident with its history, oldest step first; null when there is none of this id. */
export async function readIncident(db: Drizzle, id: string): Promise<IncidentDetail | null> {
  return db.transaction(
    async (tx) => {
      const [found] = await viewIncidents(tx, await selectIncidents(tx).where(eq(incident.id, id)));
      if (!found) return null;
      const updates = await tx
        .select()
        .from(incidentUpdate)
        .where(eq(incidentUpdate.incidentId, id))
        .orderBy(asc(incidentUpdate.sequence));
      return { incident: found, updates: updates.map(viewUpdate) };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** Every incident of a group with its history, as they began. */
export async function readIncidentDetails(db: Reader, group: string): Promise<IncidentDetail[]> {
  const incidents = await readIncidentsOfGroups(db, [group]);
  const ids = incidents.map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(incidentUpdate)
    .where(inArray(incidentUpdate.incidentId, ids))
    .orderBy(asc(incidentUpdate.incidentId), asc(incidentUpdate.sequence));
  const updates = new Map<string, StoredUpdate[]>(ids.map((id) => [id, []]));
  for (const row of rows) updates.get(row.incidentId)?.push(viewUpdate(row));
  return incidents.map((incident) => ({ incident, updates: updates.get(incident.id) ?? [] }));
}

/** The newest steps of some incidents, so many of each group of theirs; by the incident's id, oldest first. */
export async function readNewestUpdates(
  db: Reader,
  incidents: readonly string[],
  ofGroup: number,
): Promise<Map<string, StoredUpdate[]>> {
  if (incidents.length === 0) return new Map();
  const rows = await db
    .select()
    .from(incidentUpdate)
    .where(
      sql`(${incidentUpdate.incidentId}, ${incidentUpdate.sequence}) in (
        select w.incident_id, w.sequence from (
          select u.incident_id, u.sequence,
            row_number() over (partition by i.group_id order by u.known_at desc, u.incident_id, u.sequence desc) as place
          from incident_update u join incident i on i.id = u.incident_id
          where i.id = any(${sql.param([...incidents])}::text[])
        ) w where w.place <= ${ofGroup})`,
    )
    .orderBy(asc(incidentUpdate.incidentId), asc(incidentUpdate.sequence));
  return groupedBy(rows, (row) => row.incidentId, viewUpdate);
}

function viewUpdate(row: typeof incidentUpdate.$inferSelect): StoredUpdate {
  return {
    sequence: row.sequence,
    kind: row.kind as UpdateKind,
    knownAt: row.knownAt.getTime(),
    effectiveAt: row.effectiveAt.getTime(),
    verdict: row.verdict as Verdict,
    finding: row.finding,
    severity: row.severity as Severity,
    author: row.author,
    text: row.text,
  };
}

/**
 * A page of incidents: open ones first, then the newest. Which of them are open, and which there are at all, is what was
 * known when the first page was read (`knownTo`), so one that opens, closes or is taken back while a reader turns the
 * pages is neither repeated nor skipped. What is said of each is of now.
 */
export async function readIncidents(db: Drizzle, query: IncidentQuery): Promise<IncidentPage> {
  return db.transaction(
    async (tx) => {
      if (query.service !== null && !(await isServiceKnown(tx, query.service))) return { incidents: [], next: null };
      const knownTo = query.cursor?.knownTo ?? (await readKnownTo(tx));
      const rows: { section: IncidentCursor["section"]; incident: IncidentView }[] = [];
      for (const section of ["open", "resolved"] as const) {
        const left = query.limit + 1 - rows.length;
        const isPast = section === "open" && query.cursor?.section === "resolved";
        if (left <= 0 || isPast || (query.state !== null && query.state !== section)) continue;
        const found = await selectIncidents(tx)
          .where(and(...conditionsOf(query, section)))
          .orderBy(...newestFirst)
          .limit(left);
        rows.push(...(await viewIncidents(tx, found)).map((view) => ({ section, incident: view })));
      }
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      return {
        incidents: page.map((row) => row.incident),
        next:
          rows.length > query.limit && last
            ? { knownTo, section: last.section, startedAt: last.incident.startedAt, id: last.incident.id }
            : null,
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** Where no step of any incident is on record, none can have turned since. */
const NEVER = Date.parse("9999-12-31T00:00:00Z");

/** The newest that is known of any incident: the judge's own clock, for the web's may differ. */
async function readKnownTo(db: Reader): Promise<number> {
  const [row] = await db
    .select({ knownAt: incidentUpdate.knownAt })
    .from(incidentUpdate)
    .orderBy(desc(incidentUpdate.knownAt))
    .limit(1);
  return row?.knownAt.getTime() ?? NEVER;
}

function conditionsOf({ service: slug, cursor }: IncidentQuery, section: IncidentCursor["section"]): SQL[] {
  const conditions = [section === "open" ? isOpenAt(cursor) : sql`not (${isOpenAt(cursor)})`];
  if (section === "open") conditions.push(maybeOpen(cursor));
  if (slug !== null) conditions.push(eq(service.slug, slug));
  if (cursor === null) return conditions;
  conditions.push(sql`${incident.detectedAt} <= ${iso(cursor.knownTo)}`);
  if (cursor.section === section) {
    conditions.push(
      sql`(${incident.startedAt}, ${incident.id}) < (${iso(cursor.startedAt)}::timestamptz, ${cursor.id})`,
    );
  }
  return conditions;
}

/** All that may be open, as indexes find it: without a look at the whole past. */
function maybeOpen(cursor: IncidentCursor | null): SQL {
  if (cursor === null) return isNull(incident.resolvedAt);
  return sql`${incident.id} in (select o.id from ${incident} o where o.resolved_at is null union all ${turnedSince(cursor)})`;
}

/** Incidents that have opened again, closed or been taken back since the first page was read: few, for that was just now. */
function turnedSince(cursor: IncidentCursor): SQL {
  return sql`select u.incident_id from ${incidentUpdate} u
    where u.known_at > ${iso(cursor.knownTo)} and u.kind in ('reopened', 'resolved', 'retracted')`;
}

/** Whether an incident was open when the first page was read: its last step by then tells, where there were later ones. */
function isOpenAt(cursor: IncidentCursor | null): SQL {
  if (cursor === null) return standing;
  return sql`case when ${incident.id} in (${turnedSince(cursor)}) then coalesce((
    select u.kind not in ('resolved', 'retracted') from ${incidentUpdate} u
    where u.incident_id = ${incident.id} and u.known_at <= ${iso(cursor.knownTo)}
      and u.kind in ('opened', 'reopened', 'resolved', 'retracted')
    order by u.sequence desc limit 1), false) else ${standing} end`;
}
