import { isAbout, type Outage } from "#domain/said/acknowledgement.ts";
import type { Claim, Claims } from "#domain/said/notice.ts";

/**
 * What the vendor said and we did not see: outside what we measure, never "false". First said first.
 *
 * @param outages all that were measured of the vendor's components, as far back as the notices go
 */
export function outsideWhatWeMeasure(claims: Claims, outages: readonly Outage[]): Claim[] {
  const seen = new Set<string>();
  for (const outage of outages)
    for (const claim of claims(outage.component)) if (isAbout(claim, outage)) seen.add(claim.notice);
  return claims(null).filter(({ notice }) => !seen.has(notice));
}
