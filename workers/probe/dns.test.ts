import { createServer } from "node:net";
import { decode, encode, RECURSION_AVAILABLE } from "dns-packet";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CheckSpec, DnsRequest } from "#domain/check/spec.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import { createMemory } from "#workers/probe/memory.ts";
import type { Network, ProbeContext } from "#workers/probe/probe.ts";
import {
  type DnsAnswer,
  type DnsServer,
  NXDOMAIN,
  REFUSED,
  SERVFAIL,
  startDns,
} from "#workers/probe/testing/dns-server.ts";
import {
  locate,
  openResources,
  probeOnce,
  QUICK,
  settledTo,
  testContext,
  testNetwork,
} from "#workers/probe/testing/scene.ts";

/** What resolvers can say of a name, each said by one that really does. */

/** Two public resolvers, as a check names them; where they really stand each test says. */
const [ONE, TWO] = ["192.0.2.1", "192.0.2.2"];

let atRest: Record<string, number>;
let other: DnsAnswer | undefined;
let own: DnsAnswer | undefined;
let resolvers: readonly [DnsServer, DnsServer];

beforeAll(async () => {
  const first = await startDns(() => own);
  const second = await startDns(() => other);
  resolvers = [first, second];
  atRest = openResources();
});
afterEach(() => settledTo(atRest));
afterAll(() => Promise.all(resolvers.map((server) => server.close())));

/** The vantage's own resolver is the first, and the two that checks name are both. */
function network(): Network {
  const [first, second] = resolvers.map(({ address }) => Number(address.split(":")[1]));
  return {
    ...testNetwork(resolvers[0].address),
    route: (address) => ({ address: "127.0.0.1", port: (address === TWO ? second : first) ?? 0 }),
  };
}

async function ask(
  answers: readonly [own: DnsAnswer | undefined, other?: DnsAnswer],
  request: Partial<DnsRequest> = {},
  parts: Partial<CheckSpec> = {},
  context: Partial<ProbeContext> = {},
) {
  [own, other] = answers;
  const located = locate({ probe: "dns", name: "api.test", type: "A", ...request }, parts);
  return probeOnce(located, testContext({ network: network(), ...context }));
}

const found = (...addresses: string[]): DnsAnswer => ({ addresses });
const both = { resolvers: [ONE, TWO] };

describe("a name", () => {
  it("that resolves is ok, with its lowest address and the time that the question took", async () => {
    const { result, requestLine, bodyStart } = await ask([found("198.51.100.9", "198.51.100.7")]);
    expect(result).toMatchObject({
      outcome: "ok",
      failureType: null,
      address: "198.51.100.7",
      httpStatus: null,
      timings: { connectMs: null, tlsMs: null, waitMs: null, downloadMs: null },
    });
    expect(result.timings.dnsMs).toBe(result.timings.totalMs);
    expect(requestLine).toBe("A api.test");
    expect(JSON.parse(bodyStart ?? "")).toEqual({
      addresses: ["198.51.100.7", "198.51.100.9"],
      changed: false,
      agree: true,
      resolvers: [{ resolver: "default", addresses: ["198.51.100.9", "198.51.100.7"], ttl: 60, error: null }],
    });
  });

  it("is asked for the kind of address that the check names", async () => {
    const { result } = await ask([found("198.51.100.7", "2001:db8::7")], { type: "AAAA" });
    expect(result).toMatchObject({ outcome: "ok", address: "2001:db8::7" });
  });

  it.each<[string, DnsAnswer | undefined, FailureType, string]>([
    ["does not exist", { rcode: NXDOMAIN }, "dns.name_not_resolved", "ENOTFOUND"],
    ["has no address", undefined, "dns.name_not_resolved", "ENODATA"],
    ["is failed over", { rcode: SERVFAIL }, "dns.failed", "ESERVFAIL"],
    ["is refused", { rcode: REFUSED }, "dns.failed", "EREFUSED"],
    ["gets no answer", "silent", "dns.unreachable", "DNS_TIMEOUT"],
    ["is answered with half a message that TCP does not complete", "truncated", "dns.unreachable", "ECONNREFUSED"],
  ])("that %s at the only resolver has failed", async (_, answer, type, code) => {
    const { result } = await ask([answer], {}, {}, { limits: QUICK });
    expect(result).toMatchObject({ outcome: "failed", failureType: type, phase: "dns", rawCode: code, address: null });
  });

  it("whose answer is too long for UDP is asked for over TCP", async () => {
    const tcp = createServer((socket) => {
      socket.once("data", (data: Buffer) => {
        const { id = 0, questions = [] } = decode(data.subarray(2));
        const answers = [{ type: "A" as const, name: "api.test", ttl: 60, data: "198.51.100.7" }];
        const packet = encode({ type: "response", id, flags: RECURSION_AVAILABLE, questions, answers });
        socket.end(Buffer.concat([Buffer.from([packet.length >> 8, packet.length & 0xff]), packet]));
      });
      socket.on("error", () => {});
    });
    const port = Number(resolvers[0].address.split(":")[1]);
    await new Promise<void>((resolve) => tcp.listen(port, "127.0.0.1", resolve));
    const { result } = await ask(["truncated"]);
    await new Promise((resolve) => tcp.close(resolve));
    expect(result).toMatchObject({ outcome: "ok", address: "198.51.100.7" });
  });

  it("is not judged by an attempt that was stopped", async () => {
    const { result } = await ask(["silent"], {}, {}, { signal: AbortSignal.timeout(30) });
    expect(result).toMatchObject({ outcome: "neutral", failureType: "neutral.aborted" });
    const never = await ask([found("198.51.100.7")], {}, {}, { signal: AbortSignal.abort() });
    expect(never.result).toMatchObject({ outcome: "neutral", failureType: "neutral.aborted" });
  });
});

