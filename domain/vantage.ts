import type { FailureType } from "#domain/failure/failure.ts";
import type { EpochMs } from "#domain/time.ts";

/** Who a vantage is, from settings, and shown to readers. */
export interface VantageIdentity {
  readonly name: string;
  /** The network or cloud it stands on, its region and country, as the operator states them. */
  readonly provider: string | null;
  readonly region: string | null;
  readonly country: string | null;
  /** True when it probes the loopback world instead of the internet. */
  readonly world: boolean;
}

export interface ControlResult {
  readonly slug: string;
  readonly ok: boolean;
  readonly failureType: FailureType | null;
  readonly totalMs: number;
}

/** All controls asked at one instant from one vantage. */
export interface ControlRound {
  readonly at: EpochMs;
  readonly controls: readonly ControlResult[];
  readonly gated: boolean;
}

/**
 * Whether a vantage has lost its own network: at least half of its controls, and never fewer than two, fail. One control
 * may fail alone (methods 1.2: on 2025-11-18 a Cloudflare control would have). With fewer than two controls nothing can
 * be told, and nothing is gated.
 */
export function isGated(controls: readonly Pick<ControlResult, "ok">[]): boolean {
  const failed = controls.filter((control) => !control.ok).length;
  return controls.length >= 2 && failed >= Math.max(2, Math.ceil(controls.length / 2));
}
