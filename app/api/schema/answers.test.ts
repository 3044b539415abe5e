import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { ANSWERS } from "#app/api/schema/answers.ts";
import { openApi, STREAM } from "#app/api/schema/document.ts";
import { STATUSPAGE_ANSWERS } from "#app/api/schema/statuspage.ts";
import { SUBSCRIPTION_PATHS } from "#app/api/schema/subscriptions.ts";
import { CALLS } from "#app/api/schema/testing/calls.ts";
import { breaches, type Document } from "#app/api/schema/testing/conforms.ts";
import { scene } from "#app/api/schema/testing/scene.ts";
import { undocumented } from "#app/api/schema/testing/undocumented.ts";
import { GET as statuspage } from "#app/api/v2/[...file]/route.ts";
import { GET as openapi } from "#app/openapi.json/route.ts";
import { CLOUD_SEVERITIES, ONSET_QUALITIES } from "#domain/attribution/event.ts";
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

/** As whoever asks reads it. */
async function served(): Promise<Document> {
  return (await openapi()).json();
}

/** That an answer is as /openapi.json has it. @returns its body */
async function conforms(at: string, status: number, answer: Response): Promise<unknown> {
  const body = await answer.json();
  const type = answer.headers.get("content-type");
  expect([answer.status, breaches(await served(), at, { status: answer.status, type, body })], at).toEqual([
    status,
    [],
  ]);
  return body;
}

/** That an answer is as it is documented, and that nothing in it is not. */
async function fits(at: string, schema: z.ZodType, answer: Response): Promise<unknown> {
  const body = await conforms(at, 200, answer);
  expect(undocumented(schema, body)).toEqual([]);
  return body;
}

describe("a live answer", () => {
  it.each(RESOURCE_ADDRESSES)("of %s is as it is documented, and has nothing that is not", async (at) => {
    const body = (await fits(at, ANSWERS[at], await CALLS[at]())) as { data: unknown };
    // An empty list would fit anything.
    expect(Array.isArray(body.data) ? body.data.length : 1, "entries").toBeGreaterThan(0);
  });

  it("of incidents is as it is documented whatever is known of a cloud's onset, and however bad it calls its event", async () => {
    const answer = CALLS["/api/v1/incidents"]();
    const { data } = (await (await answer).json()) as { data: { attribution: { event: object } | null }[] };
    const attributed = data.find(({ attribution }) => attribution !== null);
    for (const onset_quality of ONSET_QUALITIES) {
      for (const severity of CLOUD_SEVERITIES) {
        const event = { ...attributed?.attribution?.event, onset_quality, severity };
        const body = {
          data: [{ ...attributed, attribution: { ...attributed?.attribution, event } }],
          next_cursor: null,
        };
        const told = { status: 200, type: "application/json", body };
        expect(breaches(await served(), "/api/v1/incidents", told), `${onset_quality} ${severity}`).toEqual([]);
      }
    }
  });

  it.each(STATUSPAGE_FILES)("of /api/v2/%s is as it is documented, and has nothing that is not", async (file) => {
    const body = await fits(
      `/api/v2/${file}`,
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
    const body = (await conforms(at, 400, await CALLS[at]("?nonsense=1"))) as { errors: unknown };
    expect(body).toMatchObject({ type: "about:blank", title: "Bad Request", status: 400 });
    expect(body.errors).toContainEqual({ name: "nonsense", detail: expect.stringMatching(/^is no parameter here; /) });
  });

  it.each(RESOURCE_ADDRESSES.filter((at) => at.includes("{")))(
    "of %s about what is not on record is a problem that says so",
    async (at) => {
      for (const name of ["nobody", "nobodynobody", "..", "%2e", "\u0000"]) {
        const body = await conforms(at, 404, await CALLS[at]("", name));
        expect(body).toMatchObject({ type: "about:blank", title: "Not Found", status: 404 });
      }
    },
  );

  it("about a check or a place that nobody knows is a problem, too", async () => {
    await conforms("/api/v1/measurements", 404, await CALLS["/api/v1/measurements"]("?check=kraken/api/none"));
    await conforms("/api/v1/concentration", 404, await CALLS["/api/v1/concentration"]("?without=nobody"));
  });

  it("without a record says that we cannot see, in the documented form", async () => {
    const gone = () => Promise.reject(new Error("gone"));
    publishSnapshot(() => ({ overview: null, error: "gone", version: "" }));
    const all = new Proxy({}, { get: () => gone });
    publishRecord(new Proxy({}, { get: (_, name) => (NESTED.has(String(name)) ? all : gone) }) as PastRecord);
    // What is read from files is there all the same, and a place that is read once a minute is remembered.
    const elsewhere = /^\/api\/v1\/(?:drills|replays|hosting|concentration|clouds)/;
    for (const at of RESOURCE_ADDRESSES.filter((one) => !elsewhere.test(one))) {
      const answer = await CALLS[at]();
      expect(answer.headers.get("retry-after"), at).toBe("5");
      expect(await conforms(at, 503, answer)).toMatchObject({ title: "Service Unavailable", status: 503 });
    }
    for (const file of ["summary.json", "status.json"] as const) {
      const params = Promise.resolve({ file: [file] });
      await conforms(`/api/v2/${file}`, 503, await statuspage(new Request("http://localhost/"), { params }));
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

/** Parts of the record that are asked by name. */
const NESTED = new Set(["clouds", "feeds", "measurements", "now", "replays", "said", "services", "statuspage"]);

it("what is not as the document says is found, whatever it is", async () => {
  const document = await served();
  const body = (await (await CALLS["/api/v1/incidents"]()).json()) as { data: object[]; next_cursor: unknown };
  const told = (more: object, status = 200, type = "application/json") =>
    breaches(document, "/api/v1/incidents", { status, type, body: { ...body, ...more } });
  const [first] = body.data;
  expect(told({})).toEqual([]);
  expect(told({ more: 1, data: [{ ...first, more: 1 }] })).toEqual([]);
  expect(told({ next_cursor: undefined, data: null })).toHaveLength(2);
  expect(told({ data: [{ ...first, severity: "fatal" }] })).toEqual(["$.data[0].severity is none of the words"]);
  expect(told({ data: [{ ...first, started_at: "yesterday" }] })).toEqual(["$.data[0].started_at is misspelled"]);
  expect(told({ data: [{ ...first, onset: {} }] })).toHaveLength(2);
  expect(told({}, 418)).toEqual(["/api/v1/incidents never says 418"]);
  expect(told({}, 200, "text/html")).toEqual(["/api/v1/incidents never says 200 as text/html"]);
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
    const atTheDesk = Object.keys(SUBSCRIPTION_PATHS);
    const expected = [...files, STREAM, ...atTheDesk, ...STATUSPAGE_FILES.map((file) => `/api/v2/${file}`)];
    expect(Object.keys(document.paths).sort()).toEqual(expected.sort());
  });

  it("refers to nothing that is not in it, and holds nothing that nothing refers to", () => {
    const text = JSON.stringify(document);
    const used = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, id]) => id));
    expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort());
    expect(text).not.toMatch(/"\$(?:id|schema|defs)"/);
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
    expect([ids.length, new Set(ids).size]).toEqual([operations.length, operations.length]);
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
