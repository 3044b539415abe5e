import { abiWord } from "#domain/check/abi.ts";
import { judgeBook } from "#domain/check/assertion-book.ts";
import { hexOf, numberOf } from "#domain/check/assertion-number.ts";
import { type Path, parsePath, readPath } from "#domain/check/path.ts";
import type { Assertion } from "#domain/check/spec.ts";
import type { EpochMs } from "#domain/time.ts";

/** One assertion with what was found, for the explanation of a probe. */
export interface AssertionResult {
  /** In words: `$.result.status eq "online"`. */
  readonly text: string;
  readonly ok: boolean;
  /** What was found, bounded. */
  readonly found: string;
}

/** What a check remembers from poll to poll, keyed within that check. `since` is when the value was first seen. */
export interface AnswerMemory {
  get(key: string): { readonly value: number; readonly since: EpochMs } | undefined;
  set(key: string, value: number, at: EpochMs): void;
}

/** Where assertions are judged: the parsed body (or its text, for a raw check), and the moment. */
export interface AssertionScene {
  /** What `$` means. */
  readonly root: unknown;
  readonly bodyText: string;
  readonly now: EpochMs;
  readonly memory: AnswerMemory;
}

type Found = { readonly ok: boolean; readonly found: string };

const MAX_FOUND = 80;
const MAX_REGEX_INPUT = 4096;
const MAX_DEPTH = 32;

/** Parsed paths and patterns by their text. They come from the catalog, so they are few; the limit is a backstop. */
const paths = new Map<string, Path>();
const patterns = new Map<string, RegExp>();

function remembered<T>(known: Map<string, T>, text: string, make: (text: string) => T): T {
  const old = known.get(text);
  if (old !== undefined) return old;
  if (known.size >= 4096) known.clear();
  const made = make(text);
  known.set(text, made);
  return made;
}

/** `readPath` for a path that the catalog has already verified: a bad one leads nowhere here. */
export function readAt(text: string, root: unknown): unknown {
  try {
    return readPath(remembered(paths, text, parsePath), root);
  } catch {
    return undefined;
  }
}

/** A value as a person reads it, on one line of at most 80 characters. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value) && value.length > 3) return `array of ${value.length}`;
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = typeof value;
  }
  return text.length > MAX_FOUND ? `${text.slice(0, MAX_FOUND - 1)}…` : text;
}

/** Equal scalars; a number inside a string is that number, whichever side spells it so. */
function sameScalar(found: unknown, wanted: string | number | boolean | null): boolean {
  if (found === wanted) return true;
  if (typeof wanted === "number") return numberOf(found) === wanted;
  return typeof wanted === "string" && typeof found === "number" && String(found) === wanted;
}

/** Deep equality of JSON values. Deeper than 32 levels nothing is equal: no catalog entry goes there. */
function sameJson(left: unknown, right: unknown, depth = 0): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (depth > MAX_DEPTH || Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      (key) =>
        Object.hasOwn(right, key) &&
        sameJson((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key], depth + 1),
    )
  );
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) || typeof value === "string" ? value.length : undefined;
}

function matches(value: unknown, pattern: string): boolean {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return false;
  try {
    return remembered(patterns, pattern, (source) => new RegExp(source)).test(text.slice(0, MAX_REGEX_INPUT));
  } catch {
    return false;
  }
}

