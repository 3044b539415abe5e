import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { ManagedSubscription } from "#domain/publish/webhook/managed.ts";
import { EVERYTHING } from "#domain/publish/webhook/subscription.ts";
import { createClerk } from "#server/desk/clerk.ts";
import { createCounter } from "#server/desk/counter.ts";
import type { Added, Desk } from "#server/desk/desk.ts";

const TOKEN = "t".repeat(43);
const SITE = "https://status.example.org";
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
});

const subscription: ManagedSubscription = {
  id: "abc",
  state: "disabled",
  format: "standard",
  language: "en",
  filter: EVERYTHING,
  host: "<hooks>.example.org",
  createdAt: 0,
  disabledReason: "silent",
  deliveries: [
    {
      id: "d",
      type: "incident.created",
      state: "dead",
      attempts: 10,
      createdAt: 0,
      nextAt: null,
      status: 500,
      reason: null,
    },
  ],
};
const PAGE =
  "<h1>\u27e6secret\u27e7 \u27e6address\u27e7</h1><p>\u27e6news\u27e7|\u27e6receiver\u27e7|\u27e6state\u27e7|\u27e6deliveries\u27e7</p>";

/** The desk behind a server; `done` is what was asked of it. */
async function open(over: Partial<Desk> | null = {}) {
  const done: unknown[] = [];
  const added: Added = { kind: "added", id: "abc", secret: "whsec_<x>", manageToken: TOKEN };
  const desk: Desk | null = over && {
    add: async (...args) => {
      done.push(["add", ...args]);
      return added;
    },
    read: async (token) => (token === TOKEN ? subscription : null),
    manage: async (token, action) => {
      done.push(["manage", action]);
      return token === TOKEN ? { done: true, secret: action === "rotate" ? "whsec_new" : null } : null;
    },
    confirm: async (token) => {
      done.push(["confirm", token]);
      return token === "good" ? "active" : token === "late" ? "full" : "unknown";
    },
    end: async (token) => {
      done.push(["end", token]);
      return token === "good";
    },
    ...over,
  };
  const headers = [
    ["Cache-Control", "public, max-age=60"],
    ["Content-Security-Policy", "x"],
  ] as const;
  const options = {
    desk,
    site: SITE,
    clientOf: () => "192.0.2.1",
    onError: (_: string, error: unknown) => done.push(String(error)),
    page: async (path: string) => {
      done.push(["page", path]);
      return { status: 200, type: "text/html; charset=utf-8", bytes: Buffer.from(PAGE), headers };
    },
  };
  const [clerk, counter] = [createClerk(options), createCounter(options)];
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/api/")) clerk(request, response);
    else if (!counter(request, response)) response.writeHead(418).end();
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (path: string, init: RequestInit = {}) => fetch(base + path, { redirect: "manual", ...init });
  return { ask, done };
}
const form = (fields: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields),
});
const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", ...headers },
});

describe("the API", () => {
  const API = "/api/v1/subscriptions";
  it("answers a subscription with what is shown once, to nobody's script of another site", async () => {
    const { ask, done } = await open();
    const response = await ask(API, json({ url: "https://hooks.example.org/" }));
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      data: {
        id: "abc",
        state: "pending",
        secret: "whsec_<x>",
        manage_token: TOKEN,
        manage_url: `${SITE}/subscribe/manage/${TOKEN}`,
      },
    });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect((await ask(API, { method: "OPTIONS" })).headers.get("access-control-allow-origin")).toBeNull();
    expect(done).toEqual([["add", { url: "https://hooks.example.org/" }, "192.0.2.1"]]);
  });
  it.each<[string, RequestInit, number]>([
    ["", { method: "GET" }, 405],
    ["?x=1", json({}), 400],
    ["", form({ url: "x" }), 415],
    ["", { ...json({}), body: "{" }, 400],
    ["", { ...json({}), body: JSON.stringify("x".repeat(20_000)) }, 413],
    ["", json({}, { "sec-fetch-site": "cross-site" }), 400],
    ["/current", {}, 401],
    ["/current", { headers: { authorization: "Bearer short" } }, 401],
    ["/current", { headers: { authorization: `Bearer ${"u".repeat(43)}` } }, 404],
    ["/current", { headers: { authorization: `Bearer ${TOKEN}` } }, 200],
    ["/current", { method: "DELETE", headers: { authorization: `Bearer ${TOKEN}` } }, 200],
    ["/current/rotate", { method: "POST", headers: { authorization: `Bearer ${TOKEN}` } }, 200],
    ["/current/rotate", { headers: { authorization: `Bearer ${TOKEN}` } }, 405],
    ["/elsewhere", {}, 404],
  ])("%s %j: %i", async (path, init, status) => {
    const { ask } = await open();
    const response = await ask(API + path, init);
    expect(response.status).toBe(status);
    if (status >= 400) expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
  it("says what is wrong, what is too much, and that nobody can subscribe here", async () => {
    const problems = [{ name: "url", detail: "is needed" }];
    const wrong = await (await open({ add: async () => ({ kind: "wrong", problems }) })).ask(API, json({}));
    expect([wrong.status, await wrong.json()]).toEqual([400, expect.objectContaining({ errors: problems })]);
    const much = await (await open({ add: async () => ({ kind: "refused", why: "asked_too_often" }) })).ask(
      API,
      json({}),
    );
    expect([much.status, much.headers.get("retry-after")]).toEqual([429, "86400"]);
    const off = await (await open(null)).ask(API, json({}));
    expect([off.status, (await off.json()).detail]).toEqual([503, expect.stringContaining("FAULTLINE_SECRET_KEY")]);
  });
  it("answers 503 while the record does not, and tells nobody why", async () => {
    const { ask, done } = await open({
      add: async () => {
        throw new Error("password leaked");
      },
    });
    const response = await ask(API, json({}));
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("password");
    expect(done).toEqual(["Error: password leaked"]);
  });
});

