import type { AssertionResult } from "#domain/check/assertion.ts";
import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { ProbeKind } from "#domain/check/spec.ts";
import type { ProbeResult } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * How this vantage reaches the network. On the internet `route` is the identity and `ca` is Node's own list; before the
 * loopback world only these differ, never the probing code.
 */
export interface Network {
  /**
   * Addresses of a host name by c-ares, IPv4 first, with a timeout. Rejects with the c-ares error (`code`:
   * ENOTFOUND, ESERVFAIL, ETIMEOUT ...). Address literals are returned as they are by the caller, not here.
   */
  resolve(host: string, signal: AbortSignal): Promise<{ address: string; family: 4 | 6 }>;
  /** The resolvers that are asked, `address:port`; those of the system when absent. */
  readonly resolvers?: readonly string[];
  /** Where a connection to (address, port) really goes. */
  route(address: string, port: number): { address: string; port: number };
  /** PEM certificates trusted beside Node's own; undefined for none. */
  readonly ca?: readonly string[];
  /** Local address to connect from, when the machine has several. */
  readonly localAddress?: string;
}

/** What a check remembers from poll to poll at one vantage (sequence numbers, last heads). Lost on restart, harmlessly. */
export interface Memory {
  get(key: string): { readonly value: number; readonly since: EpochMs } | undefined;
  set(key: string, value: number, at: EpochMs): void;
}

export interface Limits {
  readonly dnsMs: number;
  /** The TCP handshake; the TLS handshake may take as long again. */
  readonly connectMs: number;
  /** From the connection to the end of the headers. */
  readonly headersMs: number;
  /** From the headers to the end of the body. */
  readonly bodyMs: number;
  /** From an opened WebSocket to the message that is waited for. */
  readonly messageMs: number;
  /** Whole attempt, redirects included. */
  readonly totalMs: number;
  /** Of the body, both as it came over the wire and unpacked, unless the check asks for more. */
  readonly bodyBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  dnsMs: 5_000,
  connectMs: 5_000,
  headersMs: 10_000,
  bodyMs: 10_000,
  // Half as much again as a chain with a block every 12 s needs.
  messageMs: 18_000,
  totalMs: 20_000,
  bodyBytes: 256 * 1024,
};

/** Everything impure that a probe may use. Built only at composition roots and in tests. */
export interface ProbeContext {
  readonly network: Network;
  readonly now: () => EpochMs;
  /** Monotonic milliseconds, for timings. */
  readonly monotonic: () => number;
  readonly env: (name: string) => string | undefined;
  readonly memory: Memory;
  readonly limits: Limits;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  /** Whether a host asked not to be asked: no redirect is followed there. Nobody did when absent. */
  readonly leftAlone?: (host: string) => boolean;
  /** Ids of JSON-RPC requests, which the answer must repeat. Random when absent. */
  readonly requestId?: () => number;
}

/** An attempt with what a person wants to see beside it. Bodies and headers are never stored. */
export interface ProbeReport {
  readonly result: ProbeResult;
  readonly requestLine: string;
  readonly responseHeaders: readonly (readonly [string, string])[];
  readonly assertions: readonly AssertionResult[];
  /** The first 2 KiB of the body as text, control characters removed. */
  readonly bodyStart: string | null;
  /** Protocol and cipher of the connection, null without TLS. */
  readonly tls: string | null;
  /** How long the target asked us to stay away (`Retry-After`), or null. */
  readonly retryAfterMs: number | null;
}

/** The report of a check of which nothing was heard, and which says nothing about its target. */
export const UNHEARD: ProbeReport = {
  result: {
    outcome: "neutral",
    failureType: "neutral.aborted",
    phase: "application",
    rawCode: null,
    httpStatus: null,
    httpVersion: null,
    address: null,
    certExpiresAt: null,
    bodyBytes: null,
    timings: { dnsMs: null, connectMs: null, tlsMs: null, waitMs: null, downloadMs: null, totalMs: 0 },
    facts: {},
    attempts: 1,
  },
  requestLine: "",
  responseHeaders: [],
  assertions: [],
  bodyStart: null,
  tls: null,
  retryAfterMs: null,
};

/** Instead of a report: the request needs the head of another check, and this vantage has not seen one yet. */
export class NotReady {
  /** The check to wait for. */
  readonly waitsFor: string;
  constructor(waitsFor: string) {
    this.waitsFor = waitsFor;
  }
}

/** One attempt of one check. Never throws for anything the target does. */
export type Probe = (check: LocatedCheck, context: ProbeContext) => Promise<ProbeReport | NotReady>;

export type ProbeMap = Partial<Record<ProbeKind, Probe>>;
