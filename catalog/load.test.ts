import { describe, expect, test } from "vitest";
import { CatalogError } from "#catalog/document.ts";
import { loadCatalog, ownCatalog } from "#catalog/load.ts";
import { goodService } from "#catalog/testing/sample-service.ts";
import { locateChecks, notMonitored } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";

function load(text: string, operatorFile = "mine.yaml"): Catalog {
  return loadCatalog({ operatorFile, readFile: () => text });
}

/** Every problem that a file is refused for. */
function problems(text: string): readonly string[] {
  try {
    load(text);
  } catch (error) {
    if (error instanceof CatalogError) return error.problems;
    throw error;
  }
  return [];
}

const YAML = `services:
  - slug: example
    name: Example
    kind: exchange
    homepage: https://example.org
    lifecycle: { state: active }
    statusPage: { url: null, kind: none, apiUrl: null, verified: recalled }
    hosting: []
    components:
      - slug: api
        name: API
        layer: access
        checks:
          - slug: book
            proves: The order book is served
            signal: market_data
            tier: core
            vital: true
            intervalS: 60
            request: { probe: http, method: GET, url: "https://api.example.org/book", format: json }
            assertions:
              - { op: exists, path: $.bids }
            verified: docs
`;

describe("loadCatalog without an operator's file", () => {
  test("is our own catalog, and reads no file", () => {
    const catalog = loadCatalog({
      readFile: () => {
        throw new Error("read");
      },
    });
    expect(catalog).toBe(ownCatalog);
  });
});

describe("loadCatalog with an operator's file", () => {
  test("adds a service from YAML, after ours", () => {
    const catalog = load(YAML);
    expect(catalog.services.length).toBe(ownCatalog.services.length + 1);
    expect(catalog.services.at(-1)).toEqual(goodService);
  });

  test("adds the same from JSON", () => {
    expect(load(JSON.stringify({ services: [goodService] }), "mine.json").services.at(-1)).toEqual(goodService);
  });

  test("replaces a service of the same slug whole, in its place", () => {
    const mine = { ...goodService, slug: "kraken", name: "My Kraken" };
    const catalog = load(JSON.stringify({ services: [mine] }));
    expect(catalog.services.map(({ slug }) => slug)).toEqual(ownCatalog.services.map(({ slug }) => slug));
    expect(catalog.services.find(({ slug }) => slug === "kraken")).toEqual(mine);
  });

  test("removes a service, and what others depended on it", () => {
    const catalog = load("remove: [coinbase, infura]\n");
    expect(catalog.services.length).toBe(ownCatalog.services.length - 2);
    expect(catalog.services.find(({ slug }) => slug === "base-app")?.dependsOn).toEqual(["base"]);
    expect(catalog.services.find(({ slug }) => slug === "metamask")?.dependsOn).toEqual([]);
  });

  test("replaces controls as a whole and chains one by one", () => {
    const [ethereum] = ownCatalog.chains;
    const mine = [...ownCatalog.controls].reverse();
    const catalog = load(JSON.stringify({ controls: mine, chains: [{ ...ethereum, blockTimeS: 11 }] }));
    expect(catalog.controls).toEqual(mine);
    expect(catalog.chains).toHaveLength(ownCatalog.chains.length);
    expect(catalog.chains[0]?.blockTimeS).toBe(11);
  });

  test("lets a block be shared by an anchor", () => {
    const text = YAML.replace("lifecycle: { state: active }", "lifecycle: &on { state: active }");
    const other = YAML.split("\n").slice(1).join("\n").replace("slug: example", "slug: other");
    const shared = other.replace("lifecycle: { state: active }", "lifecycle: *on");
    expect(load(text + shared).services.at(-1)?.lifecycle).toEqual({ state: "active" });
  });

  test("leaves our own catalog as it was", () => {
    const before = JSON.stringify(ownCatalog);
    load("remove: [coinbase]\n");
    expect(JSON.stringify(ownCatalog)).toBe(before);
  });
});