describe("the pages", () => {
  it("show secret and address once, escaped, and are kept nowhere", async () => {
    const { ask, done } = await open();
    const response = await ask("/ja/subscribe", form({ url: "https://hooks.example.org/" }));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(`<h1>whsec_&lt;x&gt; ${SITE}/ja/subscribe/manage/${TOKEN}</h1>`);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("content-security-policy")).toBe("x");
    expect(done).toEqual([
      ["add", expect.objectContaining({ lang: "ja" }), "192.0.2.1"],
      ["page", "/ja/subscribe/added"],
    ]);
  });
  it("a look at a link confirms and ends nothing; the button does, and leads on by GET", async () => {
    const { ask, done } = await open();
    for (const step of ["confirm", "end"]) {
      expect((await ask(`/subscribe/${step}/good`)).status).toBe(200);
      expect((await ask(`/subscribe/${step}/good`, { method: "HEAD" })).status).toBe(200);
    }
    expect(done.every((one) => Array.isArray(one) && one[0] === "page")).toBe(true);
    const location = async (path: string) => (await ask(path, form())).headers.get("location");
    expect(await location("/subscribe/confirm/good")).toBe("/subscribe/said?is=confirmed");
    expect(await location("/subscribe/confirm/late")).toBe("/subscribe/said?is=full");
    expect(await location("/ja/subscribe/end/good")).toBe("/ja/subscribe/said?is=ended");
    expect(await location("/subscribe/end/bad")).toBe("/subscribe/said?is=unknown");
    expect(done.slice(-4)).toEqual([
      ["confirm", "good"],
      ["confirm", "late"],
      ["end", "good"],
      ["end", "bad"],
    ]);
  });
  it("manage a subscription by its token alone, with its deliveries as text", async () => {
    const { ask } = await open();
    const text = await (await ask(`/subscribe/manage/${TOKEN}`)).text();
    expect(text).toContain("|&lt;hooks&gt;.example.org|It is switched off. Nothing could be delivered for five days.|");
    expect(text).toContain("1970-01-01 00:00 UTC · incident.created · given up · HTTP 500 · 10 attempts");
    expect(await (await ask(`/subscribe/manage/${TOKEN}`, form({ do: "rotate" }))).text()).toContain("whsec_new");
    expect(await (await ask(`/subscribe/manage/${TOKEN}`, form({ do: "x" }))).text()).toContain(
      "That cannot be done now.",
    );
    expect((await ask("/subscribe/manage/other")).headers.get("location")).toBe("/subscribe/said?is=unknown");
  });
  it.each<[string, RequestInit, string]>([
    ["/subscribe", form({ url: "" }), "/subscribe?problem=url"],
    ["/ja/subscribe", form({ url: "" }), "/ja/subscribe?problem=url"],
    ["/subscribe/added", {}, "/subscribe/said?is=unknown"],
    ["/subscribe/manage", {}, "/subscribe/said?is=unknown"],
  ])("%s %j leads to %s", async (path, init, to) => {
    const { ask } = await open({ add: async () => ({ kind: "wrong", problems: [{ name: "url", detail: "" }] }) });
    const response = await ask(path, init);
    expect([response.status, response.headers.get("location")]).toEqual([303, to]);
  });
  it("say that nobody can subscribe here, and take nothing from other sites", async () => {
    expect((await (await open(null)).ask("/subscribe", form())).headers.get("location")).toBe("/subscribe?problem=off");
    const { ask, done } = await open();
    const cross = await ask("/subscribe", { ...form({ url: "x" }), headers: { "sec-fetch-site": "cross-site" } });
    expect([cross.status, done]).toEqual([400, []]);
    expect((await ask(`/subscribe/manage/${TOKEN}`, { method: "PUT" })).status).toBe(405);
  });
  it("leave everything else to the door", async () => {
    const { ask } = await open();
    for (const path of ["/subscribe", "/subscribe/said?is=ended", "/services", "/subscribe/end/a/b"]) {
      expect((await ask(path)).status, path).toBe(418);
    }
  });
});
