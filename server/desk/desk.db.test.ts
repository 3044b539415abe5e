import { beforeEach, describe, expect, it } from "vitest";
import { readManaged } from "#db/read/subscriptions.ts";
import { capabilityToken } from "#db/sealing.ts";
import { testDatabase } from "#db/testing/database.ts";
import { PUBLIC_TARGETS } from "#domain/publish/webhook/target.ts";
import { createDesk } from "#server/desk/desk.ts";
import { answered, KEYS, openPostOffice, type PostOffice } from "#workers/deliver/testing/post-office.ts";

const database = testDatabase();
let office: PostOffice;

beforeEach(async () => {
  office = await openPostOffice(database.sql, database.db, ["alpha", "beta"]);
});

describe("the desk", () => {
  const desk = () => createDesk({ sql: database.sql, keys: KEYS, rules: PUBLIC_TARGETS, now: () => office.now });
  const ask = async (input: object = { url: "https://hooks.example.org/x", services: ["alpha"] }) => {
    const added = await desk().add(input, "192.0.2.1");
    if (added.kind !== "added") throw new Error(JSON.stringify(added));
    return added;
  };

  it("adds what can be managed by the token that was shown, and by no other", async () => {
    const { id, manageToken } = await ask();
    const managed = await desk().read(manageToken);
    expect(managed).toMatchObject({ id, state: "pending", host: "hooks.example.org", filter: { services: ["alpha"] } });
    expect(managed?.deliveries).toMatchObject([{ type: "subscription.verification", state: "pending", attempts: 0 }]);
    const another = `${manageToken.slice(0, -1)}${manageToken.endsWith("A") ? "E" : "A"}`;
    expect(await desk().read(another)).toBeNull();
    expect(await desk().manage("x".repeat(43), "end")).toBeNull();
  });

  it("knows no service that the catalog does not", async () => {
    const added = await desk().add({ url: "https://hooks.example.org/x", services: ["alpha", "nobody"] }, "192.0.2.1");
    expect(added).toEqual({ kind: "wrong", problems: [{ name: "services", detail: "has no nobody" }] });
  });

  it("confirms and ends by the links of the messages, each for its purpose alone, twice as well as once", async () => {
    const { id, manageToken } = await ask();
    const [confirm, end] = [capabilityToken(KEYS, "confirm", id), capabilityToken(KEYS, "unsubscribe", id)];
    expect([await desk().confirm(end), await desk().end(confirm), await desk().confirm("x")]).toEqual([
      "unknown",
      false,
      "unknown",
    ]);
    expect([await desk().confirm(confirm), await desk().confirm(confirm)]).toEqual(["active", "active"]);
    expect((await desk().read(manageToken))?.state).toBe("active");
    expect([await desk().end(end), await desk().end(end)]).toEqual([true, true]);
    expect((await desk().read(manageToken))?.state).toBe("ended");
    // Nobody is told that a subscription is confirmed that has ended.
    expect(await desk().confirm(confirm)).toBe("unknown");
    expect((await desk().read(manageToken))?.state).toBe("ended");
  });

  it("shows how deliveries went, and nothing that a receiver wrote", async () => {
    const { id, manageToken } = await ask();
    await desk().confirm(capabilityToken(KEYS, "confirm", id));
    office.now += 1_000;
    expect(await desk().manage(manageToken, "test")).toEqual({ done: true, secret: null });
    office.answer = () => answered(500, "private words of the receiver");
    await office.run();
    const managed = await database.sql.begin((tx) => readManaged(tx, manageToken));
    expect(managed?.deliveries[0]).toMatchObject({
      type: "subscription.test",
      state: "pending",
      attempts: 1,
      status: 500,
    });
    expect(JSON.stringify(managed)).not.toContain("private words");
  });

  it("gives a new secret, and none of what has ended", async () => {
    const { manageToken, secret } = await ask();
    const rotated = await desk().manage(manageToken, "rotate");
    expect(rotated).toEqual({ done: true, secret: expect.stringMatching(/^whsec_/) });
    expect(rotated?.secret).not.toBe(secret);
    await desk().manage(manageToken, "end");
    expect(await desk().manage(manageToken, "rotate")).toEqual({ done: false, secret: null });
    expect(await desk().manage(manageToken, "enable")).toEqual({ done: false, secret: null });
  });
});
