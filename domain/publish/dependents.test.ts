import { expect, it } from "vitest";
import { concentrationFigures } from "#domain/hosting/concentration-figures.ts";
import { clouds, record } from "#domain/hosting/testing/record.ts";
import { type Losses, publishDependents } from "#domain/publish/dependents.ts";

const figures = await concentrationFigures(record, clouds);

it("a provider and each of its regions tell how many stand on them, and who: the likeliest to go with it first", () => {
  const dependents = publishDependents("aws", figures);
  const [likeliest] = dependents.slugs;
  expect(dependents).toEqual({
    count: 5,
    slugs: expect.arrayContaining(["a", "b", "c", "told", "wallet"]),
    regions: [{ region: "us-east-1", count: 5, slugs: dependents.slugs }],
  });
  expect(["a", "b", "c"]).toContain(likeliest);
});

it("on a provider of which nothing is known stands nobody", () => {
  expect(publishDependents("azure", figures)).toEqual({ count: 0, slugs: [], regions: [] });
});

it("the number is whole, however many names are left out", () => {
  const [first] = figures.regions;
  if (first === undefined) throw new Error("no region");
  const [service] = first.services;
  const many = Array.from(
    { length: 250 },
    (_, n) => ({ ...service, slug: `s${n}` }) as (typeof first.services)[number],
  );
  const losses: Losses = { at: 0, providers: [], regions: [{ ...first, services: many }] };
  const [region] = publishDependents("aws", losses).regions;
  expect([region?.count, region?.slugs.length, region?.slugs[0]]).toEqual([250, 100, "s0"]);
});
