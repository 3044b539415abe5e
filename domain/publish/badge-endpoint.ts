import { type Badge, dressBadge } from "#domain/publish/badge.ts";
import { type BadgeQuery, CACHE_S } from "#domain/publish/badge-query.ts";

/**
 * What shields.io and all who speak its endpoint format draw a badge from (https://shields.io/endpoint, version 1): it
 * refuses any other key. An error is what nobody may give another colour there.
 */
export interface BadgeEndpoint {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
  readonly labelColor: string;
  readonly isError: boolean;
  readonly style?: string;
  readonly cacheSeconds: number;
}

export function endpointOf(badge: Badge, query: BadgeQuery): BadgeEndpoint {
  const { label, message, status, color, labelColor } = dressBadge(
    badge,
    query,
    query.theme === "dark" ? "dark" : "light",
  );
  return {
    schemaVersion: 1,
    label,
    message,
    color,
    labelColor,
    isError: status !== "operational" && status !== "under_maintenance",
    ...(query.style === "flat" ? {} : { style: query.style }),
    // Whoever draws it keeps the picture for so long, whatever our own headers say: what nobody knows as briefly as can be.
    cacheSeconds: status === "unknown" ? CACHE_S.least : query.cacheSeconds,
  };
}
