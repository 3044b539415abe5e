/**
 * The failure vocabulary. Types are the W3C Network Error Logging types, with our own groups `payload`, `ws` and
 * `neutral`, and `http.response.timed_out`, for which NEL has no word.
 * Source: https://www.w3.org/TR/network-error-logging/#predefined-network-error-types
 */

/** What one measurement says. `neutral` says nothing about the target: the fault was ours or the answer was no answer. */
export const OUTCOMES = ["ok", "degraded", "failed", "neutral"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** NEL's phases: how far a request got. */
export const PHASES = ["dns", "connection", "application"] as const;
export type Phase = (typeof PHASES)[number];

/** Every failure type, with the phase it belongs to. The order is the order in the published table. */
export const FAILURE_PHASES = {
  "dns.unreachable": "dns",
  "dns.name_not_resolved": "dns",
  "dns.failed": "dns",
  "tcp.timed_out": "connection",
  "tcp.closed": "connection",
  "tcp.reset": "connection",
  "tcp.refused": "connection",
  "tcp.aborted": "connection",
  "tcp.address_invalid": "connection",
  "tcp.address_unreachable": "connection",
  "tcp.failed": "connection",
  "tls.version_or_cipher_mismatch": "connection",
  "tls.bad_client_auth_cert": "connection",
  "tls.cert.name_invalid": "connection",
  "tls.cert.date_invalid": "connection",
  "tls.cert.authority_invalid": "connection",
  "tls.cert.invalid": "connection",
  "tls.cert.revoked": "connection",
  "tls.protocol.error": "connection",
  "tls.failed": "connection",
  "http.error": "application",
  "http.protocol.error": "application",
  "http.response.invalid": "application",
  "http.response.redirect_loop": "application",
  "http.response.timed_out": "application",
  "http.failed": "application",
  "payload.not_json": "application",
  "payload.schema": "application",
  "payload.rpc_error": "application",
  "payload.wrong_chain": "application",
  "payload.stale": "application",
  "payload.halted": "application",
  "ws.closed": "application",
  "ws.silent": "application",
  unknown: "application",
  "neutral.rate_limited": "application",
  "neutral.geo_blocked": "application",
  "neutral.quota": "application",
  "neutral.bot_challenge": "application",
  "neutral.no_key": "application",
  "neutral.vantage_down": "connection",
  "neutral.loop_lag": "application",
  "neutral.aborted": "application",
  "neutral.unproven": "application",
} as const satisfies Record<string, Phase>;

export type FailureType = keyof typeof FAILURE_PHASES;

export const FAILURE_TYPES = Object.keys(FAILURE_PHASES) as FailureType[];

/** True for the types that say nothing about the target. */
export function isNeutral(type: FailureType): boolean {
  return type.startsWith("neutral.");
}
