import { performance } from "node:perf_hooks";
import type { ControlSpec } from "#domain/check/service.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { Measurement } from "#domain/measurement.ts";
import { judgeCheck, newVantage, stepRound } from "#domain/status/check-verdict.ts";
import { evidenceOf } from "#domain/status/evidence.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { createClock } from "#workers/clock.ts";
import { askControl } from "#workers/probe/control.ts";
import { createLoopLag } from "#workers/probe/loop-lag.ts";
import { probes } from "#workers/probe/map.ts";
import { NotReady } from "#workers/probe/probe.ts";
import { runCheck } from "#workers/probe/run.ts";
import { told } from "#workers/probe/testing/provocations/connection.ts";
import { ask, at, type Ground, type Seen, type Ways } from "#workers/probe/testing/provocations/ground.ts";
import { get, locate, testContext } from "#workers/probe/testing/scene.ts";
import { closedPort, json, startHttp } from "#workers/probe/testing/servers.ts";
import { createJobs } from "#workers/schedule/jobs.ts";
import { createManners } from "#workers/schedule/manners.ts";
import { startVantageGate } from "#workers/vantage/gate.ts";

/** What is our own doing, and what nobody has a word for. */

type OwnType =
  | "unknown"
  | Extract<
      FailureType,
      "neutral.no_key" | "neutral.vantage_down" | "neutral.loop_lag" | "neutral.aborted" | "neutral.unproven"
    >;

const soon = () => Promise.resolve();

/** Keeps the whole process from doing anything else. */
function stall(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

async function stalled(ground: Ground): Promise<Seen> {
  const loopLag = createLoopLag({ intervalMs: 5 });
  const { port } = ground.keep(
    await startHttp((request, response) => {
      stall(80);
      json({})(request, response);
    }),
  );
  const context = testContext({ network: ground.network });
  const options = { sleep: soon, loopLag, maxStallMs: 60 };
  const report = await runCheck(locate(get(`http://good.test:${port}/`)), context, probes, options);
  loopLag.stop();
  if (report instanceof NotReady) throw new Error("it was not asked");
  return report.result;
}

async function stopped(ground: Ground): Promise<Seen> {
  const stop = new AbortController();
  const { port } = ground.keep(await startHttp(() => stop.abort()));
  return ask(ground, `http://good.test:${port}/`, { context: { signal: stop.signal } });
}

/** A failure that nobody could ask about again. */
async function unconfirmed(ground: Ground): Promise<Seen> {
  const located = locate(get(`http://good.test:${await closedPort()}/`));
  const sleep = () => Promise.reject(new Error("stopped"));
  const report = await runCheck(located, testContext({ network: ground.network }), probes, { sleep });
  if (report instanceof NotReady) throw new Error("it was not asked");
  return report.result;
}

/** A target fails while both controls do: recorded as the vantage's own trouble. */
async function cutOff(ground: Ground): Promise<Seen> {
  const gone = await closedPort();
  const clock = createClock();
  const controls = ["one.test", "two.test"].map(
    (host): ControlSpec => ({
      slug: host,
      name: host,
      network: host,
      asn: 64_500,
      source: "made up",
      kind: "http",
      url: `http://${host}:${gone}/`,
      status: [200],
    }),
  );
  const gate = startVantageGate({
    clock,
    askControls: () => Promise.all(controls.map((control) => askControl(control, ground.network, "test"))),
    onRound: () => {},
  });
  const measurements: Measurement[] = [];
  const jobs = createJobs({
    checks: [locate(get(`http://good.test:${gone}/`))],
    vantage: "here",
    clock,
    gate,
    loopLag: { worstMs: () => 0 },
    manners: createManners(clock, () => 0),
    context: testContext({ network: ground.network }),
    onMeasurement: (measurement) => void measurements.push(measurement),
  });
  await jobs.list[0]?.run(clock.now(), new AbortController().signal, { pause: soon });
  await jobs.settled();
  await gate.stop();
  const [measurement] = measurements;
  if (measurement === undefined) throw new Error("nothing was recorded");
  return measurement;
}

/** A check that has never succeeded fails: what the judge makes of it. */
async function neverProven(ground: Ground): Promise<Seen> {
  const { check } = locate(get(`http://good.test:${await closedPort()}/`));
  const result = await ask(ground, check.request.probe === "http" ? check.request.url : "");
  if (result.outcome !== "failed") throw new Error("it did not fail");
  const now = Date.now();
  const evidence = evidenceOf(check, { ...result, tick: now, at: now, totalMs: result.timings.totalMs });
  const judged = { slug: check.slug, proves: check.proves, signal: check.signal, intervalMs: 60_000, proven: false };
  const rounds = new Map([["here", { tick: now, at: now, evidence, gated: false }]]);
  const vantages = stepRound([newVantage("here")], rounds, judged, CURRENT_RULES);
  const { verdict, finding } = judgeCheck(judged, vantages, now, CURRENT_RULES);
  if (verdict !== "unknown" || finding.kind !== "unproven") throw new Error(`judged ${verdict}: ${finding.kind}`);
  return { outcome: "neutral", failureType: `neutral.${finding.kind}` };
}

export const OWN: Readonly<Record<OwnType, Ways>> = {
  unknown: { "an error without a code": told("", "connecting") },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an environment variable, as the catalog writes it
  "neutral.no_key": { "a key that is not set": at("http://good.test/${SOME_KEY}") },
  "neutral.vantage_down": {
    "an address that this machine does not have": async (ground) =>
      ask(ground, `http://good.test:${await closedPort()}/`, {
        context: { network: { ...ground.network, localAddress: "203.0.113.9" } },
      }),
    "ENETUNREACH for an IPv6 address": told("ENETUNREACH", "connecting", "connect ENETUNREACH 2001:db8::1:443"),
    "EMFILE from the system": told("EMFILE", "connecting"),
    "controls that fail too": cutOff,
  },
  "neutral.loop_lag": { "a process that stands still": stalled },
  "neutral.aborted": {
    "a stop while it waits": stopped,
    "a stop before it begins": at("http://good.test/", { context: { signal: AbortSignal.abort() } }),
    "a stop before the second attempt": unconfirmed,
  },
  "neutral.unproven": { "a first attempt that fails": neverProven },
};
