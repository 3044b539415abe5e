import { GEO_TEXT, QUOTA_TEXT, RATE_TEXT, scrubRawCode } from "#domain/failure/classify-text.ts";
import { type FailureType, isNeutral, type Phase } from "#domain/failure/failure.ts";

/**
 * From a Node, c-ares, TLS, HTTP parser or zlib error to a failure type (guides/methods.md, 2.2). The first row that
 * matches wins, the most specific stand first. A code that no row knows has the `failed` of the stage it came in, as NEL
 * has it ("errors that are not covered by the previous"); without a code it is `unknown`. Both are failed, never ok.
 */

/** What is known of an error. All three come from the error object; none is trusted beyond this table. */
export interface ErrorSigns {
  readonly code: string;
  /** `connect`, `read`, `queryA` ...: only a hint, since a reset peer reports `connect` too. */
  readonly syscall?: string | undefined;
  readonly message?: string | undefined;
}

/** How far the attempt had come: the last event reached, not what the error says of itself. */
export type Stage = "dns" | "tcp" | "tls" | "waiting" | "body";

export interface Classified {
  readonly outcome: "failed" | "neutral";
  readonly failureType: FailureType;
  readonly phase: Phase;
  readonly rawCode: string;
}

interface Row {
  readonly code: RegExp;
  readonly stage?: readonly Stage[];
  readonly syscall?: RegExp;
  readonly message?: RegExp;
  readonly type: FailureType;
}

/** The codes of our own timers, given by the probe when it stops waiting. */
export const TIMEOUT_CODES = {
  dns: "DNS_TIMEOUT",
  tcp: "CONNECT_TIMEOUT",
  tls: "TLS_TIMEOUT",
  waiting: "HEADERS_TIMEOUT",
  body: "BODY_TIMEOUT",
} as const satisfies Record<Stage, string>;

const QUERY = /^query/;

const OURS: readonly Row[] = [
  { code: /^(ABORT_ERR|AbortError|ECANCELLED|EDESTRUCTION|UND_ERR_ABORTED)$/, type: "neutral.aborted" },
  // It leads to a host that asked us not to ask it.
  { code: /^REDIRECT_LEFT_ALONE$/, type: "neutral.aborted" },
  // With an address it may be a router's word (ICMP net unreachable, as of 2021-10-04); a vantage without IPv6 gets it by itself.
  { code: /^ENETUNREACH$/, message: /ENETUNREACH \d{1,3}(?:\.\d{1,3}){3}\b/, type: "tcp.address_unreachable" },
  // Before a packet left the machine: no interface, no route, no descriptors, no memory, a local firewall.
  { code: /^(ENETDOWN|ENETUNREACH|EMFILE|ENFILE|ENOBUFS|ENOMEM|EPERM|EACCES)$/, type: "neutral.vantage_down" },
  { code: /^(EADDRNOTAVAIL|EADDRINUSE|EINVAL)$/, syscall: /^bind/, type: "neutral.vantage_down" },
  // The request could not even be made: a setting is wrong, and no packet left.
  {
    code: /^(ERR_INVALID_(CHAR|URL|ARG_TYPE|ARG_VALUE|HTTP_TOKEN)|ERR_UNESCAPED_CHARACTERS|ERR_HTTP_INVALID_HEADER_VALUE|ERR_SOCKET_BAD_PORT|UND_ERR_(INVALID_ARG|DESTROYED|CLOSED))$/,
    type: "neutral.aborted",
  },
  { code: /^(ENOTINITIALIZED|ELOADIPHLPAPI|EADDRGETNETWORKPARAMS)$/, type: "neutral.vantage_down" },
];

