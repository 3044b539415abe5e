import type { FailureType, Outcome } from "#domain/failure/failure.ts";

/** What a failure type says, for a reader who meets it in a table or an export: docs/failure-types.md is made of it. */
export interface Explanation {
  readonly means: string;
  /** What a measurement of this type can be; the judge may hold less against a target, never more. */
  readonly outcomes: readonly Exclude<Outcome, "ok">[];
}

const failed = (means: string): Explanation => ({ means, outcomes: ["failed"] });
const neutral = (means: string): Explanation => ({ means, outcomes: ["neutral"] });
/** An answer that is old, a venue that takes some orders, one of several resolvers: more or less of it decides. */
const byDegree = (means: string): Explanation => ({ means, outcomes: ["degraded", "failed"] });

export const EXPLAINED: Readonly<Record<FailureType, Explanation>> = {
  "dns.unreachable": failed("Our resolver got no answer, or cannot be reached itself."),
  "dns.name_not_resolved": byDegree(
    "The name does not exist (NXDOMAIN), or has no address; degraded while another resolver that a check asks gives one.",
  ),
  "dns.failed": byDegree(
    "The lookup failed otherwise: SERVFAIL, REFUSED, or an answer that is none; degraded while another resolver gives addresses.",
  ),
  "tcp.timed_out": failed("The connection was not accepted in time."),
  "tcp.closed": failed(
    "The connection was closed in order before an answer came, during the TLS handshake or after it.",
  ),
  "tcp.reset": failed("The connection was reset before an answer came, at once, during the TLS handshake or after it."),
  "tcp.refused": failed("Nothing listens on the port."),
  "tcp.aborted": failed("The connection was aborted by this machine's network, not by us."),
  "tcp.address_invalid": failed("The name leads to an address to which no connection can be made."),
  "tcp.address_unreachable": failed("A router on the way, or the last one, says that the host cannot be reached."),
  "tcp.failed": failed("The connection failed in a way that none of the types above covers."),
  "tls.version_or_cipher_mismatch": failed("No version or cipher of TLS is accepted by both sides."),
  "tls.bad_client_auth_cert": failed("The server asks for a client certificate."),
  "tls.cert.name_invalid": failed("The certificate is for another name."),
  "tls.cert.date_invalid": failed("The certificate has expired, or is not valid yet."),
  "tls.cert.authority_invalid": failed("The certificate is signed by an unknown authority, or by itself."),
  "tls.cert.invalid": failed("The certificate cannot be used: made for another purpose, or its chain does not hold."),
  "tls.cert.revoked": failed("The certificate was revoked by its authority."),
  "tls.protocol.error": failed("What came is not TLS: a port that speaks plain text, or a broken record."),
  "tls.failed": failed(
    "The handshake failed in a way that none of the types above covers, or was not finished in time.",
  ),
  "http.error": failed(
    "A status that is no answer to the check. For 5xx behind Cloudflare, CloudFront, Akamai or Fastly the raw code says " +
      "which part failed, where the answer tells: `cloudflare edge` by itself, `cloudflare unreached` an edge that gets no " +
      "answer from the servers behind it, `cloudflare origin` an error of theirs that is passed on. 401 and 403 without a known reason may " +
      "be bot protection, and are held to be degraded at most.",
  ),
  "http.protocol.error": failed("The answer is not HTTP."),
  "http.response.invalid": failed(
    "An answer that cannot be used: cut off, too large, wrongly packed, or a redirect to nowhere.",
  ),
  "http.response.redirect_loop": failed("Redirects that lead in a circle, or to more hops than the check allows."),
  "http.response.timed_out": failed("The request was taken, and its answer, or the rest of it, did not come in time."),
  "http.failed": failed("The request failed, once sent, in a way that none of the types above covers."),
  "payload.not_json": failed("An answer that is no JSON where the check asks for it."),
  "payload.schema": failed("An answer without what was asked for: another shape, no result, another request's id."),
  "payload.rpc_error": failed("A JSON-RPC error that is the server's, as its code and the chain's family have it."),
  "payload.wrong_chain": failed("The endpoint serves another chain than it should, or a fork of it."),
  "payload.stale": byDegree(
    "An answer that is too old. A head is held against its operator only as far as it is behind the other operators.",
  ),
  "payload.halted": byDegree("The target says that it is closed; degraded while it takes some orders."),
  "ws.closed": failed("The stream was closed before the message that the check waits for."),
  "ws.silent": failed("The stream was opened, and nothing came on it in time."),
  unknown: failed("An error that carries no code at all."),
  "neutral.rate_limited": neutral(
    "Asked too often: 429, 418 with Retry-After, or what the operator says inside 200, 403 or 503.",
  ),
  "neutral.geo_blocked": neutral("Not served to the country that we ask from: 451, or a 403 that says so."),
  "neutral.quota": neutral("What our key or our plan allows is used up, or the key is not accepted."),
  "neutral.bot_challenge": neutral("A page or a header that asks for a browser with a human."),
  "neutral.no_key": neutral("The check needs a key that this instance does not have; nothing was sent."),
  "neutral.vantage_down": neutral("The vantage itself had no network, as its own controls or the system's error say."),
  "neutral.loop_lag": neutral("Our own process stood still while it measured."),
  "neutral.aborted": neutral("Our own measurement was stopped, could not be made, or could not be confirmed."),
  "neutral.unproven": neutral(
    "The check has never succeeded since it was added or changed. Its measurements keep their own types; the judge sets " +
      "them aside.",
  ),
};
