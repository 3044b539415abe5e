import { expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { readCatalog, readCatalogDigest } from "#db/read/catalog.ts";
import { testDatabase } from "#db/testing/database.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import type { ServiceSpec } from "#domain/check/service.ts";

const database = testDatabase();
const NOW = Date.parse("2026-11-23T00:00:00Z");

const sync = (services: readonly ServiceSpec[], now = NOW) =>
  database.sql.begin((tx) => syncCatalog(tx, { services }, now));
const read = () => database.sql.begin((tx) => readCatalog(tx));
const digest = () => database.sql.begin((tx) => readCatalogDigest(tx));

/** What is left out means the same as its default. */
const withWeights = (services: readonly ServiceSpec[]) =>
  services.map((service) => ({
    ...service,
    components: service.components.map((component) => ({ weight: 1, ...component })),
  }));

it("what a vantage elsewhere reads is the catalog that was put there: every service, part and check, in its order", async () => {
  const ids = await sync(ownCatalog.services);
  const { services, checkIds } = await read();
  expect(services).toEqual(JSON.parse(JSON.stringify(withWeights(ownCatalog.services))));
  expect(checkIds).toEqual(ids);
});

it("its digest changes when anything of it does, and not when the same is put there again", async () => {
  await sync(ownCatalog.services);
  const first = await digest();
  await sync(ownCatalog.services, NOW + 60_000);
  expect(await digest()).toBe(first);
  const [one, ...others] = ownCatalog.services;
  if (one === undefined) throw new Error("the catalog is empty");
  await sync(others);
  const fewer = await digest();
  expect(fewer).not.toBe(first);
  expect((await read()).services.map(({ slug }) => slug)).not.toContain(one.slug);
  const marked = one.components.map((component) => ({
    ...component,
    checks: component.checks.map((check) => ({ ...check, optedOut: { who: one.slug, since: null } })),
  }));
  await sync([{ ...one, components: marked }, ...others]);
  expect([first, fewer]).not.toContain(await digest());
  const renamed = one.components.map((component) => ({ ...component, name: `${component.name} of another name` }));
  await sync([{ ...one, components: renamed }, ...others]);
  expect([first, fewer]).not.toContain(await digest());
  await sync(ownCatalog.services);
  expect(await digest()).toBe(first);
});
