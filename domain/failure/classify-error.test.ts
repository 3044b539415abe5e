import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyError, type ErrorSigns, type Stage } from "#domain/failure/classify-error.ts";
import { FAILURE_TYPES, type FailureType, isNeutral, type Phase } from "#domain/failure/failure.ts";

/** code, syscall or words, stage -> type, phase. One line for each row of the table, and for each code that methods 2.2 names. */
const ROWS: [string | ErrorSigns, Stage, FailureType, Phase][] = [
  ["ABORT_ERR", "waiting", "neutral.aborted", "application"],
  ["REDIRECT_LEFT_ALONE", "body", "neutral.aborted", "application"],
  ["AbortError", "tcp", "neutral.aborted", "connection"],
  ["ECANCELLED", "dns", "neutral.aborted", "dns"],
  ["ENETDOWN", "tcp", "neutral.vantage_down", "connection"],
  ["ENETUNREACH", "tcp", "neutral.vantage_down", "connection"],
  [
    { code: "ENETUNREACH", message: "connect ENETUNREACH 192.0.2.1:443 - Local (0.0.0.0:0)" },
    "tcp",
    "tcp.address_unreachable",
    "connection",
  ],
  [
    { code: "ENETUNREACH", message: "connect ENETUNREACH 2001:db8::1:443 - Local (:::0)" },
    "tcp",
    "neutral.vantage_down",
    "connection",
  ],
  ["EMFILE", "dns", "neutral.vantage_down", "dns"],
  ["ENFILE", "tcp", "neutral.vantage_down", "connection"],
  ["ENOBUFS", "tcp", "neutral.vantage_down", "connection"],
  ["ENOMEM", "dns", "neutral.vantage_down", "dns"],
  ["EPERM", "tcp", "neutral.vantage_down", "connection"],
  ["EACCES", "tcp", "neutral.vantage_down", "connection"],
  [{ code: "EADDRNOTAVAIL", syscall: "bind" }, "tcp", "neutral.vantage_down", "connection"],
  [{ code: "EADDRINUSE", syscall: "bind" }, "tcp", "neutral.vantage_down", "connection"],
  ["ENOTINITIALIZED", "dns", "neutral.vantage_down", "dns"],
  ["ERR_INVALID_CHAR", "tcp", "neutral.aborted", "connection"],
  ["ERR_INVALID_URL", "dns", "neutral.aborted", "dns"],
  ["ERR_UNESCAPED_CHARACTERS", "tcp", "neutral.aborted", "connection"],
  ["UND_ERR_INVALID_ARG", "dns", "neutral.aborted", "dns"],

  ["ETIMEOUT", "dns", "dns.unreachable", "dns"],
  ["DNS_TIMEOUT", "dns", "dns.unreachable", "dns"],
  [{ code: "ECONNREFUSED", syscall: "queryA" }, "dns", "dns.unreachable", "dns"],
  [{ code: "ECONNREFUSED", syscall: "queryAaaa" }, "dns", "dns.unreachable", "dns"],
  ["ENOTFOUND", "dns", "dns.name_not_resolved", "dns"],
  ["ENODATA", "dns", "dns.name_not_resolved", "dns"],
  ["ESERVFAIL", "dns", "dns.failed", "dns"],
  ["EREFUSED", "dns", "dns.failed", "dns"],
  ["EFORMERR", "dns", "dns.failed", "dns"],
  ["ENOTIMP", "dns", "dns.failed", "dns"],
  ["EBADRESP", "dns", "dns.failed", "dns"],
  ["EAI_AGAIN", "dns", "dns.failed", "dns"],
  ["EAI_FAIL", "dns", "dns.failed", "dns"],
  ["EWHATEVER", "dns", "dns.failed", "dns"],

  ["WS_HANDSHAKE", "waiting", "http.protocol.error", "application"],
  ["WS_ERR_INVALID_OPCODE", "body", "http.protocol.error", "application"],
  ["WS_ERR_INVALID_UTF8", "body", "http.response.invalid", "application"],
  ["WS_ERR_UNSUPPORTED_MESSAGE_LENGTH", "body", "http.response.invalid", "application"],
  ["close 1000", "body", "ws.closed", "application"],
  ["close 1006", "body", "ws.closed", "application"],
  ["close 1008", "body", "ws.closed", "application"],
  [{ code: "close 1008", message: "threshold exceeded" }, "body", "neutral.rate_limited", "application"],
  [{ code: "close 1013", message: "Too Many Requests" }, "body", "neutral.rate_limited", "application"],
  [{ code: "close 4003", message: "not available in your country" }, "body", "neutral.geo_blocked", "application"],
  [{ code: "close 4004", message: "Upgrade your plan" }, "body", "neutral.quota", "application"],
  [{ code: "close 1011", message: "rate limit" }, "body", "ws.closed", "application"],
  ["silent, pong", "body", "ws.silent", "application"],
  ["silent, no pong", "body", "ws.silent", "application"],

  ["CERT_HAS_EXPIRED", "tls", "tls.cert.date_invalid", "connection"],
  ["CERT_NOT_YET_VALID", "tls", "tls.cert.date_invalid", "connection"],
  ["ERROR_IN_CERT_NOT_BEFORE_FIELD", "tls", "tls.cert.date_invalid", "connection"],
  ["ERROR_IN_CERT_NOT_AFTER_FIELD", "tls", "tls.cert.date_invalid", "connection"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls", "tls.cert.name_invalid", "connection"],
  ["HOSTNAME_MISMATCH", "tls", "tls.cert.name_invalid", "connection"],
  ["CERT_REVOKED", "tls", "tls.cert.revoked", "connection"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls", "tls.cert.authority_invalid", "connection"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "tls", "tls.cert.authority_invalid", "connection"],
  ["UNABLE_TO_GET_ISSUER_CERT", "tls", "tls.cert.authority_invalid", "connection"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls", "tls.cert.authority_invalid", "connection"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls", "tls.cert.authority_invalid", "connection"],
  ["INVALID_CA", "tls", "tls.cert.authority_invalid", "connection"],
  ["CERT_UNTRUSTED", "tls", "tls.cert.authority_invalid", "connection"],
  ["CERT_SIGNATURE_FAILURE", "tls", "tls.cert.invalid", "connection"],
  ["CERT_REJECTED", "tls", "tls.cert.invalid", "connection"],
  ["INVALID_PURPOSE", "tls", "tls.cert.invalid", "connection"],
  ["PATH_LENGTH_EXCEEDED", "tls", "tls.cert.invalid", "connection"],
  ["CERT_CHAIN_TOO_LONG", "tls", "tls.cert.invalid", "connection"],
  ["UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", "tls", "tls.cert.invalid", "connection"],
  ["UNABLE_TO_DECRYPT_CERT_SIGNATURE", "tls", "tls.cert.invalid", "connection"],
  ["UNABLE_TO_GET_CRL", "tls", "tls.cert.invalid", "connection"],
  ["CRL_HAS_EXPIRED", "tls", "tls.cert.invalid", "connection"],

  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "waiting", "tls.bad_client_auth_cert", "application"],
  ["ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE", "tls", "tls.bad_client_auth_cert", "connection"],
  ["ERR_SSL_TLSV1_ALERT_UNKNOWN_CA", "tls", "tls.bad_client_auth_cert", "connection"],
  ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tls", "tls.version_or_cipher_mismatch", "connection"],
  ["ERR_SSL_UNSUPPORTED_PROTOCOL", "tls", "tls.version_or_cipher_mismatch", "connection"],
  ["ERR_SSL_NO_SHARED_CIPHER", "tls", "tls.version_or_cipher_mismatch", "connection"],
  ["ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "tls", "tls.version_or_cipher_mismatch", "connection"],
  ["ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL", "tls", "tls.version_or_cipher_mismatch", "connection"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls", "tls.protocol.error", "connection"],
  ["ERR_SSL_PACKET_LENGTH_TOO_LONG", "tls", "tls.protocol.error", "connection"],
  ["EPROTO", "tls", "tls.protocol.error", "connection"],
  ["TLS_TIMEOUT", "tls", "tls.failed", "connection"],
  ["ERR_TLS_HANDSHAKE_TIMEOUT", "tls", "tls.failed", "connection"],
  ["ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR", "tls", "tls.failed", "connection"],
  ["ERR_TLS_RENEGOTIATION_DISABLED", "tls", "tls.failed", "connection"],

  ["HPE_HEADER_OVERFLOW", "waiting", "http.response.invalid", "application"],
  ["UND_ERR_HEADERS_OVERFLOW", "waiting", "http.response.invalid", "application"],
  ["HPE_INVALID_CONSTANT", "waiting", "http.protocol.error", "application"],
  ["ERR_HTTP2_PROTOCOL_ERROR", "waiting", "http.protocol.error", "application"],
  ["REDIRECT_LOOP", "body", "http.response.redirect_loop", "application"],
  ["TOO_MANY_REDIRECTS", "body", "http.response.redirect_loop", "application"],
  ["BAD_REDIRECT", "body", "http.response.invalid", "application"],
  ["BODY_TOO_LARGE", "body", "http.response.invalid", "application"],
  ["UNKNOWN_ENCODING", "body", "http.response.invalid", "application"],
  ["TRUNCATED_BODY", "body", "http.response.invalid", "application"],
  ["Z_DATA_ERROR", "body", "http.response.invalid", "application"],
  ["Z_BUF_ERROR", "body", "http.response.invalid", "application"],
  ["ERR_BUFFER_TOO_LARGE", "body", "http.response.invalid", "application"],
  ["ERR__ERROR_FORMAT_PADDING_1", "body", "http.response.invalid", "application"],
  ["ERR_BROTLI_DECODER_ERROR", "body", "http.response.invalid", "application"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "body", "http.response.invalid", "application"],
  ["UND_ERR_RES_EXCEEDED_MAX_SIZE", "body", "http.response.invalid", "application"],
  ["HEADERS_TIMEOUT", "waiting", "http.response.timed_out", "application"],
  ["BODY_TIMEOUT", "body", "http.response.timed_out", "application"],
  ["UND_ERR_HEADERS_TIMEOUT", "waiting", "http.response.timed_out", "application"],
  ["UND_ERR_BODY_TIMEOUT", "body", "http.response.timed_out", "application"],
  ["TimeoutError", "waiting", "http.response.timed_out", "application"],
  ["ETIMEDOUT", "body", "http.response.timed_out", "application"],
  [{ code: "ECONNRESET", message: "aborted" }, "body", "http.response.invalid", "application"],
  ["UND_ERR_SOCKET", "body", "http.response.invalid", "application"],

  ["CONNECT_TIMEOUT", "tcp", "tcp.timed_out", "connection"],
  ["ETIMEDOUT", "tcp", "tcp.timed_out", "connection"],
  ["UND_ERR_CONNECT_TIMEOUT", "tcp", "tcp.timed_out", "connection"],
  [{ code: "ECONNRESET", message: "socket hang up" }, "waiting", "tcp.closed", "application"],
  [
    {
      code: "ECONNRESET",
      message: "Client network socket disconnected before secure TLS connection was established",
    },
    "tls",
    "tcp.closed",
    "connection",
  ],
  ["UND_ERR_SOCKET", "waiting", "tcp.closed", "application"],
  // The measured trap: a peer that resets at once is reported with syscall connect, before any connect event.
  [{ code: "ECONNRESET", syscall: "connect", message: "connect ECONNRESET" }, "tcp", "tcp.reset", "connection"],
  [{ code: "ECONNRESET", syscall: "read", message: "read ECONNRESET" }, "waiting", "tcp.reset", "application"],
  ["EPIPE", "waiting", "tcp.reset", "application"],
  [{ code: "ECONNREFUSED", syscall: "connect" }, "tcp", "tcp.refused", "connection"],
  ["ECONNABORTED", "tcp", "tcp.aborted", "connection"],
  ["EHOSTUNREACH", "tcp", "tcp.address_unreachable", "connection"],
  [{ code: "EADDRNOTAVAIL", syscall: "connect" }, "tcp", "tcp.address_invalid", "connection"],
  [{ code: "EINVAL", syscall: "connect" }, "tcp", "tcp.address_invalid", "connection"],
  ["EHOSTDOWN", "tcp", "tcp.failed", "connection"],

  ["ESOMETHINGNEW", "tcp", "tcp.failed", "connection"],
  ["ESOMETHINGNEW", "tls", "tls.failed", "connection"],
  ["ESOMETHINGNEW", "waiting", "http.failed", "application"],
  ["ESOMETHINGNEW", "body", "http.failed", "application"],
  ["", "tcp", "unknown", "connection"],
  ["", "waiting", "unknown", "application"],
];

describe("classifyError", () => {
  it.each(ROWS)("%j in stage %s is %s in phase %s", (signs, stage, failureType, phase) => {
    const given = typeof signs === "string" ? { code: signs } : signs;
    expect(classifyError(given, stage)).toMatchObject({
      failureType,
      phase,
      outcome: isNeutral(failureType) ? "neutral" : "failed",
    });
  });

  it("keeps the code, and says where it was when there is none", () => {
    expect(classifyError({ code: "ECONNREFUSED" }, "tcp").rawCode).toBe("ECONNREFUSED");
    expect(classifyError({ code: "" }, "waiting").rawCode).toBe("no code in waiting");
  });

  it("is total, never ok, and its raw code is bounded, for any error", () => {
    const stage = fc.constantFrom<Stage>("dns", "tcp", "tls", "waiting", "body");
    const signs = fc.record({ code: fc.string({ maxLength: 300 }), syscall: fc.string(), message: fc.string() });
    fc.assert(
      fc.property(signs, stage, (error, reached) => {
        const found = classifyError(error, reached);
        expect(FAILURE_TYPES).toContain(found.failureType);
        expect(["failed", "neutral"]).toContain(found.outcome);
        expect(found.rawCode.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
