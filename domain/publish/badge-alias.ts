import { LATENCY_WINDOWS } from "#domain/publish/badge-query.ts";
import { UPTIME_WINDOWS } from "#domain/status/overview.ts";

/** `/api/v1/endpoints/core_kraken/uptimes/30d/badge.svg`: where Gatus has its badges. A key is a group and a name. */
const GATUS =
  /^\/api\/v1\/endpoints\/(?:[^/]*_)?([a-z0-9-]{1,64})\/(?:health\/badge\.(?<form>svg|shields)|uptimes\/(?<uptime>[^/]+)\/badge\.svg|response-times\/(?<latency>[^/]+)\/badge\.svg)$/;

/**
 * Where a badge stands here that somebody has moved over from Gatus, whose links only change their host; null for what is no
 * such address, or has no counterpart.
 */
export function badgeAlias(path: string): string | null {
  const match = GATUS.exec(path);
  if (match === null) return null;
  const badge = `/badge/${match[1]}`;
  const { form, uptime, latency } = match.groups ?? {};
  if (form !== undefined) return `${badge}.${form === "shields" ? "json" : "svg"}`;
  if (uptime !== undefined)
    return UPTIME_WINDOWS.some((one) => one === uptime) ? `${badge}/uptime/${uptime}.svg` : null;
  return LATENCY_WINDOWS.some((one) => one === latency) ? `${badge}/latency/${latency}.svg` : null;
}
