import type { MaintenanceNews } from "#domain/cloud/maintenance-news.ts";
import type { Severity } from "#domain/incident/incident.ts";
import type { WebhookLanguage } from "#domain/publish/webhook/subscription.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";

/** Statuspage's words for how far an incident is; ours are never beyond these. */
export type IncidentStage = "investigating" | "identified" | "resolved";

/** A part that is or was in trouble, as a message tells of it. */
export interface ToldIncident {
  readonly id: string;
  readonly service: string;
  readonly component: string;
  readonly name: string;
  /** What holds of the component now; null where nobody knows: nothing is said of it in forms that know no "unknown". */
  readonly status: Exclude<Status, "unknown"> | null;
  readonly severity: Severity;
  readonly confirmed: boolean;
  readonly startedAt: EpochMs;
  readonly detectedAt: EpochMs;
  readonly resolvedAt: EpochMs | null;
  readonly retracted: boolean;
  readonly sentence: string;
}

/** One step, in words. */
export interface ToldUpdate {
  readonly id: string;
  readonly incident: string;
  readonly stage: IncidentStage;
  readonly at: EpochMs;
  readonly body: string;
}

/** A group of incidents as far as a subscriber asked for it: one entry, however many components fell. */
export interface ToldGroup {
  /** Of the group: the same in every form and for ever. */
  readonly id: string;
  readonly name: string;
  readonly stage: IncidentStage;
  /** The worst that it ever was. */
  readonly severity: Severity;
  readonly confirmed: boolean;
  /** All of it was taken back. */
  readonly retracted: boolean;
  readonly startedAt: EpochMs;
  readonly detectedAt: EpochMs;
  /** Null while any of it stands. */
  readonly resolvedAt: EpochMs | null;
  readonly updatedAt: EpochMs;
  /** Open ones first. */
  readonly incidents: readonly ToldIncident[];
  /** How many more there are. */
  readonly more: number;
  /** Newest first; the newest says why this message was sent. */
  readonly updates: readonly ToldUpdate[];
  /** With which cloud event it coincides. */
  readonly attribution: {
    readonly provider: string;
    readonly region: string | null;
    readonly word: string;
    readonly score: number;
    readonly sentence: string;
  } | null;
  /** The group that its incidents are counted to now; null while it is a group itself. */
  readonly mergedInto: string | null;
}

export interface ToldStatusChange {
  readonly service: string;
  readonly component: string;
  readonly name: string;
  readonly before: Status | null;
  readonly after: Status;
  readonly sentence: string;
}

/** Statuspage's words for how far announced work is. */
export type MaintenanceStage = "scheduled" | "in_progress" | "verifying" | "completed";

/** Work that a vendor announced. Its word, and nothing that we measured. */
export interface ToldMaintenance {
  /** Of the vendor's notice: the same for ever. */
  readonly id: string;
  readonly service: string;
  readonly name: string;
  readonly stage: MaintenanceStage;
  readonly cancelled: boolean;
  readonly from: EpochMs;
  /** Null when no end was announced. */
  readonly until: EpochMs | null;
  readonly announcedAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** Whose word it is, when it is, what became of it. */
  readonly sentences: readonly string[];
  /** Newest first. */
  readonly updates: readonly {
    readonly id: string;
    readonly stage: MaintenanceStage;
    readonly at: EpochMs;
    readonly body: string;
  }[];
  /** Where the vendor says so. */
  readonly source: string | null;
}

/** Why a subscription is told nothing more. */
export const DISABLED_REASONS = ["gone", "refused", "silent"] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

interface Head {
  readonly at: EpochMs;
  readonly language: WebhookLanguage;
}

/** What a subscriber is told once. Plain JSON: it is stored, and every attempt makes the same bytes of it. */
export type Message = Head &
  (
    | {
        readonly type: "incident.created" | "incident.updated" | "incident.resolved";
        readonly group: ToldGroup;
      }
    | { readonly type: "component.status_changed"; readonly change: ToldStatusChange }
    | { readonly type: `maintenance.${MaintenanceNews}`; readonly maintenance: ToldMaintenance }
    | { readonly type: "subscription.verification" | "subscription.test" }
    | { readonly type: "subscription.disabled"; readonly reason: DisabledReason }
  );

export type MessageType = Message["type"];
export type GroupMessage = Extract<Message, { readonly group: ToldGroup }>;
export type StatusMessage = Extract<Message, { readonly change: ToldStatusChange }>;
export type MaintenanceMessage = Extract<Message, { readonly maintenance: ToldMaintenance }>;
export type SubscriptionMessage = Exclude<Message, GroupMessage | StatusMessage | MaintenanceMessage>;

/** Names what later messages are about the same of: a receiver's thread or alert. */
export function subjectOf(message: Message): string {
  if ("group" in message) return `incident/${message.group.id}`;
  if ("change" in message) return `component/${message.change.service}/${message.change.component}`;
  if ("maintenance" in message) return `maintenance/${message.maintenance.id}`;
  return "subscription";
}
