import type { Tx } from "#db/client.ts";
import type { Said } from "#db/write/cloud-events.ts";
import { HOUR_MS, rollUpStates } from "#db/write/component-seconds.ts";
import { appendMaintenance, readKnown } from "#db/write/maintenance-news.ts";
import { LONGEST_MS } from "#domain/cloud/maintenance.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * Takes what a vendor's status page says into the record. Every version is kept, with when we first saw it by our own clock:
 * vendors can set their own back. A notice that leaves the page stays as it was; the same answer twice changes nothing.
 * @returns public ids of the notices that are new or changed.
 */
export async function storeNotices(
  tx: Tx,
  service: string,
  notices: readonly Said<Notice>[],
  seenAt: EpochMs,
): Promise<string[]> {
  await tx`select pg_advisory_xact_lock(hashtext(${`faultline notices ${service}`}))`;
  const entries = notices.map(({ said, digest }) => ({
    id: stableId("notice", service, said.id),
    notice: said,
    digest,
  }));
  const newest = await tx<{ notice_id: string; digest: string }[]>`
    select distinct on (notice_id) notice_id, digest from notice_version
    where notice_id = any(${entries.map(({ id }) => id)}::text[]) order by notice_id, first_seen_at desc`;
  const known = new Map(newest.map((row) => [row.notice_id, row.digest]));
  const changed = entries.filter(({ id, digest }) => known.get(id) !== digest);
  const work = changed.filter(({ notice }) => notice.maintenance !== null);
  const workIds = work.map(({ id }) => id);
  const before = await readKnown(tx, workIds);
  for (const entry of changed) await putNotice(tx, service, entry, seenAt);
  if (work.length > 0) await recountHours(tx, service, workIds, seenAt);
  const said = work.map(({ id, notice }) => ({ id, known: before.get(id) ?? null, now: notice }));
  await appendMaintenance(tx, service, said, seenAt);
  return changed.map(({ id }) => id);
}

/** Work may begin so much earlier than it was scheduled for. */
const EARLY_MS = HOUR_MS;

/**
 * What a notice of maintenance says may reach back into hours that are over: it was seen late, or its end was. No further than
 * the longest window that counts.
 */
async function recountHours(tx: Tx, service: string, ids: readonly string[], seenAt: EpochMs): Promise<void> {
  const [declared] = await tx<{ from: number | null }[]>`
    select min((notice->'maintenance'->>'from')::float8) as from from notice_version where notice_id = any(${ids}::text[])`;
  const from = Math.max((declared?.from ?? seenAt) - EARLY_MS, seenAt - LONGEST_MS);
  const components = await tx<{ id: string }[]>`
    select c.id from component c join service s on s.id = c.service_id where s.slug = ${service}`;
  await rollUpStates(
    tx,
    components.map(({ id }) => Number(id)),
    from,
    seenAt,
  );
}

async function putNotice(
  tx: Tx,
  service: string,
  { id, notice, digest }: { id: string; notice: Notice; digest: string },
  seenAt: EpochMs,
): Promise<void> {
  const date = (at: EpochMs | null) => (at === null ? null : new Date(at));
  await tx`
    insert into notice as n (id, service, notice_id, impact, maintenance, started_at, published_at, first_seen_at,
      resolved_at, resolved_seen_at, notice, updated_at)
    values (${id}, ${service}, ${notice.id}, ${notice.impact}, ${notice.maintenance !== null}, ${date(notice.startedAt)},
      ${date(notice.publishedAt)}, ${new Date(seenAt)}, ${date(notice.resolvedAt)},
      ${notice.resolvedAt === null ? null : new Date(seenAt)}, ${tx.json(notice as never)}, ${new Date(seenAt)})
    on conflict (id) do update set impact = excluded.impact, maintenance = excluded.maintenance,
      started_at = excluded.started_at, published_at = least(n.published_at, excluded.published_at),
      resolved_at = excluded.resolved_at,
      resolved_seen_at = case when excluded.resolved_at is null then null
        else coalesce(n.resolved_seen_at, excluded.resolved_seen_at) end,
      notice = excluded.notice, updated_at = excluded.updated_at`;
  await tx`
    insert into notice_version (notice_id, digest, first_seen_at, notice)
    values (${id}, ${digest}, ${new Date(seenAt)}, ${tx.json(notice as never)}) on conflict do nothing`;
}

/**
 * Notes which open notices are gone from a page that lists what is open, given one whole answer of it: nobody said that they
 * are over, but the page no longer says that anything is wrong. One that is listed again is open again, and that is news: what is
 * said of it changes once more, and never goes back to when it was said before.
 */
export async function noteVanished(
  tx: Tx,
  service: string,
  listed: readonly Pick<Notice, "id">[],
  seenAt: EpochMs,
): Promise<void> {
  const ids = listed.map(({ id }) => stableId("notice", service, id));
  const gone = await tx<{ id: string; notice: Notice; vanished: boolean }[]>`
    update notice set vanished_at = case when id = any(${ids}::text[]) then null else ${new Date(seenAt)}::timestamptz end,
      updated_at = case when id = any(${ids}::text[]) then ${new Date(seenAt)}::timestamptz else updated_at end
    where service = ${service} and resolved_at is null and (vanished_at is null) <> (id = any(${ids}::text[]))
    returning id, notice, vanished_at is not null as vanished`;
  // One that is listed again was vanished until now.
  const said = gone.map(({ id, notice, vanished }) => ({
    id,
    known: { notice, vanished: !vanished },
    now: vanished ? null : notice,
  }));
  await appendMaintenance(tx, service, said, seenAt);
}
