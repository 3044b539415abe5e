import { askedOf } from "#app/api/asked.ts";
import { cannotSee, freshPage } from "#app/api/problem.ts";
import { chainsOf, NO_CHAINS } from "#domain/publish/component-told.ts";
import { groupQueryOf } from "#domain/publish/group-query.ts";
import { publishGroups } from "#domain/publish/incident-group.ts";
import { currentRecord, currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Groups of incidents, all open ones first and then the newest, a page at a time. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/incident-groups", request);
  if (given instanceof Response) return given;
  const record = currentRecord();
  const page = await record?.incidentGroups(groupQueryOf(given)).catch(() => null);
  const ids = page?.groups.flatMap(({ incidents }) => incidents.map(({ id }) => id));
  const attributions = ids && (await record?.attributions(ids).catch(() => null));
  if (!page || !attributions) return cannotSee();
  const { overview } = currentSnapshot();
  const chains = overview === null ? NO_CHAINS : chainsOf(overview, currentTime());
  return freshPage(request, publishGroups(page, chains, attributions));
}
