import type { CloudSeverity } from "#domain/attribution/event.ts";
import type { EvidenceTier, Weight } from "#domain/attribution/evidence.ts";
import type { Objection } from "#domain/attribution/onset.ts";
import type { BackgroundRate } from "#domain/attribution/rate.ts";

/** Why a score is what it is: template keys and parameters, never text. Rates are onsets per minute. */
export type Reason =
  /** Negative: the service was first. `density` is g(tau) per minute, `peak` its greatest value: together a bar. */
  | { readonly kind: "timing"; readonly lagMin: number; readonly density: number; readonly peak: number }
  | {
      readonly kind: "evidence";
      readonly tier: EvidenceTier;
      readonly pi: number;
      readonly cap: number;
      readonly weights: readonly Weight[];
      readonly hiddenBy: string | null;
    }
  | { readonly kind: "base_rate"; readonly rate: BackgroundRate }
  /** `factor` 3, 1 or 1/3; minutes from the nearest published mitigation, null when there is nothing to compare. */
  | { readonly kind: "recovery"; readonly factor: number; readonly fromMitigationMin: number | null }
  | {
      readonly kind: "severity";
      readonly severity: CloudSeverity;
      readonly singleZone: boolean;
      readonly phi0: number;
      readonly phi: number;
    }
  /** Others that do not stand on the place began to fail too. Only when it changes the score. */
  | { readonly kind: "confounder"; readonly hit: number; readonly of: number; readonly perMinute: number }
  /** The evidence allows no more, though the figures gave `uncapped`. */
  | { readonly kind: "capped"; readonly tier: EvidenceTier; readonly cap: number; readonly uncapped: number }
  | { readonly kind: "contradicted"; readonly by: Objection }
  /** The onset of the cloud is only its first post. */
  | { readonly kind: "provisional" }
  /** Background rates are assumed, not learned. */
  | { readonly kind: "uncalibrated" }
  | { readonly kind: "would_change"; readonly by: Change };

/** What would move a score, were it known. */
export type Change =
  | "vendor_statement"
  | "observed_address"
  | "measured_onset"
  | "published_mitigation"
  | "longer_record";
