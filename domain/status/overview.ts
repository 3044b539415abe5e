import type { ComponentSpec, Layer, ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { ClockSkew } from "#domain/clock-skew.ts";
import type { Maintenance } from "#domain/cloud/maintenance.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { ProbeResult } from "#domain/measurement.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import type { StateSeconds } from "#domain/uptime/state-seconds.ts";
import type { ControlResult, VantageIdentity } from "#domain/vantage.ts";

/** The newest result of a check at one vantage. */
export interface LatestResult extends ProbeResult {
  readonly vantage: string;
  readonly tick: EpochMs;
  readonly at: EpochMs;
}

/** Whether a vantage runs a check; `reason` says why not (`key`, `probe`, `disabled`, `retired`, `opted_out`), null when it does. */
export interface CheckCoverage {
  readonly vantage: string;
  readonly reason: string | null;
}

export interface CheckView {
  /** `kraken/api/time` */
  readonly id: string;
  readonly spec: CheckSpec;
  /** First success since the check was added or changed; null before it. */
  readonly provenAt: EpochMs | null;
  readonly coverage: readonly CheckCoverage[];
  readonly latest: readonly LatestResult[];
}

/** What holds of a component, and when the judge came to know it. */
export interface JudgedView extends Judged {
  readonly knownAt: EpochMs;
}

/** The windows that uptime is published for. */
export const UPTIME_WINDOWS = ["24h", "7d", "30d", "90d"] as const;
export type UptimeWindow = (typeof UPTIME_WINDOWS)[number];
export type Uptime = Readonly<Record<UptimeWindow, StateSeconds>>;

export interface ComponentView extends Pick<ComponentSpec, "slug" | "name" | "layer" | "chain"> {
  /** Share in its service's status. */
  readonly weight: number;
  readonly checks: readonly CheckView[];
  /** The verdict; null when nothing decides here, or nothing has been judged yet. */
  readonly judged: JudgedView | null;
  /** Maintenance that its vendor has declared for now; null for none. */
  readonly maintenance: Maintenance | null;
  /** Id of its open incident. */
  readonly incident: string | null;
  /** Its newest incident is not over, but was taken back: what the judge goes on finding is not to be said. */
  readonly retracted: boolean;
  readonly uptime: Uptime;
}

export interface ServiceView
  extends Pick<ServiceSpec, "slug" | "name" | "aliases" | "kind" | "homepage" | "lifecycle" | "statusPage"> {
  readonly components: readonly ComponentView[];
}

/** An incident with whom it is about, in words and slugs. */
export interface IncidentView extends Incident {
  readonly about: {
    readonly serviceSlug: string;
    readonly componentSlug: string;
    readonly service: string;
    readonly component: string;
    /** The service has this one component only. */
    readonly single: boolean;
    readonly layer: Layer;
    readonly chain: string | null;
  };
  /** Maintenance that was declared for its component when it began; null for none. */
  readonly maintenance: Maintenance | null;
  /** Part of a made-up history. */
  readonly madeUp: boolean;
}

/** An incident that stands: neither over nor taken back. */
export function isOpen({ resolvedAt, retracted }: Pick<Incident, "resolvedAt" | "retracted">): boolean {
  return resolvedAt === null && retracted === null;
}

/** A vantage and how well its worker does. */
export interface VantageView extends VantageIdentity {
  /** Last heartbeat; null when no worker ever announced itself. */
  readonly beatAt: EpochMs | null;
  readonly startedAt: EpochMs | null;
  /** Set when the worker stopped in good order. */
  readonly stoppedAt: EpochMs | null;
  readonly ticksPlanned: number;
  readonly ticksDone: number;
  readonly ticksSkipped: number;
  readonly rowsBuffered: number;
  /** Measurements that were made and could not be stored. */
  readonly rowsLost: number;
  readonly loopLagMs: number;
  /** How far its clock is from the database's, and when that was found; null when it was never compared. */
  readonly clock: (ClockSkew & { readonly at: EpochMs }) | null;
  readonly round: { readonly at: EpochMs; readonly gated: boolean; readonly controls: readonly ControlResult[] } | null;
  /** Measurements received and expected in the last full hour. */
  readonly lastHour: { readonly received: number; readonly expected: number };
}

/** How the judge does: when it last passed, and how long the oldest round of that pass had waited for it. */
export interface JudgeView {
  readonly passedAt: EpochMs;
  readonly latenessMs: number;
}

/** The current state of everything: what the snapshot holds and every page of "now" is made of. */
export interface Overview {
  readonly readAt: EpochMs;
  /** Null before the first pass. */
  readonly judge: JudgeView | null;
  readonly services: readonly ServiceView[];
  readonly vantages: readonly VantageView[];
  /** The open incidents, newest first. */
  readonly incidents: readonly IncidentView[];
}
