import { describe, expect, test } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { catalogOf, goodCheck, goodService, withCheck } from "#catalog/testing/sample-service.ts";
import { verifyCatalog } from "#catalog/verify.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import type { Catalog, ComponentSpec, ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec, DnsRequest, HttpRequest, WebSocketRequest } from "#domain/check/spec.ts";

const request = goodCheck.request as HttpRequest;
const url = (text: string): Partial<CheckSpec> => ({ request: { ...request, url: text } });
const component = (change: Partial<ComponentSpec>): ServiceSpec => ({
  ...goodService,
  components: [{ slug: "api", name: "API", layer: "access", checks: [goodCheck], ...change }],
});
const question: DnsRequest = { probe: "dns", name: "api.example.org", type: "A" };
const socket: WebSocketRequest = { probe: "websocket", url: "wss://stream.example.org/v2" };
const second: CheckSpec = { ...goodCheck, slug: "trades" };
const head: CheckSpec = { ...goodCheck, slug: "head", facts: { head_number: "$.n" }, chain: "base" };

function messages(catalog: Catalog): string[] {
  return verifyCatalog(catalog).map(({ where, message }) => `${where}: ${message}`);
}

describe("our own catalog", () => {
  test("has no problems", () => {
    expect(messages(ownCatalog)).toEqual([]);
  });

  test("gives every RPC network, chain and order book that is judged by one check exactly one vital check", () => {
    const judged = ownCatalog.services.flatMap((service) =>
      service.components
        .filter(({ checks }) => checks.some(({ tier }) => tier === "core"))
        .map((part) => ({ service, part, heads: part.checks.filter((check) => check.chain !== undefined) })),
    );
    for (const { service, part, heads } of judged) {
      const id = `${service.slug}/${part.slug}`;
      const vital = part.checks.filter((check) => check.vital).map(({ slug }) => slug);
      const operators = new Set(heads.map((check) => check.operator ?? service.slug));
      if (part.layer === "chain" && operators.size > 1) expect(vital, `${id} is judged by quorum`).toEqual([]);
      // The indexer's market matters more than its height.
      else if (operators.size === 1 && id !== "dydx/indexer") expect(vital, id).toEqual([heads[0]?.slug]);
      if (part.checks.some(({ signal }) => signal === "market_data")) expect(vital, id).toEqual(["book"]);
    }
  });

  test("sees Ethereum, Bitcoin, Solana, the XRP Ledger, Filecoin and Akash through three independent operators", () => {
    for (const chain of ["ethereum", "bitcoin", "solana", "xrp-ledger", "filecoin", "akash"]) {
      const heads = locateChecks(ownCatalog).filter(({ check }) => check.chain === chain);
      const operators = new Set(heads.map(({ check, service }) => check.operator ?? service.slug));
      expect(operators.size, chain).toBeGreaterThanOrEqual(3);
    }
  });

  test("reports number, and hash where there is one, with every head", () => {
    for (const { id, check } of locateChecks(ownCatalog)) {
      if (check.chain === undefined) continue;
      expect(check.facts?.head_number, id).toBeDefined();
      if (check.request.probe === "json-rpc" && check.request.family === "evm") {
        expect(check.facts?.head_hash, id).toBeDefined();
      }
    }
  });
});

