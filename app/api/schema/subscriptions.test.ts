import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { problem } from "#app/api/schema/common.ts";
import { added, done, managed, SUBSCRIPTION_PATHS } from "#app/api/schema/subscriptions.ts";
import { undocumented } from "#app/api/schema/testing/undocumented.ts";
import type { ManagedSubscription } from "#domain/publish/webhook/managed.ts";
import { EVERYTHING } from "#domain/publish/webhook/subscription.ts";
import { createClerk } from "#server/desk/clerk.ts";
import { type Desk, MANAGE_ACTIONS } from "#server/desk/desk.ts";
import { readWish } from "#server/desk/wish.ts";

const NOW = Date.UTC(2026, 2, 10);
const TOKEN = "t".repeat(43);
const subscription: ManagedSubscription = {
  id: "abc",
  state: "disabled",
  format: "slack",
  language: "ja",
  filter: EVERYTHING,
  host: "hooks.slack.com",
  createdAt: NOW,
  disabledReason: "gone",
  deliveries: [
    {
      id: "x",
      type: "maintenance.started",
      state: "dead",
      attempts: 10,
      createdAt: NOW,
      nextAt: null,
      status: 410,
      reason: null,
    },
    {
      id: "y",
      type: "subscription.test",
      state: "pending",
      attempts: 1,
      createdAt: NOW,
      nextAt: NOW,
      status: null,
      reason: "no",
    },
  ],
};
const desk: Desk = {
  add: async (input) => {
    const read = readWish(input, { ports: [443], ownHosts: [] });
    if ("problems" in read) return { kind: "wrong", problems: read.problems };
    if (read.wish.target.host === "full.example.org") return { kind: "refused", why: "too_many_for_host" };
    return { kind: "added", id: "abc", secret: "whsec_x", manageToken: TOKEN };
  },
  read: async (token) => (token === TOKEN ? subscription : null),
  manage: async (token, action) =>
    token === TOKEN ? { done: action !== "test", secret: action === "rotate" ? "whsec_y" : null } : null,
  confirm: async () => "unknown",
  end: async () => false,
};

let server: Server;
let off = false;
beforeEach(async () => {
  const options = { site: "https://status.example.org", clientOf: () => "192.0.2.1", onError: () => {} };
  server = createServer((request, response) => createClerk({ ...options, desk: off ? null : desk })(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  off = false;
  await new Promise((resolve) => server.close(resolve));
});

type Paths = Record<string, Record<string, { responses: Record<string, unknown> }>>;

/** That an answer is one that the document has for this address, and as it says. */
async function fits(method: string, at: string, schema: z.ZodType, init: RequestInit = {}): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${at}`, { method, ...init });
  const body = await answer.json();
  const promised = (SUBSCRIPTION_PATHS as unknown as Paths)[at]?.[method.toLowerCase()]?.responses ?? {};
  expect(Object.keys(promised)).toContain(String(answer.status));
  expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
  expect(undocumented(schema, body)).toEqual([]);
  return answer.status;
}
const ask = (body: string, type = "application/json"): RequestInit => ({ headers: { "content-type": type }, body });
const as = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });
const AT = "/api/v1/subscriptions";

describe("a live answer of the desk is as it is documented, and has nothing that is not", () => {
  it("to who asks for a subscription", async () => {
    const wish = JSON.stringify({ url: "https://hooks.example.org/x", maintenance: true });
    expect(await fits("POST", AT, added, ask(wish))).toBe(202);
    expect(await fits("POST", AT, problem, ask('{"url":"https://10.0.0.1/","x":1}'))).toBe(400);
    expect(await fits("POST", AT, problem, ask("{"))).toBe(400);
    expect(await fits("POST", AT, problem, ask(JSON.stringify("x".repeat(20_000))))).toBe(413);
    expect(await fits("POST", AT, problem, ask(wish, "text/plain"))).toBe(415);
    expect(await fits("POST", AT, problem, ask('{"url":"https://full.example.org/"}'))).toBe(429);
    off = true;
    expect(await fits("POST", AT, problem, ask(wish))).toBe(503);
  });

  it("to who manages one", async () => {
    expect(await fits("GET", `${AT}/current`, managed, as(TOKEN))).toBe(200);
    expect(await fits("DELETE", `${AT}/current`, done, as(TOKEN))).toBe(200);
    expect(await fits("GET", `${AT}/current`, problem)).toBe(401);
    expect(await fits("GET", `${AT}/current`, problem, as("u".repeat(43)))).toBe(404);
    for (const action of MANAGE_ACTIONS.filter((one) => one !== "end")) {
      const [schema, status] = action === "test" ? ([problem, 409] as const) : ([done, 200] as const);
      expect(await fits("POST", `${AT}/current/${action}`, schema, as(TOKEN))).toBe(status);
    }
  });
});
