import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { EpochMs } from "#domain/time.ts";
import { type Answer, bytesOf } from "#drill/world/answers/answer.ts";
import type { FaultBook } from "#drill/world/fault-book.ts";
import type { Replies } from "#drill/world/replies.ts";
import { readRequest, type WorldRequest } from "#drill/world/request.ts";
import { unit } from "#drill/world/seed.ts";
import { WIRE_FAULTS, type Wire } from "#drill/world/spoil.ts";
import type { Tally } from "#drill/world/tally.ts";

export interface DeskParts {
  /** The host that stands at an address of the world. */
  readonly hostAt: (address: string) => string | null;
  readonly replies: Replies;
  readonly book: FaultBook;
  readonly tally: Tally;
  readonly now: () => EpochMs;
}

export const MAX_BODY = 64 * 1024;
export const SLOW_MS = 3_000;
const GZIP_FROM = 400;

function readBody(message: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY) resolve(null);
      else chunks.push(chunk);
    });
    message.once("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    message.once("close", () => resolve(null));
  });
}

/** Some operators compress and some do not: which ones follows from the name. */
function packed(host: string, accepts: string, body: Buffer): { body: Buffer; encoding: string | null } {
  const wants = body.length >= GZIP_FROM && /\bgzip\b/.test(accepts) && unit("gzip", host) < 0.6;
  return wants ? { body: gzipSync(body), encoding: "gzip" } : { body, encoding: null };
}

function headOf(request: WorldRequest, answer: Answer, now: EpochMs): { head: Record<string, string>; body: Buffer } {
  const { body, encoding } = packed(request.host, String(request.headers["accept-encoding"] ?? ""), bytesOf(answer));
  const head = {
    date: new Date(now).toUTCString(),
    "content-type": answer.type,
    "content-length": String(body.length),
    ...(encoding === null ? {} : { "content-encoding": encoding }),
    ...answer.headers,
  };
  return { head, body };
}

/** Puts an answer on the wire, or what a wire fault makes of it. */
function send(
  response: ServerResponse,
  { head, body }: ReturnType<typeof headOf>,
  status: number,
  wire: Wire | null,
): void {
  const { socket } = response;
  if (wire === "silence") return;
  if (wire === "garbage") return void socket?.end("THIS IS NOT HTTP\r\n\r\n");
  if (wire === "slow") return void setTimeout(() => send(response, { head, body }, status, null), SLOW_MS).unref();
  response.writeHead(status, head);
  if (wire !== "truncate") return void response.end(body);
  // Half of what was promised, and then the connection is gone.
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => socket?.destroy());
}

/** The world's one answering machine: every host's requests come here. */
export function createDesk({ hostAt, replies, book, tally, now }: DeskParts): RequestListener {
  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = hostAt(message.socket.localAddress ?? "");
    const text = await readBody(message);
    const request = host === null || text === null ? null : readRequest(host, message, text);
    const asked = (message.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    if (!request || asked !== host) {
      tally.unknown(request ?? { host: asked, method: "?", target: "/", rpc: null });
      return void response.writeHead(421, { "content-type": "text/plain" }).end("Misdirected Request\n");
    }
    tally.ask(request.host);
    const spoilage = book.spoilageOf(request);
    if (spoilage) tally.spoiled++;
    const answer = replies(request, spoilage);
    const wire = (spoilage && WIRE_FAULTS[spoilage.fault]) ?? null;
    send(response, headOf(request, answer, now()), answer.status, wire);
  }

  return (message, response) => {
    serve(message, response).catch((error: unknown) => {
      // A stand-in that throws is a bug of the world; the client sees what a crashed server gives.
      tally.unknown({
        host: hostAt(message.socket.localAddress ?? "") ?? "?",
        method: "error",
        target: `/ ${String(error)}`,
        rpc: null,
      });
      response.destroy();
    });
  };
}
