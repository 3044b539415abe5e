import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { currentStanding, INCIDENT_DAYS } from "#app/api/v1/clouds/record.ts";
import { contextFigures } from "#catalog/clouds/context.ts";
import { publishConcentration } from "#domain/publish/concentration.ts";
import { readParameters } from "#domain/publish/list-query.ts";
import { currentSnapshot } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** In how few hands the access layer lies, with denominators, bounds and dates. */
export async function GET(request: Request): Promise<Response> {
  const parsed = readParameters(new URL(request.url).searchParams, []);
  if ("wrong" in parsed) return problem(400, "These parameters are not right", parsed.wrong);
  const standing = await currentStanding();
  if (standing === null) return cannotSee();
  const { overview } = currentSnapshot();
  const { figures, incidents } = standing;
  return fresh(
    publishConcentration(figures, { figures: contextFigures, overview, incidents, incidentDays: INCIDENT_DAYS }),
  );
}
