import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FAILURE_TYPES } from "#domain/failure/failure.ts";
import { forAll, openTestWorld, type TestWorld, testClock } from "#drill/testing/world.ts";
import { EXAMPLES } from "#drill/world/examples.ts";
import { isApplicationFault } from "#drill/world/fault-kinds.ts";

const clock = testClock();
let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld({ now: clock.now });
});
afterEach(() => test.world.heal());
afterAll(() => test.stop());

async function failed(target: string, fault: string) {
  const reply = await test.world.fail(target, fault);
  if ("refusal" in reply) throw new Error(reply.refusal);
  return reply;
}

const isFailureType = (name: string) => FAILURE_TYPES.some((type) => type === name);

const CASES: readonly (readonly [fault: string, check: string])[] = [
  // Faults that are no failure types are seen under other names, and have tests of their own.
  ...Object.entries(EXAMPLES).filter(([fault]) => isApplicationFault(fault) && isFailureType(fault)),
  ["http.error", "avalanche/chain/node-health"],
  ["payload.schema", "kraken/api/time"],
  ["payload.rpc_error", "xrp-ledger/chain/s1-ripple"],
  ["payload.stale", "kraken/api/trades"],
  ["payload.stale", "binance/api/time"],
  ["payload.stale", "xrp-ledger/chain/s1-ripple"],
  ["payload.stale", "base/settlement/finalized"],
  ["payload.halted", "coinbase/exchange/mode"],
  ["payload.halted", "hyperliquid/api/exchange-status"],
  ["neutral.rate_limited", "bybit/api/book"],
  ["neutral.rate_limited", "xrp-ledger/chain/s1-ripple"],
  ["neutral.rate_limited", "infura/ethereum/head"],
  ["neutral.geo_blocked", "okx/api/time"],
];

/** How many of the checks that accept a fault are probed with it: they stand all over the catalog. */
const SAMPLE = 15;

