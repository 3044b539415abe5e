import { askedOf } from "#app/api/asked.ts";
import { cannotSee, freshPage } from "#app/api/problem.ts";
import { chainsOf, NO_CHAINS } from "#domain/publish/component-told.ts";
import { publishIncidents } from "#domain/publish/incident.ts";
import { incidentQueryOf } from "#domain/publish/incident-query.ts";
import { currentRecord, currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Incidents, open ones first and then the newest, a page at a time. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/incidents", request);
  if (given instanceof Response) return given;
  const { overview } = currentSnapshot();
  const record = currentRecord();
  const page = await record?.incidents(incidentQueryOf(given)).catch(() => null);
  const attributions = page && (await record?.attributions(page.incidents.map(({ id }) => id)).catch(() => null));
  if (!page || !attributions) return cannotSee();
  const chains = overview === null ? NO_CHAINS : chainsOf(overview, currentTime());
  return freshPage(request, publishIncidents(page, chains, attributions));
}
