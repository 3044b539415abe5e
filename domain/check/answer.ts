import {
  type AnswerMemory,
  type AssertionResult,
  type AssertionScene,
  describeValue,
  judgeAssertion,
  pathsOf,
  readAt,
} from "#domain/check/assertion.ts";
import { countOf, hexOf } from "#domain/check/assertion-number.ts";
import { type Fault, fault, worst } from "#domain/check/fault.ts";
import { judgeFreshness } from "#domain/check/freshness.ts";
import { meaning } from "#domain/check/meaning.ts";
import { refusalIn } from "#domain/check/message.ts";
import { refusedStatus } from "#domain/check/refused-status.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import { classifyHttp, type HttpAnswer } from "#domain/failure/classify.ts";
import { classifyRpcError, readRpcError } from "#domain/failure/classify-rpc.ts";
import type { FailureType, Outcome, Phase } from "#domain/failure/failure.ts";
import type { Facts } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";

/** An answer as it came. `rpcId` is the id that a JSON-RPC request carried: the answer must carry it too. */
export interface Answer extends HttpAnswer {
  readonly rpcId?: string | number;
}

/** The moment of judging, and what this check remembers. The caller keys the memory to the check. */
export interface AnswerMoment {
  readonly now: EpochMs;
  readonly memory: AnswerMemory;
}

/** Whether an answer is one, and why. `phase` is always `application` when it is not ok: an answer did come. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly failureType: FailureType | null;
  readonly phase: Phase | null;
  readonly rawCode: string | null;
  readonly facts: Facts;
  /** Each assertion and the freshness rule, in order, as far as the answer came. */
  readonly assertions: readonly AssertionResult[];
}

/** What a check wants of the transport before its assertions are asked. */
interface Wants {
  readonly statuses: readonly number[] | null;
  readonly json: boolean;
  /** The answer's result is read, so an error instead of one is no answer. */
  readonly result: boolean;
}

/** Every path that a check reads, whatever for. */
function readPathsOf(check: CheckSpec): string[] {
  return [
    ...check.assertions.flatMap(pathsOf),
    ...(check.freshness ? [check.freshness.path] : []),
    ...Object.values(check.facts ?? {}),
  ];
}

/** The status of a WebSocket that was opened: what is judged then is a message. */
const SWITCHED = 101;

function statusesOf({ request, status }: CheckSpec): readonly number[] | null {
  if (request.probe === "dns") return null;
  return request.probe === "websocket" ? [SWITCHED] : (status ?? [200]);
}

/** True for a check whose answers are JSON, whatever their status. */
function isJson({ request }: CheckSpec): boolean {
  return request.probe === "json-rpc" || (request.probe === "http" && request.format === "json");
}

function wantsOf(check: CheckSpec, status: number): Wants {
  const paths = readPathsOf(check);
  const format = isJson(check) || (check.request.probe === "websocket" && paths.length > 0);
  return {
    statuses: statusesOf(check),
    // A sequencer's listed 403 is an answer whatever stands in it, as long as nothing in it is asked for.
    json: format && ((status >= 200 && status < 300) || paths.length > 0),
    result: check.expectsChainId !== undefined || paths.some((path) => path !== "$.jsonrpc"),
  };
}

/** The status, the form of the body and the JSON-RPC envelope: everything before the content. */
function transportFault(check: CheckSpec, answer: Answer, wants: Wants): Fault | null {
  const { status, json, bodyText } = answer;
  if (wants.statuses !== null && !wants.statuses.includes(status)) {
    const { rawCode, facts } = refusedStatus(check, answer);
    return { ...fault("http.error", rawCode), facts };
  }
  if (wants.json && json === undefined) {
    return fault("payload.not_json", bodyText.trim() === "" ? "empty body" : "not JSON");
  }
  const refusal = refusalIn(check, json);
  if (refusal !== null) return fault(refusal.failureType, refusal.rawCode, refusal.outcome);
  return check.request.probe === "json-rpc" && wants.json ? rpcFault(check, answer, wants) : null;
}

