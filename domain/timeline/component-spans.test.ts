import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { statusOf } from "#domain/status/algebra.ts";
import { FINDINGS, type FindingKind } from "#domain/status/verdict.ts";
import { type ComponentLog, componentSpans, type LogEntry } from "#domain/timeline/component-spans.ts";
import { anyLog } from "#domain/timeline/testing/arbitrary.ts";
import { foldVerdicts } from "#domain/uptime/spans.ts";
import { anyWindow, END, holds, instantsOf } from "#domain/uptime/testing/arbitrary.ts";

const MINUTE = 60_000;

const entry = (minute: number, finding: FindingKind, more: Partial<LogEntry> = {}): LogEntry => ({
  knownAt: minute * MINUTE + 1_000,
  effectiveAt: minute * MINUTE,
  verdict: FINDINGS[finding],
  finding,
  failureType: finding === "failing" ? "tcp.refused" : null,
  seen: { n: 1, of: 1 },
  before: minute * MINUTE - 60_000,
  ...more,
});
const log = (...entries: LogEntry[]): ComponentLog => ({ entries, retracted: [], maintenance: [] });
const hour = { from: 0, to: 60 * MINUTE };
const told = (spans: ReturnType<typeof componentSpans>) =>
  spans.map(({ status, from, to }) => [status, from / MINUTE, to / MINUTE]);

describe("what a component was", () => {
  it("begins where it began, and is a gap before anything was said", () => {
    const spans = componentSpans("api", log(entry(10, "answers"), entry(40, "failing")), hour, 50 * MINUTE);
    expect(told(spans)).toEqual([
      ["unknown", 0, 10],
      ["operational", 10, 40],
      ["major_outage", 40, 50],
    ]);
    expect(spans[0]).toMatchObject({
      why: { kind: "gap" },
      knownAt: null,
      begins: { certainty: "open", clipped: true },
    });
    expect(spans[2]).toMatchObject({ knownAt: 40 * MINUTE + 1_000, ends: { certainty: "open", clipped: true } });
    expect(spans[2]?.why).toMatchObject({ component: "api", failureType: "tcp.refused", parts: { n: 1, of: 1 } });
  });

  it("tells what was known at an instant from what is known now", () => {
    const record = log(entry(0, "answers"), entry(20, "failing", { knownAt: 23 * MINUTE }));
    expect(told(componentSpans("api", record, hour, 22 * MINUTE))).toEqual([["operational", 0, 22]]);
    expect(told(componentSpans("api", record, hour, 23 * MINUTE))).toEqual([
      ["operational", 0, 20],
      ["major_outage", 20, 23],
    ]);
  });

  it("knows an onset as a bracket where the last good result was long before, and both neighbours say so", () => {
    const spans = componentSpans(
      "api",
      log(entry(0, "answers"), entry(30, "failing", { before: 24 * MINUTE })),
      hour,
      hour.to,
    );
    const bracket = { certainty: "bracketed", other: 24 * MINUTE, clipped: false };
    expect([spans[0]?.ends, spans[1]?.begins]).toEqual([bracket, bracket]);
    const near = componentSpans("api", log(entry(0, "answers"), entry(30, "failing")), hour, hour.to);
    expect(near[1]?.begins.certainty).toBe("known");
  });

  it("flags what the window cut off", () => {
    const record = log(entry(0, "failing"));
    expect(componentSpans("api", record, { from: 5 * MINUTE, to: hour.to }, hour.to)[0]?.begins.clipped).toBe(true);
    expect(componentSpans("api", record, hour, hour.to)[0]?.begins.clipped).toBe(false);
  });

  it("takes back what was retracted and was not good, and lays declared maintenance over all that was judged", () => {
    const record: ComponentLog = {
      entries: [entry(0, "answers"), entry(20, "failing"), entry(30, "answers")],
      retracted: [{ from: 10 * MINUTE, to: 40 * MINUTE }],
      maintenance: [{ from: 25 * MINUTE, to: 35 * MINUTE }],
    };
    expect(told(componentSpans("api", record, hour, hour.to))).toEqual([
      ["operational", 0, 20],
      ["unknown", 20, 25],
      ["under_maintenance", 25, 35],
      ["operational", 35, 60],
    ]);
  });

  it("fills the window up to the present with neighbours that differ, and says of each instant what the log says", () => {
    fc.assert(
      fc.property(anyLog, anyWindow, fc.integer({ min: 0, max: END }), (record, window, asOf) => {
        const spans = componentSpans("api", record, window, asOf);
        const end = Math.max(window.from, Math.min(window.to, asOf));
        expect(spans.map(({ from }) => from)).toEqual(
          window.from === end ? [] : [window.from, ...spans.slice(0, -1).map(({ to }) => to)],
        );
        expect(spans.at(-1)?.to ?? end).toBe(end);
        const verdicts = foldVerdicts(record.entries, asOf);
        for (const at of instantsOf({ from: window.from, to: end })) {
          const span = spans.find(({ from, to }) => from <= at && at < to);
          const verdict = verdicts.find((one) => holds([one], at))?.verdict;
          const expected =
            verdict === undefined
              ? "unknown"
              : holds(record.maintenance, at)
                ? "under_maintenance"
                : holds(record.retracted, at) && verdict !== "up"
                  ? "unknown"
                  : statusOf(verdict);
          expect(span?.status).toBe(expected);
          expect(span?.why.kind === "gap").toBe(verdict === undefined);
        }
      }),
    );
  });
});
