import { spawn } from "node:child_process";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";

export interface LoadOptions {
  readonly port: number;
  /** Asked in turn; `{n}` is the number of the request. */
  readonly paths: readonly string[];
  readonly acceptEncoding?: string;
  readonly connections: number;
  /** Ends after so many requests, or so many ms. */
  readonly requests?: number;
  readonly ms?: number;
}

export interface LoadReport {
  readonly requests: number;
  readonly ms: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Connections that were refused or broke off in the middle of an answer. */
  readonly errors: number;
  /** Ms until the answer was there in full, by quantile. */
  readonly latency: { readonly p50: number; readonly p99: number; readonly max: number };
}

const SELF = fileURLToPath(import.meta.url);

/**
 * Asks a server on loopback over so many connections, each of which asks again as soon as it is answered. It is a process of
 * its own, which does no more than count answers and their bytes: the server's core must be the one that is full.
 */
export async function load(options: LoadOptions): Promise<LoadReport> {
  const child = spawn(process.execPath, ["--import", "tsx", SELF, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`the load ended with ${code}`);
  return JSON.parse(text) as LoadReport;
}

/** The place of the body and the status of an answer whose head is here in full. */
function parseHead(head: string): { status: string; bytes: number } {
  const [, status = "?"] = /^HTTP\/1\.1 (\d{3})/.exec(head) ?? [];
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
  if (length === undefined && status !== "304") throw new Error(`an answer of unknown length: ${head.slice(0, 200)}`);
  return { status, bytes: Number(length ?? 0) };
}

function run(options: LoadOptions): Promise<LoadReport> {
  const {
    port,
    paths,
    acceptEncoding = "br",
    connections,
    requests: most = Number.POSITIVE_INFINITY,
    ms: limitMs,
  } = options;
  const statuses: Record<string, number> = {};
  const took: number[] = [];
  const begun = performance.now();
  let [asked, answered, errors, open] = [0, 0, 0, connections];
  const isOver = () => asked >= most || (limitMs !== undefined && performance.now() - begun >= limitMs);

  return new Promise((resolve) => {
    const leave = () => {
      open -= 1;
      if (open > 0) return;
      took.sort((a, b) => a - b);
      const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
      const ms = performance.now() - begun;
      const latency = { p50: at(0.5), p99: at(0.99), max: at(1) };
      resolve({ requests: answered, ms, statuses, errors, latency });
    };
    const speak = () => {
      const socket: Socket = connect(port, "127.0.0.1");
      let sentAt = 0;
      let missing = -1;
      let status = "";
      let rest: Buffer = Buffer.alloc(0);
      const ask = () => {
        if (isOver()) return socket.end();
        const path = (paths[asked % paths.length] ?? "/").replaceAll("{n}", String(asked));
        asked += 1;
        sentAt = performance.now();
        socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: ${acceptEncoding}\r\n\r\n`);
      };
      const done = () => {
        answered += 1;
        statuses[status] = (statuses[status] ?? 0) + 1;
        took.push(performance.now() - sentAt);
        sentAt = 0;
        missing = -1;
        ask();
      };
      socket.setNoDelay(true);
      socket.on("connect", ask);
      socket.on("data", (chunk) => {
        let bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
        if (missing < 0) {
          const end = bytes.indexOf("\r\n\r\n");
          rest = end < 0 ? bytes : Buffer.alloc(0);
          if (end < 0) return;
          const head = parseHead(bytes.toString("latin1", 0, end));
          status = head.status;
          missing = head.bytes;
          bytes = bytes.subarray(end + 4);
        }
        missing -= bytes.length;
        if (missing < 0) throw new Error("more bytes than an answer has");
        if (missing === 0) done();
      });
      socket.on("error", () => {});
      socket.on("close", () => {
        // A server may end a connection between two answers, not in the middle of one.
        if (sentAt > 0) errors += 1;
        if (isOver()) leave();
        else speak();
      });
    };
    for (let n = 0; n < connections; n += 1) speak();
  });
}

if (process.argv[1] === SELF) {
  process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2] ?? "{}") as LoadOptions)));
}
