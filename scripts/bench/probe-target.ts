import { createSocket } from "node:dgram";
import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { fileURLToPath } from "node:url";
import { answerDns } from "#drill/world/dns.ts";
import { spawnServer } from "#scripts/bench/front-site.ts";
import { internetNetwork } from "#workers/probe/network.ts";
import type { Network } from "#workers/probe/probe.ts";
import { makeAuthority } from "#workers/probe/testing/certificates.ts";

const SELF = fileURLToPath(import.meta.url);
/** Every name below it resolves to loopback. */
export const TARGET_DOMAIN = "bench.test";
const ABOUT = "/about";

/** Where the target stands, and how it is trusted. */
export interface TargetPlace {
  readonly http: number;
  readonly https: number;
  /** `127.0.0.1:PORT` of its name server. */
  readonly dns: string;
  /** PEM of the authority that vouches for it. */
  readonly ca: string;
}

export interface Target extends TargetPlace {
  stop(): Promise<void>;
}

/** Starts what is probed in a process of its own, so that its CPU is nobody's here: HTTP, HTTPS and the names of both. */
export async function startTarget(): Promise<Target> {
  const { port, stop } = await spawnServer("target", [SELF], {});
  const place = (await (await fetch(`http://127.0.0.1:${port}${ABOUT}`)).json()) as TargetPlace;
  return { ...place, stop };
}

/** The way to the target: names are asked for at its own server, and every address and port leads to it. */
export function networkTo({ http, https, dns, ca }: TargetPlace): Network {
  return {
    ...internetNetwork({ servers: [dns] }),
    route: (_address, port) => ({ address: "127.0.0.1", port: port === 443 ? https : http }),
    ca: [ca],
  };
}

/** The time as an exchange tells it, or the newest block as a node does. */
const answer: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = request.method === "POST" ? newestBlock(Buffer.concat(chunks).toString()) : timeNow();
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
};

function timeNow(): string {
  const now = new Date();
  return JSON.stringify({
    error: [],
    result: { unixtime: Math.floor(now.getTime() / 1_000), rfc1123: now.toUTCString() },
  });
}

const HASHES = Array.from({ length: 12 }, (_, n) => `0x${n.toString(16).repeat(64)}`);

function newestBlock(call: string): string {
  const { id } = JSON.parse(call) as { id: unknown };
  const now = Math.floor(Date.now() / 1_000);
  const [hash, parentHash, miner, stateRoot, ...transactions] = HASHES;
  const quantity = (value: number) => `0x${value.toString(16)}`;
  const block = {
    number: quantity(Math.floor(now / 12)),
    timestamp: quantity(now - 4),
    gasLimit: quantity(36_000_000),
    gasUsed: quantity(17_000_000),
    ...{ hash, parentHash, miner, stateRoot, transactions },
  };
  return JSON.stringify({ jsonrpc: "2.0", id, result: block });
}

function listen(server: Server): Promise<number> {
  // As many as may be on their way at a moment: a queue that is full would look like a slow network.
  return new Promise((resolve) =>
    server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () =>
      resolve((server.address() as AddressInfo).port),
    ),
  );
}

async function openNames(): Promise<string> {
  const socket = createSocket("udp4");
  socket.on("message", (message, peer) => {
    const found = answerDns(message, peer.address, () => ({ address: "127.0.0.1" }));
    if (found) socket.send(found, peer.port, peer.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return `127.0.0.1:${socket.address().port}`;
}

async function serve(): Promise<void> {
  const authority = await makeAuthority("Bench authority");
  const pair = await authority.issue({ names: [`*.${TARGET_DOMAIN}`, "127.0.0.1"] });
  const [https, dns] = [await listen(createHttps(pair, answer)), await openNames()];
  const plain = createHttp((request, response) => {
    if (request.url === ABOUT) response.end(JSON.stringify({ http: port, https, dns, ca: authority.cert }));
    else answer(request, response);
  });
  const port = await listen(plain);
  console.log(`listening at http://127.0.0.1:${port}`);
  process.stdin.resume().once("end", () => process.exit(0));
}

if (process.argv[1] === SELF) await serve();
