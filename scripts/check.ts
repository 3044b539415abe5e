/**
 * `npm run check`: reads the catalog, with the operator's file when FAULTLINE_CATALOG names one, and the dossiers of past
 * outages, and says what they hold.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { contextFigures } from "#catalog/clouds/context.ts";
import { clouds } from "#catalog/clouds/providers.ts";
import { cloudProblems, figureProblems, hostingProblems } from "#catalog/clouds/verify.ts";
import { CatalogError } from "#catalog/document.ts";
import { readDossiers } from "#catalog/dossier/read.ts";
import { loadCatalog, ownCatalog } from "#catalog/load.ts";
import { locateChecks, neededEnv } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import { TIERS, VERIFICATIONS } from "#domain/check/spec.ts";
import { isDocumentName } from "#domain/document-name.ts";

/** `12 core, 3 aux`: how many of each, in the given order or by number. */
function counted(values: readonly string[], order?: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const names = order ?? [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return names.flatMap((name) => (counts.has(name) ? `${counts.get(name)} ${name}` : [])).join(", ");
}

/** What a catalog holds, in a few lines. */
export function summary(catalog: Catalog): string[] {
  const located = locateChecks(catalog);
  const components = catalog.services.flatMap((service) => service.components);
  const keys = [...new Set(located.flatMap(({ check }) => neededEnv(check)))].sort();
  return [
    `services      ${catalog.services.length}: ${counted(catalog.services.map(({ kind }) => kind))}`,
    `lifecycle     ${counted(catalog.services.map(({ lifecycle }) => lifecycle.state))}`,
    `components    ${components.length}: ${counted(components.map(({ layer }) => layer))}`,
    `checks        ${located.length}: ${counted(
      located.map(({ check }) => check.tier),
      TIERS,
    )}`,
    `probes        ${counted(located.map(({ check }) => check.request.probe))}`,
    `verification  ${counted(
      located.map(({ check }) => check.verified),
      VERIFICATIONS,
    )}`,
    `chains        ${catalog.chains.length}`,
    `controls      ${catalog.controls.length}: ${catalog.controls.map(({ slug, asn }) => `${slug} AS${asn}`).join(", ")}`,
    `clouds        ${clouds.length}: ${clouds.map(({ slug, regions }) => `${slug} ${regions.length}`).join(", ")} regions`,
    `keys          ${keys.join(", ") || "none"}`,
  ];
}

const DOSSIERS = "catalog/dossiers";

/** What the dossiers hold, in a line. @throws CatalogError with what is wrong with any of them. */
function dossierLine(): string {
  const folder = fileURLToPath(new URL(`../${DOSSIERS}/`, import.meta.url));
  const files = readdirSync(folder)
    .filter(isDocumentName)
    .map((name) => ({ name, text: readFileSync(`${folder}${name}`, "utf8") }));
  const { dossiers, problems } = readDossiers(files, DOSSIERS);
  if (problems.length > 0) throw new CatalogError(problems);
  const events = dossiers.reduce((sum, { events: all }) => sum + all.length, 0);
  return `dossiers      ${dossiers.length}: ${events} events`;
}

function main(): number {
  const operatorFile = process.env.FAULTLINE_CATALOG;
  try {
    const catalog = loadCatalog({
      ...(operatorFile ? { operatorFile } : {}),
      readFile: (path) => readFileSync(path, "utf8"),
    });
    const problems = [
      ...cloudProblems(clouds),
      ...figureProblems(contextFigures, clouds),
      // An operator may know clouds that we do not.
      ...hostingProblems(ownCatalog.services, clouds),
    ];
    if (problems.length > 0) throw new CatalogError(problems);
    const dossiers = dossierLine();
    const title = operatorFile ? `catalog with ${operatorFile}` : "catalog";
    console.log([title, ...[...summary(catalog), dossiers].map((line) => `  ${line}`), "no problems"].join("\n"));
    return 0;
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    const count = `${error.problems.length} ${error.problems.length === 1 ? "problem" : "problems"}`;
    console.error([...error.problems, count].join("\n"));
    return 1;
  }
}

process.exitCode = main();
