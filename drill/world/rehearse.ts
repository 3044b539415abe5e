import { judgeAnswer } from "#domain/check/answer.ts";
import type { AnswerMemory } from "#domain/check/assertion.ts";
import type { LocatedCheck } from "#domain/check/flatten.ts";
import { awaitsMessage } from "#domain/check/message.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Answer } from "#drill/world/answers/answer.ts";
import type { ApplicationFault } from "#drill/world/fault-kinds.ts";
import type { WorldRequest } from "#drill/world/request.ts";
import { SPOILERS, WIRE_FAULTS } from "#drill/world/spoil.ts";

/** What a fault does to the checks it hits, settled when it begins. */
export interface Spoilage {
  readonly fault: ApplicationFault;
  readonly variant: number;
  /** Data from then on is from this instant. */
  readonly frozenAt: EpochMs | null;
}

/** What a rehearsal needs: the check's own request, and the good answer to it at an instant, seen in a way. */
export interface Stage {
  readonly now: EpochMs;
  readonly request: WorldRequest;
  answer(now: EpochMs, view: { readonly frozenAt: EpochMs | null; readonly halted: boolean }): Answer | null;
}

/** How far beyond a check's limit its data is frozen, so that the next probe notices. */
const BEYOND_MS = 60_000;
/** How much later a frozen value is looked at again: longer than any limit on values that must move. */
const LATER_MS = 7 * 86_400_000;

function memory(): AnswerMemory {
  const held = new Map<string, { value: number; since: EpochMs }>();
  return { get: (key) => held.get(key), set: (key, value, at) => void held.set(key, { value, since: at }) };
}

function judged(check: CheckSpec, answer: Answer, now: EpochMs, held = memory()): FailureType | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer.body);
  } catch {
    parsed = undefined;
  }
  const headers = Object.fromEntries(Object.entries({ ...answer.headers, "content-type": answer.type }));
  const seen = { status: seenStatus(check, answer), headers, bodyText: answer.body, json: parsed, rpcId: 1 };
  return judgeAnswer(check, seen, { now, memory: held }).failureType;
}

/** Over a WebSocket an answer that would be a good one to a request is a message, and any other a refused handshake. */
export function seenStatus({ request }: CheckSpec, { status }: Answer): number {
  return request.probe === "websocket" && status === 200 ? 101 : status;
}

/** When data has to be frozen for this check to see it as stale at once, where its rule can. */
function freezePoint({ freshness }: CheckSpec, now: EpochMs): EpochMs {
  const { unit, critS } = freshness ?? {};
  return unit === "sequence" || critS === undefined ? now : now - critS * 1000 - BEYOND_MS;
}

function looksStale(check: CheckSpec, stage: Stage, frozenAt: EpochMs): boolean {
  const held = memory();
  const [first, later] = [stage.now, stage.now + LATER_MS];
  const [before, after] = [first, later].map((now) => stage.answer(now, { frozenAt, halted: false }));
  if (!before || !after) return false;
  judged(check, before, first, held);
  return judged(check, after, later, held) === "payload.stale";
}

function isJsonRpcOrKeyed({ check }: LocatedCheck): boolean {
  const { request } = check;
  return request.probe === "json-rpc" || (request.probe === "http" && /\$\{/.test(request.url));
}

/** Faults that make no sense at a check although its rules would take them for what they are. */
function isOutOfPlace(located: LocatedCheck, fault: ApplicationFault): boolean {
  const { check } = located;
  const { request } = check;
  if (fault === "ws.closed" || fault === "ws.silent" || fault === "half_open") return !awaitsMessage(check);
  // A message that stops half-way is one that does not come.
  if (fault === "http.response.invalid") return request.probe === "websocket";
  if (fault === "neutral.quota") return !isJsonRpcOrKeyed(located);
  if (fault === "payload.rpc_error") return request.probe !== "json-rpc";
  if (fault === "http.response.redirect_loop") return request.probe !== "http" || (request.redirects ?? 0) === 0;
  return false;
}

/**
 * Tries a fault on a check without a network: the spoilt answer is judged by the product's own rules. The result says how
 * to spoil, or null when this check would not see the fault under its name.
 */
export function rehearse(located: LocatedCheck, fault: ApplicationFault, stage: Stage): Spoilage | null {
  const { check } = located;
  if (isOutOfPlace(located, fault)) return null;
  // What happens on the wire, or by redirects, happens to any check.
  if (WIRE_FAULTS[fault] !== undefined || fault === "http.response.redirect_loop")
    return { fault, variant: 0, frozenAt: null };
  if (fault === "payload.stale") {
    const frozenAt = freezePoint(check, stage.now);
    return looksStale(check, stage, frozenAt) ? { fault, variant: 0, frozenAt } : null;
  }
  const answer = stage.answer(stage.now, { frozenAt: null, halted: fault === "payload.halted" });
  if (!answer) return null;
  const { variants, spoil } = SPOILERS[fault];
  for (let variant = 0; variant < variants; variant++)
    if (judged(check, spoil(stage.request, answer, variant), stage.now) === fault)
      return { fault, variant, frozenAt: null };
  return null;
}
