/**
 * The JSONPath subset of the catalog: `$`, `.a`, `["a-b"]`, `[n]`, `[-1]`, `*`, `[?state=="x"]`, `[?(@[2]>0)]`.
 * A path is parsed once, when the catalog is loaded, and a bad one is a PathError there and nowhere else.
 */

/** A path that the catalog should not have accepted. */
export class PathError extends Error {
  override readonly name = "PathError";
}

type Comparison = "==" | "!=" | ">=" | "<=" | ">" | "<";
type Literal = string | number | boolean | null;
type PlainStep = { readonly kind: "key"; readonly key: string } | { readonly kind: "index"; readonly index: number };

type Step =
  | PlainStep
  | { readonly kind: "any" }
  | {
      readonly kind: "filter";
      readonly operand: readonly PlainStep[];
      readonly comparison: Comparison;
      readonly literal: Literal;
    };

/** A parsed path. Opaque: only `readPath` looks inside. */
export interface Path {
  readonly text: string;
  readonly steps: readonly Step[];
}

const MAX_TEXT = 200;
const MAX_STEPS = 16;
const KEY = /^[^\s.[\]*"'()?@=<>!,]+/;
const INDEX = /^\[(-?\d{1,6})\]/;
const QUOTED_KEY = /^\[(?:"([^"\\]{1,100})"|'([^'\\]{1,100})')\]/;
const FILTER = /^\[\?(?:\(([^)\]]*(?:\[-?\d{1,6}\][^)\]]*)*)\)|([^()\]]*(?:\[-?\d{1,6}\][^()\]]*)*))\]/;
const CONDITION = /^\s*(@?[^\s=<>!]*)\s*(==|!=|>=|<=|>|<)\s*(.+?)\s*$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/** Names that reach into JavaScript objects instead of the answer. They never resolve, even as own keys. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

function parseLiteral(text: string, path: string): Literal {
  const quoted = /^(?:"([^"\\]*)"|'([^'\\]*)')$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2] ?? "";
  if (NUMBER.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  throw new PathError(`${path}: ${text} is not a string, number, true, false or null`);
}

/** Key and index steps only: what may stand left of a comparison. */
function parseOperand(text: string, path: string): PlainStep[] {
  let rest = text.startsWith("@") ? text.slice(1) : `.${text}`;
  const steps: PlainStep[] = [];
  while (rest !== "") {
    const [step, used] = parsePlainStep(rest) ?? [];
    if (step === undefined || used === undefined) throw new PathError(`${path}: cannot read ${text} in a filter`);
    steps.push(step);
    rest = rest.slice(used);
  }
  return steps;
}

/** The key or index step that `rest` begins with, and how long it is. */
function parsePlainStep(rest: string): [PlainStep, number] | null {
  if (rest.startsWith(".")) {
    const key = KEY.exec(rest.slice(1))?.[0];
    return key === undefined ? null : [{ kind: "key", key }, key.length + 1];
  }
  const index = INDEX.exec(rest);
  if (index) return [{ kind: "index", index: Number(index[1]) }, index[0].length];
  const quoted = QUOTED_KEY.exec(rest);
  if (quoted) return [{ kind: "key", key: quoted[1] ?? quoted[2] ?? "" }, quoted[0].length];
  return null;
}

function parseStep(rest: string, path: string): [Step, number] {
  if (rest.startsWith(".*")) return [{ kind: "any" }, 2];
  if (rest.startsWith("[*]")) return [{ kind: "any" }, 3];
  const filter = FILTER.exec(rest);
  if (filter) {
    const condition = CONDITION.exec(filter[1] ?? filter[2] ?? "");
    if (!condition) throw new PathError(`${path}: a filter compares one value with one literal`);
    const [, operand = "", comparison = "", literal = ""] = condition;
    return [
      {
        kind: "filter",
        operand: parseOperand(operand, path),
        comparison: comparison as Comparison,
        literal: parseLiteral(literal, path),
      },
      filter[0].length,
    ];
  }
  const plain = parsePlainStep(rest);
  if (plain === null) throw new PathError(`${path}: cannot read ${rest.slice(0, 40)}`);
  return plain;
}

/**
 * Parses a path.
 * @throws PathError for anything that is not a path of at most 200 characters and 16 steps.
 */
export function parsePath(text: string): Path {
  if (text.length > MAX_TEXT) throw new PathError(`a path of ${text.length} characters is too long`);
  if (!text.startsWith("$")) throw new PathError(`${text}: a path begins with $`);
  const steps: Step[] = [];
  let rest = text.slice(1);
  while (rest !== "") {
    if (steps.length === MAX_STEPS) throw new PathError(`${text}: more than ${MAX_STEPS} steps`);
    const [step, used] = parseStep(rest, text);
    steps.push(step);
    rest = rest.slice(used);
  }
  return { text, steps };
}

function child(value: unknown, step: PlainStep): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (step.kind === "index") return Array.isArray(value) ? value.at(step.index) : undefined;
  if (FORBIDDEN_KEYS.has(step.key) || Array.isArray(value) || !Object.hasOwn(value, step.key)) return undefined;
  return (value as Record<string, unknown>)[step.key];
}

function children(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value;
  return Object.entries(value).flatMap(([key, held]) => (FORBIDDEN_KEYS.has(key) ? [] : [held]));
}

function holds(found: unknown, comparison: Comparison, literal: Literal): boolean {
  const numeric = typeof literal === "number" && typeof found === "string" && NUMBER.test(found);
  const left = numeric ? Number(found) : found;
  if (comparison === "==") return left === literal;
  if (comparison === "!=") return left !== literal;
  if (typeof left !== "number" || typeof literal !== "number") return false;
  if (comparison === ">") return left > literal;
  if (comparison === "<") return left < literal;
  return comparison === ">=" ? left >= literal : left <= literal;
}

/** The first of `values` from which the remaining steps lead to a value. */
function firstThrough(values: readonly unknown[], steps: readonly Step[], from: number): unknown {
  for (const value of values) {
    const found = walk(value, steps, from);
    if (found !== undefined) return found;
  }
  return undefined;
}

function walk(value: unknown, steps: readonly Step[], from: number): unknown {
  const step = steps[from];
  if (step === undefined) return value;
  if (step.kind === "any") return firstThrough(children(value), steps, from + 1);
  if (step.kind === "filter") {
    if (!Array.isArray(value)) return undefined;
    const matches = value.filter((item) => holds(step.operand.reduce(child, item), step.comparison, step.literal));
    // `[?...]` alone is the list of matches and `[?...][0]` its first; `[?...].a` asks the matches themselves.
    return steps[from + 1]?.kind === "key" ? firstThrough(matches, steps, from + 1) : walk(matches, steps, from + 1);
  }
  const next = child(value, step);
  return next === undefined ? undefined : walk(next, steps, from + 1);
}

/**
 * What a path leads to in a parsed answer, or undefined when it leads nowhere (JSON has no undefined of its own).
 * A node of the answer is visited at most once, so the work is bounded by the size of the body.
 */
export function readPath(path: Path, root: unknown): unknown {
  return walk(root, path.steps, 0);
}
