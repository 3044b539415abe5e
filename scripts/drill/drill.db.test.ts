import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { machineTime, type SharedClock } from "#domain/clock.ts";
import type { Scenario } from "#domain/drill/scenario.ts";
import type { Scorecard } from "#domain/drill/scorecard.ts";
import { textIn } from "#domain/replay/dossier.ts";
import { onDay } from "#drill/scenarios/on-day.ts";
import { findScenario, prepareDrill } from "#scripts/drill/prepare.ts";
import { runDrill } from "#scripts/drill/run.ts";
import { openWorker, openWorld } from "#scripts/drill/stage.ts";
import { scorecardText } from "#scripts/drill/text.ts";
import { scorecardSchema } from "#server/scorecard.ts";
import { createSharedClock } from "#workers/clock.ts";

const at = onDay("2025-10-20");
const virginia = { provider: "aws", region: "us-east-1" };
const SPEED = 35;
const LEAD_MS = 15_000;
const DEPENDENTS = [
  "alchemy/ethereum",
  "base/public-rpc",
  "infura/ethereum",
  "infura/polygon",
  "infura/scroll",
  "linea/public-rpc",
  "op-mainnet/public-rpc",
  "robinhood/api",
];

/** The beginning of a small 2025-10-20, and later an exchange that fails by itself. */
const scenario: Scenario = {
  id: "2025-10-20-short",
  title: { en: "A short drill", ja: "短い訓練" },
  dossier: { id: "2025-10-20-aws-us-east-1", cloud: virginia },
  from: at("07:00"),
  to: at("09:14"),
  outages: [
    {
      ...{ components: DEPENDENTS, fault: "http.error", cause: virginia, assumption: "No source gives minutes." },
      ...{ from: at("07:03"), to: at("07:13") },
    },
    {
      ...{ components: ["crypto-com/api"], fault: "tcp.refused", cause: null, assumption: null },
      ...{ from: at("09:03"), to: at("09:12") },
    },
  ],
  unaffected: ["drpc/ethereum", "publicnode/ethereum", "upbit/api"],
  disturbances: [],
  statements: [],
  cuts: [{ from: at("07:18"), to: at("09:00") }],
  departures: [],
};

describe("a shortened drill, through the world, real sockets, judge, feeds and correlator", () => {
  const database = testDatabase();
  const problems: string[] = [];
  const steps: string[] = [];
  let card: Scorecard;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const home = mkdtempSync(join(tmpdir(), "faultline-drill-"));
    closing.push(async () => rmSync(home, { recursive: true, force: true }));
    const drill = prepareDrill(scenario, SPEED);
    const shared: SharedClock = {
      ...{ origin: scenario.from, since: Date.now() + LEAD_MS, rate: SPEED, cuts: scenario.cuts },
    };
    const clock = createSharedClock(shared);
    const onProblem = (problem: string) => void problems.push(problem);
    const world = await openWorld(drill, {
      ...{ home, vantages: ["vantage-1"], clock, onProblem },
      onStep: ({ target, fault }) => void steps.push(`${target} ${fault ?? "healed"}`),
    });
    closing.push(world.stop);
    const complain = (detail: unknown, words?: string) => console.warn(words ?? "", detail);
    const worker = await openWorker(drill, {
      ...{ url: database.url, vantage: "vantage-1", clock, world: world.file },
      log: { debug: () => {}, info: () => {}, warn: complain, error: complain },
      onReplaced: () => onProblem("replaced"),
    });
    closing.push(worker.stop);
    card = await runDrill(drill, {
      ...{ sql: database.sql, clock: shared, vantages: 1, machine: Date.now, wait, stop: worker.stop },
      failures: () => problems,
    });
  }, 150_000);
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  }, 60_000);

  it("ran as planned, every order at its time", () => {
    expect(card.failures).toEqual([]);
    expect(steps).toHaveLength(2 * (DEPENDENTS.length + 1));
    const planned = machineTime({ origin: 0, since: 0, rate: SPEED, cuts: [] }, 32 * 60_000);
    expect(card.run.tookMs).toBeGreaterThanOrEqual(planned - 1_000);
  });

  it("saw every modelled outage and invented none", () => {
    expect(card.totals, scorecardText(card)).toMatchObject({ modelled: 9, seen: 9, missed: 0, invented: 0 });
    expect(card.totals.late, scorecardText(card)).toBe(0);
    expect(card.samples.recorded).toBeGreaterThan(200);
    expect(card.samples.coverage).toBeGreaterThan(0.95);
    expect(card.samples.told).toBeGreaterThanOrEqual(9);
  });

  it("named the cloud, after it had posted at the dossier's minute, and none for the exchange that failed by itself", () => {
    expect(card.clouds).toMatchObject([{ place: virginia, began: at("06:48"), firstPostAt: at("07:11") }]);
    expect(card.clouds[0]?.seenAt).toBeGreaterThanOrEqual(at("07:11"));
    const named = card.outages.map(({ component, named, attribution }) => [
      component,
      named && `${named.provider} ${named.region}`,
      attribution,
    ]);
    expect(named, scorecardText(card)).toEqual([
      ...DEPENDENTS.map((component) => [component, "aws us-east-1", "right"]),
      ["crypto-com/api", null, "right"],
    ]);
    expect(card.passed).toBe(true);
  });

  it("left a scorecard that can be read again, and lists what was assumed", () => {
    expect(scorecardSchema.parse(JSON.parse(JSON.stringify(card)))).toEqual(card);
    expect(card.assumptions).toMatchObject([{ components: DEPENDENTS, reason: "No source gives minutes." }]);
    expect(scorecardText(card)).toContain("PASSED  2025-10-20-short");
  });
});

describe("a quiet scenario of which nothing was recorded", () => {
  const database = testDatabase();

  it("does not pass: nothing was asked, judged or read, though nothing was missed or invented either", async () => {
    const drill = prepareDrill(findScenario("2023-06-13-aws-us-east-1"), 60);
    const { from, cuts } = drill.scenario;
    const card = await runDrill(drill, {
      ...{ sql: database.sql, clock: { origin: from, since: 0, rate: 60, cuts }, vantages: 1, machine: Date.now },
      ...{ wait: async () => {}, stop: async () => {}, failures: () => [] },
    });
    expect(card.totals).toMatchObject({ modelled: 0, missed: 0, invented: 0 });
    expect(card.failures.map((why) => textIn(why, "en"))).toEqual([
      expect.stringMatching(/^Not seen to be well before it began: bitcoin\/chain, .* and \d+ more$/),
      "Of what was due, 0.0% was recorded and told something",
      "Nothing was judged",
      expect.stringMatching(/^What was posted of AWS us-east-1 at \d\d:\d\d UTC was never read$/),
      expect.stringMatching(/^Not read any more at its end: .* and \d+ more$/),
      expect.stringMatching(/^Not seen to be well at its end: bitcoin\/chain, .* and \d+ more$/),
    ]);
    expect(card.passed).toBe(false);
  });
});
