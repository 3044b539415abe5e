import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { readIncidentsOfGroups } from "#db/read/incidents.ts";
import { isCloudKnown, isServiceKnown } from "#db/read/known-slugs.ts";
import type { GroupFilter, GroupPage, GroupQuery, IncidentGroupView } from "#domain/publish/group-query.ts";
import { isOpen } from "#domain/status/overview.ts";

/** A transaction reads as a handle does. */
type Reader = Pick<Drizzle, "select" | "execute">;
type GroupRow = { id: string; anchor_at: number };

/**
 * A page of groups: on the first one all that are open, then the others, the newest first. A group stands in the list with
 * all of its incidents when one of them is what the filter asks for. None is skipped while a reader turns the pages; one that
 * closes meanwhile stands at its place among the others, too.
 */
export async function readIncidentGroups(db: Drizzle, query: GroupQuery): Promise<GroupPage> {
  return db.transaction(
    async (tx) => {
      if (!(await mayHave(tx, query))) return { groups: [], next: null };
      const open = query.cursor === null && query.state !== "over" ? await openGroups(tx, query) : [];
      const over = query.state === "open" ? [] : await otherGroups(tx, query);
      const rows = [...open, ...over.slice(0, query.limit)];
      const last = over[query.limit - 1];
      return {
        groups: await viewGroups(tx, rows),
        next: over.length > query.limit && last ? { anchorAt: last.anchor_at, id: last.id } : null,
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

const anchorMs = sql`${ms("g.anchor_at")} as anchor_at`;
const isStanding = sql`i.resolved_at is null and i.retracted is null`;

/** Whether there can be an incident that is all of what is asked for. */
async function mayHave(db: Reader, { service, cloud }: GroupFilter): Promise<boolean> {
  if (service !== null && !(await isServiceKnown(db, service))) return false;
  return cloud === null || (await isCloudKnown(db, cloud));
}

/** Steps of whatever incident, the newest of all, among which a group of long ago may have one: a note, or that it was taken back. */
const NEWEST_STEPS = 1_000;

/**
 * Of the groups with an incident that is all of what is asked for, those of which something was known last, that one first. Looked
 * for among the groups that began last and those of the newest steps of all.
 */
export async function readNewestGroups(db: Reader, filter: GroupFilter, limit: number): Promise<IncidentGroupView[]> {
  if (!(await mayHave(db, filter))) return [];
  const rows = await db.execute<GroupRow>(sql`
    with touched as (
      select distinct i.group_id as id from incident i
      where i.id in (select incident_id from incident_update order by known_at desc limit ${NEWEST_STEPS})
    ), begun as (
      select g.id from incident_group g where ${hasWanted(filter)} order by g.anchor_at desc, g.id desc limit ${limit}
    )
    select g.id, ${anchorMs} from incident_group g cross join lateral (
      select max(u.known_at) as known_at from incident i join incident_update u on u.incident_id = i.id where i.group_id = g.id
    ) u
    where g.id in (select id from touched union select id from begun) and u.known_at is not null and ${hasWanted(filter)}
    order by u.known_at desc, g.id desc limit ${limit}`);
  return viewGroups(db, rows);
}

/** As many as there are open components at most: found by the index of open incidents. */
async function openGroups(db: Reader, filter: GroupFilter): Promise<GroupRow[]> {
  return db.execute<GroupRow>(sql`
    select g.id, ${anchorMs} from incident_group g
    where g.id in (select i.group_id from incident i where ${isStanding}) and ${hasWanted(filter)}
    order by g.anchor_at desc, g.id desc`);
}

/** Those without an open incident, one more than the page holds. */
async function otherGroups(db: Reader, { cursor, limit, ...filter }: GroupQuery): Promise<GroupRow[]> {
  const after =
    cursor === null ? sql`` : sql`and (g.anchor_at, g.id) < (${iso(cursor.anchorAt)}::timestamptz, ${cursor.id})`;
  return db.execute<GroupRow>(sql`
    select g.id, ${anchorMs} from incident_group g
    where not exists (select 1 from incident i where i.group_id = g.id and ${isStanding})
      and ${hasWanted(filter)} ${after}
    order by g.anchor_at desc, g.id desc limit ${limit + 1}`);
}

/** That one of its incidents is all of what is asked for. A group that was joined to another has none. */
function hasWanted({ layer, service, cloud }: GroupFilter) {
  const ofCloud =
    cloud === null
      ? sql``
      : sql`and exists (select 1 from attribution a where a.incident_id = i.id and a.provider = ${cloud}
          and a.word <> 'not_attributed')`;
  return sql`exists (
    select 1 from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    where i.group_id = g.id ${layer === null ? sql`` : sql`and c.layer = ${layer}`}
      ${service === null ? sql`` : sql`and s.slug = ${service}`} ${ofCloud})`;
}

async function viewGroups(db: Reader, rows: readonly GroupRow[]): Promise<IncidentGroupView[]> {
  const incidents = await readIncidentsOfGroups(
    db,
    rows.map(({ id }) => id),
  );
  return rows.flatMap(({ id }) => {
    const own = incidents.filter(({ group }) => group === id);
    return own.length === 0 ? [] : [{ id, incidents: [...own.filter(isOpen), ...own.filter((one) => !isOpen(one))] }];
  });
}

/** All incidents of one group, open ones first; null when there is none of this id. */
export async function readIncidentGroup(db: Reader, id: string): Promise<IncidentGroupView | null> {
  const [group] = await viewGroups(db, [{ id, anchor_at: 0 }]);
  return group ?? null;
}
