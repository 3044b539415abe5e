import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import type { RecordedNotice } from "#domain/replay/outage-record.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** More notices of one time no list shows; the oldest are left out. */
const MOST_NOTICES = 60;
/** A notice that has been open for longer speaks of something else. */
const LONGEST_MS = 7 * 86_400_000;

/** What vendors said of a past window on their own pages, with every version of it; the newest beginning first. */
export async function readWindowNotices(
  db: Pick<Drizzle, "execute">,
  services: readonly string[],
  { from, to }: Window,
): Promise<RecordedNotice[]> {
  const rows = await db.execute<{
    id: string;
    service: string;
    notice: Notice;
    versions: readonly { readonly seenAt: EpochMs; readonly notice: Notice }[];
  }>(sql`
    select n.id, n.service, n.notice, v.versions
    from (
      select * from notice where service = any(${sql.param([...services])}::text[]) and started_at < ${iso(to)}
        and started_at > ${iso(from - LONGEST_MS)} and coalesce(resolved_at, vanished_at, 'infinity') > ${iso(from)}
      order by started_at desc, id desc limit ${MOST_NOTICES}
    ) n cross join lateral (
      select jsonb_agg(jsonb_build_object('seenAt', ${ms("first_seen_at")}, 'notice', notice)
        order by first_seen_at, digest) as versions
      from notice_version where notice_id = n.id
    ) v where v.versions is not null order by n.started_at desc, n.id desc`);
  return rows.map((row) => ({ ...row }));
}
