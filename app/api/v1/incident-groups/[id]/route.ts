import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { chainsOf, NO_CHAINS } from "#domain/publish/component-told.ts";
import { publishGroup } from "#domain/publish/incident-group.ts";
import { isIncidentId } from "#domain/publish/incident-query.ts";
import { currentRecord, currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** One group with all of its incidents. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const given = askedOf("/api/v1/incident-groups/{id}", request);
  if (given instanceof Response) return given;
  const { id } = await params;
  const record = currentRecord();
  const group = isIncidentId(id) ? await record?.incidentGroup(id).catch(() => undefined) : null;
  const ids = group?.incidents.map((incident) => incident.id) ?? [];
  const attributions = group && (await record?.attributions(ids).catch(() => undefined));
  if (group === undefined || attributions === undefined) return cannotSee();
  if (group === null) {
    return problem(404, "No such group. Groups are listed at /api/v1/incident-groups; one may have joined another.");
  }
  const { overview } = currentSnapshot();
  const chains = overview === null ? NO_CHAINS : chainsOf(overview, currentTime());
  return fresh({ data: publishGroup(group, chains, attributions ?? new Map()) });
}
