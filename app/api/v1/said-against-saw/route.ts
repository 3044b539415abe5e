import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { readParameters } from "#domain/publish/list-query.ts";
import { publishSaid } from "#domain/publish/said.ts";
import { currentRecord } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** What vendors and clouds said beside what was seen: every service's record, and how late the clouds' notices came. */
export async function GET(request: Request): Promise<Response> {
  const parsed = readParameters(new URL(request.url).searchParams, []);
  if ("wrong" in parsed) return problem(400, "These parameters are not right", parsed.wrong);
  const said = await currentRecord()
    ?.said.all()
    .catch(() => null);
  return said ? fresh(publishSaid(said)) : cannotSee();
}
