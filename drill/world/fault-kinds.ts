import { FAILURE_TYPES, type FailureType } from "#domain/failure/failure.ts";

/** Faults of a host: they hit every check that goes there, whatever its path. */
export const CONNECTION_FAULTS = {
  "dns.unreachable": "questions for the name get no answer",
  "dns.name_not_resolved": "the name does not exist (NXDOMAIN)",
  "dns.failed": "the name servers answer SERVFAIL",
  "tcp.timed_out": "connection attempts are dropped without a word",
  "tcp.closed": "connections are accepted and closed before an answer",
  "tcp.reset": "connections are accepted and reset",
  "tcp.refused": "nothing listens on the port",
  "tls.version_or_cipher_mismatch": "the server speaks only TLS 1.1",
  "tls.bad_client_auth_cert": "the server wants a client certificate that nobody has",
  "tls.cert.name_invalid": "the certificate is for another name",
  "tls.cert.date_invalid": "the certificate has expired",
  "tls.cert.authority_invalid": "the certificate is signed by an unknown authority",
  "tls.cert.invalid": "the certificate is not one for servers",
  "tls.protocol.error": "the TLS port speaks plain text",
  "tls.failed": "the TLS handshake is begun and never finished",
  moved: "the name has another address, where nothing listens",
} as const satisfies Partial<Record<FailureType | "moved", string>>;

/** Faults of an answer: they hit only the requests of the checks that are named. */
export const APPLICATION_FAULTS = {
  "http.error": "the server answers 503",
  "http.protocol.error": "the status line is garbage",
  "http.response.invalid": "the body stops half-way",
  "http.response.redirect_loop": "the answer redirects to itself",
  "http.response.timed_out": "the request is taken and never answered",
  "payload.not_json": "an HTML page with status 200",
  "payload.schema": "JSON, but not what is asked for",
  "payload.rpc_error": "a JSON-RPC error -32603",
  "payload.wrong_chain": "the endpoint serves another chain",
  "payload.stale": "the data is frozen, beyond the check's limit",
  "payload.halted": "the venue says that it is closed",
  "neutral.rate_limited": "429 with Retry-After, or what this operator sends",
  "neutral.geo_blocked": "451, or what this operator sends",
  "neutral.quota": "402, the day's credits are used up",
  "neutral.bot_challenge": "403 with a Cloudflare challenge",
  "ws.closed": "a WebSocket opens and is closed with code 1011 instead of a message",
  "ws.silent": "a WebSocket opens, answers pings and says nothing",
  half_open: "a WebSocket opens, and its peer is gone: not even a ping is answered, seen as ws.silent",
  slow: "the answer comes 3 seconds late",
} as const satisfies Partial<Record<FailureType | "half_open" | "slow", string>>;

/** What a vendor says on its status page without anything failing. */
export const ANNOUNCEMENTS = {
  maintenance: "the vendor's status page announces work from now on, and nothing fails by that alone",
} as const;

export type ConnectionFault = keyof typeof CONNECTION_FAULTS;
export type ApplicationFault = keyof typeof APPLICATION_FAULTS;
export type Announcement = keyof typeof ANNOUNCEMENTS;
/** `network`: a vantage without its network. */
export type FaultName = ConnectionFault | ApplicationFault | Announcement | "network";

const SHORT: Readonly<Record<string, ApplicationFault>> = {
  stale: "payload.stale",
  halted: "payload.halted",
  rate_limited: "neutral.rate_limited",
  geo_blocked: "neutral.geo_blocked",
  quota: "neutral.quota",
  bot_challenge: "neutral.bot_challenge",
};

/** Why a failure type cannot be provoked here. Every type is either above or here; a test proves it. */
const IMPOSSIBLE: Partial<Record<FailureType, string>> = {
  "tcp.aborted": "it is the probing machine's own doing",
  "tcp.address_invalid": "the world only hands out addresses on loopback, which are all valid",
  "tcp.address_unreachable": "every loopback address can be reached",
  "tcp.failed": "it stands for errors that have no name, so there is none to provoke",
  "tls.cert.revoked": "the product's TLS library does not ask for revocation",
  "http.failed": "it stands for errors that have no name, so there is none to provoke",
  unknown: "it stands for errors that have no name, so there is none to provoke",
  "neutral.no_key": "the world hands out every key",
  "neutral.vantage_down": "take a vantage's network away: fail vantage:NAME",
  "neutral.loop_lag": "it is the worker's own doing",
  "neutral.aborted": "it is the worker's own doing",
  "neutral.unproven": "it is the judge's own doing",
};

export function isConnectionFault(name: string): name is ConnectionFault {
  return Object.hasOwn(CONNECTION_FAULTS, name);
}

export function isApplicationFault(name: string): name is ApplicationFault {
  return Object.hasOwn(APPLICATION_FAULTS, name);
}

export function isAnnouncement(name: string): name is Announcement {
  return Object.hasOwn(ANNOUNCEMENTS, name);
}

/** A fault by the name a person types, or why there is none of that name. */
export function readFault(
  text: string,
): { readonly fault: ConnectionFault | ApplicationFault | Announcement } | { readonly refusal: string } {
  const name = SHORT[text] ?? text;
  if (isConnectionFault(name) || isApplicationFault(name) || isAnnouncement(name)) return { fault: name };
  const type = FAILURE_TYPES.find((one) => one === name);
  if (type !== undefined) return { refusal: `${name} cannot be provoked: ${whyNot(type)}.` };
  return { refusal: `There is no fault "${text}". Faults: ${faultNames().join(", ")}.` };
}

/** Why a failure type that is no fault cannot be provoked in the world. */
export function whyNot(type: FailureType): string {
  return IMPOSSIBLE[type] ?? "nothing here causes it";
}

/** Every name that `readFault` takes. */
export function faultNames(): string[] {
  return [CONNECTION_FAULTS, APPLICATION_FAULTS, SHORT, ANNOUNCEMENTS].flatMap((kind) => Object.keys(kind));
}