const DNS: readonly Row[] = [
  { code: /^(DNS_TIMEOUT|ETIMEOUT)$/, type: "dns.unreachable" },
  { code: /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ETIMEDOUT)$/, syscall: QUERY, type: "dns.unreachable" },
  { code: /^(ENOTFOUND|ENODATA|ENONAME|EAI_NONAME|EAI_NODATA)$/, type: "dns.name_not_resolved" },
  {
    code: /^(EAI_AGAIN|EAI_FAIL|ESERVFAIL|EREFUSED|EFORMERR|ENOTIMP|EBADRESP|EBADQUERY|EBADNAME|EBADFAMILY|EBADSTR|EOF)$/,
    type: "dns.failed",
  },
  { code: /./, stage: ["dns"], type: "dns.failed" },
];

const CERTIFICATE: readonly Row[] = [
  {
    code: /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ERROR_IN_CERT_NOT_(BEFORE|AFTER)_FIELD)$/,
    type: "tls.cert.date_invalid",
  },
  {
    code: /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_FORMAT)$/,
    type: "tls.cert.name_invalid",
  },
  { code: /^CERT_REVOKED$/, type: "tls.cert.revoked" },
  {
    code: /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|INVALID_CA|CERT_UNTRUSTED)$/,
    type: "tls.cert.authority_invalid",
  },
  {
    code: /^(CERT_SIGNATURE_FAILURE|CERT_REJECTED|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CERT_CHAIN_TOO_LONG|UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY|UNABLE_TO_DECRYPT_CERT_SIGNATURE)$|CRL|^EE_KEY_TOO_SMALL$|^CA_MD_TOO_WEAK$/,
    type: "tls.cert.invalid",
  },
];

const TLS: readonly Row[] = [
  {
    code: /CERTIFICATE_REQUIRED|ALERT_(BAD|UNSUPPORTED|NO)_CERTIFICATE|ALERT_CERTIFICATE_UNKNOWN|ALERT_UNKNOWN_CA/,
    type: "tls.bad_client_auth_cert",
  },
  {
    code: /PROTOCOL_VERSION|NO_SHARED_CIPHER|HANDSHAKE_FAILURE|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|INSUFFICIENT_SECURITY|DH_KEY_TOO_SMALL|NO_APPLICATION_PROTOCOL/,
    type: "tls.version_or_cipher_mismatch",
  },
  {
    code: /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ERR_SSL_UNEXPECTED_MESSAGE|ERR_SSL_DECODE_ERROR|ERR_SSL_HTTP_REQUEST|EPROTO)$/,
    type: "tls.protocol.error",
  },
  { code: /^(TLS_TIMEOUT|ERR_TLS_HANDSHAKE_TIMEOUT|ERR_SSL_|ERR_TLS_)/, type: "tls.failed" },
];

const HTTP: readonly Row[] = [
  { code: /^(HPE_HEADER_OVERFLOW|UND_ERR_HEADERS_OVERFLOW)$/, type: "http.response.invalid" },
  { code: /^(HPE_|ERR_HTTP2_)/, type: "http.protocol.error" },
  { code: /^(REDIRECT_LOOP|TOO_MANY_REDIRECTS)$/, type: "http.response.redirect_loop" },
  { code: /^(BAD_REDIRECT|BODY_TOO_LARGE|UNKNOWN_ENCODING|TRUNCATED_BODY)$/, type: "http.response.invalid" },
  { code: /^(Z_|ERR_BROTLI|ERR__ERROR_|ERR_BUFFER_TOO_LARGE|ERR_ZLIB)/, type: "http.response.invalid" },
  {
    code: /^(UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_RES_EXCEEDED_MAX_SIZE)$/,
    type: "http.response.invalid",
  },
  {
    code: /^(HEADERS_TIMEOUT|BODY_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/,
    type: "http.response.timed_out",
  },
  { code: /^(ETIMEDOUT|TimeoutError)$/, stage: ["waiting", "body"], type: "http.response.timed_out" },
  // The connection went away in the middle of an answer: half an answer is an invalid one, however it went.
  {
    code: /^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_SOCKET)$/,
    stage: ["body"],
    type: "http.response.invalid",
  },
];

/** The words with which rippled closes on who asks too often, beside those that answers use. */
const LIMIT_TEXT = new RegExp(`${RATE_TEXT.source}|\\bthreshold exceeded\\b`, "i");

