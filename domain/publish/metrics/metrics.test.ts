import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { doorFamilies } from "#domain/publish/metrics/door.ts";
import { type Family, renderMetrics, single } from "#domain/publish/metrics/metrics.ts";
import { operatingFamilies } from "#domain/publish/metrics/operating.ts";
import { processFamilies } from "#domain/publish/metrics/process.ts";
import { stateFamilies } from "#domain/publish/metrics/record.ts";
import { readMetrics } from "#domain/publish/metrics/testing/read.ts";
import { workerFamilies } from "#domain/publish/metrics/worker.ts";
import {
  makeCheckView,
  makeComponentView,
  makeIncidentView,
  makeOverview,
  makeResult,
  makeServiceView,
  makeVantageView,
  NOW,
} from "#domain/status/testing/views.ts";

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "\n# TYPE x counter\nx 1",
    'a"} 1\nup 0',
    "\\",
    "\\n",
    '\\\\"',
    "\r\n",
    "\u2028",
    "\u0000",
    "🛰",
    "x".repeat(9_000),
  ),
);

/** What is left of a text once it is UTF-8. */
const asWritten = (text: string) => Buffer.from(text).toString();

describe("the page of figures", () => {
  it("whatever stands in a label is read as it was written, and makes no line of its own", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 6 }), fc.double(), (labels, value) => {
        const samples = labels.map((label, index) => ({ labels: { vantage: label, n: String(index) }, value }));
        const text = renderMetrics([{ name: "faultline_x", help: labels.join("\n") || "h", type: "gauge", samples }]);
        const read = readMetrics(text);
        expect(read.samples.map((one) => one.labels.vantage)).toEqual(labels.map((label) => asWritten(label)));
        for (const one of read.samples) expect(one.value).toEqual(value + 0);
        expect([...read.types]).toEqual([["faultline_x", "gauge"]]);
      }),
      { numRuns: 2_000 },
    );
  });

  it("half a character becomes the sign that stands for what cannot be written", () => {
    const text = renderMetrics([
      { name: "x", help: "h", type: "gauge", samples: [{ labels: { a: "\ud800" }, value: 1 }] },
    ]);
    expect(text).toBe('# HELP x h\n# TYPE x gauge\nx{a="\ufffd"} 1\n');
  });

  it("what is not known is absent, not zero", () => {
    expect(renderMetrics([single("gauge", "x", "h", null)])).toBe("");
    expect(renderMetrics([single("gauge", "x", "h", 0)])).toBe("# HELP x h\n# TYPE x gauge\nx 0\n");
  });
});

const vantage = makeVantageView({ name: "here", lastHour: { received: 30, expected: 40 }, rowsLost: 3 });
const checks = [
  makeCheckView("kraken/api/time", [makeResult(), makeResult({ vantage: "gone" })]),
  makeCheckView("kraken/api/book", [makeResult({ outcome: "failed", failureType: "tcp.refused" })]),
  ...["a", "b"].map((slug) =>
    makeCheckView(`kraken/api/${slug}`, [makeResult({ outcome: "neutral", failureType: "neutral.rate_limited" })]),
  ),
];
const unjudged = makeComponentView("other", checks, { judged: null });
const services = [makeServiceView("kraken", checks, { components: [makeComponentView("api", checks), unjudged] })];
const overview = {
  ...makeOverview(services, [
    vantage,
    makeVantageView({ name: "away", clock: null, lastHour: { received: 0, expected: 0 } }),
  ]),
  incidents: [makeIncidentView({ severity: "critical" })],
};
const operating = {
  feeds: [
    { name: "cloud:aws/aws-health", readAt: NOW - 90_000, readable: false, everyMs: 120_000, broken: 2, gaps: 1 },
    { name: "page:kraken", readAt: null, readable: false, everyMs: 120_000, broken: 0, gaps: 0 },
  ],
  deliveries: { pending: 4, dead: 1 },
  subscriptions: { active: 2 },
  oldestDueAt: NOW - 5_000,
  outbox: { untold: 7, oldestAt: NOW - 60_000 },
};
const all: readonly Family[] = [
  ...stateFamilies(overview, NOW),
  ...operatingFamilies(operating),
  ...processFamilies({ version: "1.2.3", startedAtS: 1, cpuS: 2, residentBytes: 3, heapBytes: 4, loopLagS: 0.5 }),
  ...doorFamilies({
    answers: new Map([
      [404, 1],
      [200, 9],
    ]),
    atHand: 8,
    waitedFor: 2,
    cacheBytes: 100,
    cacheEntries: 3,
    made: { seen: 2, unseen: 0, busy: 0, failed: 0 },
    makingMs: 150,
    listeners: 1,
  }),
];

