import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { clouds } from "#catalog/clouds/providers.ts";
import { services } from "#catalog/index.ts";
import { readQuery } from "#domain/publish/api/parameters.ts";
import { exampleOf, RESOURCE_ADDRESSES, resourceAt } from "#domain/publish/api/resources.ts";

const examples = RESOURCE_ADDRESSES.flatMap((at) => {
  const { example } = resourceAt(at);
  return example === undefined ? [] : [{ at, example: example as Readonly<Record<string, string>> }];
});

describe("an example", () => {
  it("is an address without a part that is left open, with its parameters as they are spelled", () => {
    expect(exampleOf("/api/v1/services/{slug}/said-against-saw")).toBe(
      "/api/v1/services/kraken/said-against-saw?limit=10",
    );
    expect(exampleOf("/api/v1/measurements")).toBe("/api/v1/measurements?check=kraken/api/time");
    expect(exampleOf("/api/v1/services")).toBe("/api/v1/services");
    expect(exampleOf("/api/v1/incidents/{id}")).toBeNull();
    for (const { at } of examples) expect(exampleOf(at), at).not.toMatch(/[{}]/);
  });

  it("is never refused", () => {
    for (const { at } of examples) {
      const [, query = ""] = (exampleOf(at) ?? "").split("?");
      expect(readQuery(new URLSearchParams(query), resourceAt(at).parameters ?? {}), at).toHaveProperty("given");
    }
  });

  it("names services, checks, clouds and dossiers that there are", () => {
    const slugs = services.map(({ slug }) => slug);
    const checks = services.flatMap((one) =>
      one.components.flatMap((part) => part.checks.map((check) => `${one.slug}/${part.slug}/${check.slug}`)),
    );
    const providers = clouds.map(({ slug }) => slug);
    const known: Readonly<Record<string, (value: string) => boolean>> = {
      slug: (value) => slugs.includes(value),
      service: (value) => slugs.includes(value),
      check: (value) => checks.includes(value),
      provider: (value) => providers.includes(value),
      cloud: (value) => providers.includes(value),
      without: (value) => providers.includes(value),
      id: (value) => existsSync(fileURLToPath(new URL(`../../../catalog/dossiers/${value}.json`, import.meta.url))),
    };
    for (const { at, example } of examples)
      for (const [name, value] of Object.entries(example))
        expect([at, name, known[name]?.(value) ?? true]).toEqual([at, name, true]);
  });
});

it("every part of an address that is no slug says what it is", () => {
  for (const at of RESOURCE_ADDRESSES) {
    const names = [...at.matchAll(/\{([a-z]+)\}/g)].map(([, name = ""]) => name);
    for (const name of Object.keys(resourceAt(at).parts ?? {})) expect(names, at).toContain(name);
  }
});
