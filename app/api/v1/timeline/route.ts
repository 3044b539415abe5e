import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh } from "#app/api/problem.ts";
import { publishTimeline, rangeOf } from "#domain/publish/timeline.ts";
import { liveTimeline } from "#domain/timeline/live.ts";
import { currentRecord, currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Cloud, access and chain on one axis: what the first page draws. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/timeline", request);
  if (given instanceof Response) return given;
  const { overview } = currentSnapshot();
  const range = rangeOf(given);
  const record = await currentRecord()
    ?.now.timeline(range)
    .catch(() => null);
  if (overview === null || !record) return cannotSee();
  return fresh(publishTimeline(liveTimeline(overview, record, range, currentTime()), given));
}
