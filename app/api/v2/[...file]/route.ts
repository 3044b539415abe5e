import { isWorld } from "#app/[lang]/clouds/view.ts";
import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { STATUSPAGE_FILES } from "#domain/publish/statuspage/files.ts";
import { asksRecord, publishStatuspage, type StatuspageRecord } from "#domain/publish/statuspage/publish.ts";
import { currentSite, originOf } from "#server/site.ts";
import { currentRecord, currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Its clients do not look at the age of an answer: none of minutes ago stands in for one that cannot be made. */
const HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "public, max-age=5, s-maxage=5, stale-if-error=0",
};
const NOTHING: StatuspageRecord = { groups: [], notices: [], attributions: new Map() };

/** Statuspage's API v2. Its addresses are whole ones: where none of its own is known there is none. */
export async function GET(_: Request, { params }: { params: Promise<{ file: string[] }> }): Promise<Response> {
  const asked = (await params).file.join("/");
  const file = STATUSPAGE_FILES.find((known) => known === asked);
  if (file === undefined) return problem(404, "No such resource. This API begins at /api/v2/summary.json.");
  const { drill = null } = currentSite();
  const url = originOf(currentSite());
  if (url === null) {
    return problem(404, "No such resource. This instance does not know its own address (FAULTLINE_URL).");
  }
  const { overview } = currentSnapshot();
  const record = asksRecord(file)
    ? await currentRecord()
        ?.statuspage.read()
        .catch(() => null)
    : NOTHING;
  if (overview === null || !record) return cannotSee();
  const unreal = drill !== null ? "drill" : isWorld() ? "world" : null;
  return fresh(publishStatuspage(file, overview, record, { url, unreal }, currentTime()), HEADERS);
}
