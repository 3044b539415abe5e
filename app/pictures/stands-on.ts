import { currentStanding } from "#app/api/v1/clouds/record.ts";
import { servicesOn } from "#components/clouds/standing.ts";
import type { Place } from "#domain/attribution/evidence.ts";
import type { NowRow } from "#domain/status/now.ts";

/** Whether a row is one of a service that stands on a place, whatever the evidence; none does while that cannot be read. */
export async function standsOn(place: Place): Promise<(row: NowRow) => boolean> {
  const standing = await currentStanding();
  const slugs = new Set(standing === null ? [] : servicesOn(standing, place).map(({ slug }) => slug));
  return ({ service, layer }) => layer === "access" && slugs.has(service.slug);
}