/** An error beats the id check: a server that could not read a request answers with id null. */
function rpcFault(check: CheckSpec, { json, rpcId }: Answer, wants: Wants): Fault | null {
  if (check.request.probe !== "json-rpc") return null;
  const { family } = check.request;
  const error = readRpcError(family, json);
  if (error !== null) {
    const known = classifyRpcError(family, error);
    if (known.notOffered && !wants.result) return null;
    return fault(known.failureType, known.rawCode, known.outcome);
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) return fault("payload.schema", "rpc envelope");
  const body = json as Readonly<Record<string, unknown>>;
  // rippled echoes no id over HTTP unless asked for the 2.0 envelope.
  const silent = family === "rippled" && !Object.hasOwn(body, "id");
  if (rpcId !== undefined && !silent && body.id !== rpcId) return fault("payload.schema", "rpc id mismatch");
  if (!Object.hasOwn(body, "result")) return fault("payload.schema", "rpc without result");
  if (body.result === null && wants.result) return fault("payload.schema", "rpc result null");
  return null;
}

/** A neutral meaning, of the answer as a whole or of the JSON-RPC error in it, whatever the status. */
function neutralFault(check: CheckSpec, answer: Answer, wants: Wants): Fault | null {
  const statuses = wants.statuses ?? [answer.status];
  if (check.request.probe === "json-rpc") {
    const error = readRpcError(check.request.family, answer.json);
    const known = error === null ? null : classifyRpcError(check.request.family, error);
    const listed = statuses.includes(answer.status) && answer.status !== 200;
    if (known?.outcome === "neutral" && !listed) return fault(known.failureType, known.rawCode, "neutral");
  }
  if (check.request.probe === "websocket") return neutralMessage(check, answer);
  const known = classifyHttp(answer, { statuses, json: isJson(check), rules: check.neutral });
  return known && fault(known.failureType, known.rawCode, "neutral");
}

/** A handshake that was refused as any request may be, or a message that says what a body with status 200 would. */
function neutralMessage(check: CheckSpec, answer: Answer): Fault | null {
  const isOpen = answer.status === SWITCHED;
  const seen = isOpen ? { ...answer, status: 200 } : answer;
  const known = classifyHttp(seen, { statuses: isOpen ? [200] : [SWITCHED], json: true, rules: check.neutral });
  return known && fault(known.failureType, isOpen ? "message" : known.rawCode, "neutral");
}

/** What an answer says that accuses nobody, as far as it came; null when that is nothing. */
export function neutralMeaning(check: CheckSpec, answer: Answer): Omit<Judgement, "facts" | "assertions"> | null {
  const found = neutralFault(check, answer, wantsOf(check, answer.status));
  return found && conclude(found);
}

/** Chain ids in one spelling: `0x2105`, `0X02105` and 8453 are the same id; anything else is its own text. */
function chainIdText(value: unknown): string {
  const number = hexOf(typeof value === "string" ? value.toLowerCase() : value);
  return number === undefined ? String(value) : String(number);
}

/** The answer's chain id against the expected one: at the path of the assertion that names it, else at the result. */
function identity(check: CheckSpec, root: unknown): AssertionResult | null {
  const expected = check.expectsChainId;
  if (expected === undefined) return null;
  const naming = check.assertions.find((rule) => rule.op === "eq" && chainIdText(rule.value) === chainIdText(expected));
  const path = naming !== undefined && "path" in naming ? naming.path : "$.result";
  const found = readAt(path, root);
  return {
    text: `${path} is chain ${expected}`,
    ok: chainIdText(found) === chainIdText(expected),
    found: describeValue(found),
  };
}

