import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { chainsOf, NO_CHAINS } from "#domain/publish/component-told.ts";
import { publishIncidentDetail } from "#domain/publish/incident.ts";
import { isIncidentId } from "#domain/publish/incident-query.ts";
import { currentRecord, currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** One incident with its history. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const given = askedOf("/api/v1/incidents/{id}", request);
  if (given instanceof Response) return given;
  const { id } = await params;
  const record = currentRecord();
  const detail = isIncidentId(id) ? await record?.incident(id).catch(() => undefined) : null;
  const attributions = detail && (await record?.attributions([id]).catch(() => undefined));
  if (detail === undefined || attributions === undefined) return cannotSee();
  if (detail === null) return problem(404, "No such incident. Incidents are listed at /api/v1/incidents.");
  const { overview } = currentSnapshot();
  const chains = overview === null ? NO_CHAINS : chainsOf(overview, currentTime());
  return fresh(publishIncidentDetail(detail, chains, attributions ?? new Map()));
}
