import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { currentStanding, INCIDENT_DAYS } from "#app/api/v1/clouds/record.ts";
import { contextFigures } from "#catalog/clouds/context.ts";
import { whatIf } from "#domain/hosting/what-if.ts";
import { publishConcentration } from "#domain/publish/concentration.ts";
import { publishWhatIf, readPlace } from "#domain/publish/what-if.ts";
import { currentSnapshot } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** In how few hands the access layer lies, with denominators, bounds and dates. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/concentration", request);
  if (given instanceof Response) return given;
  const place = readPlace(given.get("without") ?? "");
  const standing = await currentStanding();
  if (standing === null) return cannotSee();
  const { overview } = currentSnapshot();
  const { record, evidence, figures, incidents } = standing;
  const lost = place === null ? null : whatIf(record.services, evidence, place);
  if (place !== null && lost === null) {
    return problem(404, "No evidence places any service at this provider or region.");
  }
  const { data, ...rest } = publishConcentration(figures, {
    figures: contextFigures,
    overview,
    incidents,
    incidentDays: INCIDENT_DAYS,
  });
  return fresh({ data: lost === null ? data : { ...data, what_if: publishWhatIf(lost) }, ...rest });
}
