import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KIND_GROUPS } from "#components/words/words.ts";
import { apiTarget, fileTarget, KINDS, pageTarget } from "#server/routes.ts";

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

it("the table knows every resource of app/api", () => {
  const found = addresses("api", /\/?route\.ts$/).map((path) => `/api${path}`);
  expect(found).toContain("/api/v1/services");
  for (const path of found) expect(apiTarget(path, ""), path).toBe(path);
});

it("the table knows every file that app makes beside pages and the API", () => {
  const found = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|\/)route\.tsx?$/.test(file) && !file.startsWith("api/"))
    .map((file) => `/${file.replace(/\/route\.tsx?$/, "")}`)
    .map((path) =>
      path
        .replace("mark/[file]", "mark/unknown.svg")
        .replace("incidents/[file]", "incidents/abcdefghij12.png")
        .replace(/\[provider\]$/, "some-slug.png")
        .replace("[provider]", "some-slug")
        .replace("[file]", "some-slug.png"),
    );
  expect(found).toContain("/robots.txt");
  for (const path of found) expect(fileTarget(path), path).toBe(path);
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
    ["?x=1", "?unknown="],
    ["?limit=10&y=2", "?unknown="],
    ["?constructor=1", "?unknown="],
    ["?limit=1&limit=2", "?limit=&limit="],
    ["?limit=1000", "?limit=!"],
    ["?limit=ten", "?limit=!"],
    ["?cursor=o.0mmjrtmo0.0.abcdefghij12", "?cursor=o.mmjrtmo0.0.abcdefghij12"],
    ["?cursor=zzz", "?cursor=!"],
    ["?service=No%20Slug", "?service=!"],
  ])("/api/v1/incidents%s is asked as %s", (query, target) => {
    expect(apiTarget("/api/v1/incidents", query)).toBe(`/api/v1/incidents${target}`);
  });

  it("is one of few, whatever is sent where nothing may be", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
        expect(["", "?unknown="]).toContain(apiTarget("/api/v1/clouds", `?${new URLSearchParams(pairs)}`).slice(14));
      }),
    );
  });

  it("in its one spelling stays as it is", () => {
    const values = fc.record({
      limit: fc.constantFrom("1", "200", "x"),
      state: fc.constantFrom("open", "resolved", "?"),
      service: fc.string(),
      other: fc.option(fc.string(), { nil: "" }),
    });
    fc.assert(
      fc.property(values, ({ other, ...known }) => {
        const query = `?${new URLSearchParams({ ...known, ...(other === "" ? {} : { other: other ?? "" }) })}`;
        const once = apiTarget("/api/v1/incidents", query);
        const [path = "", again = ""] = once.split(/(?=\?)/);
        expect(apiTarget(path, again)).toBe(once);
      }),
    );
  });
});

it("a path's part that can be no name is one and the same nobody", () => {
  expect(apiTarget("/api/v1/incidents/NOT%20AN%20ID", "")).toBe("/api/v1/incidents/-");
  expect(apiTarget("/api/v1/incidents/$&$1", "")).toBe("/api/v1/incidents/-");
  expect(apiTarget(`/api/v1/services/${"a".repeat(65)}`, "")).toBe("/api/v1/services/-");
  expect(pageTarget("/clouds/aws/Us-East-1", "")).toBe("/-");
});
