import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { cloudRecord } from "#app/api/v1/clouds/record.ts";
import { publishCloudEventDetail } from "#domain/publish/cloud.ts";
import { isCloudEventId } from "#domain/publish/cloud-query.ts";
import { currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** One event with every state of its record, and the incidents that coincide with it. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const given = askedOf("/api/v1/cloud-events/{id}", request);
  if (given instanceof Response) return given;
  const { id } = await params;
  const detail = isCloudEventId(id)
    ? await cloudRecord()
        .event(id)
        .catch(() => undefined)
    : null;
  if (detail === undefined) return cannotSee();
  if (detail === null) return problem(404, "No such event. Events are listed at /api/v1/cloud-events.");
  return fresh(publishCloudEventDetail(detail, currentTime()));
}
