import type { Tx } from "#db/client.ts";
import type { IncidentGroup } from "#domain/incident/group.ts";
import type { EpochMs } from "#domain/time.ts";

/** What is found out afterwards moves a beginning by less than this. */
const MOVED_MS = 86_400_000;

/**
 * Groups with an anchor in a window, its ends left out; `to` null: none. One that has given its incidents to another is
 * listed as that other, with its own anchor: what begins beside its incidents belongs with them. Where they went is told by
 * the incident that it was made for.
 */
export async function readGroups(
  tx: Tx,
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs | null },
): Promise<IncidentGroup[]> {
  const rows = await tx<{ id: string; anchor_at: Date }[]>`
    select coalesce(first.group_id, g.id) as id, g.anchor_at
    from incident_group g left join lateral (
      select i.group_id from incident i
      join incident_update u on u.incident_id = i.id and u.kind = 'opened' and u.effective_at = g.anchor_at
      where i.started_at between g.anchor_at - ${MOVED_MS} * interval '1 ms' and g.anchor_at + ${MOVED_MS} * interval '1 ms'
      order by i.id limit 1
    ) first on not exists (select 1 from incident where group_id = g.id)
    where g.anchor_at > ${new Date(from)} ${to === null ? tx`` : tx`and g.anchor_at < ${new Date(to)}`}
    order by g.anchor_at, g.id`;
  return rows.map(({ id, anchor_at }) => ({ id, anchor: anchor_at.getTime() }));
}
