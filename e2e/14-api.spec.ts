import { expect, test } from "@playwright/test";
import { ANSWERS } from "#app/api/schema/answers.ts";
import { STATUSPAGE_ANSWERS } from "#app/api/schema/statuspage.ts";
import { exampleOf, RESOURCE_ADDRESSES, type ResourceAddress } from "#domain/publish/api/resources.ts";
import { STATUSPAGE_FILES } from "#domain/publish/statuspage/files.ts";
import { baseUrl } from "./api.ts";

/** Lists whose entries have an address of their own. */
const LISTS: Partial<Record<ResourceAddress, ResourceAddress>> = {
  "/api/v1/incidents/{id}": "/api/v1/incidents",
  "/api/v1/incident-groups/{id}": "/api/v1/incident-groups",
  "/api/v1/cloud-events/{id}": "/api/v1/cloud-events",
};

/** Where something stands that there is now; null where nothing of the kind has happened yet. */
async function addressOf(at: ResourceAddress, get: (path: string) => Promise<unknown>): Promise<string | null> {
  const list = LISTS[at];
  if (list === undefined) return exampleOf(at);
  const { data } = (await get(list)) as { data: { id: string }[] };
  const [first] = data;
  return first === undefined ? null : at.replace("{id}", first.id);
}

test("every live answer of the API is as /openapi.json says, is not sent twice, and may be read by any site", async ({
  request,
}) => {
  const get = (path: string, headers: Record<string, string> = {}) => request.get(baseUrl() + path, { headers });
  const json = async (path: string) => (await get(path)).json();
  for (const at of RESOURCE_ADDRESSES) {
    const path = await addressOf(at, json);
    if (path === null) continue;
    const answer = await get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()["access-control-allow-origin"], path).toBe("*");
    expect(answer.headers().etag, path).toMatch(/^"/);
    expect(ANSWERS[at].safeParse(await answer.json()).error?.issues ?? [], path).toEqual([]);
  }
  const { paths } = (await json("/openapi.json")) as { paths: object };
  for (const at of RESOURCE_ADDRESSES) expect(Object.keys(paths)).toContain(at);
});

test("Statuspage's clients get what they know, from any site and whatever they ask beside it", async ({ request }) => {
  for (const file of STATUSPAGE_FILES) {
    const answer = await request.get(`${baseUrl()}/api/v2/${file}?_=1700000000`);
    expect(answer.status(), file).toBe(200);
    expect(answer.headers(), file).toMatchObject({
      "access-control-allow-origin": "*",
      "content-type": expect.stringMatching(/^application\/json/),
    });
    const body = await answer.json();
    expect(STATUSPAGE_ANSWERS[file].safeParse(body).error?.issues ?? [], file).toEqual([]);
    expect(body.page.url, file).toBe(baseUrl());
    expect(JSON.stringify(body), file).not.toContain('"unknown"');
  }
});

test("a mistyped parameter is named, with what is allowed", async ({ request }) => {
  const answer = await request.get(`${baseUrl()}/api/v1/incidents?limt=5`);
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([400, "application/problem+json"]);
  expect((await answer.json()).errors).toEqual([
    { name: "limt", detail: "is no parameter here; there are limit, cursor, state, service" },
  ]);
});
