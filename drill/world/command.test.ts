import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestWorld, type TestWorld, tempHome } from "#drill/testing/world.ts";

const { home, remove } = tempHome();
let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld({ home, vantages: ["here"] });
});
afterAll(async () => {
  await test.stop();
  remove();
});

/** `npm run world -- ARGS`, without npm. */
function run(args: readonly string[], at = home): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", "scripts/world.ts", ...args],
      { env: { ...process.env, FAULTLINE_HOME: at } },
      (error, out, err) => resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, out, err }),
    );
  });
}

describe("npm run world", () => {
  it("fails and heals, and says who is hit and who shares the host", async () => {
    const failed = await run(["fail", "base-app/rpc", "tcp.refused"]);
    expect(failed).toMatchObject({ code: 0 });
    expect(failed.out).toContain("base-app/rpc/head");
    expect(failed.out).toContain("base/public-rpc/head  (mainnet.base.org)");
    expect(await test.seen("base-app/rpc/head")).toBe("tcp.refused");
    expect((await run(["status"])).out).toContain("base-app/rpc  tcp.refused");
    expect((await run(["heal"])).out).toContain("base-app/rpc tcp.refused");
    expect(await test.seen("base-app/rpc/head")).toBe("ok");
  });

  it("takes a vantage's network away by its name alone", async () => {
    expect(await run(["fail", "vantage:here"])).toMatchObject({ code: 0 });
    expect(test.world.status().orders).toMatchObject([{ vantages: ["here"] }]);
    await test.world.heal();
  });

  it("lists what can be failed", async () => {
    const { out } = await run(["list"]);
    for (const word of [
      "infura",
      "cloud:aws/us-east-1",
      "chain:ethereum",
      "vantage:here",
      "control:quad9",
      "tcp.refused",
      "slow",
    ])
      expect(out).toContain(word);
    expect((await run(["list", "kraken"])).out).toContain("kraken/api/time  api.kraken.com  aws/eu-west-1");
  });

  it("answers an unknown target with near ones and exit 2", async () => {
    const { code, err } = await run(["fail", "infra", "slow"]);
    expect(code).toBe(2);
    expect(err).toContain("infura");
  });

  it("says how to start a world that does not run, with exit 1", async () => {
    const elsewhere = tempHome();
    const { code, err } = await run(["status"], elsewhere.home);
    expect(code).toBe(1);
    expect(err).toContain("npm start -- --world");
    elsewhere.remove();
  });

  it("shows its usage for anything else, with exit 2", async () => {
    expect(await run(["break"])).toMatchObject({ code: 2, err: expect.stringContaining("TARGET") });
  });
});
