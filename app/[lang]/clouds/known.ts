import { isRegionMet } from "#app/api/v1/clouds/record.ts";
import { cloudOf, regionOf } from "#catalog/clouds/providers.ts";

/** Whether there is such a cloud, and it has such a region. */
export function isKnownPlace(provider: string, region: string | null): boolean {
  if (cloudOf(provider) === null) return false;
  return region === null || regionOf(provider, region) !== null || isRegionMet(provider, region);
}

/** The door gives such a page its status (server/paths.ts): Next.js could only do so with a page that is left to scripts. */
const MISSING = Symbol.for("faultline.missing");
const ASKED = Symbol.for("faultline.missing.asked");
const shared = globalThis as { [MISSING]?: (page: string) => boolean; [ASKED]?: true };

shared[MISSING] = (page) => {
  shared[ASKED] = true;
  const [, section, provider, region = null] = page.split("/");
  return section === "clouds" && provider !== undefined && !isKnownPlace(provider, region);
};

/** Whether the door let this request in before these pages were loaded, as it does once in a process's life. */
export function isDoorUnaware(): boolean {
  return shared[ASKED] === undefined;
}