describe("an application fault", () => {
  it.each(CASES)("%s is seen by the product under its name at %s, until it is healed", async (fault, check) => {
    expect(await test.seen(check)).toBe("ok");
    await failed(check, fault);
    expect(await test.seen(check)).toBe(fault);
    await test.world.heal(check);
    expect(await test.seen(check)).toBe("ok");
  });

  it("is the fault that it says at checks of every kind that accept it", async () => {
    const wire = [
      "http.response.timed_out",
      "http.response.invalid",
      "http.protocol.error",
      "ws.silent",
      "half_open",
      "slow",
    ];
    const { applicationFaults } = test.world.list();
    for (const fault of Object.keys(applicationFaults).filter((name) => !wire.includes(name))) {
      const { hit } = await failed("all", fault);
      const all = test.checks.filter(({ id }) => hit.includes(id));
      const probed = all.filter((_, i) => i % Math.ceil(all.length / SAMPLE) === 0);
      const seen = await forAll(probed, 12, async ({ id }) => ({ id, type: await test.seen(id) }));
      // Values that must move within some time are only noticed when that time is over.
      const wrong = seen.filter(({ type }) => type !== fault && !(fault === "payload.stale" && type === "ok"));
      expect(wrong, fault).toEqual([]);
      expect(seen.filter(({ type }) => type === fault).length, fault).toBeGreaterThan(0);
      await test.world.heal();
    }
  }, 60_000);

  it("hits one of seven networks alone", async () => {
    await failed("infura/polygon", "http.error");
    expect(await test.seen("infura/polygon/head")).toBe("http.error");
    for (const network of ["ethereum", "optimism", "arbitrum", "base", "linea", "scroll"])
      expect(await test.seen(`infura/${network}/head`)).toBe("ok");
    expect(await test.seen("infura/edge/no-key")).toBe("ok");
  });

  it("hits one path of a host alone", async () => {
    await failed("kraken/api/book", "http.response.timed_out");
    expect(await test.seen("kraken/api/book")).toBe("http.response.timed_out");
    for (const check of ["time", "trades", "system-status"]) expect(await test.seen(`kraken/api/${check}`)).toBe("ok");
  });

  it("tells a signed request from an unsigned one to the same path", async () => {
    await failed("robinhood/api/quote", "payload.stale");
    expect(await test.seen("robinhood/api/quote")).toBe("payload.stale");
    expect(await test.seen("robinhood/api/edge")).toBe("ok");
  });

  it("hits a check that sends the very same request too, and says so", async () => {
    const { hit, sameRequest } = await failed("drpc/ethereum/head", "payload.rpc_error");
    expect(hit).toEqual(["drpc/ethereum/head"]);
    expect(sameRequest).toContain("ethereum/chain/drpc");
    expect(await test.seen("ethereum/chain/drpc")).toBe("payload.rpc_error");
    expect(await test.seen("drpc/base/head")).toBe("ok");
  });

  it("slow: the answer comes, three seconds late", async () => {
    await failed("gemini/api/book", "slow");
    // The probe of these tests waits for less than a second: to it, late is never.
    expect(await test.seen("gemini/api/book")).toBe("http.response.timed_out");
  });

  it("stale data grows older, and is fresh again after the healing", async () => {
    const age = async () => (await test.probe("infura/base/head")).result.facts.head_age_s ?? 0;
    await failed("infura/base/head", "stale");
    const first = await age();
    clock.advance(30_000);
    expect(await age()).toBeCloseTo(first + 30, 2);
    await test.world.heal();
    expect(await age()).toBeLessThan(5);
  });

  it("is refused where it would not be seen, with the faults that would", async () => {
    const refusal = await test.world.fail("infura/polygon/head", "halted");
    expect(refusal).toMatchObject({ refusal: expect.stringContaining("payload.rpc_error") });
    expect(await test.world.fail("kraken/api/time", "payload.rpc_error")).toHaveProperty("refusal");
    expect(await test.world.fail("kraken", "payload.wrong_chain")).toHaveProperty("refusal");
    expect(await test.world.fail("kraken", "tls.cert.revoked")).toMatchObject({
      refusal: expect.stringContaining("revocation"),
    });
    expect(test.world.status().orders).toEqual([]);
  });

  it("is refused for a name that does not exist, with names like it", async () => {
    expect(await test.world.fail("krakn", "slow")).toMatchObject({ near: expect.arrayContaining(["kraken"]) });
    expect(await test.world.fail("mainnet.base.org", "slow")).toMatchObject({
      near: expect.arrayContaining(["base/public-rpc"]),
    });
    expect(await test.world.fail("cloud:aws/us-east-9", "slow")).toMatchObject({
      near: expect.arrayContaining(["cloud:aws/us-east-1"]),
    });
    expect(await test.world.fail("bitmex", "slow")).toMatchObject({ refusal: expect.stringContaining("retired") });
  });
});

describe("a halted chain", () => {
  it("stands still at every operator, and goes on from there", async () => {
    const operators = [
      "ethereum/chain/publicnode",
      "ethereum/chain/drpc",
      "infura/ethereum/head",
      "alchemy/ethereum/head",
    ];
    const heads = async () => {
      const reports = await Promise.all(operators.map((id) => test.probe(id)));
      return reports.map(({ result }) => ({ head: result.facts.head_number ?? 0, type: result.failureType ?? "ok" }));
    };
    await failed("chain:ethereum", "halted");
    const [before] = await heads();
    clock.advance(200_000);
    const during = await heads();
    expect(new Set(during.map(({ head }) => head)).size).toBe(1);
    expect(during.every(({ type }) => type === "payload.stale")).toBe(true);
    expect(during[0]?.head).toBe(before?.head);
    expect(await test.seen("infura/polygon/head")).toBe("ok");
    await test.world.heal("chain:ethereum");
    clock.advance(24_000);
    const after = await heads();
    expect(after.every(({ type }) => type === "ok")).toBe(true);
    expect((after[0]?.head ?? 0) - (before?.head ?? 0)).toBeLessThanOrEqual(3);
    expect(after[0]?.head).toBeGreaterThan(before?.head ?? 0);
  });

  it("stale: every operator serves an old head at once", async () => {
    await failed("chain:base", "stale");
    for (const id of ["base/public-rpc/head", "infura/base/head", "drpc/base/head"])
      expect(await test.seen(id)).toBe("payload.stale");
    await test.world.heal();
    expect(await test.seen("infura/base/head")).toBe("ok");
  });
});