describe("several resolvers", () => {
  const good = found("198.51.100.7");

  it("are each asked, and what each said is told", async () => {
    const { result, bodyStart, requestLine } = await ask([good, { rcode: SERVFAIL }], both);
    expect(requestLine).toBe(`A api.test at ${ONE}, ${TWO}`);
    expect(JSON.parse(bodyStart ?? "").resolvers).toEqual([
      { resolver: ONE, addresses: ["198.51.100.7"], ttl: 60, error: null },
      { resolver: TWO, addresses: [], ttl: null, error: "dns.failed" },
    ]);
    expect(result.address).toBe("198.51.100.7");
  });

  it.each<[string, DnsAnswer | undefined, FailureType]>([
    ["denies the name", { rcode: NXDOMAIN }, "dns.name_not_resolved"],
    ["has no address", undefined, "dns.name_not_resolved"],
    ["fails over it", { rcode: SERVFAIL }, "dns.failed"],
  ])("of which one %s degrade it: it is so for whoever asks there", async (_, answer, type) => {
    const { result } = await ask([good, answer as DnsAnswer], both);
    expect(result).toMatchObject({ outcome: "degraded", failureType: type, phase: "dns" });
  });

  it.each<[string, DnsAnswer]>([
    ["does not answer", "silent"],
    ["refuses", { rcode: REFUSED }],
  ])("of which one %s say nothing against the name", async (_, answer) => {
    const { result } = await ask([good, answer], both, {}, { limits: QUICK });
    expect(result.outcome).toBe("ok");
    // Waiting for the one is no slowness of the other.
    expect(result.timings.totalMs).toBeLessThan(QUICK.dnsMs);
  });

  it("that all give none have failed, by what is said of the name", async () => {
    const { result } = await ask(["silent", { rcode: NXDOMAIN }], both, {}, { limits: QUICK });
    expect(result).toMatchObject({ outcome: "failed", failureType: "dns.name_not_resolved" });
    const unheard = await ask(["silent", "silent"], both, {}, { limits: QUICK });
    expect(unheard.result).toMatchObject({ outcome: "failed", failureType: "dns.unreachable" });
  });

  it("that differ are told, and no failure", async () => {
    const { result, bodyStart } = await ask([good, found("198.51.100.8")], both);
    expect(result.outcome).toBe("ok");
    expect(JSON.parse(bodyStart ?? "")).toMatchObject({
      agree: false,
      addresses: ["198.51.100.7", "198.51.100.8"],
    });
  });
});

describe("addresses", () => {
  it("that change are recorded and told once, and are no failure: networks of content move names all day", async () => {
    const memory = createMemory();
    const told = async (answer: DnsAnswer) => {
      const { result, bodyStart } = await ask([answer], {}, {}, { memory });
      return [result.outcome, result.address, JSON.parse(bodyStart ?? "").changed];
    };
    expect(await told(found("198.51.100.7", "198.51.100.8"))).toEqual(["ok", "198.51.100.7", false]);
    expect(await told(found("198.51.100.8", "198.51.100.7"))).toEqual(["ok", "198.51.100.7", false]);
    expect(await told(found("203.0.113.1"))).toEqual(["ok", "203.0.113.1", true]);
    expect(await told(found("203.0.113.1"))).toEqual(["ok", "203.0.113.1", false]);
  });

  it("are a failure where the check says which it expects", async () => {
    const parts: Partial<CheckSpec> = { assertions: [{ op: "in", path: "$.addresses[0]", value: ["198.51.100.7"] }] };
    expect((await ask([found("198.51.100.7")], {}, parts)).result.outcome).toBe("ok");
    const { result, assertions } = await ask([found("203.0.113.1")], {}, parts);
    expect(result).toMatchObject({ outcome: "failed", failureType: "payload.schema", address: "203.0.113.1" });
    expect(assertions).toEqual([{ text: '$.addresses[0] in ["198.51.100.7"]', ok: false, found: '"203.0.113.1"' }]);
  });

  it("more than anybody needs are no answer", async () => {
    const many = Array.from({ length: 65 }, (_, i) => `198.51.100.${i}`);
    expect((await ask([found(...many)])).result).toMatchObject({ failureType: "dns.failed", rawCode: "EBADRESP" });
  });
});
