import { askedOf } from "#app/api/asked.ts";
import { cannotSee, freshPage } from "#app/api/problem.ts";
import { cloudRecord } from "#app/api/v1/clouds/record.ts";
import { publishCloudEvents } from "#domain/publish/cloud.ts";
import { cloudEventQueryOf } from "#domain/publish/cloud-query.ts";
import { currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Events of the clouds, those that began last first, a page at a time. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/cloud-events", request);
  if (given instanceof Response) return given;
  const page = await cloudRecord()
    .events(cloudEventQueryOf(given))
    .catch(() => null);
  return page === null ? cannotSee() : freshPage(request, publishCloudEvents(page, currentTime()));
}
