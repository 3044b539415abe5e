import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh } from "#app/api/problem.ts";
import { publishSaid } from "#domain/publish/said.ts";
import { currentRecord } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** What vendors and clouds said beside what was seen: every service's record, and how late the clouds' notices came. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/said-against-saw", request);
  if (given instanceof Response) return given;
  const said = await currentRecord()
    ?.said.all()
    .catch(() => null);
  return said ? fresh(publishSaid(said)) : cannotSee();
}
