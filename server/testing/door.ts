import { once } from "node:events";
import { Agent, createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { createCache } from "#server/front/cache.ts";
import { createDress, older } from "#server/front/dress.ts";
import { createRenderer, type Handler } from "#server/front/render.ts";
import { Version } from "#server/front/version.ts";
import { createFront } from "#server/front.ts";
import { kindOf } from "#server/paths.ts";

export const PAGE = `<html><head></head><body><p id="age" data-text="State of {at}."></p>${"<p>stratum</p>".repeat(500)}</body></html>`;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Stage {
  readonly port: number;
  /** What the handler was asked, in turn. */
  readonly asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  readonly errors: string[];
  clock: number;
  handle: Handler;
  readonly ask: (path: string, options?: { method?: string; headers?: Record<string, string> }) => Promise<Answer>;
  readonly cached: () => number;
  readonly server: Server;
}

const html: Handler = async (_, response) => {
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("Cache-Control", "private, no-cache, no-store, max-age=0, must-revalidate");
  response.setHeader("Set-Cookie", "a=b");
  response.setHeader("Link", "</>; rel=preconnect");
  response.setHeader("Vary", "rsc, next-router-state-tree");
  response.end(PAGE);
};

/** The door in front of a handler that the test rules. */
export async function stageOf({ maxBytes = 5_000_000, slowestMs = 60_000 } = {}): Promise<Stage> {
  const stage = { asked: [] as Stage["asked"], errors: [] as string[], clock: 1_000_000, handle: html };
  const site = { secure: true };
  const dress = createDress({
    islands: new Map(),
    clientModules: new Set(),
    fonts: [],
    site,
    onForeign: (what) => stage.errors.push(what),
  });
  const render = createRenderer((req, res) => {
    stage.asked.push({ url: req.url ?? "", headers: req.headers });
    return stage.handle(req, res);
  });
  const cache = createCache({
    render: async (path) => {
      const raw = await render(path);
      if (raw.status === 500) throw new Error("broken");
      return { answer: dress(raw, kindOf(path)), seen: raw.seen };
    },
    state: () => "same",
    older,
    now: () => stage.clock,
    maxBytes,
  });
  const file = { status: 200, type: "text/css; charset=utf-8", bytes: Buffer.from("a{}".repeat(1_000)), headers: [] };
  const front = createFront({
    cache,
    assets: new Map([["/_next/static/a.css", new Version(file, "lasting")]]),
    own: new Map([["/healthz", (_, response) => void response.writeHead(200).end("ok\n")]]),
    proxies: 0,
    now: () => stage.clock,
    onError: (what, error) => stage.errors.push(`${what}: ${error instanceof Error ? error.message : error}`),
    slowestMs,
  });
  const server = createServer(front);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  onTestFinished(async () => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const ask: Stage["ask"] = (path, { method = "GET", headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const asking = request({ host: "127.0.0.1", port, path, method, headers, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
        });
      });
      asking.on("error", reject);
      asking.end();
    });
  return Object.assign(stage, { port, server, ask, cached: () => cache.entries });
}
