import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh } from "#app/api/problem.ts";
import { publishServices } from "#domain/publish/services.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Every service with its components, what is judged of them, their checks and the newest results. */
export function GET(request: Request): Response {
  const given = askedOf("/api/v1/services", request);
  if (given instanceof Response) return given;
  const { overview } = currentSnapshot();
  return overview === null ? cannotSee() : fresh(publishServices(overview, currentTime()));
}
