import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh } from "#app/api/problem.ts";
import { publishComponents } from "#domain/publish/parts.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Every component by itself. */
export function GET(request: Request): Response {
  const given = askedOf("/api/v1/components", request);
  if (given instanceof Response) return given;
  const { overview } = currentSnapshot();
  return overview === null ? cannotSee() : fresh(publishComponents(overview, given, currentTime()));
}
