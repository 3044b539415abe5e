import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { breaches, type Document } from "#app/api/schema/testing/conforms.ts";
import { exampleOf, RESOURCE_ADDRESSES, type ResourceAddress } from "#domain/publish/api/resources.ts";
import { STATUSPAGE_FILES } from "#domain/publish/statuspage/files.ts";
import { baseUrl } from "./api.ts";

const shell = promisify(execFile);

/** Lists whose entries have an address of their own. */
const LISTS: Partial<Record<ResourceAddress, ResourceAddress>> = {
  "/api/v1/incidents/{id}": "/api/v1/incidents",
  "/api/v1/incident-groups/{id}": "/api/v1/incident-groups",
  "/api/v1/cloud-events/{id}": "/api/v1/cloud-events",
};

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Asks as a script of another site does. */
async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(baseUrl() + path, {
    ...init,
    headers: { origin: "https://other.example", ...init.headers },
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === "" ? null : JSON.parse(text) };
}

/** Where an answer is not as the served document says. */
async function breachesOf(at: string, { status, headers, body }: Answer): Promise<string[]> {
  const document = (await ask("/openapi.json")).body as Document;
  return breaches(document, at, { status, type: headers.get("content-type"), body });
}

/** Where something stands that there is now; null where nothing of the kind has happened yet. */
async function addressOf(at: ResourceAddress): Promise<string | null> {
  const list = LISTS[at];
  if (list === undefined) return exampleOf(at);
  const { data } = (await ask(list)).body as { data: { id: string }[] };
  const [first] = data;
  return first === undefined ? null : at.replace("{id}", first.id);
}

test("every live answer of the API is as /openapi.json says, is not sent twice, and may be read by any site", async () => {
  for (const at of RESOURCE_ADDRESSES) {
    const path = await addressOf(at);
    if (path === null) continue;
    const answer = await ask(path);
    expect([answer.status, await breachesOf(at, answer)], path).toEqual([200, []]);
    expect(answer.headers.get("access-control-allow-origin"), path).toBe("*");
    expect(answer.headers.get("etag"), path).toMatch(/^"/);
  }
  // One whose answer does not change from one second to the next.
  const etag = (await ask("/api/v1/drills")).headers.get("etag") ?? "";
  const again = await ask("/api/v1/drills", { headers: { "if-none-match": etag } });
  expect([again.status, again.body, again.headers.get("access-control-allow-origin")]).toEqual([304, null, "*"]);
});

test("every refusal of the API is as /openapi.json says: a mistyped parameter, and what is not there", async () => {
  for (const at of RESOURCE_ADDRESSES) {
    const path = at.replace(/\{[a-z]+\}/g, "nobody");
    const wrong = await ask(`${path}?limt=5`);
    expect([wrong.status, await breachesOf(at, wrong)], at).toEqual([400, []]);
    expect((wrong.body as { errors: object[] }).errors, at).toContainEqual({
      name: "limt",
      detail: expect.stringMatching(/^is no parameter here; /),
    });
    if (path === at) continue;
    const missing = await ask(path);
    expect([missing.status, await breachesOf(at, missing)], at).toEqual([404, []]);
  }
  const incidents = await ask("/api/v1/incidents?limt=5");
  expect((incidents.body as { errors: object[] }).errors).toEqual([
    { name: "limt", detail: "is no parameter here; there are limit, cursor, state, service" },
  ]);
  for (const path of ["/api", "/api/v1", "/api/v1/nothing", "/api/v2/nothing.json", "/api/v3/services"]) {
    const { status, headers } = await ask(path);
    expect([status, headers.get("content-type")], path).toEqual([404, "application/problem+json"]);
  }
});

test("Statuspage's clients get what they know, from any site and whatever they ask beside it", async () => {
  for (const file of STATUSPAGE_FILES) {
    const answer = await ask(`/api/v2/${file}?_=1700000000`);
    expect([answer.status, await breachesOf(`/api/v2/${file}`, answer)], file).toEqual([200, []]);
    expect(answer.headers.get("access-control-allow-origin"), file).toBe("*");
    expect((answer.body as { page: { url: string } }).page.url, file).toBe(baseUrl());
    expect(JSON.stringify(answer.body), file).not.toContain('"unknown"');
  }
});

/** Listens until something matches. @returns what was heard */
async function hear(pattern: RegExp, lastId?: string): Promise<string> {
  const leave = new AbortController();
  const headers = lastId === undefined ? {} : { "last-event-id": lastId };
  const { body } = await fetch(`${baseUrl()}/api/v1/stream`, { headers, signal: leave.signal });
  let text = "";
  for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (pattern.test(text)) break;
  }
  leave.abort();
  return text;
}

test("who comes back to the stream with the last event hears only what he missed; who comes from elsewhere what holds", async () => {
  const first = await hear(/^event: now\ndata: .*\n\n/m);
  const [, id = ""] = /^id: (\S+)$/m.exec(first) ?? [];
  expect(id).toMatch(/^[0-9a-f]{8}-\d+$/);
  // Either what has changed since, or that there is nothing.
  const again = await hear(/^event: |^: still here/m, id);
  expect(again).not.toContain("event: now");
  expect(await hear(/^event: /m, "00000000-1")).toContain("event: now");
});

for (const path of ["/developers", "/ja/developers"]) {
  test(`every command on ${path} does what it says`, async ({ page }) => {
    await page.goto(baseUrl() + path);
    const texts = await page.locator("pre code").allTextContents();
    const commands = texts.filter((text) => text.startsWith("curl "));
    expect(commands.map((text) => /\/api\/v[12]\/[a-z]+/.exec(text)?.[0])).toEqual([
      "/api/v1/incidents",
      "/api/v1/incidents",
      "/api/v1/stream",
      "/api/v2/summary",
      "/api/v1/subscriptions",
    ]);
    const [list = "", refused = "", stream = "", summary = "", subscribe = ""] = commands;
    const run = async (command: string) => (await shell("sh", ["-c", command])).stdout;
    expect(JSON.parse(await run(list))).toHaveProperty("next_cursor");
    const [command = "", ...told] = refused.split("\n");
    expect(JSON.parse(await run(command))).toEqual(JSON.parse(told.join("\n")));
    expect(await run(`${stream} --max-time 3 || true`)).toContain("event: now");
    expect(JSON.parse(await run(summary))).toHaveProperty("page.url", baseUrl());
    // These tests subscribe nobody who is not on this machine: the command is understood, and its receiver is not taken.
    const { status, errors } = JSON.parse(await run(subscribe));
    expect([status, errors.map(({ name }: { name: string }) => name)]).toEqual([400, ["url"]]);

    const badge = texts.find((text) => text.startsWith("[![")) ?? "";
    const [, image = "", link = ""] = /^\[!\[[^\]]+\]\(([^)]+)\)\]\(([^)]+)\)$/.exec(badge) ?? [];
    expect([(await fetch(image)).status, (await fetch(link)).status]).toEqual([200, 200]);
    for (const href of await page
      .locator("main a[href^='/']")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href")))) {
      const { status: found } = await fetch(baseUrl() + href);
      // A replay or a drill may not be there yet; an address that nobody answers is a mistake.
      expect([200, 404], `${href}`).toContain(found);
      if (!/\/api\/v1\/(?:replays|drills|concentration)/.test(`${href}`)) expect(found, `${href}`).toBe(200);
    }
  });
}
