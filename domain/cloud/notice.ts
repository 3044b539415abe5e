import type { MaintenanceWindow } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";

/** How bad a vendor says it is on its own page. `unstated`: the page has no such word, or not one we know. */
export type NoticeImpact = "none" | "minor" | "major" | "critical" | "maintenance" | "unstated";

/** A vendor's word for a part of its service. */
export type ComponentState =
  | "operational"
  | "degraded_performance"
  | "partial_outage"
  | "major_outage"
  | "under_maintenance"
  | "unknown";

/** A component of a vendor's page. Names repeat across groups: key by id, else by group and name. */
export interface PageComponent {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  /** Null where a notice only lists the component. */
  readonly state: ComponentState | null;
}

export interface NoticeUpdate {
  readonly id: string | null;
  /** The time the page shows for it; vendors can edit that. */
  readonly at: EpochMs;
  readonly text: string;
  /** The vendor's own word. */
  readonly status: string | null;
  /** Components whose state this update set. */
  readonly set: readonly PageComponent[];
}

/** What a vendor said on its own status page. */
export interface Notice {
  readonly page: string;
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly impact: NoticeImpact;
  /** The vendor's own word for the state, in lower case with underscores. */
  readonly status: string;
  readonly startedAt: EpochMs;
  /** When the vendor says that it first said so. Our own first sight is kept by whoever reads the page. */
  readonly publishedAt: EpochMs;
  readonly resolvedAt: EpochMs | null;
  /** When the vendor says that it last changed the notice, where it says so. */
  readonly changedAt: EpochMs | null;
  readonly components: readonly PageComponent[];
  /** Oldest first. */
  readonly updates: readonly NoticeUpdate[];
  /** A declared window: an overlay, never an incident. */
  readonly maintenance: MaintenanceWindow | null;
}

const BACKDATED_MS = 60_000;

/** Whether the vendor wrote down a beginning that lies before it said anything. */
export function isBackdated({ startedAt, publishedAt }: Notice): boolean {
  return publishedAt - startedAt >= BACKDATED_MS;
}
