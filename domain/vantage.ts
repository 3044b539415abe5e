import type { ControlSpec } from "#domain/check/service.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { EpochMs } from "#domain/time.ts";

/** What names of vantages are made of: they stand in addresses, labels and names of roles. */
export const VANTAGE_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

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
  /** `http` goes the way that checks go: own resolver, TCP, TLS. `dns` asks a name server by its address. */
  readonly kind: ControlSpec["kind"];
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
 * Whether a vantage has lost its own network: at least half of its controls, and never fewer than two, fail (methods 1.2:
 * two of four), one of them on the way that checks go. One control may fail alone (on 2025-11-18 a Cloudflare control
 * would have), and a network that only blocks foreign name servers is no lost one. With fewer than two controls nothing
 * can be told, and nothing is gated.
 */
export function isGated(controls: readonly Pick<ControlResult, "kind" | "ok">[]): boolean {
  const failed = controls.filter((control) => !control.ok);
  if (controls.length < 2 || failed.length < Math.max(2, Math.ceil(controls.length / 2))) return false;
  return failed.some((control) => control.kind === "http") || controls.every((control) => control.kind === "dns");
}

/**
 * Whether name servers cannot be asked by their address from here: every control that does so fails. A network that keeps
 * foreign name servers to itself is no lost one, but what it lets through of their answers says nothing of the name asked for.
 */
export function isCutOffFromResolvers(controls: readonly Pick<ControlResult, "kind" | "ok">[]): boolean {
  const resolvers = controls.filter((control) => control.kind === "dns");
  return resolvers.length > 0 && resolvers.every((control) => !control.ok);
}
