import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { chainsOf, NO_CHAINS } from "#domain/publish/component-told.ts";
import { publishIncidents } from "#domain/publish/incident.ts";
import { parseIncidentQuery } from "#domain/publish/incident-query.ts";
import { currentRecord, currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Incidents, open ones first and then the newest, a page at a time. */
export async function GET(request: Request): Promise<Response> {
  const parsed = parseIncidentQuery(new URL(request.url).searchParams);
  if ("wrong" in parsed) return problem(400, "These parameters are not right", parsed.wrong);
  const { overview } = currentSnapshot();
  const record = currentRecord();
  const page = await record?.incidents(parsed.query).catch(() => null);
  const attributions = page && (await record?.attributions(page.incidents.map(({ id }) => id)).catch(() => null));
  if (!page || !attributions) return cannotSee();
  return fresh(publishIncidents(page, overview === null ? NO_CHAINS : chainsOf(overview, currentTime()), attributions));
}
