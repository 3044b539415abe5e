import { claimsOn, type Outage } from "#domain/said/acknowledgement.ts";
import { type Claim, claimIn, type Notice } from "#domain/said/notice.ts";

/**
 * What the vendor said and we did not see: outside what we measure, never "false". First said first.
 *
 * @param outages all that were measured of the vendor's components, as far back as the notices go
 */
export function outsideWhatWeMeasure(notices: readonly Notice[], outages: readonly Outage[]): Claim[] {
  const seen = new Set(outages.flatMap((outage) => claimsOn(outage, notices).map(({ notice }) => notice)));
  return notices
    .flatMap((notice) => claimIn(notice, null) ?? [])
    .filter(({ notice }) => !seen.has(notice))
    .sort((a, b) => a.saidAt - b.saidAt || (a.notice < b.notice ? -1 : 1));
}
