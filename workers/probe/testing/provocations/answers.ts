import { brotliCompressSync, gzipSync } from "node:zlib";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import { createMemory } from "#workers/probe/memory.ts";
import { told } from "#workers/probe/testing/provocations/connection.ts";
import { answered, ask, type Ground, replied, type Ways, written } from "#workers/probe/testing/provocations/ground.ts";
import { QUICK } from "#workers/probe/testing/scene.ts";
import { json, startHttp } from "#workers/probe/testing/servers.ts";

/** What goes wrong with an answer over HTTP, and answers that say nothing of the target. */

type AnswerType =
  | Extract<FailureType, `http.${string}` | `payload.${string}`>
  | "neutral.rate_limited"
  | "neutral.geo_blocked"
  | "neutral.quota"
  | "neutral.bot_challenge";

const hurry = { context: { limits: QUICK } };
const HEAD = "HTTP/1.1 200 OK\r\n";
const page = (title: string) => `<!DOCTYPE html><html><head><title>${title}</title></head></html>`;
const html = (title: string, status: number, headers: Record<string, string>) =>
  json(page(title), status, { "content-type": "text/html", ...headers });
const packed = (bytes: Buffer, encoding: string) =>
  answered((_request, response) => response.writeHead(200, { "content-encoding": encoding }).end(bytes));
const redirect = (location: (url: string) => string) =>
  answered((request, response) => response.writeHead(302, { location: location(request.url ?? "") }).end(), {
    request: { redirects: 3 },
  });

/** What the target says of itself, and what the check wants to hear. */
const told200 = (body: unknown, check: Partial<CheckSpec>) => answered(json(body), { check });
const aged = (ageS: number, warnS: number, critS: number) =>
  answered((request, response) => json({ t: Date.now() - ageS * 1_000 })(request, response), {
    check: { freshness: { fact: "data_age_s", path: "$.t", unit: "epoch_ms", warnS, critS } },
  });
const rpcError = (code: number, message: string, data?: unknown) => (id: unknown) => ({
  jsonrpc: "2.0",
  id,
  error: { code, message, data },
});
const rippled = (error: string, error_code: number) => () => ({ result: { status: "error", error, error_code } });
const RIPPLED = { family: "rippled", method: "server_info", params: [{}] } as const;

/** The same number, asked for twice, a minute apart. */
async function stuck(ground: Ground) {
  const { port } = ground.keep(await startHttp(json({ sequence: 7 })));
  const memory = createMemory();
  const check = { assertions: [{ op: "changes_within_s" as const, path: "$.sequence", value: 30 }] };
  const poll = (now: number) =>
    ask(ground, `http://good.test:${port}/`, { check, context: { memory, now: () => now } });
  await poll(0);
  return poll(60_000);
}