/** What a target wrote, kept for readers: short, and without what Postgres and terminals do not take. */
function shortText(value: unknown): string | undefined {
  if (typeof value === "string") {
    const clean = value.replace(/[\p{Cc}\p{Cs}]/gu, "");
    return clean.length > 0 && clean.length <= 100 ? clean : undefined;
  }
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function readFacts(check: CheckSpec, root: unknown): Facts {
  const { head_number, head_hash, mode } = check.facts ?? {};
  const number = head_number === undefined ? undefined : countOf(readAt(head_number, root));
  const hash = head_hash === undefined ? undefined : shortText(readAt(head_hash, root));
  const word = mode === undefined ? undefined : shortText(readAt(mode, root));
  return {
    ...(number !== undefined && Number.isSafeInteger(number) ? { head_number: number } : {}),
    ...(hash === undefined ? {} : { head_hash: hash }),
    ...(word === undefined ? {} : { mode: word }),
  };
}

/** Identity, assertions and freshness: all of them, so that an explanation shows every one. */
function judgeContent(check: CheckSpec, answer: Answer, moment: AnswerMoment): Judgement {
  const raw = check.request.probe === "http" && check.request.format === "raw";
  const root = raw ? answer.bodyText : answer.json;
  const scene: AssertionScene = { root, bodyText: answer.bodyText, ...moment };
  const chain = identity(check, root);
  const results = check.assertions.map((assertion) => ({ assertion, result: judgeAssertion(assertion, scene) }));
  const fresh = check.freshness ? judgeFreshness(check.freshness, scene) : null;

  const faults = [
    ...(chain === null || chain.ok ? [] : [fault("payload.wrong_chain", chain.text)]),
    ...results.filter(({ result }) => !result.ok).map(({ assertion }) => meaning(check, assertion, root)),
    ...(fresh === null || fresh.outcome === "ok"
      ? []
      : [fault(fresh.readable ? "payload.stale" : "payload.schema", fresh.text, fresh.outcome)]),
  ];
  return {
    ...conclude(worst(faults)),
    facts: { ...readFacts(check, root), ...fresh?.facts },
    assertions: [
      ...(chain === null ? [] : [chain]),
      ...results.map(({ result }) => result),
      ...(fresh === null || check.freshness === undefined
        ? []
        : [{ text: freshnessText(check), ok: fresh.outcome === "ok", found: fresh.text }]),
    ],
  };
}

function freshnessText({ freshness }: CheckSpec): string {
  if (freshness === undefined) return "";
  const limits = [
    ...(freshness.warnS === undefined ? [] : [`warn ${freshness.warnS} s`]),
    ...(freshness.critS === undefined ? [] : [`fail ${freshness.critS} s`]),
  ];
  return `${freshness.path} ${freshness.fact}${limits.length > 0 ? ` (${limits.join(", ")})` : ""}`;
}

function conclude(found: Fault | null): Omit<Judgement, "facts" | "assertions"> {
  if (found === null) return { outcome: "ok", failureType: null, phase: null, rawCode: null };
  return { ...found, phase: "application" };
}

/**
 * Whether a response is an answer to its check. In order, the first that speaks decides: a neutral meaning, the status,
 * the form of the body, a JSON-RPC error, then the content, of which a wrong chain comes first, assertions next and
 * freshness last. Total: it never throws, whatever the response holds. Writes only to `moment.memory`.
 */
export function judgeAnswer(check: CheckSpec, answer: Answer, moment: AnswerMoment): Judgement {
  const wants = wantsOf(check, answer.status);
  const early = neutralFault(check, answer, wants) ?? transportFault(check, answer, wants);
  if (early !== null) return { ...conclude(early), facts: early.facts ?? {}, assertions: [] };
  const content = judgeContent(check, answer, moment);
  const refusal = content.outcome === "failed" ? refusalOf(check, answer) : null;
  return refusal === null ? content : { ...content, ...conclude(refusal), facts: refusal.facts ?? {} };
}

/**
 * A refusal that a check takes for an answer is one as far as its content is what was asked for. With another it is what it
 * would be if it were not listed: a geo-block, a bot wall, an error. Null when the status is none of a refusal.
 */
function refusalOf(check: CheckSpec, answer: Answer): Fault | null {
  const { status } = answer;
  if (check.request.probe !== "http" || status < 400 || status >= 500) return null;
  const strict = { ...check, status: check.status?.filter((listed) => listed !== status) ?? [] };
  const wants = wantsOf(strict, status);
  return neutralFault(strict, answer, wants) ?? transportFault(strict, answer, wants);
}
