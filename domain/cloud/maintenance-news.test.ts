import { describe, expect, it } from "vitest";
import { type MaintenanceNews, maintenanceNews, type Standing, vanishingNews } from "#domain/cloud/maintenance-news.ts";

const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 2, 10, 12);
const notice = (over: Partial<Standing> = {}): Standing => ({
  status: "scheduled",
  resolvedAt: null,
  maintenance: { from: FROM, until: FROM + 2 * HOUR },
  updates: [],
  ...over,
});
const begun = notice({ status: "in_progress" });
const over = notice({ status: "completed", resolvedAt: FROM + HOUR });
const known = (one: Standing, vanished = false) => ({ notice: one, vanished });

describe("what a notice of maintenance tells", () => {
  it.each<[string, Parameters<typeof maintenanceNews>[0], Standing, number, MaintenanceNews | null]>([
    ["one that is new", null, notice(), FROM - HOUR, "scheduled"],
    ["one that is first seen under way", null, begun, FROM, "started"],
    ["one that was over before anybody saw it", null, over, FROM + 3 * HOUR, null],
    ["one that nobody closed, long after its window", null, notice(), FROM + 3 * HOUR, null],
    [
      "one without an end, four hours and a half later",
      null,
      notice({ maintenance: { from: FROM, until: null } }),
      FROM + 4.5 * HOUR,
      null,
    ],
    ["what is no maintenance", null, notice({ maintenance: null }), FROM, null],
    ["work that begins", known(notice()), begun, FROM, "started"],
    [
      "work of which a post says that it has begun",
      known(notice()),
      notice({ updates: [{ status: "verifying" }] }),
      FROM,
      "started",
    ],
    ["another window", known(notice()), notice({ maintenance: { from: FROM + HOUR, until: null } }), FROM, "updated"],
    ["a post while it is under way", known(begun), notice({ status: "verifying" }), FROM, "updated"],
    ["the end", known(begun), over, FROM + HOUR, "completed"],
    ["an end without a word of its beginning", known(notice()), over, FROM + HOUR, "completed"],
    ["an end before it could begin", known(notice()), notice({ resolvedAt: FROM - HOUR }), FROM - HOUR, "cancelled"],
    ["a cancellation in words", known(begun), notice({ status: "canceled" }), FROM + HOUR, "cancelled"],
    ["a change to what is over", known(over), over, FROM + 2 * HOUR, null],
    ["the end of what had vanished", known(begun, true), over, FROM + 2 * HOUR, null],
    ["one that comes back", known(notice(), true), notice(), FROM - HOUR, "scheduled"],
  ])("%s", (_, before, after, seenAt, news) => {
    expect(maintenanceNews(before, after, seenAt)).toBe(news);
  });

  it("one that is gone from its page is called off before it could begin, and over afterwards", () => {
    expect(vanishingNews(notice(), FROM - HOUR)).toBe("cancelled");
    expect([vanishingNews(notice(), FROM + HOUR), vanishingNews(begun, FROM - HOUR)]).toEqual([
      "completed",
      "completed",
    ]);
    expect([vanishingNews(over, FROM + 3 * HOUR), vanishingNews(notice({ maintenance: null }), FROM)]).toEqual([
      null,
      null,
    ]);
  });
});