export const ANSWERS: Readonly<Record<AnswerType, Ways>> = {
  "http.error": {
    "500": answered(json({}, 500)),
    "503": answered(json({ info: "Server is overloaded" }, 503)),
    "404": answered(json({}, 404)),
    "403 and no word why": answered(json("Forbidden", 403)),
    "418 without Retry-After": answered(json({}, 418)),
    "a redirect that nobody asked for": answered(json({}, 302, { location: "/elsewhere" })),
    "a status with an error inside": replied((id) => ({ id, error: { code: -32603 } }), {}, { status: [204] }),
    "an origin that Cloudflare cannot reach": answered(html("Connection timed out", 522, { server: "cloudflare" })),
    "Cloudflare's own trouble": answered(html("Internal server error", 500, { server: "cloudflare" })),
  },
  "http.protocol.error": {
    "no HTTP": written("hello there\r\n\r\n", "end"),
    "a broken header": written(`${HEAD}bad header\r\n\r\n`, "end"),
    "a broken chunk": written(`${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n{}`, "hold"),
    "a switch of protocols": written(
      "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
      "hold",
    ),
  },
  "http.response.invalid": {
    "a body that ends early": written(`${HEAD}content-length: 9\r\n\r\n{`, "end"),
    "a body that is reset": written(`${HEAD}content-length: 9\r\n\r\n{`, "reset"),
    "a chunk that ends early": written(`${HEAD}transfer-encoding: chunked\r\n\r\n9\r\n{`, "end"),
    "a body over the cap": answered(json(" ".repeat(2 * QUICK.bodyBytes))),
    "a bomb": packed(gzipSync(Buffer.alloc(4 * 1024 * 1024)), "gzip"),
    "headers over the cap": written(`${HEAD}x: ${"y".repeat(70_000)}\r\n\r\n`, "hold"),
    "bytes that are no gzip": packed(Buffer.from("{}"), "gzip"),
    "half a gzip": packed(gzipSync(Buffer.from('{"a":"b"}')).subarray(0, 20), "gzip"),
    "half a brotli": packed(brotliCompressSync(Buffer.from(page("x".repeat(99)))).subarray(0, 9), "br"),
    "an unknown packing": packed(Buffer.from("{}"), "zstd"),
    "a redirect to nowhere": redirect(() => "http://["),
    "a redirect out of HTTP": redirect(() => "file:///etc/passwd"),
  },
  "http.response.redirect_loop": {
    "a circle": redirect((url) => url),
    "no end": redirect((url) => `${url}1`),
  },
  "http.response.timed_out": {
    "silence before the headers": written("", "hold", hurry),
    "silence within the headers": written("HTTP/1.1 200 OK\r\ncontent-", "hold", hurry),
    "silence within the body": written(`${HEAD}content-length: 9\r\n\r\n{`, "hold", hurry),
  },
  "http.failed": { "a code that nobody knows": told("ESOMETHINGNEW", "waiting") },
  "payload.not_json": {
    "a page": answered(json(page("We will be back soon"))),
    nothing: answered(json("")),
    "half of it": answered(json('{"time":')),
    "a page instead of an RPC answer": replied(() => page("We will be back soon")),
  },
  "payload.schema": {
    "another shape": told200({ b: 1 }, { assertions: [{ op: "exists", path: "$.a" }] }),
    "another's id": replied(() => ({ jsonrpc: "2.0", id: -1, result: "0x1" })),
    "no result": replied((id) => ({ jsonrpc: "2.0", id })),
    "result null": replied((id) => ({ jsonrpc: "2.0", id, result: null }), {}, { expectsChainId: "0x1" }),
    "a list instead of an envelope": replied(() => []),
  },
  "payload.rpc_error": {
    "an internal error": replied(rpcError(-32603, "Internal error")),
    "bitcoind warming up": replied(rpcError(-28, "Loading block index…"), { family: "bitcoin" }),
    "a Solana block that is not there": replied(rpcError(-32004, "Block not available"), { family: "solana" }),
    "rippled out of sync": replied(rippled("noNetwork", 17), RIPPLED),
  },
  "payload.wrong_chain": {
    "another chain's id": replied(
      (id) => ({ jsonrpc: "2.0", id, result: "0x1" }),
      {},
      { signal: "identity", expectsChainId: "0x89" },
    ),
  },
  "payload.stale": {
    "older than it may be": aged(120, 10, 60),
    "older than it should be": aged(30, 10, 60),
    "a number that stands still": stuck,
    "a Solana node behind": replied(rpcError(-32005, "Node is behind by 42 slots", { numSlotsBehind: 42 }), {
      family: "solana",
    }),
  },
  "payload.halted": {
    "a halted market": told200(
      { mode: "halt" },
      { signal: "trading_mode", assertions: [{ op: "eq", path: "$.mode", value: "online" }] },
    ),
    "a market that only cancels": told200(
      { mode: "cancel_only" },
      { signal: "trading_mode", assertions: [{ op: "eq", path: "$.mode", value: "online" }] },
    ),
  },
  "neutral.rate_limited": {
    "429": answered(json({}, 429)),
    "418 with Retry-After": answered(json({}, 418, { "retry-after": "120" })),
    "403 too frequent": answered(json("403, access too frequent", 403)),
    "200 with a word": answered(json({ error: ["EAPI:Rate limit exceeded"] })),
    "200 with a code": answered(json({ retCode: 10006, retMsg: "Too many visits!" })),
    "503 with a word": answered(json({ message: "rate limit exceeded" }, 503)),
    "503 from a busy rippled": answered(json("503 Service Unavailable\n\nServer is overloaded", 503)),
    "an EVM limit": replied(rpcError(-32005, "limit exceeded")),
    "rippled's slowDown": replied(rippled("slowDown", 10), RIPPLED),
  },
  "neutral.geo_blocked": {
    "451": answered(json({ msg: "Service unavailable from a restricted location" }, 451)),
    "403 with Cloudflare's number": answered(json("error code: 1009", 403, { server: "cloudflare" })),
    "403 of a country": answered(json("configured to block access from your country", 403)),
  },
  "neutral.quota": {
    "402": answered(json({}, 402)),
    "401 of a key": answered(json({ error: "invalid api key" }, 401)),
    "200 with a word": answered(json({ error: "monthly quota used up" })),
    "Infura's credits": replied(rpcError(-33000, "Payment Required")),
  },
  "neutral.bot_challenge": {
    "Cloudflare's header": answered(html("", 403, { server: "cloudflare", "cf-mitigated": "challenge" })),
    "Cloudflare's page": answered(html("Just a moment...", 503, { server: "cloudflare" })),
    "a page with 200": answered(html("Just a moment...", 200, { server: "cloudflare" })),
    "AWS WAF's header": answered(json("", 202, { "x-amzn-waf-action": "challenge" })),
  },
};
