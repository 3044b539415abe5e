import { expect, it } from "vitest";
import type { Measurement } from "#domain/measurement.ts";
import { isGated } from "#domain/vantage.ts";
import { DEFAULT_LIMITS } from "#workers/probe/probe.ts";
import { REFUSED, startDns } from "#workers/probe/testing/dns-server.ts";
import { locate, testContext, testNetwork } from "#workers/probe/testing/scene.ts";
import { createJobs } from "#workers/schedule/jobs.ts";
import { createManners } from "#workers/schedule/manners.ts";
import { createFakeClock } from "#workers/testing/fake-clock.ts";
import { startVantageGate } from "#workers/vantage/gate.ts";

const CHECKS = [
  locate({ probe: "dns", name: "api.test", type: "A", resolvers: ["192.0.2.1"] }, { slug: "theirs" }),
  locate({ probe: "dns", name: "api.test", type: "A" }, { slug: "own" }),
];

/** What comes of each check where no resolver answers for the name, as the controls of these kinds are answered or not. */
async function measure(controls: readonly (readonly ["dns" | "http", boolean])[]) {
  const clock = createFakeClock();
  const closed = await startDns(() => ({ rcode: REFUSED }));
  const port = Number(closed.address.split(":")[1]);
  const gate = startVantageGate({
    clock,
    askControls: async () =>
      controls.map(([kind, ok], n) => ({ slug: `control-${n}`, kind, ok, failureType: null, totalMs: 1 })),
    onRound: ({ controls, gated }) => expect(gated).toBe(isGated(controls)),
    spacingMs: 0,
  });
  const measured: Measurement[] = [];
  const jobs = createJobs({
    checks: CHECKS,
    vantage: "here",
    clock,
    gate,
    loopLag: { worstMs: () => 0 },
    manners: createManners(clock, () => 0.5),
    context: testContext({
      network: { ...testNetwork(closed.address), route: () => ({ address: "127.0.0.1", port }) },
      limits: { ...DEFAULT_LIMITS, dnsMs: 500 },
    }),
    onMeasurement: (measurement) => measured.push(measurement),
  });
  const place = { pause: async (ms: number) => clock.advance(ms) };
  for (const job of jobs.list) await job.run(clock.now(), new AbortController().signal, place);
  await jobs.settled();
  await gate.stop();
  await closed.close();
  return Object.fromEntries(
    measured.map(({ checkId, outcome, failureType, rawCode }) => [
      checkId.split("/").at(-1),
      [outcome, failureType, rawCode],
    ]),
  );
}

const fails = ["failed", "dns.failed", "EREFUSED"];

it("a name that resolvers elsewhere do not resolve is no failure where our own controls cannot ask any, and else is one", async () => {
  const http = ["http", true] as const;
  expect(await measure([["dns", false], ["dns", false], http, http])).toEqual({
    theirs: ["neutral", "neutral.vantage_down", "dns.failed"],
    own: fails,
  });
  expect(await measure([["dns", false], ["dns", true], http, http])).toEqual({ theirs: fails, own: fails });
});
