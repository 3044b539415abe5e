import type { Maintenance } from "#domain/cloud/maintenance.ts";
import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";

/** Declared maintenance as the API shows it. The title and the address are the vendor's. */
export function publishMaintenance(maintenance: Maintenance | null) {
  if (maintenance === null) return null;
  const { notice, title, url, from, until, announcedAt } = maintenance;
  return { notice, title, url, from: rfc3339(from), until: rfc3339OrNull(until), announced_at: rfc3339(announcedAt) };
}
