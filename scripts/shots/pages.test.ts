import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { pageNames, type Shown, shotPages } from "#scripts/shots/pages.ts";
import { exampleScorecard } from "#scripts/shots/scorecard.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SHOWN: Shown = { service: "infura", incident: "0199-incident", drill: exampleScorecard().scenario.id };

it("every page that is built is taken, at an address with nothing left to fill in", () => {
  const pages = shotPages(root, SHOWN);
  expect(pages.map(({ name }) => name)).toEqual(pageNames(root));
  for (const { path } of pages) expect(path).not.toMatch(/[{}]|undefined|\/\/|.\/$/);
});

it("each page of one thing shows one of its own kind", () => {
  const paths = new Map(shotPages(root, SHOWN).map(({ name, path }) => [name, path]));
  expect(paths.get("incidents-id")).toBe("/incidents/0199-incident");
  expect(paths.get("replay-id")).toBe("/replay/2025-10-20-aws-us-east-1");
  expect(paths.get("drill-id")).toBe(`/drill/${SHOWN.drill}`);
  expect(paths.get("services-slug")).toBe("/services/infura");
});

it("without incidents, a scorecard or services, only the page of one is left out", () => {
  const leftOut = (shown: Partial<typeof SHOWN>) => {
    const names = shotPages(root, { ...SHOWN, ...shown }).map(({ name }) => name);
    return pageNames(root).filter((name) => !names.includes(name));
  };
  expect(leftOut({ incident: null })).toEqual(["incidents-id"]);
  expect(leftOut({ drill: null })).toEqual(["drill-id"]);
  expect(leftOut({ service: null })).toEqual(["services-slug"]);
});
