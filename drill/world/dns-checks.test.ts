import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import { openTestWorld, type TestWorld } from "#drill/testing/world.ts";

/** The catalog has no check that only resolves a name; an operator's may have. */

const check = (slug: string, parts: Pick<CheckSpec, "request"> & Partial<CheckSpec>): CheckSpec => ({
  slug,
  proves: "The name resolves",
  signal: "reachability",
  tier: "aux",
  intervalS: 60,
  assertions: [],
  verified: "recalled",
  ...parts,
});

const named: ServiceSpec = {
  slug: "named",
  name: "Named",
  kind: "exchange",
  homepage: "https://named.example",
  lifecycle: { state: "active" },
  statusPage: { url: null, kind: "none", apiUrl: null, verified: "recalled" },
  hosting: [],
  components: [
    {
      slug: "names",
      name: "Names",
      layer: "access",
      checks: [
        check("own", { request: { probe: "dns", name: "www.named.example", type: "A" } }),
        check("six", { request: { probe: "dns", name: "six.named.example", type: "AAAA" } }),
        check("public", {
          request: { probe: "dns", name: "www.named.example", type: "A", resolvers: ["192.0.2.53", "192.0.2.54"] },
        }),
        check("steady", {
          request: { probe: "dns", name: "www.named.example", type: "A" },
          assertions: [{ op: "eq", path: "$.changed", value: false }],
        }),
      ],
    },
  ],
};

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld({ catalog: { ...ownCatalog, services: [named] } });
});
afterEach(() => test.world.heal());
afterAll(() => test.stop());

async function failed(target: string, fault: string): Promise<void> {
  const reply = await test.world.fail(target, fault);
  if ("refusal" in reply) throw new Error(reply.refusal);
}

const told = async (id: string) => JSON.parse((await test.probe(id)).bodyStart ?? "");

describe("a check that only resolves a name", () => {
  it("is answered in the world, at every resolver, with addresses of both kinds", async () => {
    for (const { id } of test.checks) expect(await test.seen(id), id).toBe("ok");
    expect((await test.probe("named/names/six")).result.address).toMatch(/^::ffff:/);
    const { resolvers, agree } = await told("named/names/public");
    expect(resolvers.map(({ resolver }: { resolver: string }) => resolver)).toEqual(["192.0.2.53", "192.0.2.54"]);
    expect(agree).toBe(true);
  });

  it.each(["dns.unreachable", "dns.name_not_resolved", "dns.failed"])(
    "sees %s under its name, at all resolvers, until it is healed",
    async (fault) => {
      await failed("named/names/own", fault);
      expect(await test.seen("named/names/own")).toBe(fault);
      expect((await test.probe("named/names/public")).result).toMatchObject({ outcome: "failed", failureType: fault });
      expect(await test.seen("named/names/six")).toBe("ok");
      await test.world.heal("named/names/own");
      expect(await test.seen("named/names/own")).toBe("ok");
    },
  );

  it("tells one resolver that fails over the name from the name itself", async () => {
    await failed("resolver:192.0.2.53", "dns.failed");
    const { result } = await test.probe("named/names/public");
    expect(result).toMatchObject({ outcome: "degraded", failureType: "dns.failed" });
    expect(await test.seen("named/names/own")).toBe("ok");
    await test.world.heal();
    await failed("resolver:192.0.2.53", "dns.unreachable");
    expect(await test.seen("named/names/public")).toBe("ok");
  });

  it("records another address, and fails over it only where it asks for the old one", async () => {
    const before = await test.probe("named/names/own");
    await test.probe("named/names/steady");
    await failed("named/names/own", "moved");
    const after = await test.probe("named/names/own");
    expect(after.result.outcome).toBe("ok");
    expect(after.result.address).toMatch(/^127\.220\./);
    expect(after.result.address).not.toBe(before.result.address);
    expect(JSON.parse(after.bodyStart ?? "").changed).toBe(true);
    expect(await test.seen("named/names/steady")).toBe("payload.schema");
  });

  it("has resolvers that can be named, and only those", async () => {
    expect(test.world.list().resolvers).toEqual(["192.0.2.53", "192.0.2.54"]);
    expect(await test.world.fail("resolver:192.0.2.53", "http.error")).toMatchObject({
      refusal: expect.stringContaining("resolver:192.0.2.53 is a DNS resolver"),
    });
    expect(await test.world.fail("resolver:192.0.2.99", "dns.failed")).toMatchObject({
      near: expect.arrayContaining(["resolver:192.0.2.53"]),
    });
  });

  it("takes no fault of an answer or a connection", async () => {
    for (const fault of ["http.error", "tcp.refused", "tls.cert.date_invalid", "ws.silent"])
      expect(await test.world.fail("named/names/own", fault)).toHaveProperty("refusal");
  });
});
