import { connect as connectTls } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openTestWorld, type TestWorld } from "#drill/testing/world.ts";
import { EXAMPLES } from "#drill/world/examples.ts";
import { CONNECTION_FAULTS, type ConnectionFault } from "#drill/world/fault-kinds.ts";

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld();
});
afterEach(() => test.world.heal());
afterAll(() => test.stop());

const KRAKEN = "kraken/api/time";
const BINANCE = "binance/api/time";

async function failed(target: string, fault: string) {
  const reply = await test.world.fail(target, fault);
  if ("refusal" in reply) throw new Error(reply.refusal);
  return reply;
}

/** What OpenSSL says when it meets Kraken's stand-in. */
function handshake(): Promise<string> {
  const { file, plan } = test.world;
  const address = plan.sites.get("api.kraken.com")?.address ?? "";
  return new Promise((resolve) => {
    const socket = connectTls(
      { host: address, port: file.ports["443"] ?? 0, servername: "api.kraken.com", ca: file.ca },
      () => {
        socket.destroy();
        resolve("connected");
      },
    );
    socket.once("error", (error) => resolve(`${error.message} ${"code" in error ? error.code : ""}`));
  });
}

describe("a connection fault", () => {
  // A name that has moved is seen as what stands at its new address: nothing.
  const names = (Object.keys(CONNECTION_FAULTS) as ConnectionFault[]).filter((name) => name !== "moved");

  it.each(names)("%s is seen by the product under its name, at that host only, until it is healed", async (fault) => {
    const check = EXAMPLES[fault];
    await failed(check, fault);
    expect(await test.seen(check)).toBe(fault);
    expect(await test.seen(BINANCE)).toBe("ok");
    await test.world.heal(check);
    expect(await test.seen(check)).toBe("ok");
  });

  it("tls.version_or_cipher_mismatch is a server that refuses today's TLS with the alert for it", async () => {
    expect(await handshake()).toBe("connected");
    await failed("kraken", "tls.version_or_cipher_mismatch");
    expect(await handshake()).toMatch(/alert.protocol.version/i);
    await test.world.heal("kraken");
  });

  it("moved: the name leads to another address, where nobody answers", async () => {
    const before = await test.probe(KRAKEN);
    await failed("kraken/api/time", "moved");
    const { result } = await test.probe(KRAKEN);
    expect(result.failureType).toBe("tcp.refused");
    expect(result.address).not.toBe(before.result.address);
    await test.world.heal("kraken/api/time");
    expect((await test.probe(KRAKEN)).result).toMatchObject({ outcome: "ok", address: before.result.address });
  });

  it("hits every check of the host, and says which", async () => {
    const reply = await failed("base/public-rpc/head", "tcp.refused");
    expect(reply.hit).toEqual(["base/public-rpc/head"]);
    const [{ host, others } = { host: "", others: [] }] = reply.hosts;
    expect(host).toBe("mainnet.base.org");
    expect(others).toContain("base-app/rpc/head");
    expect(others).not.toContain("base/public-rpc/head");
    for (const id of ["base/public-rpc/head", "base-app/rpc/head"]) expect(await test.seen(id)).toBe("tcp.refused");
    expect(await test.seen("infura/base/head")).toBe("ok");
  });

  it("takes a whole region away, and nothing else", async () => {
    const reply = await failed("cloud:aws/ap-northeast-1", "tcp.refused");
    expect(reply.hit.length).toBeGreaterThan(30);
    for (const id of ["binance/api/time", "kucoin/api/book", "mexc/api/trades"])
      expect(await test.seen(id)).toBe("tcp.refused");
    for (const id of ["coinbase/exchange/time", "kraken/api/time", "infura/polygon/head"])
      expect(await test.seen(id)).toBe("ok");
  });

  it("can be healed for one target while it goes on at the others", async () => {
    await failed("cloud:aws/us-east-1", "tcp.timed_out");
    const healed = await test.world.heal("gemini");
    expect(healed).toMatchObject({ healed: [{ target: "cloud:aws/us-east-1", fault: "tcp.timed_out" }] });
    expect(await test.seen("gemini/api/book")).toBe("ok");
    expect(await test.seen("coinbase/exchange/time")).toBe("tcp.timed_out");
  });

  it("follows another at the same host: the last order holds", async () => {
    for (const fault of ["tcp.timed_out", "tcp.refused", "dns.failed", "tcp.timed_out", "tls.cert.date_invalid"]) {
      await failed("kraken", fault);
      expect(await test.seen(KRAKEN)).toBe(fault);
    }
  });

  it("spares controls that are not named, and hits those that are", async () => {
    const { file, plan } = test.world;
    await failed("control:wikimedia", "dns.name_not_resolved");
    await failed("control:quad9", "dns.unreachable");
    expect(test.world.status().orders.map(({ target }) => target)).toEqual(["control:wikimedia", "control:quad9"]);
    expect(plan.sites.get("www.wikimedia.org")?.address).toMatch(/^127\./);
    expect(file.addresses["9.9.9.9"]).toMatch(/^127\./);
    expect(await test.world.fail("control:quad9", "tcp.refused")).toMatchObject({
      refusal: expect.stringContaining("dns.unreachable"),
    });
  });
});
