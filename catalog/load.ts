import { chains } from "#catalog/chains.ts";
import { controls } from "#catalog/controls.ts";
import { CatalogError } from "#catalog/document.ts";
import { services } from "#catalog/index.ts";
import { problemLine, type ReadOperatorFile, readOperatorFile } from "#catalog/operator-file.ts";
import { emptyOptOuts, leaveAlone } from "#catalog/opt-out.ts";
import type { OperatorFile } from "#catalog/schema.ts";
import { verifyCatalog } from "#catalog/verify.ts";
import type { Catalog, ServiceSpec } from "#domain/check/service.ts";

/** Our own files, without an operator's. */
export const ownCatalog: Catalog = { services, chains, controls };

export interface LoadOptions {
  /** Path of the operator's file, YAML or JSON, when there is one. */
  readonly operatorFile?: string;
  readonly readFile: (path: string) => string;
}

/**
 * The catalog: our files with the operator's laid over them.
 * @throws CatalogError with every problem, those of the operator's file by line and column.
 */
export function loadCatalog({ operatorFile, readFile }: LoadOptions): Catalog {
  const operator = operatorFile === undefined ? null : readOperatorFile(operatorFile, readText(operatorFile, readFile));
  const catalog = operator ? layOver(ownCatalog, operator.content) : ownCatalog;
  const lines = verifyCatalog(catalog).map((problem) => problemLine(problem, operator));
  if (operator) lines.push(...operatorProblems(operator));
  if (lines.length > 0) throw new CatalogError(lines);
  return catalog;
}

function readText(path: string, readFile: LoadOptions["readFile"]): string {
  try {
    return readFile(path);
  } catch (error) {
    throw new CatalogError([`${path}: cannot be read: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

/** An entry of the same slug takes the old one's place; a new one comes last. */
function replaceBySlug<T extends { readonly slug: string }>(ours: readonly T[], theirs: readonly T[] = []): T[] {
  const known = new Set(ours.map(({ slug }) => slug));
  const added = theirs.filter(({ slug }, index) => !known.has(slug) && firstOf(theirs, slug) === index);
  return [...ours.map((entry) => theirs.find(({ slug }) => slug === entry.slug) ?? entry), ...added];
}

function firstOf(entries: readonly { readonly slug: string }[], slug: string): number {
  return entries.findIndex((entry) => entry.slug === slug);
}

/** What only the operator's file by itself can have wrong: slugs given twice, removals and opt-outs of nothing. */
function operatorProblems({ content, locate }: ReadOperatorFile): string[] {
  const twice = (["services", "chains"] as const).flatMap((list) =>
    (content[list] ?? []).flatMap(({ slug }, index, entries) =>
      firstOf(entries, slug) === index
        ? []
        : [`${locate([list, index, "slug"])}: ${list}[${index}].slug: ${slug} stands in this file twice`],
    ),
  );
  const unasked = emptyOptOuts(layOver(ownCatalog, { ...content, optOut: [] }), content.optOut ?? []).map(
    (index) => `${locate(["optOut", index])}: optOut[${index}]: nobody of this name is asked anything`,
  );
  const missing = (content.remove ?? []).flatMap((slug, index) =>
    services.some((service) => service.slug === slug)
      ? []
      : [`${locate(["remove", index])}: remove[${index}]: there is no service ${slug}`],
  );
  return [...twice, ...missing, ...unasked];
}

/** Our catalog with an operator's laid over it, not verified yet. */
function layOver(ours: Catalog, theirs: OperatorFile): Catalog {
  const removed = new Set(theirs.remove);
  const kept = ours.services.filter(({ slug }) => !removed.has(slug)).map((service) => without(service, removed));
  const laid: Catalog = {
    services: replaceBySlug(kept, theirs.services),
    chains: replaceBySlug(ours.chains, theirs.chains),
    controls: theirs.controls ?? ours.controls,
  };
  return leaveAlone(laid, theirs.optOut ?? []);
}

/** Our services forget what they depended on when the operator does not want it. */
function without(service: ServiceSpec, removed: ReadonlySet<string>): ServiceSpec {
  const { dependsOn, ...rest } = service;
  return dependsOn ? { ...rest, dependsOn: dependsOn.filter((slug) => !removed.has(slug)) } : service;
}
