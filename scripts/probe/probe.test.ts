import { describe, expect, it } from "vitest";
import type { ProbeResult } from "#domain/measurement.ts";
import { COLOUR, explain, PLAIN } from "#scripts/probe/explain.ts";
import { type RunnerTools, runMany, runOne } from "#scripts/probe/runner.ts";
import { select } from "#scripts/probe/select.ts";
import { skippedLines, tableHead, tableRow, tally, whyNot } from "#scripts/probe/table.ts";
import { createClock } from "#workers/clock.ts";
import { createLoopLag } from "#workers/probe/loop-lag.ts";
import { NotReady, type ProbeReport } from "#workers/probe/probe.ts";
import { startDns } from "#workers/probe/testing/dns-server.ts";
import { call, get, locate, testContext, testNetwork } from "#workers/probe/testing/scene.ts";
import { rpc, startHttp } from "#workers/probe/testing/servers.ts";
import { createHostGate } from "#workers/schedule/host-gate.ts";

const NOW = Date.UTC(2026, 10, 22);
const withId = (id: string) => ({ ...locate(get("http://x.test/")), id });
const known = ["kraken/api/time", "kraken/api/book", "kraken/web/page", "kucoin/api/time", "base/chain/head"].map(
  withId,
);

function report(parts: Partial<ProbeResult> = {}, rest: Partial<ProbeReport> = {}): ProbeReport {
  return {
    result: {
      outcome: "ok",
      failureType: null,
      phase: null,
      rawCode: null,
      httpStatus: 200,
      httpVersion: "1.1",
      address: "192.0.2.1",
      certExpiresAt: NOW + 10 * 86_400_000,
      bodyBytes: 12,
      timings: { dnsMs: 10, connectMs: 10, tlsMs: 20, waitMs: 40, downloadMs: 20, totalMs: 100 },
      facts: { mode: "online" },
      attempts: 1,
      ...parts,
    },
    requestLine: "GET https://x.test/",
    responseHeaders: [["server", "nginx"]],
    assertions: [{ text: "$.a exists", ok: true, found: "1" }],
    bodyStart: "{}",
    tls: "TLSv1.3 TLS_AES_128_GCM_SHA256",
    retryAfterMs: null,
    ...rest,
  };
}

describe("select", () => {
  const ids = (wanted: string) => {
    const found = select(known, wanted);
    return "near" in found ? found : found.checks.map(({ id }) => id);
  };

  it("finds a check by its whole id, and all below a prefix", () => {
    expect(ids("kraken/api/time")).toEqual(["kraken/api/time"]);
    expect(ids("Kraken/api/")).toEqual(["kraken/api/time", "kraken/api/book"]);
    expect(ids("kraken")).toHaveLength(3);
  });

  it("names what was nearly asked for, and nothing far off", () => {
    expect(ids("kraken/api/tiem")).toEqual({ near: ["kraken/api/time", "kraken/api/book"] });
    expect(ids("krakn")).toEqual({ near: ["kraken"] });
    expect(ids("krak")).toEqual({ near: ["kraken"] });
    expect(ids("zzz")).toEqual({ near: [] });
  });
});

