import type { ComponentSpec, ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { ProbeResult } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";
import type { ControlResult, VantageIdentity } from "#domain/vantage.ts";

/** The newest result of a check at one vantage. */
export interface LatestResult extends ProbeResult {
  readonly vantage: string;
  readonly tick: EpochMs;
  readonly at: EpochMs;
}

/** Whether a vantage runs a check; `reason` says why not (`key`, `probe`, `disabled`, `retired`), null when it does. */
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

export interface ComponentView extends Pick<ComponentSpec, "slug" | "name" | "layer" | "chain"> {
  readonly checks: readonly CheckView[];
}

export interface ServiceView
  extends Pick<ServiceSpec, "slug" | "name" | "kind" | "homepage" | "lifecycle" | "statusPage"> {
  readonly components: readonly ComponentView[];
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
  readonly round: { readonly at: EpochMs; readonly gated: boolean; readonly controls: readonly ControlResult[] } | null;
  /** Measurements received and expected in the last full hour. */
  readonly lastHour: { readonly received: number; readonly expected: number };
}

/** The current state of everything: what the snapshot holds and every page of "now" is made of. */
export interface Overview {
  readonly readAt: EpochMs;
  readonly services: readonly ServiceView[];
  readonly vantages: readonly VantageView[];
}
