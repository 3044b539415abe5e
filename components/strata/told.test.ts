import { describe, expect, it } from "vitest";
import { notesOf, stripLabel, whyText } from "#components/strata/told.ts";
import { wordsOf } from "#components/words/words.ts";
import type { Status } from "#domain/status/status.ts";
import { KNOWN, type Span, type Why } from "#domain/timeline/timeline.ts";

const [en, ja] = [wordsOf("en"), wordsOf("ja")];
const MINUTE = 60_000;
const FROM = Date.parse("2026-11-22T12:00:00Z");
const scene = { window: { from: FROM, to: FROM + 10 * MINUTE }, unitMs: MINUTE, asOf: FROM + 10 * MINUTE };
const cells = (...runs: (readonly [number, Status | null])[]) =>
  runs.flatMap(([n, status]) => new Array<Status | null>(n).fill(status));
const label = (...runs: Parameters<typeof cells>) => stripLabel({ name: "Kraken", cells: cells(...runs) }, scene, en);
const timeout: Why = {
  kind: "finding",
  component: "api",
  finding: "failing",
  failureType: "tcp.timed_out",
  seen: { n: 3, of: 3 },
  parts: { n: 1, of: 1 },
};

describe("a strip in words", () => {
  it("says what holds, since when, and what was worse meanwhile", () => {
    expect(label([10, "operational"])).toBe("Kraken, 12:00 to 12:10 UTC: Operational throughout");
    expect(label([6, "operational"], [4, "major_outage"])).toBe("Kraken, 12:00 to 12:10 UTC: Down now, since 12:06");
    expect(label([4, "operational"], [2, "degraded_performance"], [4, "operational"])).toBe(
      "Kraken, 12:00 to 12:10 UTC: Operational now, since 12:06; Degraded 2 min in all",
    );
    expect(label([10, null])).toBe("Kraken, 12:00 to 12:10 UTC: nothing yet");
  });

  it("says the same in Japanese", () => {
    expect(stripLabel({ name: "Kraken", cells: cells([9, "operational"], [1, "major_outage"]) }, scene, ja)).toBe(
      "Kraken、12:00〜12:10 UTC：12:09から停止",
    );
  });
});

describe("what a span rests on", () => {
  it("is told in a few words, with the places that see it or the parts that fail", () => {
    expect(whyText(timeout, en)).toBe("timeout, 3 of 3");
    expect(whyText({ ...timeout, seen: { n: 1, of: 1 } }, en)).toBe("timeout");
    expect(whyText({ ...timeout, parts: { n: 5, of: 7 } }, en)).toBe("timeout, 5 of 7 fail");
    expect(whyText({ ...timeout, finding: "blocked", failureType: null }, en)).toBe("we are not let in, 3 of 3");
    expect(whyText({ ...timeout, finding: "answers", failureType: null }, en)).toBe("");
    expect(whyText({ kind: "unread" }, en)).toBe("not readable");
    expect(whyText({ kind: "event", event: "evt", severity: "outage" }, ja)).toBe("停止");
  });

  it("stands in the page once for every stretch of cells, and not at all for what is well", () => {
    const span = (status: Status, from: number, to: number, why: Why): Span => ({
      status,
      from: FROM + from * MINUTE,
      to: FROM + to * MINUTE,
      why,
      begins: KNOWN,
      ends: KNOWN,
      knownAt: null,
    });
    const spans = [
      span("operational", 0, 6, { ...timeout, finding: "answers", failureType: null }),
      span("major_outage", 6, 8, timeout),
      span("operational", 8, 10, { ...timeout, finding: "answers", failureType: null }),
    ];
    const row = { cells: cells([6, "operational"], [2, "major_outage"], [2, "operational"]), spans };
    expect(notesOf(row, scene, en)).toBe("6~timeout, 3 of 3|8~");
    expect(notesOf({ cells: cells([10, "operational"]), spans: [] }, scene, en)).toBe("");
  });
});
