import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { cloudRecord } from "#app/api/v1/clouds/record.ts";
import { publishCloudEvents } from "#domain/publish/cloud.ts";
import { parseCloudEventQuery } from "#domain/publish/cloud-query.ts";
import { currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Events of the clouds, those that began last first, a page at a time. */
export async function GET(request: Request): Promise<Response> {
  const parsed = parseCloudEventQuery(new URL(request.url).searchParams);
  if ("wrong" in parsed) return problem(400, "These parameters are not right", parsed.wrong);
  const page = await cloudRecord()
    .events(parsed.query)
    .catch(() => null);
  return page === null ? cannotSee() : fresh(publishCloudEvents(page, currentTime()));
}
