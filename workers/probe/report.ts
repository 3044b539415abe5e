import { judgeAnswer, neutralMeaning } from "#domain/check/answer.ts";
import type { LocatedCheck } from "#domain/check/flatten.ts";
import { retryAfterMs } from "#domain/failure/classify.ts";
import { classifyError, type ErrorSigns } from "#domain/failure/classify-error.ts";
import { scrubRawCode } from "#domain/failure/classify-text.ts";
import type { FailureType, Outcome, Phase } from "#domain/failure/failure.ts";
import type { Facts, ProbeResult } from "#domain/measurement.ts";
import { CodedError, toJson, toText, unpack } from "#workers/probe/body.ts";
import type { HopResult } from "#workers/probe/exchange.ts";
import { memoryOf } from "#workers/probe/memory.ts";
import { type ProbeContext, type ProbeReport, UNHEARD } from "#workers/probe/probe.ts";
import type { Prepared, Unavailable } from "#workers/probe/request.ts";
import { redact, type Secrets } from "#workers/probe/secrets.ts";

/** From what came back to a report. */

const SHOWN_BODY = 2048;
/** Cookies are somebody's keys, even when nobody is logged in. */
const HIDDEN_HEADERS: ReadonlySet<string> = new Set([
  "set-cookie",
  "set-cookie2",
  "authorization",
  "proxy-authenticate",
]);

interface Finding {
  readonly outcome: Outcome;
  readonly failureType: FailureType | null;
  readonly phase: Phase | null;
  readonly rawCode: string | null;
  readonly facts?: Facts;
}

function resultOf(finding: Finding, hop: HopResult, bodyBytes: number | null): ProbeResult {
  return {
    outcome: finding.outcome,
    failureType: finding.failureType,
    phase: finding.phase,
    rawCode: finding.rawCode,
    httpStatus: hop.status,
    httpVersion: hop.httpVersion,
    address: hop.address,
    certExpiresAt: hop.certExpiresAt,
    bodyBytes,
    timings: hop.timings,
    facts: finding.facts ?? {},
    attempts: 1,
  };
}

/** Repeated headers become one, joined as RFC 9110 5.3 allows. */
function headerMap(pairs: HopResult["headers"]): Record<string, string> {
  const map: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    map[key] = map[key] === undefined ? value : `${map[key]}, ${value}`;
  }
  return map;
}

function shownHeaders(pairs: HopResult["headers"], secrets: Secrets): [string, string][] {
  return pairs.map(([name, value]) => [
    name,
    HIDDEN_HEADERS.has(name.toLowerCase()) ? "(hidden)" : redact(value, secrets),
  ]);
}

function shownBody(text: string, secrets: Secrets): string {
  return redact(text.slice(0, 2 * SHOWN_BODY), secrets)
    .replace(/[^\P{C}\n\t]/gu, "")
    .slice(0, SHOWN_BODY);
}

/** The report of a check that could not be asked: nothing was sent. */
export function reportUnavailable({ requestLine, reason }: Unavailable): ProbeReport {
  const result: ProbeResult = { ...UNHEARD.result, failureType: "neutral.no_key", rawCode: scrubRawCode(reason) };
  return { ...UNHEARD, result, requestLine };
}

/** A head that was served is what other checks' variables count from. */
function rememberHead({ id }: LocatedCheck, { outcome, facts = {} }: Finding, { memory, now }: ProbeContext): void {
  const head = facts.head_number;
  if (head === undefined || (outcome !== "ok" && outcome !== "degraded")) return;
  if (memory.get(id)?.value !== head) memory.set(id, head, now());
}

/** Unpacks, judges and reports an answer, or reports why there is none. */
export function reportHop(
  located: LocatedCheck,
  { requestLine, secrets, rpcId }: Prepared,
  hop: HopResult,
  maxBytes: number,
  context: ProbeContext,
): ProbeReport {
  const headers = headerMap(hop.headers);
  const base = { requestLine, responseHeaders: shownHeaders(hop.headers, secrets), tls: hop.tls };
  /** What the head of an answer says holds whatever came of its body, and so does the last message before a goodbye. */
  const meaningOf = (error: ErrorSigns): Finding => {
    const known = classifyError(error, hop.stage);
    if (hop.status === null) return known;
    const bodyText = error.code.startsWith("close ") ? toText(hop.body, undefined) : "";
    return neutralMeaning(located.check, { status: hop.status, headers, bodyText, json: toJson(bodyText) }) ?? known;
  };
  const failed = (error: ErrorSigns): ProbeReport => ({
    ...base,
    result: resultOf(meaningOf(error), hop, hop.status === null ? null : hop.body.length),
    assertions: [],
    bodyStart: null,
    retryAfterMs: retryAfterMs(headers, context.now()),
  });
  if (hop.error !== null) return failed(hop.error);

  let unpacked: Buffer;
  try {
    // Behind a handshake stands a message: its headers say nothing of it.
    const encoding = hop.status === 101 ? undefined : headers["content-encoding"];
    unpacked = unpack(hop.body, encoding, maxBytes);
  } catch (error) {
    const code = error instanceof CodedError ? error.code : (error as NodeJS.ErrnoException).code;
    return failed({ code: code ?? "Z_DATA_ERROR" });
  }
  const bodyText = toText(unpacked, headers["content-type"]);
  const { request } = located.check;
  const isText = request.probe === "http" && request.format === "raw";
  const { assertions, ...judged } = judgeAnswer(
    located.check,
    {
      status: hop.status ?? 0,
      headers,
      bodyText,
      json: isText ? undefined : toJson(bodyText),
      ...(rpcId === undefined ? {} : { rpcId }),
    },
    { now: context.now(), memory: memoryOf(context.memory, located.id) },
  );
  rememberHead(located, judged, context);
  return {
    ...base,
    result: resultOf(judged, hop, unpacked.length),
    assertions: assertions.map((one) => ({ ...one, found: redact(one.found, secrets) })),
    bodyStart: shownBody(bodyText, secrets),
    retryAfterMs: retryAfterMs(headers, context.now()),
  };
}
