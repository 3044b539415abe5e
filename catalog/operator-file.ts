import { type ReadDocument, readDocument } from "#catalog/document.ts";
import type { Problem } from "#catalog/problem.ts";
import { type OperatorFile, operatorSchema } from "#catalog/schema.ts";

export type ReadOperatorFile = ReadDocument<OperatorFile>;

/**
 * Reads an operator's file and checks its form.
 * @throws CatalogError naming file, line and column of each problem.
 */
export function readOperatorFile(file: string, text: string): ReadOperatorFile {
  return readDocument(file, text, operatorSchema);
}

/** A problem of the catalog as a line for a person: with its place in the operator's file, when it stands there. */
export function problemLine(problem: Problem, operator: ReadOperatorFile | null): string {
  const { list, slug } = problem.entry;
  const entries = operator?.content[list] ?? [];
  const index = entries.findIndex((entry) => entry.slug === slug);
  const last = problem.path.filter((part) => typeof part === "string").at(-1);
  // A message that names its field, or a place that is a list, needs no name before it.
  const named = last === undefined || ["checks", "components"].includes(last) || problem.message.includes(last);
  const field = named ? "" : `${last}: `;
  const text = `${problem.where}: ${field}${problem.message}`;
  if (operator && index >= 0) return `${operator.locate([list, index, ...problem.path])}: ${text}`;
  return `catalog/${list === "services" ? `services/${slug}` : list}.ts: ${text}`;
}
