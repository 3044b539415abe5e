import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh } from "#app/api/problem.ts";
import { currentClouds, currentStanding } from "#app/api/v1/clouds/record.ts";
import { publishClouds } from "#domain/publish/cloud.ts";
import { currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** What each cloud says of itself now, since when it could not be read, and who stands on it. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/clouds", request);
  if (given instanceof Response) return given;
  const [providers, standing] = await Promise.all([currentClouds(), currentStanding()]);
  return providers === null ? cannotSee() : fresh(publishClouds(providers, standing?.figures ?? null, currentTime()));
}
