import { currentClouds, currentStanding, isRegionMet } from "#app/api/v1/clouds/record.ts";
import { cloudOf, regionOf } from "#catalog/clouds/providers.ts";

/** Whether there is such a cloud, and it has such a region: one of the catalog, or one that evidence or an event names. */
export async function isKnownPlace(provider: string, region: string | null): Promise<boolean> {
  if (cloudOf(provider) === null) return false;
  if (region === null || regionOf(provider, region) !== null) return true;
  const [clouds, standing] = await Promise.all([currentClouds(), currentStanding()]);
  // Of what we cannot see nobody may say that it does not exist.
  return clouds === null || standing === null || isRegionMet(provider, region);
}
