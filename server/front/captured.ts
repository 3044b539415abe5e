import { IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Socket } from "node:net";

type Callback = (error?: Error | null) => void;

/** A request that never came over a network: what Next.js is asked, and nothing of whoever asked us. */
export function ownRequest(path: string): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = "GET";
  request.url = path;
  // Next.js puts metadata where they belong only for clients that it knows by name (next.config.ts).
  request.headers = { host: "localhost", "user-agent": "faultline" };
  request.push(null);
  return request;
}

/**
 * A response that nobody reads as it is written: it is collected, up to a bound. Next.js may hold on to one for long after it
 * was answered (by what waits for its end), so what was written is given away, and not held with it.
 */
export class CapturedResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];
  readonly #maxBytes: number;
  #bytes = 0;
  #settle: { resolve: (bytes: Buffer) => void; reject: (error: Error) => void } | null = null;
  #whole: Promise<Buffer>;

  constructor(request: IncomingMessage, maxBytes: number) {
    super(request);
    this.#maxBytes = maxBytes;
    this.#whole = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  /** All that is written, once. Rejects when it is more than the bound, or abandoned. */
  take(): Promise<Buffer> {
    const whole = this.#whole;
    this.#whole = Promise.reject(new Error("the answer was taken before"));
    this.#whole.catch(() => {});
    return whole;
  }

  override writeHead(
    status: number,
    ...rest: (string | OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined)[]
  ): this {
    const headers = rest.find((part) => typeof part === "object");
    const pairs = Array.isArray(headers) ? pairsOf(headers) : Object.entries(headers ?? {});
    for (const [name, value] of pairs) if (value !== undefined) this.setHeader(name, value);
    return super.writeHead(status);
  }

  override write(chunk: unknown, encoding?: BufferEncoding | Callback, callback?: Callback): boolean {
    if (!this.headersSent) this.writeHead(this.statusCode);
    const bytes = bytesOf(chunk, typeof encoding === "string" ? encoding : undefined);
    this.#bytes += bytes.length;
    if (this.#bytes > this.#maxBytes) this.abandon(new Error(`the answer is larger than ${this.#maxBytes} bytes`));
    else this.#chunks.push(bytes);
    const done = typeof encoding === "function" ? encoding : callback;
    if (done) process.nextTick(done);
    return true;
  }

  override end(chunk?: unknown, encoding?: BufferEncoding | Callback, callback?: Callback): this {
    if (this.writableEnded) return this;
    if (typeof chunk === "function") return this.end(undefined, undefined, chunk as Callback);
    if (chunk !== undefined && chunk !== null) this.write(chunk, typeof encoding === "string" ? encoding : undefined);
    if (!this.headersSent) this.writeHead(this.statusCode);
    this.finished = true;
    this.#settle?.resolve(Buffer.concat(this.#chunks));
    this.#settle = null;
    this.#chunks.length = 0;
    const done = typeof encoding === "function" ? encoding : callback;
    process.nextTick(() => {
      this.emit("finish");
      this.emit("close");
      done?.();
    });
    return this;
  }

  /** Nobody waits any more: whoever writes is told so by `close`, as when a client goes away. */
  abandon(error: Error): void {
    if (!this.#settle) return;
    this.#settle.reject(error);
    this.#settle = null;
    this.#chunks.length = 0;
    this.destroyed = true;
    process.nextTick(() => this.emit("close"));
  }
}

function bytesOf(chunk: unknown, encoding?: BufferEncoding): Buffer {
  if (typeof chunk === "string") return Buffer.from(chunk, encoding);
  if (chunk instanceof Uint8Array) return Buffer.from(chunk);
  throw new TypeError("a body is text or bytes");
}

/** Names and values in turns, or in pairs. */
function pairsOf(headers: readonly OutgoingHttpHeader[]): [string, OutgoingHttpHeader][] {
  const flat = headers.flat().map(String);
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ""]] : []));
}
