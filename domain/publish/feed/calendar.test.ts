import { describe, expect, it } from "vitest";
import type { Notice } from "#domain/cloud/notice.ts";
import { writeCalendar } from "#domain/publish/feed/calendar.ts";
import type { FeedNotice } from "#domain/publish/feed/record.ts";
import { readCalendar, textValue } from "#domain/publish/feed/testing/calendar.ts";
import { announced, EMPTY, siteOf } from "#domain/publish/feed/testing/scene.ts";
import { NOW } from "#domain/status/testing/views.ts";

const HOUR = 3_600_000;

/** The one event of a calendar. */
function eventOf(
  notice: Partial<Notice> = {},
  change: Partial<FeedNotice> = {},
  site = siteOf(),
): Record<string, string> {
  const { text } = writeCalendar({ ...EMPTY, notices: [announced(notice, change)] }, site, NOW);
  const lines = readCalendar(text).map(({ name, value }): [string, string] => [name, value]);
  return Object.fromEntries(
    lines.slice(lines.findIndex(([name, value]) => name === "BEGIN" && value === "VEVENT") + 1),
  );
}

describe("announced maintenance in a calendar", () => {
  it("is an event in UTC under a name that stays, with whose word it is", () => {
    const event = eventOf({ url: "https://status.infura.example/1" });
    expect(event).toMatchObject({
      UID: "maintenance-ntc123def456@status.example.org",
      DTSTAMP: "20260309T120140Z",
      SEQUENCE: "100",
      DTSTART: "20260310T120000Z",
      DTEND: "20260310T130000Z",
      STATUS: "CONFIRMED",
      URL: "https://status.example.org/services/infura",
    });
    expect(textValue(event.SUMMARY ?? "")).toBe("Maintenance: Infura (Polygon PoS): “Scheduled maintenance”");
    expect(textValue(event.DESCRIPTION ?? "").split("\n")).toEqual([
      "Announced for 2026-03-10 12:00 to 13:00 UTC.",
      "Infura says so on its own status page; it is not something that we measured.",
      "https://status.infura.example/1",
    ]);
  });

  it("keeps its name when the site moves, and its sequence grows with each change, its going and coming back included", () => {
    const moved = siteOf({ url: "https://moved.example.net" });
    expect(eventOf({}, {}, moved).UID).toBe(eventOf().UID);
    const said = NOW - 10 * HOUR;
    const at = (changedAt: number, vanishedAt: number | null = null) =>
      Number(eventOf({}, { firstSeenAt: said, changedAt, vanishedAt }).SEQUENCE);
    const gone = NOW - 2 * HOUR;
    const sequences = [at(said), at(NOW - 5 * HOUR), at(gone, gone), at(gone + 120_000)];
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    expect(new Set(sequences).size).toBe(4);
  });

  it.each([
    ["is called off in words", { status: "canceled" }, {}, "CANCELLED"],
    ["was over before it began", { status: "completed", resolvedAt: NOW - HOUR }, {}, "CANCELLED"],
    ["was gone before it began", {}, { vanishedAt: NOW - HOUR }, "CANCELLED"],
    ["was done", { status: "completed", resolvedAt: NOW + HOUR / 2 }, {}, "CONFIRMED"],
    ["was gone after it began", {}, { vanishedAt: NOW + HOUR / 2 }, "CONFIRMED"],
    [
      "began early and was done before its time",
      {
        status: "completed",
        resolvedAt: NOW - HOUR,
        updates: [{ id: null, at: NOW - 2 * HOUR, text: "", status: "in_progress", set: [] }],
      },
      {},
      "CONFIRMED",
    ],
  ] as const)("that %s is told so", (_, notice, change, status) => {
    expect(eventOf(notice as Partial<Notice>, change).STATUS).toBe(status);
  });

  it("ends when it was done, and lasts four hours where no end was announced", () => {
    expect(eventOf({ resolvedAt: NOW + HOUR / 2 }).DTEND).toBe("20260310T123000Z");
    expect(eventOf({ maintenance: { from: NOW, until: null } }).DTEND).toBe("20260310T160000Z");
    expect(eventOf({ maintenance: { from: NOW, until: NOW - HOUR } }).DTEND).toBe("20260310T160000Z");
  });

  it("is folded between characters, and unfolded is what it was", () => {
    const title = "障害対応のためのメンテナンス作業".repeat(5);
    const event = eventOf({ title }, {}, siteOf({ language: "ja" }));
    expect(textValue(event.SUMMARY ?? "")).toBe(`メンテナンス：Infura（Polygon PoS）：「${title}」`);
  });
});

it("a calendar says how often to ask again, and since when it is as it is", () => {
  const { text, updatedAt } = writeCalendar({ ...EMPTY, notices: [announced()] }, siteOf(), NOW);
  expect(text).toContain("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT15M\r\nX-PUBLISHED-TTL:PT15M\r\n");
  expect(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Faultline//Maintenance//EN\r\n")).toBe(true);
  expect(updatedAt).toBe(NOW - 86_300_000);
  expect(writeCalendar(EMPTY, siteOf(), NOW).updatedAt).toBeNull();
});
