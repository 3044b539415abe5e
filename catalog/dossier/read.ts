import { CatalogError, readDocument } from "#catalog/document.ts";
import { dossierSchema } from "#catalog/dossier/schema.ts";
import { dossierProblems } from "#catalog/dossier/verify.ts";
import { withoutEnding } from "#domain/document-name.ts";
import type { Dossier } from "#domain/replay/dossier.ts";

/** A dossier's file: its name with its ending, and its text. */
export interface DossierFileText {
  readonly name: string;
  readonly text: string;
}

export interface ReadDossiers {
  /** The newest outage first. */
  readonly dossiers: readonly Dossier[];
  /** A line for each thing that is wrong, with file, line and column. A file with one is left out, and no other. */
  readonly problems: readonly string[];
}

/** Reads dossiers, JSON or YAML; `folder` is what stands before their names in problems. */
export function readDossiers(files: readonly DossierFileText[], folder: string): ReadDossiers {
  const dossiers: Dossier[] = [];
  const problems: string[] = [];
  const read = new Map<string, string>();
  for (const { name, text } of files) {
    try {
      const { dossier, locate } = readDossier(`${folder}/${name}`, name, text);
      const other = read.get(dossier.id);
      if (other !== undefined) throw new CatalogError([`${locate(["id"])}: id: is that of ${other}, too`]);
      read.set(dossier.id, name);
      dossiers.push(dossier);
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { dossiers: dossiers.sort((a, b) => (a.started_at < b.started_at ? 1 : -1)), problems };
}

function readDossier(path: string, name: string, text: string) {
  const { content, locate } = readDocument(path, text, dossierSchema);
  const problems = dossierProblems(content, withoutEnding(name));
  if (problems.length > 0) {
    throw new CatalogError(
      problems.map((problem) => `${locate(problem.path)}: ${problem.path.at(-1)}: ${problem.message}`),
    );
  }
  const { counts: _counts, $schema: _schema, ...dossier } = content;
  return { dossier: dossier satisfies Dossier, locate };
}