/** A number that stands for a value in memory: the number itself, or 52 bits of FNV-1a of its text (hashes, ids). */
function fingerprint(value: unknown): number {
  const number = numberOf(value);
  if (number !== undefined) return number;
  let hash = 0xcbf29ce484222325n;
  for (const character of (JSON.stringify(value) ?? "").slice(0, MAX_REGEX_INPUT)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return Number(hash >> 12n);
}

/** Seconds for which a value has been the same at this check, 0 for a new one. */
export function unchangedFor(key: string, value: unknown, { memory, now }: AssertionScene): number {
  const seen = fingerprint(value);
  const before = memory.get(key);
  if (before?.value === seen) return Math.max(0, now - before.since) / 1000;
  memory.set(key, seen, now);
  return 0;
}

function judgeMoving(path: string, withinS: number, scene: AssertionScene): Found {
  const value = readAt(path, scene.root);
  if (value === undefined || value === null) return { ok: false, found: describeValue(value) };
  const seconds = unchangedFor(`changes ${path}`, value, scene);
  const since = seconds === 0 ? "" : `, the same for ${Math.round(seconds)} s`;
  return { ok: seconds <= withinS, found: `${describeValue(value)}${since}` };
}

function judgeNotDecreasing(path: string, { root, memory, now }: AssertionScene): Found {
  const value = readAt(path, root);
  const number = hexOf(value) ?? numberOf(value);
  if (number === undefined) return { ok: false, found: describeValue(value) };
  const key = `not_decreasing ${path}`;
  const before = memory.get(key);
  memory.set(key, number, now);
  const ok = before === undefined || number >= before.value;
  return { ok, found: ok ? describeValue(value) : `${describeValue(value)}, ${before.value} before` };
}

function judgeAbiWord(assertion: Assertion & { op: "abi_word_eq" | "abi_word_gt" }, root: unknown): Found {
  const word = abiWord(readAt(assertion.path, root), assertion.index);
  if (word === undefined) return { ok: false, found: "no such word" };
  const wanted = BigInt(Math.trunc(assertion.value));
  const ok = assertion.op === "abi_word_eq" ? word === wanted : word > wanted;
  return { ok, found: String(word).slice(0, MAX_FOUND) };
}

/** Every operation that needs nothing but the value at its path. */
function holdsOf(value: unknown, assertion: Exclude<Assertion, { op: ScenicOp }>): boolean {
  switch (assertion.op) {
    case "eq":
      return sameScalar(value, assertion.value);
    case "eq_json":
      return sameJson(value, assertion.value);
    case "in":
      return assertion.value.some((wanted) => sameScalar(value, wanted));
    case "gt":
      return (numberOf(value) ?? Number.NaN) > assertion.value;
    case "gte":
      return (numberOf(value) ?? Number.NaN) >= assertion.value;
    case "lte":
      return (numberOf(value) ?? Number.NaN) <= assertion.value;
    case "hex_gt":
      return (hexOf(value) ?? Number.NaN) > assertion.value;
    case "len_gte":
      return (lengthOf(value) ?? Number.NaN) >= assertion.value;
    case "len_eq":
      return lengthOf(value) === assertion.value;
    // JSON-RPC 1.0 sends `"error": null` beside every result: null is not there.
    case "exists":
      return value !== undefined && value !== null;
    case "not_exists":
      return value === undefined || value === null;
    case "is_null":
      return value === null;
    case "is_array":
      return Array.isArray(value);
    case "is_array_or_object":
      return typeof value === "object" && value !== null;
    case "regex":
      return matches(value, assertion.value);
    default:
      return assertion satisfies never;
  }
}

/** Operations that look at more than one value: a whole book, the body's text, or the memory. */
type ScenicOp =
  | "book_uncrossed"
  | "changes_within_s"
  | "not_decreasing"
  | "abi_word_eq"
  | "abi_word_gt"
  | "body_contains"
  | "body_len_gte";

function judge(assertion: Assertion, scene: AssertionScene): Found {
  switch (assertion.op) {
    case "book_uncrossed":
      return judgeBook(readAt(assertion.bids, scene.root), readAt(assertion.asks, scene.root));
    case "changes_within_s":
      return judgeMoving(assertion.path, assertion.value, scene);
    case "not_decreasing":
      return judgeNotDecreasing(assertion.path, scene);
    case "abi_word_eq":
    case "abi_word_gt":
      return judgeAbiWord(assertion, scene.root);
    case "body_contains": {
      const ok = scene.bodyText.includes(assertion.value);
      return { ok, found: ok ? "it" : `${scene.bodyText.length} characters without it` };
    }
    case "body_len_gte":
      return { ok: scene.bodyText.length >= assertion.value, found: `${scene.bodyText.length} characters` };
    default: {
      const value = readAt(assertion.path, scene.root);
      return { ok: holdsOf(value, assertion), found: describeValue(value) };
    }
  }
}

/** Where an assertion reads. */
export function pathsOf(assertion: Assertion): readonly string[] {
  if (assertion.op === "book_uncrossed") return [assertion.bids, assertion.asks];
  return "path" in assertion ? [assertion.path] : [];
}

/** `$.result.status eq`: the assertion without what it wants. Short enough for a raw code, and free of answers. */
export function assertionName(assertion: Assertion): string {
  if (assertion.op === "book_uncrossed") return `${assertion.bids} book_uncrossed`;
  return "path" in assertion ? `${assertion.path} ${assertion.op}` : assertion.op;
}

function wanted(assertion: Assertion): string {
  if (assertion.op === "abi_word_eq" || assertion.op === "abi_word_gt") {
    return ` [${assertion.index}] ${assertion.value}`;
  }
  return "value" in assertion ? ` ${describeValue(assertion.value)}` : "";
}

/** True for an optional assertion whose path leads nowhere in this answer. */
function isExcused(assertion: Assertion, root: unknown): boolean {
  if (assertion.optional !== true) return false;
  if (assertion.op === "book_uncrossed") {
    return readAt(assertion.bids, root) === undefined || readAt(assertion.asks, root) === undefined;
  }
  return "path" in assertion && readAt(assertion.path, root) === undefined;
}

/** Judges one assertion. Total: whatever the answer holds, the result is a sentence and a boolean. */
export function judgeAssertion(assertion: Assertion, scene: AssertionScene): AssertionResult {
  const text = `${assertionName(assertion)}${wanted(assertion)}`;
  if (isExcused(assertion, scene.root)) return { text, ok: true, found: "nothing, which is allowed" };
  return { text, ...judge(assertion, scene) };
}

/**
 * Refuses an assertion whose path or pattern cannot work, when the catalog is loaded.
 * @throws PathError for a path, SyntaxError for a regular expression.
 */
export function verifyAssertion(assertion: Assertion): void {
  if (assertion.op === "book_uncrossed") {
    parsePath(assertion.bids);
    parsePath(assertion.asks);
  } else if ("path" in assertion) {
    parsePath(assertion.path);
  }
  if (assertion.op === "regex") new RegExp(assertion.value);
}
