import { askedOf } from "#app/api/asked.ts";
import { fresh } from "#app/api/problem.ts";
import { allDrills } from "#app/drills.ts";
import { publishScorecards } from "#domain/publish/drill.ts";

export const dynamic = "force-dynamic";

/** The scorecards of this instance's drills in short, the newest first. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/drills", request);
  return given instanceof Response ? given : fresh(publishScorecards(await allDrills()));
}
