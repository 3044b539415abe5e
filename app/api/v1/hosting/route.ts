import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { currentStanding } from "#app/api/v1/clouds/record.ts";
import { publishHosting } from "#domain/publish/hosting.ts";
import { isSlug, readParameters } from "#domain/publish/list-query.ts";

export const dynamic = "force-dynamic";

/** Where each component stands, with every piece of evidence. */
export async function GET(request: Request): Promise<Response> {
  const parsed = readParameters(new URL(request.url).searchParams, ["service", "provider"]);
  if ("wrong" in parsed) return problem(400, "These parameters are not right", parsed.wrong);
  const service = parsed.given.get("service") ?? null;
  const provider = parsed.given.get("provider") ?? null;
  for (const [name, value] of Object.entries({ service, provider })) {
    if (value !== null && !isSlug(value)) {
      return problem(400, "These parameters are not right", `${name} is the slug of a ${name}.`);
    }
  }
  const standing = await currentStanding();
  if (standing === null) return cannotSee();
  return fresh(publishHosting(standing.record, standing.evidence, { service, provider }));
}
