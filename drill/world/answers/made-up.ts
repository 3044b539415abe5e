import type { LocatedCheck } from "#domain/check/flatten.ts";
import { awaitsMessage } from "#domain/check/message.ts";
import type { Assertion, CheckSpec, Freshness } from "#domain/check/spec.ts";
import { type Answer, json, opened, pushed, text, type View } from "#drill/world/answers/answer.ts";
import { page } from "#drill/world/answers/pages.ts";
import type { WorldRequest } from "#drill/world/request.ts";
import { hex64 } from "#drill/world/seed.ts";

/**
 * Answers for checks that have no stand-in of their own: made from what the check asks for. So a service that somebody has
 * just added works in the world from the first minute; a stand-in that knows the service's real shape is better.
 */

type Step = string | number;

/** The steps of a simple path; null for one with a filter, which cannot be turned round. */
function stepsOf(path: string): Step[] | null {
  if (path.includes("?")) return null;
  return [...path.matchAll(/\.([^.[\]]+)|\[(-?\d+|\*)\]|\["([^"]+)"\]/g)].map(([, key, index, quoted]) => {
    if (index !== undefined) return index === "*" ? "any" : Math.max(0, Number(index));
    return key === "*" ? "any" : (quoted ?? key ?? "");
  });
}

/** Puts a value at a path, making objects and arrays on the way. What is there already and fits is kept. */
function put(root: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list: unknown[] = Array.isArray(root) ? [...root] : [];
    while (list.length <= step) list.push(list.at(-1) ?? {});
    list[step] = put(list[step], rest, value);
    return list;
  }
  const known = typeof root === "object" && root !== null && !Array.isArray(root) ? root : {};
  return { ...known, [step]: put((known as Record<string, unknown>)[step], rest, value) };
}

const WORD = 64;

function abiWords(index: number, value: number): string {
  const words = Array.from({ length: 5 }, (_, i) => (i === index ? value : 0).toString(16).padStart(WORD, "0"));
  return `0x${words.join("")}`;
}

/** The value that an assertion is content with; undefined when none can be said. */
function wantedBy(assertion: Assertion): unknown {
  switch (assertion.op) {
    case "eq":
    case "eq_json":
      return assertion.value;
    case "in":
      return assertion.value[0];
    case "gt":
    case "gte":
      return assertion.value + 1;
    case "lte":
      return assertion.value;
    case "hex_gt":
      return `0x${(assertion.value + 1).toString(16)}`;
    case "len_gte":
    case "len_eq":
      return Array.from({ length: assertion.value }, () => ({}));
    case "exists":
      return "made up";
    case "is_null":
      return null;
    case "is_array":
    case "is_array_or_object":
      return [];
    case "regex":
      return `0x${hex64(assertion.value)}`;
    case "abi_word_eq":
      return abiWords(assertion.index, assertion.value);
    case "abi_word_gt":
      return abiWords(assertion.index, assertion.value + 1);
    default:
      return undefined;
  }
}

function instantFor({ unit, index = 0 }: Freshness, { at, now }: View): unknown {
  switch (unit) {
    case "iso8601":
      return new Date(at).toISOString();
    case "hex_epoch_s":
      return `0x${Math.floor(at / 1000).toString(16)}`;
    case "epoch_s":
      return at / 1000;
    case "epoch_us":
      return at * 1000;
    case "epoch_ns":
      return `${Math.floor(at)}000000`;
    case "age_s":
      return (now - at) / 1000;
    case "abi_word_epoch_s":
      return abiWords(index, Math.floor(at / 1000));
    default:
      return Math.floor(at);
  }
}

function bookSides(assertion: Assertion): readonly (readonly [path: string, value: unknown])[] {
  if (assertion.op !== "book_uncrossed") return [];
  return [
    [assertion.bids, [["99.5", "1"]]],
    [assertion.asks, [["100.5", "1"]]],
  ];
}

/** Every path with what shall stand there: lengths first, so that values deeper down are not overwritten. */
function wishes(check: CheckSpec, view: View): (readonly [path: string, value: unknown])[] {
  const moving = check.assertions.flatMap((one) =>
    one.op === "changes_within_s" || one.op === "not_decreasing" ? [[one.path, Math.floor(view.at)] as const] : [],
  );
  const plain = check.assertions.flatMap((one) => {
    const value = "path" in one ? wantedBy(one) : undefined;
    return value === undefined || !("path" in one) ? [] : [[one.path, value] as const];
  });
  const fresh = check.freshness ? [[check.freshness.path, instantFor(check.freshness, view)] as const] : [];
  const byDepth = [...plain, ...check.assertions.flatMap(bookSides), ...moving].sort(
    ([a], [b]) => (stepsOf(a)?.length ?? 0) - (stepsOf(b)?.length ?? 0),
  );
  return [...byDepth, ...fresh];
}

/** An answer that a check would take, made from its assertions and its freshness rule. */
export function madeUpAnswer({ check, service }: LocatedCheck, request: WorldRequest, view: View): Answer {
  const [status = 200] = check.status ?? [200];
  if (check.request.probe === "http" && check.request.format === "raw") {
    const contained = check.assertions.flatMap((one) => (one.op === "body_contains" ? [one.value] : []));
    return contained.length > 0 ? text(contained.join("\n"), status) : { ...page(request.host), status };
  }
  const socket = check.request.probe === "websocket";
  if (socket && (!awaitsMessage(check) || (check.request.send !== undefined && request.text === ""))) return opened();
  let root: unknown = request.rpc
    ? { jsonrpc: request.rpc.version, id: request.rpc.id, result: {} }
    : { standIn: service.slug };
  for (const [path, value] of wishes(check, view)) {
    const steps = stepsOf(path);
    if (steps) root = put(root, steps, value);
  }
  return socket ? pushed(root) : json(root, status);
}