describe("a bad operator's file is refused by line, column and reason", () => {
  test.each([
    ["a misspelt key", "servises: []\n", ['mine.yaml:1:1: unknown "servises"']],
    [
      "an unknown key deep inside",
      YAML.replace("            vital: true", "            vitl: true"),
      ['mine.yaml:18:13: services[0].components[0].checks[0]: unknown "vitl"'],
    ],
    [
      "a wrong kind",
      YAML.replace("kind: exchange", "kind: shop"),
      [expect.stringMatching(/^mine\.yaml:4:5: services\[0\]\.kind: Invalid option: expected one of "exchange"\|/)],
    ],
    [
      "a missing field, at the entry it is missing from",
      YAML.replace("    homepage: https://example.org\n", ""),
      ["mine.yaml:2:5: services[0].homepage: must be given (string)"],
    ],
    [
      "a number as text",
      YAML.replace("intervalS: 60", 'intervalS: "60"'),
      [
        "mine.yaml:19:13: services[0].components[0].checks[0].intervalS: Invalid input: expected number, received string",
      ],
    ],
    [
      "an interval that is too short",
      YAML.replace("intervalS: 60", "intervalS: 5"),
      ["mine.yaml:19:13: services[0].components[0].checks[0].intervalS: no target is asked more often than every 20 s"],
    ],
    [
      "an assertion that does not exist",
      YAML.replace("op: exists", "op: exist"),
      [
        "mine.yaml:22:19: services[0].components[0].checks[0].assertions[0].op: op must be one of the assertions in domain/check/spec.ts, such as eq, exists or len_gte",
      ],
    ],
    [
      "a key twice",
      YAML.replace("    name: Example\n", "    name: A\n    name: B\n"),
      ["mine.yaml:4:5: Map keys must be unique"],
    ],
    ["broken YAML", 'services: [{ slug: "x }]\n', expect.arrayContaining(['mine.yaml:2:1: Missing closing "quote'])],
    ["broken JSON", '{ "services": [ }\n', expect.arrayContaining(["mine.yaml:1:18: Flow map must end with a }"])],
    ["an unknown tag", "remove: !secret [kraken]\n", [expect.stringMatching(/^mine\.yaml:1:9: Unresolved tag/)]],
    [
      "two documents",
      "remove: []\n---\nremove: []\n",
      [expect.stringMatching(/^mine\.yaml:2:1: .*multiple documents/)],
    ],
    ["nothing at all", "", [expect.stringMatching(/^mine\.yaml:1:1: /)]],
    [
      "a list",
      "- kraken\n",
      [expect.stringMatching(/^mine\.yaml:1:1: Invalid input: expected object, received array/)],
    ],
    ["the removal of nothing", "remove:\n  - krakn\n", ["mine.yaml:2:5: remove[0]: there is no service krakn"]],
    [
      "a service twice",
      YAML + YAML.split("\n").slice(1).join("\n"),
      ["mine.yaml:24:5: services[1].slug: example stands in this file twice"],
    ],
    [
      "one of our services twice",
      (YAML + YAML.split("\n").slice(1).join("\n")).replaceAll("slug: example", "slug: gemini"),
      ["mine.yaml:24:5: services[1].slug: gemini stands in this file twice"],
    ],
    [
      "an address without TLS",
      YAML.replace("https://api.example.org", "http://api.example.org"),
      ["mine.yaml:20:50: example/api/book: url: must begin with https://"],
    ],
    [
      "a path that cannot be read",
      YAML.replace("path: $.bids", "path: bids"),
      [expect.stringMatching(/^mine\.yaml:22:17: example\/api\/book: .*bids/)],
    ],
    [
      "a chain that does not exist",
      YAML.replace("layer: access", "layer: access\n        chain: atlantis"),
      ["mine.yaml:13:9: example/api: there is no chain atlantis in catalog/chains.ts"],
    ],
    [
      "an alias that is taken",
      YAML.replace("lifecycle:", "aliases: { huobi: example }\n    lifecycle:"),
      ["mine.yaml:6:16: example: alias huobi is taken by htx"],
    ],
    [
      "a control on a judged cloud",
      `controls:\n${ownCatalog.controls
        .map((control) => `  - ${JSON.stringify(control.slug === "quad9" ? { ...control, asn: 13335 } : control)}\n`)
        .join("")}`,
      [expect.stringMatching(/^mine\.yaml:2:\d+: quad9: asn: AS13335 is Cloudflare, which is judged here$/)],
    ],
    [
      "too few controls",
      "controls: []\n",
      [
        "catalog/controls.ts: controls: 0 controls, 4 are needed",
        "catalog/controls.ts: controls: 0 networks, 3 are needed",
        "catalog/controls.ts: controls: 0 controls of kind http, 2 are needed",
      ],
    ],
  ])("%s", (_name, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test("aliases of aliases, which would grow without end", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ...[..."bcdefgh"].map((name, index) => {
        const last = "abcdefgh"[index];
        return `${name}: &${name} [${Array(9).fill(`*${last}`).join(",")}]`;
      }),
    ].join("\n");
    expect(problems(bomb)).toEqual([expect.stringMatching(/^mine\.yaml:1:1: Excessive alias count/)]);
  });

  test.each(["[", '{"a":'])("%s nested without end", (open) => {
    expect(problems(`\n${open.repeat(100_000)}`)).toEqual([
      expect.stringMatching(/^mine\.yaml:2:\d+: nested too deep$/),
    ]);
  });

  test("more than a mebibyte", () => {
    expect(problems(`# ${"x".repeat(1_048_576)}\n`)).toEqual(["mine.yaml: larger than 1 MiB, which no catalog is"]);
  });

  test("a file that cannot be read", () => {
    const readFile = () => {
      throw new Error("ENOENT: no such file");
    };
    expect(() => loadCatalog({ operatorFile: "gone.yaml", readFile })).toThrow("gone.yaml: cannot be read: ENOENT");
  });

  test("all problems at once, in one message", () => {
    const text = YAML.replace("kind: exchange", "kind: shop").replace("intervalS: 60", "intervalS: 5");
    expect(problems(text)).toHaveLength(2);
    expect(() => load(text)).toThrow(/the catalog cannot be used:\n {2}mine\.yaml:4:5: .*\n {2}mine\.yaml:19:13: /);
  });
});

