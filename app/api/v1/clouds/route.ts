import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { readParameters } from "#app/api/v1/clouds/parameters.ts";
import { currentClouds } from "#app/api/v1/clouds/record.ts";
import { publishClouds } from "#domain/publish/cloud.ts";

export const dynamic = "force-dynamic";

/** What each cloud says of itself now, and since when it could not be read. */
export async function GET(request: Request): Promise<Response> {
  const parsed = readParameters(request.url, []);
  if ("wrong" in parsed) return problem(400, "These parameters are not right", parsed.wrong);
  const providers = await currentClouds();
  return providers === null ? cannotSee() : fresh(publishClouds(providers, Date.now()));
}
