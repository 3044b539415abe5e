import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh } from "#app/api/problem.ts";
import { currentStanding } from "#app/api/v1/clouds/record.ts";
import { publishHosting } from "#domain/publish/hosting.ts";

export const dynamic = "force-dynamic";

/** Where each component stands, with every piece of evidence. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/hosting", request);
  if (given instanceof Response) return given;
  const standing = await currentStanding();
  if (standing === null) return cannotSee();
  const [service, provider] = [given.get("service") ?? null, given.get("provider") ?? null];
  return fresh(publishHosting(standing.record, standing.evidence, { service, provider }));
}