/** What `ws` says of a handshake or a frame, and how a WebSocket ended on which the awaited message never came. */
const WEBSOCKET: readonly Row[] = [
  { code: /^WS_ERR_(UNSUPPORTED_MESSAGE_LENGTH|TOO_MANY_BUFFERED_PARTS|INVALID_UTF8)$/, type: "http.response.invalid" },
  { code: /^WS_/, type: "http.protocol.error" },
  // 1008 is a policy, 1013 "try again later", and 4000 to 4999 are each server's own: only their words say what is meant.
  { code: /^close (1008|1013|4\d{3})$/, message: LIMIT_TEXT, type: "neutral.rate_limited" },
  { code: /^close (1008|4\d{3})$/, message: GEO_TEXT, type: "neutral.geo_blocked" },
  { code: /^close (1008|4\d{3})$/, message: QUOTA_TEXT, type: "neutral.quota" },
  { code: /^close \d{4}$/, type: "ws.closed" },
  { code: /^silent\b/, type: "ws.silent" },
];

const TCP: readonly Row[] = [
  { code: /^(CONNECT_TIMEOUT|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, type: "tcp.timed_out" },
  // Node says ECONNRESET for an orderly close too; only the words tell a FIN from a RST.
  {
    code: /^ECONNRESET$/,
    message: /socket hang up|disconnected before secure TLS connection|other side closed/i,
    type: "tcp.closed",
  },
  { code: /^UND_ERR_SOCKET$/, type: "tcp.closed" },
  { code: /^(ECONNRESET|EPIPE)$/, type: "tcp.reset" },
  { code: /^ECONNREFUSED$/, type: "tcp.refused" },
  { code: /^ECONNABORTED$/, type: "tcp.aborted" },
  { code: /^EHOSTUNREACH$/, type: "tcp.address_unreachable" },
  { code: /^(EADDRNOTAVAIL|EINVAL|EAFNOSUPPORT|ERR_INVALID_IP_ADDRESS)$/, type: "tcp.address_invalid" },
  { code: /^(EHOSTDOWN|ENOTCONN|ENETRESET|EISCONN|EALREADY|ESHUTDOWN)$/, type: "tcp.failed" },
];

/** Of each stage, what is left when nothing above knows the code. */
const REST: readonly Row[] = [
  { code: /./, stage: ["tcp"], type: "tcp.failed" },
  { code: /./, stage: ["tls"], type: "tls.failed" },
  { code: /./, stage: ["waiting", "body"], type: "http.failed" },
];

/** Every row in the order in which they are tried. */
const ROWS: readonly Row[] = [...OURS, ...DNS, ...CERTIFICATE, ...TLS, ...HTTP, ...WEBSOCKET, ...TCP, ...REST];

const PHASE_OF_STAGE = {
  dns: "dns",
  tcp: "connection",
  tls: "connection",
  waiting: "application",
  body: "application",
} as const satisfies Record<Stage, Phase>;

function fits(row: Row, { code, syscall = "", message = "" }: ErrorSigns, stage: Stage): boolean {
  return (
    row.code.test(code) &&
    (row.stage === undefined || row.stage.includes(stage)) &&
    (row.syscall === undefined || row.syscall.test(syscall)) &&
    (row.message === undefined || row.message.test(message))
  );
}

/** The stage's own word for an error that carries no code at all, so that it still says where it was. */
function rawCodeOf({ code }: ErrorSigns, stage: Stage): string {
  return code === "" ? `no code in ${stage}` : scrubRawCode(code);
}

/** Classifies an error by its code and by how far the attempt had come. Total. */
export function classifyError(signs: ErrorSigns, stage: Stage): Classified {
  const failureType = ROWS.find((row) => fits(row, signs, stage))?.type ?? "unknown";
  return {
    outcome: isNeutral(failureType) ? "neutral" : "failed",
    failureType,
    phase: PHASE_OF_STAGE[stage],
    rawCode: rawCodeOf(signs, stage),
  };
}
