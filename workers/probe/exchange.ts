import { setMaxListeners } from "node:events";
import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type Socket } from "node:net";
import { checkServerIdentity, createSecureContext, rootCertificates, type SecureContext, TLSSocket } from "node:tls";
import { type ErrorSigns, type Stage, TIMEOUT_CODES } from "#domain/failure/classify-error.ts";
import type { Timings } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";
import { type Marks, timingsOf } from "#workers/probe/marks.ts";
import type { Limits, Network, ProbeContext } from "#workers/probe/probe.ts";
import { leadsInside } from "#workers/public-address.ts";

/** One request, complete: nothing is added but the connection. */
export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** The address of whoever redirected here; absent in a first request. */
  readonly from?: string | null;
}

export interface ExchangeLimits extends Limits {
  /** Monotonic instant at which the whole attempt ends. */
  readonly deadline: number;
}

/** How far one request came, and what came back. `error` is null exactly when the whole body has arrived. */
export interface HopResult {
  readonly error: ErrorSigns | null;
  readonly stage: Stage;
  /** What DNS said, or the literal in the URL; null when the name did not resolve. */
  readonly address: string | null;
  readonly certExpiresAt: EpochMs | null;
  readonly tls: string | null;
  readonly status: number | null;
  readonly httpVersion: string | null;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly timings: Timings;
}

export type Tools = Pick<ProbeContext, "network" | "monotonic" | "signal">;

/** Where and how to connect, and what to ask there. */
export type ConnectOptions = RequestOptions & { host: string; port: number; path: string } & Record<string, unknown>;

/** Room for the long Content-Security-Policy headers that web pages send; Node's own default is a quarter of it. */
const MAX_HEADER_BYTES = 64 * 1024;

/** One TLS context per network: building one with every root certificate costs more than a handshake. */
const contexts = new WeakMap<Network, SecureContext>();

function secureContextOf(network: Network): SecureContext {
  const known = contexts.get(network);
  if (known !== undefined) return known;
  const made = createSecureContext(network.ca === undefined ? {} : { ca: [...rootCertificates, ...network.ca] });
  contexts.set(network, made);
  return made;
}

export function signsOf(error: unknown): ErrorSigns {
  const { code, syscall, message, name } = (error ?? {}) as NodeJS.ErrnoException;
  const known = typeof code === "string" ? code : name === "AbortError" ? name : "";
  return { code: known, syscall, message };
}

/** `[::1]` as it stands in a URL, without its brackets. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

/** Name and value pairs, in the order and spelling in which they came. */
function pairs(raw: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) list.push([raw[at] ?? "", raw[at + 1] ?? ""]);
  return list;
}

/**
 * One exchange in progress. Every end, good or bad, goes through `finish`, which leaves nothing behind. What `Conversation`
 * does over a WebSocket differs only in what is sent and what is read.
 */
export class Exchange {
  protected readonly marks: Marks;
  private readonly isTls: boolean;
  private readonly host: string;
  /** Gives up the question for the address, while one is open: an abort that nobody hears costs as much as a write. */
  private lookup: AbortController | null = null;
  private stage: Stage = "dns";
  private timer: NodeJS.Timeout | undefined;
  private outgoing: ClientRequest | undefined;
  protected incoming: IncomingMessage | undefined;
  protected chunks: Buffer[] = [];
  private received = 0;
  private address: string | null = null;
  private certExpiresAt: EpochMs | null = null;
  private tls: string | null = null;
  protected done = false;
  protected readonly hop: Hop;
  protected readonly limits: ExchangeLimits;
  protected readonly tools: Tools;
  private readonly settle: (result: HopResult) => void;

  constructor(hop: Hop, limits: ExchangeLimits, tools: Tools, settle: (result: HopResult) => void) {
    this.hop = hop;
    this.limits = limits;
    this.tools = tools;
    this.settle = settle;
    this.isTls = hop.url.protocol === "https:" || hop.url.protocol === "wss:";
    // Made before the clock starts, or the first probe of a process would count it as connecting.
    if (this.isTls) secureContextOf(tools.network);
    this.marks = { start: tools.monotonic() };
    this.host = hostOf(hop.url);
  }

  start(): void {
    if (this.tools.signal.aborted) {
      this.finish({ code: "ABORT_ERR" });
      return;
    }
    // One signal stops every probe of a worker: hundreds of listeners on it are no leak.
    setMaxListeners(0, this.tools.signal);
    this.tools.signal.addEventListener("abort", this.onAbort);
    if (isIP(this.host) !== 0) {
      this.connect(this.host);
      return;
    }
    this.wait("dns", this.limits.dnsMs);
    this.lookup = new AbortController();
    this.tools.network.resolve(this.host, this.lookup.signal).then(
      ({ address }) => {
        this.lookup = null;
        if (this.done) return;
        this.marks.resolved = this.tools.monotonic();
        this.connect(address);
      },
      (error) => this.finish(signsOf(error)),
    );
  }

  private readonly onAbort = () => this.finish({ code: "ABORT_ERR" });

  /** Enters a stage with so much time for it, or for the rest of the attempt if that is less. */
  protected wait(stage: Stage, ms: number, over = () => this.finish({ code: TIMEOUT_CODES[stage] })): void {
    this.stage = stage;
    clearTimeout(this.timer);
    const left = Math.min(ms, this.limits.deadline - this.tools.monotonic());
    this.timer = setTimeout(over, Math.max(0, Math.ceil(left)));
  }