describe("verifyCatalog", () => {
  test("finds nothing wrong with a good service", () => {
    expect(messages(catalogOf(goodService))).toEqual([]);
  });

  test("finds nothing wrong with a question to two resolvers, nor with a WebSocket", () => {
    const asked = { ...question, name: "_dmarc.api-1.example.org", resolvers: ["192.0.2.53", "2001:db8::53"] };
    for (const request of [asked, { ...socket, send: { method: "subscribe" }, maxBodyBytes: 1_000_000 }]) {
      expect(messages(catalogOf(withCheck({ request })))).toEqual([]);
    }
  });

  test.each<[string, ServiceSpec, string]>([
    ["a slug under which everything stands", { ...goodService, slug: "all" }, "all: is what badges and frames"],
    ["a slug that is not kebab-case", { ...goodService, slug: "Example_1" }, "Example_1: a slug is lower-case"],
    ["two services of one name", goodService, "example: two services are named example"],
    ["no components", { ...goodService, components: [] }, "example: has no components"],
    ["no checks", component({ checks: [] }), "example/api: has no checks"],
    ["a component named like its service", component({ slug: "example" }), "cannot be named like its service"],
    [
      "two checks of one name",
      component({ checks: [goodCheck, { ...goodCheck, vital: false }] }),
      "two checks are named",
    ],
    [
      "two vital checks",
      component({ checks: [goodCheck, second] }),
      "example/api: more than one vital check: book, trades",
    ],
    ["a vital check that is not core", withCheck({ tier: "aux" }), "only a core check can be vital"],
    ["an interval under 20 s", withCheck({ intervalS: 10 }), "example/api/book: no target is asked more often"],
    ["http", withCheck(url("http://api.example.org/")), "must begin with https://"],
    ["a WebSocket without TLS", withCheck({ request: { probe: "websocket", url: "ws://a.example.org" } }), "wss://"],
    ["a status of a WebSocket", withCheck({ request: socket, status: [101] }), "websocket has no status"],
    [
      "a name that is an address",
      withCheck({ tier: "aux", vital: false, request: { ...question, name: "192.0.2.1" } }),
      "must be a host name",
    ],
    ["a name with a dot at its end", withCheck({ request: { ...question, name: "api.example.org." } }), "host name"],
    ["a name with a scheme", withCheck({ request: { ...question, name: "https://api.example.org" } }), "host name"],
    ["a resolver named twice", withCheck({ request: { ...question, resolvers: ["9.9.9.9", "9.9.9.9"] } }), "twice"],
    ["no resolvers at all", withCheck({ request: { ...question, resolvers: [] } }), "must not be empty"],
    ["a core question to one resolver", withCheck({ request: question }), "a core check asks two resolvers"],
    ["no address at all", withCheck(url("api.example.org")), "is not an address"],
    ["credentials in an address", withCheck(url("https://me:pw@api.example.org/")), "must not carry a user name"],
    [
      "a key in an address",
      withCheck(url("https://api.example.org/?apikey=abc123")),
      "apikey must come from the environment",
    ],
    ["a placeholder without a name", withCheck(url("https://api.example.org/$" + "{}")), "a placeholder is"],
    ["a placeholder in lower case", withCheck(url("https://api.example.org/$" + "{my-key}")), "a placeholder is"],
    ["a host from the environment", withCheck(url("https://$" + "{HOST}/x")), "a host is written out"],
    ["nothing but a host from the environment", withCheck(url("https://$" + "{HOST}")), "a host is written out"],
    ["a variable that is not declared", withCheck(url("https://api.example.org/{height}")), "{height} is not declared"],
    [
      "a variable that is not used",
      withCheck({ request: { ...request, variables: { height: { from: "a/b/c", offset: 0, as: "text" } } } }),
      "{height} is declared but never used",
    ],
    [
      "a variable from nowhere",
      withCheck({
        request: {
          ...request,
          url: "https://api.example.org/{height}",
          variables: { height: { from: "a/b/c", offset: 0, as: "text" } },
        },
      }),
      "there is no check a/b/c",
    ],
    [
      "a variable from a check without a head",
      component({
        checks: [
          goodCheck,
          {
            ...second,
            vital: false,
            request: {
              ...request,
              url: "https://api.example.org/{height}",
              variables: { height: { from: "example/api/book", offset: 0, as: "text" } },
            },
          },
        ],
      }),
      "example/api/book reads no head_number",
    ],
    ["a GET with a body", withCheck({ request: { ...request, body: {} } }), "GET has no body"],
    ["an empty list of statuses", withCheck({ status: [] }), "leave it out for 200"],
    ["a status twice", withCheck({ status: [200, 200] }), "names a status twice"],
    ["a path that cannot be read", withCheck({ assertions: [{ op: "exists", path: "$.a..b" }] }), "$.a..b"],
    [
      "a pattern that does not compile",
      withCheck({ assertions: [{ op: "regex", path: "$", value: "(" }] }),
      "regular expression",
    ],
    ["a fact's path", withCheck({ facts: { mode: "mode" } }), "example/api/book: mode"],
    ["a neutral pattern", withCheck({ neutral: [{ type: "neutral.quota", body: "[" }] }), "regular expression"],
    ["a neutral rule for everything", withCheck({ neutral: [{ type: "neutral.quota" }] }), "would excuse everything"],
    [
      "limits the wrong way round",
      withCheck({ freshness: { fact: "data_age_s", path: "$.t", unit: "epoch_s", warnS: 60, critS: 5 } }),
      "warns later than it fails",
    ],
    [
      "a word of an ABI answer without its index",
      withCheck({ freshness: { fact: "data_age_s", path: "$.t", unit: "abi_word_epoch_s" } }),
      "index belongs to unit abi_word_epoch_s",
    ],
    [
      "a sequence that is a time",
      withCheck({ freshness: { fact: "sequence", path: "$.t", unit: "epoch_s" } }),
      "unit sequence and fact sequence belong together",
    ],
    ["a chain that does not exist", component({ chain: "atlantis" }), "there is no chain atlantis"],
    ["the chain layer without a chain", component({ layer: "chain" }), "layer chain needs a chain"],
    ["a head of another chain", component({ chain: "linea", checks: [head] }), "the component serves linea"],
    [
      "a head without a number",
      component({ chain: "base", checks: [{ ...goodCheck, chain: "base" }] }),
      "needs facts.head_number",
    ],
    [
      "another chain's id",
      component({ chain: "base", checks: [{ ...goodCheck, signal: "identity", expectsChainId: "0x1" }] }),
      "base has chain id 8453",
    ],
    ["an agreement on nothing", withCheck({ agreement: { depth: 1, minAgree: 2 } }), "agreement needs facts.head_hash"],
    ["an optional check without a key", withCheck({ tier: "optional", vital: false }), "runs only with a key"],
    [
      "a retired service that is still asked",
      withCheck({}, { lifecycle: { state: "retired", effective: "2026-01-01T00:00:00Z" } }),
      "a retired service has only disabled checks",
    ],
    [
      "a retired service without a date",
      withCheck({ tier: "disabled", vital: false }, { lifecycle: { state: "retired" } }),
      "says since when",
    ],
    ["an uncertain service that counts", withCheck({}, { lifecycle: { state: "uncertain" } }), "no core checks until"],
    ["an alias for nothing", { ...goodService, aliases: { ex: "web" } }, "alias ex stands for web"],
    [
      "a name on its status page that stands for nothing",
      { ...goodService, statusPage: { ...goodService.statusPage, components: { REST: "rest" } } },
      "REST stands for rest, which is no part",
    ],
    [
      "an alias that is a name",
      { ...goodService, aliases: { example: "example" } },
      "alias example is taken by example",
    ],
    ["a dependency on nothing", { ...goodService, dependsOn: ["nowhere"] }, "there is no service nowhere"],
    ["a dependency on itself", { ...goodService, dependsOn: ["example"] }, "depends on itself"],
    [
      "a hosting claim without a source",
      { ...goodService, hosting: [{ provider: "aws", region: null, claim: "x", sourceUrl: "", strength: "x" }] },
      "a hosting claim needs a source",
    ],
    [
      "a limit for a host that is not asked",
      { ...goodService, limits: [{ host: "other.example.org", requests: 1, perS: 1, source: "x" }] },
      "no check of this service asks other.example.org",
    ],
    [
      "intervals beyond a documented limit",
      { ...goodService, limits: [{ host: "api.example.org", requests: 1, perS: 60, source: "x" }] },
      "checks send up to 2.0 in 60 s to api.example.org, 1 are allowed",
    ],
    [
      "a Statuspage without its data",
      {
        ...goodService,
        statusPage: { url: "https://s.example.org", kind: "statuspage", apiUrl: null, verified: "docs" },
      },
      "a Statuspage has a page and an address",
    ],
  ])("finds %s", (_name, service, message) => {
    const twice = message.includes("two services") ? [service] : [];
    expect(messages(catalogOf(service, ...twice)).join("\n")).toContain(message);
  });

  test("says where a problem stands, down to the field", () => {
    const [problem] = verifyCatalog(catalogOf(withCheck(url("http://api.example.org/"))));
    expect(problem).toEqual({
      where: "example/api/book",
      message: "must begin with https://",
      entry: { list: "services", slug: "example" },
      path: ["components", 0, "checks", 0, "request", "url"],
    });
  });

  test("finds two names for two services among all slugs and aliases", () => {
    const other = { ...goodService, slug: "other", aliases: { example: "other" } };
    expect(messages(catalogOf(goodService, other))).toContain("other: alias example is taken by example");
  });

  test("counts what all services send to one host against its limit", () => {
    const limited = { ...goodService, limits: [{ host: "api.example.org", requests: 3, perS: 60, source: "x" }] };
    expect(messages(catalogOf(limited))).toEqual([]);
    expect(messages(catalogOf(limited, { ...goodService, slug: "other" })).join()).toContain("up to 4.0 in 60 s");
  });

  test("finds a chain that settles on nothing, on itself, or warns too late", () => {
    const [ethereum] = ownCatalog.chains;
    if (!ethereum) throw new Error("no chains");
    const chain = { ...ethereum, slug: "x", limits: { ...ethereum.limits, headAgeWarnS: 999 } };
    const found = messages({
      ...catalogOf(goodService),
      chains: [
        { ...chain, parent: "y" },
        { ...chain, parent: "x" },
      ],
    });
    expect(found).toEqual(
      expect.arrayContaining([
        "x: there is no chain y",
        "x: a chain cannot settle on itself",
        "x: two chains are named x",
        "x: warns later than it fails",
      ]),
    );
  });
});
