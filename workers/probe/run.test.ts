import { performance } from "node:perf_hooks";
import { describe, expect, it, vi } from "vitest";
import type { FailureType, Outcome } from "#domain/failure/failure.ts";
import type { ProbeResult } from "#domain/measurement.ts";
import { createLoopLag } from "#workers/probe/loop-lag.ts";
import { NotReady, type Probe, type ProbeMap, type ProbeReport } from "#workers/probe/probe.ts";
import { type RunOptions, runCheck } from "#workers/probe/run.ts";
import { get, locate, testContext } from "#workers/probe/testing/scene.ts";

const CHECK = locate(get("http://x.test/"));

function report(
  outcome: Outcome,
  failureType: FailureType | null = null,
  parts: Partial<ProbeResult> = {},
): ProbeReport {
  const result: ProbeResult = {
    outcome,
    failureType,
    phase: outcome === "ok" ? null : "connection",
    rawCode: null,
    httpStatus: null,
    httpVersion: null,
    address: "192.0.2.1",
    certExpiresAt: null,
    bodyBytes: null,
    timings: { dnsMs: 1, connectMs: null, tlsMs: null, waitMs: null, downloadMs: null, totalMs: 5 },
    facts: {},
    attempts: 1,
    ...parts,
  };
  return {
    result,
    requestLine: "GET http://x.test/",
    responseHeaders: [],
    assertions: [],
    bodyStart: null,
    tls: null,
    retryAfterMs: null,
  };
}

const ok = report("ok");
const refused = report("failed", "tcp.refused");
const reset = report("failed", "tcp.reset");
const limited = report("neutral", "neutral.rate_limited");
const stale = report("degraded", "payload.stale");

async function run(
  attempts: (ProbeReport | NotReady | Error)[],
  options: Partial<RunOptions> = {},
  context = testContext(),
) {
  const left = [...attempts];
  const probe: Probe = async () => {
    const next = left.shift();
    if (next instanceof Error) throw next;
    if (next === undefined) throw new Error("asked too often");
    return next;
  };
  const sleep = vi.fn(() => Promise.resolve());
  const outcome = await runCheck(CHECK, context, { http: probe }, { sleep, ...options });
  return { outcome, sleep, unused: left.length };
}

describe("attempts", () => {
  it.each<[string, ProbeReport[], Partial<ProbeResult>]>([
    ["ok at once", [ok], { outcome: "ok", attempts: 1 }],
    ["degraded at once", [stale], { outcome: "degraded", failureType: "payload.stale", attempts: 1 }],
    ["neutral at once", [limited], { outcome: "neutral", failureType: "neutral.rate_limited", attempts: 1 }],
    ["failed, then ok", [refused, ok], { outcome: "ok", failureType: null, attempts: 2 }],
    ["failed, then degraded", [refused, stale], { outcome: "degraded", attempts: 2 }],
    [
      "failed, then neutral",
      [refused, limited],
      { outcome: "neutral", failureType: "neutral.rate_limited", attempts: 2 },
    ],
    ["failed twice", [refused, reset], { outcome: "failed", failureType: "tcp.reset", attempts: 2 }],
  ])("%s", async (_name, attempts, expected) => {
    const { outcome, unused } = await run(attempts);
    expect(outcome).toMatchObject({ result: expected });
    expect(unused).toBe(0);
  });

  it("the second comes 3 s after a failure, and after nothing else", async () => {
    const failed = await run([refused, ok]);
    expect(failed.sleep.mock.calls).toEqual([[3_000, expect.any(AbortSignal)]]);
    expect((await run([ok])).sleep).not.toHaveBeenCalled();
    expect((await run([refused, ok], { retryAfterMs: 50 })).sleep).toHaveBeenCalledWith(50, expect.any(AbortSignal));
  });

  it("one that says itself that it is unavailable, and until when, is not asked again before that", async () => {
    const unavailable = report("failed", "http.error", { httpStatus: 503 });
    const { outcome, sleep } = await run([{ ...unavailable, retryAfterMs: 30_000 }]);
    expect(outcome).toMatchObject({ result: { outcome: "failed", attempts: 1 } });
    expect(sleep).not.toHaveBeenCalled();
    const soon = await run([{ ...unavailable, retryAfterMs: 2_000 }, ok]);
    expect(soon.outcome).toMatchObject({ result: { outcome: "ok", attempts: 2 } });
    expect((await run([unavailable, ok])).outcome).toMatchObject({ result: { outcome: "ok", attempts: 2 } });
  });

  it("a failure whose second attempt never came is neutral.aborted", async () => {
    const rejected = await run([refused], { sleep: () => Promise.reject(new Error("stopped")) });
    expect(rejected.outcome).toMatchObject({
      result: { outcome: "neutral", failureType: "neutral.aborted", address: "192.0.2.1" },
    });
    const stop = new AbortController();
    const sleep = () => Promise.resolve(stop.abort());
    const stopped = await run([refused], { sleep }, testContext({ signal: stop.signal }));
    expect(stopped.outcome).toMatchObject({ result: { outcome: "neutral", failureType: "neutral.aborted" } });
  });

  it("a check that has to wait for another is passed on as such", async () => {
    const { outcome } = await run([new NotReady("x/api/head")]);
    expect(outcome).toEqual(new NotReady("x/api/head"));
  });
});

