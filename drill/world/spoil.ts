import { type Answer, json } from "#drill/world/answers/answer.ts";
import type { ApplicationFault } from "#drill/world/fault-kinds.ts";
import type { WorldRequest } from "#drill/world/request.ts";

/** What is done to a connection instead of, or with, an answer. */
export type Wire = "silence" | "garbage" | "truncate" | "slow" | "close" | "mute" | "gone";

/** A spoilt answer of one of several ways, `variant`: the first that a rehearsal shows to be taken for the fault is used. */
export interface Spoiler {
  readonly variants: number;
  spoil(request: WorldRequest, good: Answer, variant: number): Answer;
}

export const WIRE_FAULTS: Partial<Record<ApplicationFault, Wire>> = {
  "http.response.timed_out": "silence",
  "http.protocol.error": "garbage",
  "http.response.invalid": "truncate",
  "ws.closed": "close",
  "ws.silent": "mute",
  half_open: "gone",
  slow: "slow",
};

const html = (status: number, title: string, headers: Record<string, string> = {}): Answer => ({
  status,
  type: "text/html; charset=utf-8",
  body: `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  headers,
});

const plain = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  type: "text/plain; charset=utf-8",
  body,
  headers,
});

/** The body of a refusal in the form that the caller reads. */
function refusal(request: WorldRequest, status: number, code: number, message: string, headers = {}): Answer {
  const { rpc } = request;
  if (!rpc) return json({ code, message, msg: message }, status, headers);
  return json({ jsonrpc: "2.0", id: rpc.id ?? null, error: { code, message } }, status, headers);
}

const RETRY = { "retry-after": "60" };

function rateLimited(request: WorldRequest): Answer {
  const { host, rpc } = request;
  if (rpc?.version === null && rpc.method === "server_info") return plain(503, "Server is overloaded\n", RETRY);
  if (host.endsWith("kraken.com")) return json({ error: ["EAPI:Rate limit exceeded"] });
  if (host.endsWith("bybit.com"))
    return html(403, "403, access too frequent", { ...RETRY, "x-bapi-limit-status": "0" });
  return refusal(request, 429, rpc ? -32005 : 429, "Too Many Requests", RETRY);
}

const RESTRICTED = "Service unavailable from a restricted location according to the terms of this world.";

function geoBlocked(request: WorldRequest): Answer {
  if (request.host.includes("binance")) return json({ code: 0, msg: RESTRICTED }, 451);
  if (request.host.endsWith("bybit.com"))
    return html(403, "The distribution is configured to block access from your country");
  return plain(451, "Unavailable For Legal Reasons: not available in your country\n");
}

function quotaUsed(request: WorldRequest): Answer {
  const details = "You have reached your daily credit limit. To go on, upgrade your plan or wait for tomorrow.";
  const error = { code: 402, event: -33000, message: "Payment Required", details };
  if (request.rpc) return json({ jsonrpc: "2.0", id: request.rpc.id ?? null, error }, 402);
  return json({ error: "Payment Required", details }, 402);
}

/** JSON in the caller's envelope that holds nothing of what it asked for. */
function emptyOf({ rpc }: WorldRequest, variant: number): Answer {
  const nothing = [{}, null, [], { ok: true }][variant];
  if (!rpc) return json(nothing);
  return json({ jsonrpc: "2.0", id: rpc.id ?? null, result: variant === 3 ? "0x" : nothing });
}

/** Ids of chains that no check expects, in the spelling of the answer. */
function anotherChain(good: Answer): Answer {
  const { body } = good;
  return { ...good, body: body.replace(/("result":\s*)"(0x[0-9a-f]+|\d+)"/i, '$1"0x539"') };
}

function rpcFault({ rpc }: WorldRequest): Answer {
  if (rpc?.version === null)
    return json({ result: { status: "error", error: "internal", error_code: 73, error_message: "Internal error." } });
  return json({ jsonrpc: "2.0", id: rpc?.id ?? null, error: { code: -32603, message: "Internal error" } });
}

const one = (spoil: (request: WorldRequest, good: Answer) => Answer): Spoiler => ({ variants: 1, spoil });
const good = one((_, answer) => answer);

const ERROR_STATUSES = [503, 502, 500];

/** How each application fault changes an answer. Stale and halted answers are good ones, seen through a changed view. */
export const SPOILERS: Readonly<Record<ApplicationFault, Spoiler>> = {
  "http.error": {
    variants: ERROR_STATUSES.length,
    spoil: (request, _, variant) => {
      const status = ERROR_STATUSES[variant] ?? 503;
      return request.rpc ? plain(status, "upstream connect error\n") : html(status, `${status} Service Unavailable`);
    },
  },
  "http.response.redirect_loop": one((request) => plain(302, "", { location: request.target })),
  "payload.not_json": one(() => html(200, "We will be back soon")),
  "payload.schema": {
    variants: 5,
    spoil: (request, _, variant) => (variant === 4 ? plain(200, "maintenance\n") : emptyOf(request, variant)),
  },
  "payload.rpc_error": one(rpcFault),
  "payload.wrong_chain": one((_, answer) => anotherChain(answer)),
  "neutral.rate_limited": {
    variants: 2,
    spoil: (request, _, variant) =>
      variant === 0 ? rateLimited(request) : refusal(request, 429, -32005, "Too Many Requests", RETRY),
  },
  "neutral.geo_blocked": one(geoBlocked),
  "neutral.quota": one(quotaUsed),
  "neutral.bot_challenge": one(() =>
    html(403, "Just a moment...", { "cf-mitigated": "challenge", server: "cloudflare" }),
  ),
  "payload.stale": good,
  "payload.halted": good,
  "http.response.timed_out": good,
  "http.protocol.error": good,
  "http.response.invalid": good,
  "ws.closed": good,
  "ws.silent": good,
  half_open: good,
  slow: good,
};
