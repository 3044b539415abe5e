import type { NetworkPart } from "#domain/failure/cdn.ts";
import type { FailureType, Outcome, Phase } from "#domain/failure/failure.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * Milliseconds spent in each part of a request, from socket events. `null` means the part did not happen (no lookup for
 * an address literal, no TLS on a plain port) or was not reached; 0 means it took no measurable time.
 */
export interface Timings {
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  /** From the request sent to the first byte of the answer. */
  readonly waitMs: number | null;
  readonly downloadMs: number | null;
  readonly totalMs: number;
}

/** What an answer told us beside "ok": always numbers in the named unit, or short text. All optional. */
export interface Facts {
  /** Height, slot or ledger index of the head that was served. */
  readonly head_number?: number;
  readonly head_hash?: string;
  /** Seconds between the head's own timestamp and our clock. */
  readonly head_age_s?: number;
  /** Their clock minus ours, in seconds. */
  readonly clock_offset_s?: number;
  /** Seconds since the newest trade or quote. */
  readonly last_trade_age_s?: number;
  /** Seconds since any other instant a freshness rule reads (order-book level, oracle round, instrument). */
  readonly data_age_s?: number;
  /** A number that must move between polls (update id, message sequence). */
  readonly sequence?: number;
  /** A trading or server mode in the target's own word. */
  readonly mode?: string;
  /** Which part of the content network before it an HTTP error of 500 and above speaks of. */
  readonly network_part?: NetworkPart;
}

/** What one run of a probe (one or two attempts) found, before it is known which tick and vantage it belongs to. */
export interface ProbeResult {
  readonly outcome: Outcome;
  /** null exactly when outcome is ok. */
  readonly failureType: FailureType | null;
  /** The last phase reached when it did not succeed; null when ok. */
  readonly phase: Phase | null;
  /** The code behind the failure type, bounded and scrubbed: `ECONNREFUSED`, `HTTP 503`, `rpc -32603`, `$.error len_eq`. */
  readonly rawCode: string | null;
  readonly httpStatus: number | null;
  readonly httpVersion: string | null;
  /** The address that was connected to, or tried. */
  readonly address: string | null;
  readonly certExpiresAt: EpochMs | null;
  readonly bodyBytes: number | null;
  readonly timings: Timings;
  readonly facts: Facts;
  readonly attempts: 1 | 2;
}

/** The raw result of one check at one tick from one vantage: what is stored, for ever the same. */
export interface Measurement extends ProbeResult {
  /** Three parts: `kraken/api/time`. */
  readonly checkId: string;
  readonly vantage: string;
  readonly tick: EpochMs;
  /** When the probe really began. */
  readonly at: EpochMs;
}