describe("explain", () => {
  it("shows where the time went, part after part", () => {
    const lines = explain(withId("s/api/c"), report(), NOW, PLAIN);
    const bars = lines.filter((line) => line.includes("█")).map((line) => line.slice(31));
    expect(bars).toEqual([
      "████",
      "    ████",
      "        ████████",
      "                ████████████████",
      `${" ".repeat(32)}████████`,
    ]);
    expect(lines).toContain("TLS       TLSv1.3 TLS_AES_128_GCM_SHA256, certificate valid until 2026-12-02 (10 days)");
    expect(lines).toContain("answer    HTTP/1.1 200, 12 bytes");
    expect(lines).toContain("asserts   ok    $.a exists  found 1");
    expect(lines).toContain("facts     mode online");
    expect(lines).toContain("outcome   ok");
  });

  it("shows what each resolver said of a name, and no parts that there are none of", () => {
    const located = locate({ probe: "dns", name: "api.s.test", type: "A" });
    const timings = { dnsMs: 12, connectMs: null, tlsMs: null, waitMs: null, downloadMs: null, totalMs: 12 };
    const said = '{"addresses":["192.0.2.7"],"changed":true,"agree":true,"resolvers":[\n{"resolver":"default"}\n]}';
    const named = { ...report({ httpStatus: null, httpVersion: null, timings }), tls: null, bodyStart: said };
    const lines = explain(located, named, NOW, PLAIN);
    expect(lines).toContain('answers   {"addresses":["192.0.2.7"],"changed":true,"agree":true,"resolvers":[');
    expect(lines).toContain('          {"resolver":"default"}');
    expect(lines.filter((line) => /connect|not reached|HTTP/.test(line))).toEqual([]);
  });

  it("says why, and what was never reached", () => {
    const failed = report({
      outcome: "failed",
      failureType: "tcp.refused",
      phase: "connection",
      rawCode: "ECONNREFUSED",
      httpStatus: null,
      attempts: 2,
      timings: { dnsMs: 1, connectMs: null, tlsMs: null, waitMs: null, downloadMs: null, totalMs: 2 },
    });
    const lines = explain(withId("s/api/c"), failed, NOW, PLAIN);
    expect(lines.filter((line) => line.endsWith("not reached"))).toHaveLength(4);
    expect(lines).toContain("outcome   failed, at the second attempt");
    expect(lines).toContain("why       tcp.refused in phase connection: ECONNREFUSED");
  });

  it("lets no target write to the terminal, and colours only when told to", () => {
    const hostile = "\u001b[2J\u0007evil\u202e";
    const shown = explain(
      withId("s/api/c"),
      report(
        { outcome: "failed", facts: { mode: hostile } },
        {
          responseHeaders: [["x", hostile]],
          bodyStart: hostile,
          assertions: [{ text: "t", ok: false, found: hostile }],
        },
      ),
      NOW,
      PLAIN,
    ).join("\n");
    expect(shown).toContain("evil");
    expect(shown.replaceAll("\n", "")).not.toMatch(/\p{C}/u);
    expect(explain(withId("s/api/c"), report(), NOW, COLOUR).join("")).toContain("\u001b[32mok");
  });
});

describe("the table", () => {
  const [first = withId("a")] = known;

  it("is aligned, with the outcome, the type, the status and the time", () => {
    const rows = [
      tableHead(16),
      tableRow({ located: first, report: report() }, 16, PLAIN),
      tableRow(
        {
          located: first,
          report: report({ outcome: "failed", failureType: "http.error", httpStatus: 503, rawCode: "HTTP 503" }),
        },
        16,
        PLAIN,
      ),
      tableRow({ located: first, report: new NotReady("x/api/head") }, 16, PLAIN),
    ];
    expect(rows).toEqual([
      "check             outcome     type                            status  ms         code",
      "kraken/api/time   ok                                          200     100.0",
      "kraken/api/time   failed      http.error                      503     100.0      HTTP 503",
      "kraken/api/time   not ready   waits for x/api/head",
    ]);
  });

  it("counts, and groups what did not run by why", () => {
    const done = [
      { located: first, report: report() },
      { located: first, report: new NotReady("x") },
    ];
    const key = locate(get(`https://x.test/\${API_KEY}`));
    const skipped = [{ located: key, why: whyNot(key, "key") }];
    expect(tally(done, skipped)).toBe("1 ok, 1 not ready, 1 not run");
    expect(skippedLines(skipped)).toEqual(["not run, needs API_KEY:", "  s/api/c"]);
    expect(whyNot(key, "probe")).toBe("no http probe yet");
  });
});

describe("the runner", () => {
  it("asks first for the head that a check counts from, and gives results in the catalog's order", async () => {
    const dns = await startDns(() => ({ addresses: ["127.0.0.1"] }));
    const asked: unknown[] = [];
    const server = await startHttp(
      rpc(({ id, method, params }) => {
        asked.push(method, params);
        return { jsonrpc: "2.0", id, result: "0x64" };
      }),
    );
    const url = `http://good.test:${server.port}/`;
    const head = locate(call(url, { method: "head" }), { slug: "head", facts: { head_number: "$.result" } });
    const variables = { n: { from: "s/api/head", offset: -1, as: "number" as const } };
    const older = locate(call(url, { method: "older", params: ["{n}"], variables }), { slug: "older" });
    const clock = createClock();
    const context = () => testContext({ network: testNetwork(dns.address) });
    const tools = (): RunnerTools => ({
      clock,
      context: context(),
      loopLag: createLoopLag(),
      gate: createHostGate(clock, () => undefined),
      known: new Map([head, older].map((located) => [located.id, located])),
    });
    expect(await runOne(older, tools())).toMatchObject({ result: { outcome: "ok" } });
    expect(asked).toEqual(["head", [], "older", [99]]);
    const ended: string[] = [];
    const done = await runMany([older, head], tools(), ({ located }) => ended.push(located.id));
    expect(ended).toEqual(["s/api/head", "s/api/older"]);
    expect(done.map(({ located }) => located.id)).toEqual(["s/api/older", "s/api/head"]);
    await Promise.all([server.close(), dns.close()]);
  });
});
