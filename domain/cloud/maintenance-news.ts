import { GRACE_MS, WITHOUT_END_MS } from "#domain/cloud/maintenance.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import type { EpochMs } from "#domain/time.ts";

/** What a version of a notice of maintenance tells beyond the one before (guides/conventions.md 3.1: `maintenance.*`). */
export const MAINTENANCE_NEWS = ["scheduled", "started", "updated", "completed", "cancelled"] as const;
export type MaintenanceNews = (typeof MAINTENANCE_NEWS)[number];

/** Of a notice, what tells how far it is. */
export type Standing = Pick<Notice, "status" | "resolvedAt" | "maintenance"> & {
  readonly updates: readonly { readonly status: string | null }[];
};

/** A notice as it was known before. */
export interface Known {
  readonly notice: Standing;
  /** It was gone from the page: nobody said more, and it counts as over. */
  readonly vanished: boolean;
}

const UNDER_WAY = /^(?:in_?progress|verifying)$/i;
const CALLED_OFF = /cancel/i;

/**
 * What is new of announced work, by its vendor's word alone: that the clock has come to a window's beginning or end is no news.
 * Null for what is none, and for what was over before anybody here saw it.
 * @param seenAt by our own clock
 */
export function maintenanceNews(before: Known | null, after: Standing, seenAt: EpochMs): MaintenanceNews | null {
  const window = after.maintenance;
  if (window === null) return null;
  const wasOpen = before !== null && !before.vanished && before.notice.maintenance !== null && !isOver(before.notice);
  if (isOver(after)) return wasOpen ? ending(after, after.resolvedAt ?? seenAt) : null;
  if (wasOpen) return hasBegun(after) && !hasBegun(before.notice) ? "started" : "updated";
  const end = window.until === null || window.until <= window.from ? window.from + WITHOUT_END_MS : window.until;
  // Pages keep what nobody has closed for months.
  if (end + GRACE_MS <= seenAt) return null;
  return hasBegun(after) ? "started" : "scheduled";
}

/** What it tells that an open notice is gone from the page that listed it. */
export function vanishingNews(notice: Standing, seenAt: EpochMs): MaintenanceNews | null {
  return notice.maintenance === null || isOver(notice) ? null : ending(notice, seenAt);
}

function isOver({ status, resolvedAt }: Standing): boolean {
  return resolvedAt !== null || CALLED_OFF.test(status);
}

function hasBegun({ status, updates }: Standing): boolean {
  return UNDER_WAY.test(status) || updates.some((update) => UNDER_WAY.test(update.status ?? ""));
}

/** Over before it could begin is called off. */
function ending(notice: Standing, at: EpochMs): MaintenanceNews {
  const from = notice.maintenance?.from ?? at;
  return CALLED_OFF.test(notice.status) || (at <= from && !hasBegun(notice)) ? "cancelled" : "completed";
}
