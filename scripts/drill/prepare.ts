import { existsSync, readFileSync } from "node:fs";
import { readDossiers } from "#catalog/dossier/read.ts";
import { ownCatalog } from "#catalog/load.ts";
import type { Catalog } from "#domain/check/service.ts";
import type { CloudStatement, Scenario } from "#domain/drill/scenario.ts";
import { statementsOf } from "#domain/drill/statement.ts";
import { castOf } from "#drill/cast.ts";
import { scenarios } from "#drill/scenarios/scenarios.ts";

/** A scenario with all that it takes to play it. */
export interface Drill {
  readonly scenario: Scenario;
  readonly statements: readonly CloudStatement[];
  /** Cut down to who takes part. */
  readonly catalog: Catalog;
  readonly speed: number;
}

const FOLDER = "catalog/dossiers";

/** @throws Error when there is no such scenario, or it does not hold together. */
export function findScenario(id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found === undefined) throw new Error(`There is no scenario "${id}". There are:\n${listed()}`);
  return found;
}

/** A line for each scenario. */
export function listed(): string {
  return scenarios
    .map(({ id, title }) => `  ${id.padEnd(32)}${typeof title === "string" ? title : title.en}`)
    .join("\n");
}

export function prepareDrill(scenario: Scenario, speed: number): Drill {
  const { dossier: named } = scenario;
  const dossier = named?.cloud ? readDossier(named.id) : null;
  return {
    scenario,
    statements: statementsOf(scenario, dossier),
    catalog: castOf(ownCatalog, scenario, speed),
    speed,
  };
}

function readDossier(id: string) {
  const name = `${id}.json`;
  const path = new URL(`../../${FOLDER}/${name}`, import.meta.url);
  if (!existsSync(path)) throw new Error(`${FOLDER}/${name} is missing, which the scenario posts from`);
  const { dossiers, problems } = readDossiers([{ name, text: readFileSync(path, "utf8") }], FOLDER);
  const [dossier] = dossiers;
  if (dossier === undefined) throw new Error(problems.join("\n"));
  return dossier;
}