describe("those who asked not to be probed", () => {
  const checksOf = (catalog: Catalog, slug: string) =>
    catalog.services.find((service) => service.slug === slug)?.components.flatMap(({ checks }) => checks) ?? [];

  test("stay in the catalog, and none of their checks is run by anybody", () => {
    const catalog = load("optOut:\n  - { service: kraken, since: 2026-11-23, note: by mail }\n");
    const checks = locateChecks(catalog).filter(({ service }) => service.slug === "kraken");
    expect(checks.length).toBe(checksOf(ownCatalog, "kraken").length);
    for (const check of checks) {
      expect(check.check.optedOut).toEqual({ who: "kraken", since: "2026-11-23" });
      expect(notMonitored(check, { env: () => true, probe: () => true })).toBe("opted_out");
    }
    expect(checksOf(catalog, "coinbase")).toEqual(checksOf(ownCatalog, "coinbase"));
  });

  test("may be a host, which means all hosts below it, whoever's service asks it, and no other", () => {
    const catalog = load("optOut:\n  - { host: kraken.com }\n");
    const marked = locateChecks(catalog).filter(({ check }) => check.optedOut !== undefined);
    expect(marked.length).toBeGreaterThan(0);
    for (const { check } of marked) expect("url" in check.request && check.request.url).toMatch(/[/.]kraken\.com\//);
    const others = locateChecks(catalog).filter(({ check }) => check.optedOut === undefined);
    for (const { check } of others) expect(JSON.stringify(check.request)).not.toMatch(/[/.]kraken\.com\//);
  });

  test("keep what is asked of them as it was: they are not unproven when they change their mind", () => {
    const asked = checksOf(load("optOut: [{ service: kraken }]"), "kraken").map(({ optedOut: _, ...check }) => check);
    expect(asked).toEqual(checksOf(ownCatalog, "kraken"));
  });

  test("are no controls either, and where too few are left another is asked for", () => {
    const hosts = ownCatalog.controls.flatMap((one) => (one.kind === "http" ? [new URL(one.url).hostname] : []));
    const list = (some: readonly string[]) => `optOut:\n${some.map((host) => `  - { host: ${host} }\n`).join("")}`;
    expect(problems(list(hosts)).join("\n")).toMatch(/0 controls of kind http, 2 are needed/);
  });

  test("must be asked something here: a mistyped name would be a promise that is not kept", () => {
    expect(problems("optOut:\n  - { service: krakn }\n  - { host: kraken.co }\n")).toEqual([
      "mine.yaml:2:5: optOut[0]: nobody of this name is asked anything",
      "mine.yaml:3:5: optOut[1]: nobody of this name is asked anything",
    ]);
  });
});
