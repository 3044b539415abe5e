import { askedOf } from "#app/api/asked.ts";
import { fresh, problem } from "#app/api/problem.ts";
import { drillOf } from "#app/drills.ts";
import { publishScorecard } from "#domain/publish/drill.ts";

export const dynamic = "force-dynamic";

/** The scorecard of the last drill of a scenario on this instance. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const given = askedOf("/api/v1/drills/{id}", request);
  if (given instanceof Response) return given;
  const card = await drillOf((await params).id);
  return card === null
    ? problem(404, "No such drill. Drills are listed at /api/v1/drills.")
    : fresh(publishScorecard(card));
}
