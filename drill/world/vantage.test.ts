import { Resolver } from "node:dns/promises";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestWorld, type TestWorld } from "#drill/testing/world.ts";

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld({ vantages: ["tokyo", "virginia", "frankfurt"] });
});
afterAll(() => test.stop());

const CHECK = "kraken/api/time";

/** Whether a control's resolver answers a vantage. */
async function control(vantage: string): Promise<boolean> {
  const { file } = test.world;
  const resolver = new Resolver({ timeout: 300, tries: 1 });
  resolver.setServers([`${file.addresses["9.9.9.9"]}:${file.ports["53"]}`]);
  resolver.setLocalAddress(file.vantages[vantage] ?? "");
  return resolver.resolve4("a.root-servers.net").then(
    () => true,
    () => false,
  );
}

describe("a vantage without its network", () => {
  it("reaches nothing, the controls neither, while the others go on; and all is well after the healing", async () => {
    expect(await Promise.all(["tokyo", "virginia", "frankfurt"].map((name) => test.seen(CHECK, name)))).toEqual([
      "ok",
      "ok",
      "ok",
    ]);
    expect(await test.world.fail("vantage:tokyo")).toMatchObject({ fault: "network" });
    expect(await test.seen(CHECK, "tokyo")).toBe("dns.unreachable");
    expect(await control("tokyo")).toBe(false);
    expect(await Promise.all(["virginia", "frankfurt"].map((name) => test.seen(CHECK, name)))).toEqual(["ok", "ok"]);
    expect(await control("virginia")).toBe(true);
    await test.world.heal("vantage:tokyo");
    expect(await test.seen(CHECK, "tokyo")).toBe("ok");
    expect(await control("tokyo")).toBe(true);
  });

  it("gets nothing from a connection either, when it knows the address already", async () => {
    const { file, plan } = test.world;
    await test.world.fail("vantage:virginia");
    const got = await new Promise<string>((resolve) => {
      const socket = connect({
        host: plan.sites.get("api.kraken.com")?.address ?? "",
        port: file.ports["443"] ?? 0,
        localAddress: file.vantages.virginia ?? "",
      });
      socket.once("connect", () => socket.write("anything"));
      socket.setTimeout(300, () => {
        socket.destroy();
        resolve("silence");
      });
      socket.once("data", () => resolve("data"));
      socket.once("end", () => resolve("end"));
      socket.once("error", (error) => resolve(error.message));
    });
    await test.world.heal();
    expect(got).toBe("silence");
  });

  it("has no other fault, and no vantage of another name is known", async () => {
    expect(await test.world.fail("vantage:tokyo", "tcp.refused")).toHaveProperty("refusal");
    expect(await test.world.fail("vantage:tokio")).toMatchObject({ near: expect.arrayContaining(["vantage:tokyo"]) });
  });
});
