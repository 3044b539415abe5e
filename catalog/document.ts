import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { PathPart } from "#catalog/problem.ts";

const MAX_BYTES = 1_048_576;
/** Enough for a shared block used here and there; aliases of aliases multiply and are stopped. */
const MAX_ALIASES = 100;

/** Deeper than any catalog: nesting without end would exhaust the reader's stack before it could complain. */
const MAX_DEPTH = 100;

/** Where brackets nest too deep, or -1. Brackets inside texts count too: in a catalog those are few and close again. */
function tooDeep(text: string): number {
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    if (depth > MAX_DEPTH) return offset;
  }
  return -1;
}

/** A file as read, and where in it something stands. */
export interface ReadDocument<T> {
  readonly content: T;
  /** `path:line:column` of a place in the file, as near as it can be told. */
  readonly locate: (path: readonly PathPart[]) => string;
}

/** Thrown with every problem that was found, one line each. */
export class CatalogError extends Error {
  override readonly name = "CatalogError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the catalog cannot be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

function words(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return `unknown ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
  if (issue.code === "invalid_type" && issue.input === undefined) return `must be given (${issue.expected})`;
  return issue.message;
}

/** `services[0].components[1].name`: a path as a person writes it. */
function pathText(path: readonly PathPart[]): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : index > 0 ? `.${part}` : part)).join("");
}

/**
 * Reads a file of the catalog, YAML or JSON, and checks its form. JSON is YAML, so one reader tells lines of both.
 * @throws CatalogError naming file, line and column of each problem.
 */
export function readDocument<T extends z.ZodType>(file: string, text: string, schema: T): ReadDocument<z.infer<T>> {
  if (new TextEncoder().encode(text).length > MAX_BYTES) {
    throw new CatalogError([`${file}: larger than 1 MiB, which no catalog is`]);
  }
  const deep = tooDeep(text);
  if (deep >= 0) {
    const before = text.slice(0, deep).split("\n");
    throw new CatalogError([`${file}:${before.length}:${(before.at(-1) ?? "").length + 1}: nested too deep`]);
  }
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) throw new CatalogError(broken.map(({ pos, message }) => `${at(pos[0])}: ${message}`));

  const locate = (path: readonly PathPart[]): string => {
    const last = path.at(-1);
    const parent = path.length > 0 ? document.getIn(path.slice(0, -1), true) : undefined;
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(last),
      );
      if (pair && isNode(pair.key) && pair.key.range) return at(pair.key.range[0]);
    }
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return at(0);
  };

  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw new CatalogError([`${at(0)}: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { content: result.data, locate };
  throw new CatalogError(
    result.error.issues.map((issue) => {
      const path = issue.path.filter((part) => typeof part !== "symbol");
      const place = issue.code === "unrecognized_keys" ? [...path, issue.keys[0] ?? ""] : path;
      const name = pathText(path);
      return `${locate(place)}: ${name === "" ? "" : `${name}: `}${words(issue)}`;
    }),
  );
}
