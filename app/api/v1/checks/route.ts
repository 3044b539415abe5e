import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh } from "#app/api/problem.ts";
import { publishChecks } from "#domain/publish/parts.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Every check by itself, with its newest result at each vantage. */
export function GET(request: Request): Response {
  const given = askedOf("/api/v1/checks", request);
  if (given instanceof Response) return given;
  const { overview } = currentSnapshot();
  return overview === null ? cannotSee() : fresh(publishChecks(overview, given, currentTime()));
}
