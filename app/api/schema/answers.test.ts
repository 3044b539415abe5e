import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { ANSWERS } from "#app/api/schema/answers.ts";
import { problem } from "#app/api/schema/common.ts";
import { openApi, STREAM } from "#app/api/schema/document.ts";
import { STATUSPAGE_ANSWERS } from "#app/api/schema/statuspage.ts";
import { CALLS, scene } from "#app/api/schema/testing/calls.ts";
import { undocumented } from "#app/api/schema/testing/undocumented.ts";
import { GET as statuspage } from "#app/api/v2/[...file]/route.ts";
import { GET as openapi } from "#app/openapi.json/route.ts";
import { RESOURCE_ADDRESSES } from "#domain/publish/api/resources.ts";
import { STATUSPAGE_FILES } from "#domain/publish/statuspage/files.ts";
import { publishSite } from "#server/site.ts";
import { type PastRecord, publishRecord, publishSnapshot } from "#server/snapshot.ts";

const site = { url: "https://status.example.org", operator: null, contact: null, userAgent: "", faces: [] };

beforeEach(() => {
  publishSite(site);
  scene();
});
afterEach(() => publishSite({ ...site, url: null }));

/** That an answer is as it is documented, and that nothing in it is not. */
async function fits(schema: z.ZodType, answer: Response): Promise<unknown> {
  const body = await answer.json();
  expect([answer.status, schema.safeParse(body).error?.issues ?? []]).toEqual([200, []]);
  expect(undocumented(schema, body)).toEqual([]);
  return body;
}

describe("a live answer", () => {
  it.each(RESOURCE_ADDRESSES)("of %s is as it is documented, and has nothing that is not", async (at) => {
    const body = (await fits(ANSWERS[at], await CALLS[at]())) as { data: unknown };
    // An empty list would fit anything.
    expect(Array.isArray(body.data) ? body.data.length : 1, "entries").toBeGreaterThan(0);
  });

  it.each(STATUSPAGE_FILES)("of /api/v2/%s is as it is documented, and has nothing that is not", async (file) => {
    const body = await fits(
      STATUSPAGE_ANSWERS[file],
      await statuspage(new Request(`http://localhost/api/v2/${file}?_=1`), {
        params: Promise.resolve({ file: file.split("/") }),
      }),
    );
    expect(Object.keys(body as object)[0]).toBe("page");
  });

  it("of Statuspage's API is never replaced by one of minutes ago, and is refused while the record does not answer", async () => {
    const ask = (file: string) =>
      statuspage(new Request("http://localhost/"), { params: Promise.resolve({ file: file.split("/") }) });
    const headers = Object.fromEntries((await ask("summary.json")).headers);
    expect(headers).toEqual({
      "content-type": "application/json; charset=utf-8",
      "cache-control": "public, max-age=5, s-maxage=5, stale-if-error=0",
    });
    publishRecord({ statuspage: { read: () => Promise.reject(new Error("gone")) } } as unknown as PastRecord);
    expect([(await ask("summary.json")).status, (await ask("status.json")).status]).toEqual([503, 200]);
    expect((await ask("nothing.json")).status).toBe(404);
    publishSite({ ...site, url: null });
    expect((await ask("status.json")).status).toBe(404);
  });

  it.each(RESOURCE_ADDRESSES)("of %s to an unknown parameter is a problem that names it", async (at) => {
    const answer = await CALLS[at]("?nonsense=1");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    const body = await answer.json();
    expect(problem.safeParse(body).error).toBeUndefined();
    expect(body.errors).toContainEqual({ name: "nonsense", detail: expect.stringMatching(/^is no parameter here; /) });
  });

  it("without a record says that we cannot see, in the documented form", async () => {
    publishSnapshot(() => ({ overview: null, error: "gone", version: "" }));
    for (const at of ["/api/v1/services", "/api/v1/checks", "/api/v1/measurements", "/api/v1/timeline"] as const) {
      const answer = await CALLS[at]();
      expect([answer.status, answer.headers.get("retry-after")], at).toEqual([503, "5"]);
      expect(problem.safeParse(await answer.json()).error, at).toBeUndefined();
    }
  });

  it("that is a page of a list links the next one, with all that was asked for", async () => {
    const answer = await CALLS["/api/v1/incident-groups"]("?state=open&limit=1");
    const { next_cursor } = (await answer.json()) as { next_cursor: string };
    expect(answer.headers.get("link")).toBe(
      `</api/v1/incident-groups?state=open&limit=1&cursor=${next_cursor}>; rel="next"`,
    );
  });
});

it("what is not documented is found, however deep it stands", () => {
  const schema = z.looseObject({ a: z.array(z.union([z.looseObject({ b: z.string() }), z.null()])) });
  expect(undocumented(schema, { a: [{ b: "x", c: 1 }, null], d: 2 })).toEqual(["$.a[0].c", "$.d"]);
});

describe("/openapi.json", () => {
  const document = openApi(site.url);

  it("has every resource there is, and none that there is not", () => {
    const files = readdirSync(fileURLToPath(new URL("..", import.meta.url)), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("/route.ts") && !/\[\.\.\.|\[\[/.test(file))
      .map((file) => `/api/${file.replace("/route.ts", "")}`.replace(/\[([a-z]+)\]/g, "{$1}"));
    const expected = [...files, STREAM, ...STATUSPAGE_FILES.map((file) => `/api/v2/${file}`)];
    expect(Object.keys(document.paths).sort()).toEqual(expected.sort());
  });

  it("refers to nothing that is not in it, and holds nothing that nothing refers to", () => {
    const text = JSON.stringify(document);
    const used = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, id]) => id));
    expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort());
    expect(text).not.toMatch(/"\$(?:id|schema|defs)"/);
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(Object.keys(document.paths).length);
  });

  it("lets fields be added: no object is closed", () => {
    expect(JSON.stringify(document)).not.toContain('"additionalProperties":false');
  });

  it("is served with the configured address, and by its own path without one", async () => {
    expect((await openapi().json()).servers).toEqual([{ url: site.url }]);
    publishSite({ ...site, url: null });
    expect((await openapi().json()).servers).toEqual([{ url: "/" }]);
  });

  it("is told of where people look: docs/api.md names every resource", () => {
    const told = readFileSync(fileURLToPath(new URL("../../../docs/api.md", import.meta.url)), "utf8");
    for (const at of RESOURCE_ADDRESSES) expect(told, at).toContain(at);
  });
});
