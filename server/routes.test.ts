import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KIND_GROUPS } from "#components/words/words.ts";
import { exampleOf, RESOURCE_ADDRESSES } from "#domain/publish/api/resources.ts";
import { FEED_FILES } from "#domain/publish/feed/address.ts";
import { STATUSPAGE_FILES } from "#domain/publish/statuspage/files.ts";
import { apiTarget, embedTarget, feedTarget, fileTarget, KINDS, pageTarget } from "#server/routes.ts";

const app = fileURLToPath(new URL("../app", import.meta.url));

/** `[lang]/clouds/[provider]/page.tsx` -> `/clouds/some-slug`, for every such file. */
function addresses(folder: string, name: RegExp): string[] {
  return readdirSync(`${app}/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => name.test(file) && !/\[\.\.\.|\[\[/.test(file))
    .map((file) => `/${file.replace(name, "")}`.replace(/\[id\]/g, "abcdefghij12").replace(/\[[^\]]+\]/g, "some-slug"));
}

it("the table knows every page of app/[lang]", () => {
  const found = addresses("[lang]", /\/?page\.tsx$/);
  expect(found).toContain("/");
  for (const path of found) expect(pageTarget(path, ""), path).toBe(path === "/" ? "" : path);
});

it("the table knows every resource of app/api, and app/api every one of the table", () => {
  const files = readdirSync(`${app}/api`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("/route.ts") && !/\[\.\.\.|\[\[/.test(file))
    .map((file) => `/api/${file.replace("/route.ts", "")}`.replace(/\[([a-z]+)\]/g, "{$1}"));
  expect(files.sort()).toEqual([...RESOURCE_ADDRESSES].sort());
});

it("Statuspage's resources are asked of the one route that makes them", () => {
  expect(existsSync(`${app}/api/v2/[...file]/route.ts`)).toBe(true);
  for (const file of STATUSPAGE_FILES) expect(apiTarget(`/api/v2/${file}`, "")).toBe(`/api/v2/${file}`);
});

it("the table knows every file that app makes beside pages and the API", () => {
  const found = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|\/)route\.tsx?$/.test(file) && !/^(?:api|feeds)\//.test(file))
    .map((file) => `/${file.replace(/\/route\.tsx?$/, "")}`)
    .map((path) =>
      path
        .replace("mark/[file]", "mark/unknown.svg")
        .replace("incidents/[file]", "incidents/abcdefghij12.png")
        .replace("badge/[service]/uptime/[file]", "badge/some-slug/uptime/30d.svg")
        .replace("badge/[service]/latency/[file]", "badge/some-slug/latency/7d.json")
        .replace(/badge\/\[service\]$/, "badge/some-slug.svg")
        .replace(/\[provider\]$/, "some-slug.png")
        .replace("[provider]", "some-slug")
        .replace("[file]", "some-slug.png"),
    );
  expect(found).toContain("/robots.txt");
  for (const path of found) expect(fileTarget(path), path).toBe(path);
});

it("every feed and calendar is asked of the one route that makes them, and its own address leads to none", () => {
  expect(existsSync(`${app}/feeds/[lang]/[...address]/route.ts`)).toBe(true);
  for (const folder of ["", "/services/kraken", "/layers/chain", "/layers/cloud", "/clouds/aws"])
    for (const file of FEED_FILES) {
      expect(feedTarget(`${folder}/${file}`)).toBe(`/feeds/en${folder}/${file}`);
      expect(feedTarget(`/ja${folder}/${file}`)).toBe(`/feeds/ja${folder}/${file}`);
      expect(feedTarget(`/feeds/en${folder}/${file}`)).toBeNull();
    }
});

it("the table knows everything that stands in frames", () => {
  const found = addresses("embed/[lang]/[theme]", /\/?page\.tsx$/).map((path) => path.slice(1));
  expect(found.sort()).toEqual(["some-slug", "strata"]);
  for (const name of found) expect(embedTarget(`/embed/${name}`, ""), name).toBe(`/embed/en/auto/${name}`);
});

describe("a badge's query", () => {
  it("in its one spelling stays as it is, and is one of few where no label and no colour is asked for", () => {
    const value = (...known: string[]) => fc.option(fc.oneof(fc.constantFrom(...known), fc.string({ maxLength: 8 })));
    const query = fc.record({
      style: value("flat", "social"),
      label: value("Kraken", "\u0000"),
      color: value("green", "0B57D0"),
      lang: value("ja", "en"),
      theme: value("auto"),
      cacheSeconds: value("61", "1"),
      unknown: fc.string(),
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(query, (given) => {
        const search = new URLSearchParams(Object.entries(given).flatMap(([k, v]) => (v === null ? [] : [[k, v]])));
        const once = fileTarget("/badge/kraken.svg", `?${search}`) ?? "";
        const [path = "", again = ""] = once.split(/(?=\?)/);
        expect(fileTarget(path, again)).toBe(once);
        expect(once).not.toContain("unknown");
        if (!/label|color|cacheSeconds/.test(once)) seen.add(once);
      }),
      { numRuns: 500 },
    );
    expect(seen.size).toBeLessThanOrEqual(5 * 2 * 3);
    const spellings = ["?color=%230B57D0", "?color=0b57d0&style=flat", "?cacheSeconds=60&color=0b57d0&lang=en&x=y"];
    expect(new Set(spellings.map((search) => fileTarget("/badge/kraken.svg", search)))).toEqual(
      new Set(["/badge/kraken.svg?color=0b57d0"]),
    );
  });
});

it("a file of a name that is none is one and the same, and no page is a file", () => {
  expect(fileTarget("/mark/red.svg")).toBe("/mark/-.svg");
  expect(fileTarget("/pictures/services/../x.png")).toBeNull();
  expect(fileTarget("/robotsxtxt")).toBeNull();
  expect(fileTarget("/services")).toBeNull();
});

it("the table knows the groups of kinds that the pages know", () => {
  expect([...KINDS].sort()).toEqual([...new Set(Object.values(KIND_GROUPS))].sort());
});

describe("a page's query", () => {
  it.each([
    ["/", "?range=24h&x=1", "?range=24h"],
    ["/", "?range=25h", ""],
    ["/", "?speed=60&sel=infura&_rsc=abc&t=2025-10-20T07:11Z", ""],
    ["/", "?range=7d&range=24h", "?range=7d"],
    ["/incidents", "?service=kraken&state=open", "/incidents?state=open&service=kraken"],
    ["/services", "?q=%20%E5%8F%96%E5%BC%95%09%0A%20x%20&kind=rpc", "/services?q=%E5%8F%96%E5%BC%95+x&kind=rpc"],
    ["/services", `?q=${"x".repeat(65)}&q=kraken&layer=cloud&kind=RPC`, "/services"],
    ["/services/infura", "?check=polygon/head&range=7d", "/services/infura?range=7d&check=polygon%2Fhead"],
    ["/services/infura", "?check=../../x", "/services/infura"],
    [
      "/replay/2025-10-20-aws",
      "?t=2025-10-20T07:11:42Z&speed=60&sel=a",
      "/replay/2025-10-20-aws?t=2025-10-20T07%3A11Z",
    ],
    ["/replay/2025-10-20-aws", "?t=2025-10-20T09:11%2B02:00", "/replay/2025-10-20-aws?t=2025-10-20T07%3A11Z"],
    ["/replay/2025-10-20-aws", "?t=now", "/replay/2025-10-20-aws"],
    ["/concentration", "?without=aws/us-east-1", "/concentration?without=aws%2Fus-east-1"],
    ["/concentration", "?without=", "/concentration"],
    ["/concentration", "?without=aws/us-east-1/az1", "/concentration"],
    ["/concentration", "?without=%3Cscript%3E", "/concentration"],
    ["/replay/2025-10-20-aws", "?t=9999-99-99T99:99Z", "/replay/2025-10-20-aws"],
    ["/replay/2025-10-20-aws", "?t=1970-01-01T00:00Z", "/replay/2025-10-20-aws?t=1970-01-01T00%3A00Z"],
    ["/replay/2025-10-20-aws", "?t=1969-12-31T23:59Z", "/replay/2025-10-20-aws"],
    ["/replay/2025-10-20-aws", "?t=0000-01-01T00:00%2B23:59", "/replay/2025-10-20-aws"],
    ["/replay/2025-10-20-aws", "?t=9999-12-31T23:59Z", "/replay/2025-10-20-aws?t=9999-12-31T23%3A59Z"],
    ["/replay/2025-10-20-aws", "?t=9999-12-31T23:59-00:01", "/replay/2025-10-20-aws"],
  ])("%s%s is asked as %s", (path, query, target) => {
    expect(pageTarget(path, query)).toBe(target);
  });

  it("that is hostile is the page without a query, whatever it holds", () => {
    const hostile = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string()), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(hostile, (pairs) => {
        const query = `?${new URLSearchParams(pairs.filter(([name]) => name !== "range"))}`;
        expect(pageTarget("/", query)).toBe("");
      }),
    );
    for (const query of ["?%", "?%ff=%fe", "?&&&=", "?range", `?range=${"7d".repeat(2_000)}`, "?__proto__=1"]) {
      expect(pageTarget("/", query), query).toBe("");
    }
  });
});

describe("a query of the API", () => {
  it.each([
    ["?limit=10&state=open", "?limit=10&state=open"],
    ["?state=open&limit=10", "?limit=10&state=open"],
    ["?service=kraken", "?service=kraken"],
    ["?cursor=o.0mmjrtmo0.0.abcdefghij12", "?cursor=o.mmjrtmo0.0.abcdefghij12"],
  ])("/api/v1/incidents%s is asked as %s", (query, target) => {
    expect(apiTarget("/api/v1/incidents", query)).toBe(`/api/v1/incidents${target}`);
  });

  it.each([
    ["?x=1", "x"],
    ["?limit=10&y=2", "y"],
    ["?constructor=1", "constructor"],
    ["?limit=1&limit=2", "limit"],
    ["?limit=1000", "limit"],
    ["?cursor=zzz", "cursor"],
    ["?service=No%20Slug", "service"],
  ])("/api/v1/incidents%s is asked of nobody: %s is not right", (query, name) => {
    expect(apiTarget("/api/v1/incidents", query)).toEqual([{ name, detail: expect.any(String) }]);
  });

  it("that is hostile is asked of nobody, whatever the resource", () => {
    const pairs = fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1 });
    fc.assert(
      fc.property(fc.constantFrom(...RESOURCE_ADDRESSES), pairs, (at, given) => {
        const path = at.replace(/\{[a-z]+\}/g, "abcdefghij12");
        expect(apiTarget(path, `?${new URLSearchParams(given)}`)).toBeInstanceOf(Array);
      }),
    );
  });

  it("in its one spelling stays as it is", () => {
    const values = fc.record({
      limit: fc.constantFrom("1", "200"),
      state: fc.constantFrom("open", "resolved"),
      service: fc.constantFrom("kraken", "infura"),
    });
    fc.assert(
      fc.property(values, (given) => {
        const once = apiTarget("/api/v1/incidents", `?${new URLSearchParams(given)}`);
        const [path = "", again = ""] = String(once).split(/(?=\?)/);
        expect(apiTarget(path, again)).toBe(once);
      }),
    );
  });

  it("of Statuspage's API is ignored, as its clients expect", () => {
    expect(apiTarget("/api/v2/summary.json", "?_=1700000000&x=1")).toBe("/api/v2/summary.json");
    expect(apiTarget("/api/v2/nothing.json", "")).toBe("/api/-");
  });

  it("of every example is right, and of a resource that there is", () => {
    for (const at of RESOURCE_ADDRESSES) {
      const [path = "", query = ""] = (exampleOf(at) ?? "").split(/(?=\?)/);
      if (path !== "") expect(String(apiTarget(path, query)).split("?")[0], at).toBe(path);
    }
  });
});

it("a path's part that can be no name is one and the same nobody", () => {
  expect(apiTarget("/api/v1/incidents/NOT%20AN%20ID", "")).toBe("/api/v1/incidents/-");
  expect(apiTarget("/api/v1/incidents/$&$1", "")).toBe("/api/v1/incidents/-");
  expect(apiTarget(`/api/v1/services/${"a".repeat(65)}`, "")).toBe("/api/v1/services/-");
  expect(pageTarget("/clouds/aws/Us-East-1", "")).toBe("/-");
});
