import type { ClientRequest, IncomingMessage } from "node:http";
import { type ClientOptions, WebSocket } from "ws";
import type { ErrorSigns } from "#domain/failure/classify-error.ts";
import {
  type ConnectOptions,
  Exchange,
  type ExchangeLimits,
  type Hop,
  type HopResult,
  signsOf,
  type Tools,
} from "#workers/probe/exchange.ts";

/** What is said over a WebSocket once it is open. */
export interface Script {
  /** Sent at once; null for a server that speaks by itself. */
  readonly say: string | null;
  /** True for the message that is waited for; null when the handshake alone is the answer. */
  readonly isAnswer: ((message: Buffer) => boolean) | null;
}

const NORMAL_CLOSURE = 1000;
/** What reading a message costs us, in bytes that count towards the limit: a flood of empty ones must have an end. */
const MESSAGE_COST = 32;
/** How long a server that has said goodbye may keep the connection before its code counts as the end. */
const PARTING = { closeTimeout: 1_000 };

/**
 * A handshake, and then messages until one is the answer. The connection, its certificate, its phases and its end are
 * those of any other exchange: `ws` only makes the request, which we send when the connection is ready, and reads frames.
 */
class Conversation extends Exchange {
  private readonly script: Script;
  private socket: WebSocket | undefined;
  private isOpen = false;
  private ponged = false;
  private heard: Buffer | undefined;

  constructor(script: Script, ...rest: ConstructorParameters<typeof Exchange>) {
    super(...rest);
    this.script = script;
  }

  protected override make(options: ConnectOptions): ClientRequest {
    const { host, port, path, ...how } = options;
    const scheme = this.hop.url.protocol;
    let sent: ClientRequest | undefined;
    const settings = {
      ...how,
      ...PARTING,
      // Compressed messages would have to be bounded twice, and no server may insist on them.
      perMessageDeflate: false,
      maxPayload: this.limits.bodyBytes,
      finishRequest: (request: ClientRequest) => {
        sent = request;
      },
    };
    const socket = new WebSocket(
      `${scheme}//${host.includes(":") ? `[${host}]` : host}:${port}${path}`,
      settings as ClientOptions,
    );
    this.socket = socket;
    socket.on("error", (error) => this.finish(signsOfSocket(error)));
    socket.on("unexpected-response", (_request, message) => this.receive(message));
    socket.on("upgrade", (message) => this.shake(message));
    socket.on("open", () => this.open());
    socket.on("message", (data) => this.hear(data as Buffer));
    socket.on("pong", () => {
      this.ponged = true;
    });
    socket.on("close", (code, reason) => this.finish({ code: `close ${code}`, message: reason.toString() }));
    if (sent === undefined) throw new TypeError("ws made no request");
    return sent;
  }

  private shake(message: IncomingMessage): void {
    this.incoming = message;
    this.marks.answered = this.tools.monotonic();
  }

  private open(): void {
    if (this.done) return;
    this.isOpen = true;
    const { say, isAnswer } = this.script;
    if (isAnswer === null) {
      this.finish(null);
      return;
    }
    if (say !== null) this.socket?.send(say, ignore);
    // A pong tells a peer that is there and has nothing to say from one that is gone while its connection seems open.
    const half = this.limits.messageMs / 2;
    this.wait("body", half, () => {
      this.socket?.ping(undefined, undefined, ignore);
      this.wait("body", half, () => this.endSilence());
    });
  }

  private hear(message: Buffer): void {
    if (this.done || !this.isWithinLimit(message.length + MESSAGE_COST)) return;
    this.heard = message;
    if (this.script.isAnswer?.(message)) this.finish(null);
  }

  /** Messages that were none of them the answer are judged by the last: what is missing in it is the failure. */
  private endSilence(): void {
    if (this.heard !== undefined) this.finish(null);
    else this.finish({ code: this.ponged ? "silent, pong" : "silent, no pong" });
  }

  protected override finish(error: ErrorSigns | null): void {
    if (!this.done && this.isOpen) this.chunks = this.heard === undefined ? [] : [this.heard];
    super.finish(error);
  }

  /** Says goodbye and does not wait for an answer: a peer that is gone would never give one. */
  protected override leave(): void {
    super.leave();
    if (this.isOpen) this.socket?.close(NORMAL_CLOSURE);
    this.socket?.terminate();
  }
}

/** A failed write shows as the end of the connection too. */
function ignore(): void {}

/** What `ws` finds wrong with a handshake has words and no code. */
function signsOfSocket(error: unknown): ErrorSigns {
  const signs = signsOf(error);
  return signs.code === "" ? { ...signs, code: "WS_HANDSHAKE" } : signs;
}

/**
 * One WebSocket over one fresh connection. Always resolves, as `exchange` does. With a status of 101 the body is the last
 * message; with any other it is what the refused handshake carried.
 */
export function converse(hop: Hop, script: Script, limits: ExchangeLimits, tools: Tools): Promise<HopResult> {
  return new Promise((settle) => new Conversation(script, hop, limits, tools, settle).start());
}
