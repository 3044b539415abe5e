import { createHash } from "node:crypto";
import { setMaxListeners } from "node:events";
import { judgeAnswer } from "#domain/check/answer.ts";
import type { LocatedCheck } from "#domain/check/flatten.ts";
import {
  addressesOf,
  type Resolution,
  type ResolverAnswer,
  resolutionFault,
  resolutionOf,
  tookMs,
} from "#domain/check/resolution.ts";
import type { DnsRequest } from "#domain/check/spec.ts";
import { classifyError, TIMEOUT_CODES } from "#domain/failure/classify-error.ts";
import type { ProbeResult } from "#domain/measurement.ts";
import { memoryOf } from "#workers/probe/memory.ts";
import { askResolver, resolverAt } from "#workers/probe/network.ts";
import { type Probe, type ProbeContext, type ProbeReport, UNHEARD } from "#workers/probe/probe.ts";

/** A name, asked of one resolver or of several at the same time. Nothing is connected to. */

/** A name with more addresses is a flood, not an answer. */
const MAX_ADDRESSES = 64;

/** One question to one resolver, within the time for DNS. Never rejects. */
async function askOne(
  { name, type }: DnsRequest,
  resolver: string | null,
  { network, limits, signal, monotonic }: ProbeContext,
): Promise<ResolverAnswer> {
  const start = monotonic();
  const servers = resolver === null ? network.resolvers : [resolverAt(network, resolver)];
  const giveUp = new AbortController();
  const abort = () => giveUp.abort();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    abort();
  }, limits.dnsMs);
  // One signal stops every probe of a worker: hundreds of listeners on it are no leak.
  setMaxListeners(0, signal);
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  const said = () => ({ resolver: resolver ?? "default", tookMs: monotonic() - start });
  try {
    giveUp.signal.throwIfAborted();
    const records = await askResolver({ servers, localAddress: network.localAddress }, giveUp.signal, (asked) =>
      type === "A" ? asked.resolve4(name, { ttl: true }) : asked.resolve6(name, { ttl: true }),
    );
    if (records.length > MAX_ADDRESSES) throw Object.assign(new Error("too many addresses"), { code: "EBADRESP" });
    const addresses = records.map(({ address }) => address);
    return { ...said(), addresses, ttlS: Math.min(...records.map(({ ttl }) => ttl)), error: null };
  } catch (error) {
    const { code = "", syscall, name: kind } = error as NodeJS.ErrnoException;
    const known = isOver ? TIMEOUT_CODES.dns : typeof code === "string" && code !== "" ? code : kind;
    return { ...said(), addresses: [], ttlS: null, error: classifyError({ code: known, syscall }, "dns") };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

/** 48 bits that stand for a set of addresses in the memory, which holds numbers. */
function fingerprint(addresses: readonly string[]): number {
  return createHash("sha256").update(addresses.join(" ")).digest().readUIntBE(0, 6);
}

/** Whether these are other addresses than the last time, from which on they are the last ones. */
function hasChanged(id: string, addresses: readonly string[], { memory, now }: ProbeContext): boolean {
  if (addresses.length === 0) return false;
  const own = memoryOf(memory, id);
  const [before, seen] = [own.get("addresses")?.value, fingerprint(addresses)];
  if (before !== seen) own.set("addresses", seen, now());
  return before !== undefined && before !== seen;
}

/** The text that a person is shown: still JSON, with a line for each resolver. */
function shown({ resolvers, ...rest }: Resolution): string {
  const lines = resolvers.map((one) => JSON.stringify(one)).join(",\n");
  return `${JSON.stringify(rest).slice(0, -1)},"resolvers":[\n${lines}\n]}`;
}

function report(located: LocatedCheck, answers: readonly ResolverAnswer[], context: ProbeContext) {
  const ms = tookMs(answers);
  const addresses = addressesOf(answers);
  const root = resolutionOf(answers, hasChanged(located.id, addresses, context));
  const bodyText = shown(root);
  const base: ProbeResult = {
    ...UNHEARD.result,
    outcome: "ok",
    failureType: null,
    phase: null,
    address: addresses[0] ?? null,
    timings: { ...UNHEARD.result.timings, dnsMs: ms, totalMs: ms },
  };
  const fault = resolutionFault(answers);
  const failed = fault && { ...fault.error, outcome: fault.outcome };
  if (failed && failed.outcome !== "degraded") return { result: { ...base, ...failed }, assertions: [], bodyText };
  const { assertions, ...judged } = judgeAnswer(
    located.check,
    { status: 200, headers: {}, bodyText, json: root },
    { now: context.now(), memory: memoryOf(context.memory, located.id) },
  );
  // What is wrong with the addresses outweighs that some resolver has none.
  const found = judged.outcome === "ok" && failed ? { ...failed, facts: judged.facts } : judged;
  return { result: { ...base, ...found }, assertions, bodyText };
}

/** One question to every resolver that the check names, all at once, or to the vantage's own. */
export const probeDns: Probe = async (located, context): Promise<ProbeReport> => {
  const { request } = located.check;
  if (request.probe !== "dns") throw new TypeError(`${located.id} is no dns check`);
  const resolvers: readonly (string | null)[] = request.resolvers ?? [null];
  const answers = await Promise.all(resolvers.map((resolver) => askOne(request, resolver, context)));
  const { result, assertions, bodyText } = report(located, answers, context);
  const where = request.resolvers === undefined ? "" : ` at ${request.resolvers.join(", ")}`;
  return {
    ...UNHEARD,
    result,
    requestLine: `${request.type} ${request.name}${where}`,
    assertions,
    bodyStart: bodyText,
  };
};