describe("figures of the product", () => {
  const { samples, types, helps } = readMetrics(renderMetrics(all));
  const value = (name: string, labels: Record<string, string> = {}) =>
    samples.find((one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text))
      ?.value;

  it("names follow the conventions that promtool checks: base units, _total for counters alone, a help for each", () => {
    const worker = readMetrics(
      renderMetrics(
        workerFamilies({
          vantage: "here",
          ticksPlanned: 3,
          ticksDone: 2,
          ticksSkipped: 1,
          ticksLate: 1,
          latenessMs: 1_500,
          measured: { ok: 1, degraded: 0, failed: 1, neutral: 0 },
          inserts: { done: 1, rows: 2, failed: 0, tookMs: 30 },
          rowsBuffered: 0,
          rowsLost: 0,
          loopLagMs: 1,
          gated: false,
          hostsHeld: [{ host: "api.example.com", leftMs: 1_000 }],
        }),
      ),
    );
    for (const [name, type] of [...types, ...worker.types]) {
      expect(name).toMatch(/^(?:faultline|process)_[a-z][a-z0-9_]*$/);
      expect(name.endsWith("_total"), name).toBe(type === "counter");
      expect(name).not.toMatch(/_(?:ms|millis\w*|minutes|hours|kb|mb|percent|count|sum|bucket|gauge|counter)(?:_|$)/);
      expect(helps.has(name) || worker.helps.has(name)).toBe(true);
    }
    for (const { name } of samples) expect(types.has(name), name).toBe(true);
  });

  it("coverage is of those expected, and absent where none were", () => {
    expect(value("faultline_vantage_coverage_ratio", { vantage: "here" })).toBe(0.75);
    expect(value("faultline_vantage_coverage_ratio", { vantage: "away" })).toBeUndefined();
    expect(value("faultline_vantage_lost_rows_total", { vantage: "here" })).toBe(3);
  });

  it("the rounds and newest results of each vantage are counted, every outcome as itself", () => {
    expect(value("faultline_vantage_ticks_total", { vantage: "here", result: "planned" })).toBe(100);
    expect(value("faultline_vantage_ticks_total", { vantage: "here", result: "done" })).toBe(99);
    const newest = (outcome: string, where = "here") => value("faultline_vantage_checks", { vantage: where, outcome });
    expect(["ok", "degraded", "failed", "neutral"].map((outcome) => newest(outcome))).toEqual([2, 0, 2, 4]);
    expect(newest("ok", "away")).toBe(0);
  });

  it("a clock is told with its error, and absent where it was never compared", () => {
    expect(value("faultline_vantage_clock_skew_seconds", { vantage: "here" })).toBe(0.004);
    expect(value("faultline_vantage_clock_skew_error_seconds", { vantage: "here" })).toBe(0.001);
    expect(value("faultline_vantage_clock_skew_seconds", { vantage: "away" })).toBeUndefined();
  });

  it("every status is counted, unknown as itself, and so is every severity", () => {
    expect(value("faultline_components", { status: "unknown" })).toBe(1);
    expect(value("faultline_components", { status: "operational" })).toBe(1);
    expect(value("faultline_components", { status: "major_outage" })).toBe(0);
    expect(value("faultline_open_incidents", { severity: "critical" })).toBe(1);
    expect(value("faultline_open_incidents", { severity: "minor" })).toBe(0);
  });

  it("a feed that was never read has no age, and one that cannot be read says so", () => {
    expect(value("faultline_feed_last_read_timestamp_seconds", { feed: "cloud:aws/aws-health" })).toBe(
      NOW / 1_000 - 90,
    );
    expect(value("faultline_feed_last_read_timestamp_seconds", { feed: "page:kraken" })).toBeUndefined();
    expect(value("faultline_feed_readable", { feed: "page:kraken" })).toBe(0);
    expect(value("faultline_feed_gaps", { feed: "cloud:aws/aws-health" })).toBe(1);
  });

  it("deliveries are counted by state, and the outbox tells its oldest", () => {
    expect(value("faultline_deliveries", { state: "dead" })).toBe(1);
    expect(value("faultline_outbox_untold_events")).toBe(7);
    expect(value("faultline_outbox_oldest_untold_timestamp_seconds")).toBe(NOW / 1_000 - 60);
  });

  it("the door's answers are told by status, hits beside misses", () => {
    expect(value("faultline_http_requests_total", { code: "200" })).toBe(9);
    expect(value("faultline_cache_lookups_total", { result: "hit" })).toBe(8);
    expect(value("faultline_render_seconds_total")).toBe(0.15);
  });
});