describe("faults of our own", () => {
  it("a probe that breaks accuses nobody, and its message is not kept", async () => {
    const { outcome } = await run([new TypeError("key=secret")]);
    expect(outcome).toMatchObject({
      result: { outcome: "neutral", failureType: "neutral.aborted", rawCode: "probe broke: TypeError" },
    });
  });

  it("a probe that does not exist accuses nobody", async () => {
    const probes: ProbeMap = {};
    const outcome = await runCheck(CHECK, testContext(), probes, { sleep: () => Promise.resolve() });
    expect(outcome).toMatchObject({
      result: { outcome: "neutral", failureType: "neutral.aborted", rawCode: "no http probe" },
    });
  });
});

describe("stalls of the event loop", () => {
  const stalled = (ms: number) => ({ loopLag: { worstMs: () => ms } });

  it("make a sample neutral from half a second on, and keep what it measured", async () => {
    expect((await run([ok], stalled(499))).outcome).toMatchObject({ result: { outcome: "ok" } });
    const { outcome, sleep } = await run([refused], stalled(500));
    expect(outcome).toMatchObject({
      requestLine: "GET http://x.test/",
      result: {
        outcome: "neutral",
        failureType: "neutral.loop_lag",
        rawCode: "event loop stood 500 ms",
        timings: { totalMs: 5 },
      },
    });
    expect(sleep).not.toHaveBeenCalled();
    expect((await run([ok], { ...stalled(100), maxStallMs: 100 })).outcome).toMatchObject({
      result: { failureType: "neutral.loop_lag" },
    });
  });

  it("leave a neutral sample what it was", async () => {
    expect((await run([limited], stalled(900))).outcome).toMatchObject({
      result: { failureType: "neutral.rate_limited" },
    });
  });

  it("are seen when they really happen, during the sample and only then", async () => {
    const loopLag = createLoopLag({ intervalMs: 5 });
    const busy = (ms: number) => {
      const until = performance.now() + ms;
      while (performance.now() < until);
    };
    const probe: Probe = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      busy(80);
      return ok;
    };
    const options = { sleep: () => Promise.resolve(), loopLag, maxStallMs: 60 };
    const during = await runCheck(CHECK, testContext(), { http: probe }, options);
    expect(during).toMatchObject({ result: { failureType: "neutral.loop_lag" } });
    expect(loopLag.recentMaxMs()).toBeGreaterThanOrEqual(60);
    loopLag.stop();
  });
});

describe("createLoopLag", () => {
  it("knows stalls by when they were", () => {
    vi.useFakeTimers();
    let now = 0;
    const lag = createLoopLag({ monotonic: () => now, intervalMs: 50 });
    const turn = (at: number) => {
      now = at;
      vi.advanceTimersByTime(50);
    };
    turn(50);
    turn(100);
    // The loop stands from 150 to 750.
    turn(750);
    turn(800);
    expect(lag.worstMs(0, 100)).toBe(0);
    expect(lag.worstMs(100, 200)).toBe(600);
    expect(lag.worstMs(740, 800)).toBe(600);
    expect(lag.worstMs(760, 800)).toBe(0);
    expect(lag.recentMaxMs()).toBe(600);
    // Standing again, and not yet noticed by the timer.
    now = 2_000;
    expect(lag.worstMs(900, 2_000)).toBe(1_150);
    expect(lag.recentMaxMs()).toBe(1_150);
    turn(2_000);
    turn(61_000);
    turn(61_050);
    turn(62_100);
    expect(lag.worstMs(100, 800)).toBe(0);
    lag.stop();
    vi.useRealTimers();
  });
});