  private connect(address: string): void {
    this.address = address;
    if (this.hop.from && leadsInside(this.hop.from, address)) {
      this.finish({ code: "BAD_REDIRECT" });
      return;
    }
    this.wait("tcp", this.limits.connectMs);
    try {
      const sent = this.make(this.options(address));
      this.outgoing = sent;
      sent.on("error", (error) => this.finish(signsOf(error)));
      sent.on("socket", (socket) => this.watch(socket));
    } catch (error) {
      this.finish(signsOf(error));
    }
  }

  /** The request, connecting but not yet sent. */
  protected make(options: ConnectOptions): ClientRequest {
    const sent = this.isTls ? httpsRequest(options) : httpRequest(options);
    sent.on("response", (message) => this.receive(message));
    // Without this a server that switches protocols unasked would look like one that hung up.
    sent.on("upgrade", (_message, socket) => {
      socket.destroy();
      this.finish({ code: "HPE_UNEXPECTED_UPGRADE" });
    });
    return sent;
  }

  private options(address: string): ConnectOptions {
    const { url, method, headers } = this.hop;
    const { network } = this.tools;
    const port = url.port === "" ? (this.isTls ? 443 : 80) : Number(url.port);
    const way = network.route(address, port);
    return {
      host: way.address,
      port: way.port,
      method,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host },
      agent: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      ...(network.localAddress === undefined ? {} : { localAddress: network.localAddress }),
      ...(this.isTls ? this.tlsOptions() : {}),
    };
  }

  private tlsOptions(): Record<string, unknown> {
    return {
      // An address literal has no name to indicate, and is checked against the addresses in the certificate.
      servername: isIP(this.host) === 0 ? this.host : "",
      ALPNProtocols: ["http/1.1"],
      secureContext: secureContextOf(this.tools.network),
      checkServerIdentity: (_name: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
        checkServerIdentity(this.host, certificate),
    };
  }

  private watch(socket: Socket): void {
    if (this.done) {
      socket.destroy();
      return;
    }
    socket.once("connect", () => {
      this.marks.connected = this.tools.monotonic();
      if (this.isTls) this.wait("tls", this.limits.connectMs);
      else this.send();
    });
    if (!(socket instanceof TLSSocket)) return;
    // Before Node judges the certificate, so that an expired one still says when it expired.
    socket.prependOnceListener("secure", () => this.readCertificate(socket));
    socket.once("secureConnect", () => {
      this.marks.secured = this.tools.monotonic();
      this.tls = `${socket.getProtocol() ?? "TLS"} ${socket.getCipher()?.standardName ?? ""}`.trim();
      this.send();
    });
  }

  /**
   * The request goes out only now: a write that waits for the handshake would turn every TLS alert into a bare EPROTO,
   * and lie ready for a peer that has not yet shown who it is.
   */
  private send(): void {
    this.wait("waiting", this.limits.headersMs);
    this.outgoing?.end(this.hop.body ?? undefined);
  }

  private readCertificate(socket: TLSSocket): void {
    const expires = Date.parse(socket.getPeerCertificate()?.valid_to ?? "");
    if (Number.isFinite(expires)) this.certExpiresAt = expires;
  }

  protected receive(message: IncomingMessage): void {
    if (this.done) return;
    this.incoming = message;
    this.marks.answered = this.tools.monotonic();
    this.wait("body", this.limits.bodyMs);
    message.on("error", (error) => this.finish(signsOf(error)));
    message.on("data", (chunk: Buffer) => {
      if (this.isWithinLimit(chunk.length)) this.chunks.push(chunk);
    });
    message.on("end", () => this.finish(message.complete ? null : { code: "TRUNCATED_BODY" }));
    message.on("close", () => this.finish({ code: "TRUNCATED_BODY" }));
  }

  /** Counts what has come. Beyond the limit the exchange is over. */
  protected isWithinLimit(bytes: number): boolean {
    this.received += bytes;
    if (this.received > this.limits.bodyBytes) this.finish({ code: "BODY_TOO_LARGE" });
    return !this.done;
  }

  /** Lets go of the connection. */
  protected leave(): void {
    this.outgoing?.destroy();
  }

  protected finish(error: ErrorSigns | null): void {
    if (this.done) return;
    this.done = true;
    this.marks.end = this.tools.monotonic();
    clearTimeout(this.timer);
    this.tools.signal.removeEventListener("abort", this.onAbort);
    this.lookup?.abort();
    this.leave();
    const message = this.incoming;
    this.settle({
      error,
      stage: this.stage,
      address: this.address,
      certExpiresAt: this.certExpiresAt,
      tls: this.tls,
      status: message?.statusCode ?? null,
      httpVersion: message?.httpVersion ?? null,
      headers: message === undefined ? [] : pairs(message.rawHeaders),
      body: Buffer.concat(this.chunks),
      timings: timingsOf(this.marks, isIP(this.host) === 0, this.isTls),
    });
  }
}

/**
 * One HTTP request over one fresh connection, measured from its socket events. Always resolves: what goes wrong is the
 * result's `error`, with the stage in which it went wrong. No socket, timer or listener outlives it.
 */
export function exchange(hop: Hop, limits: ExchangeLimits, tools: Tools): Promise<HopResult> {
  return new Promise((settle) => new Exchange(hop, limits, tools, settle).start());
}
