import { askedOf } from "#app/api/asked.ts";
import { cannotSee, freshPage, problem } from "#app/api/problem.ts";
import { measurementQueryOf, publishMeasurements } from "#domain/publish/measurements.ts";
import { currentRecord, currentSnapshot } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** The raw results of one check over the last day, the newest first, a page at a time. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/measurements", request);
  if (given instanceof Response) return given;
  const { overview } = currentSnapshot();
  if (overview === null) return cannotSee();
  const query = measurementQueryOf(given);
  const checks = overview.services.flatMap(({ components }) => components.flatMap((one) => one.checks));
  // What nobody has is not looked for.
  if (!checks.some(({ id }) => id === query.check)) {
    return problem(404, "No such check. Checks are listed at /api/v1/checks.");
  }
  const page = await currentRecord()
    ?.measurements.page(query)
    .catch(() => null);
  return page ? freshPage(request, publishMeasurements(page, query.check)) : cannotSee();
}
