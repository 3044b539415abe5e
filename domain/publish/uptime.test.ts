import { describe, expect, it } from "vitest";
import { coverageShare, publishUptime } from "#domain/publish/uptime.ts";
import { makeUptime } from "#domain/status/testing/views.ts";
import { emptySeconds } from "#domain/uptime/state-seconds.ts";

const DAY = 86_400;
const published = (seconds: Parameters<typeof makeUptime>[0], roundSeconds = 30) => {
  const { uptime, uptime_text, coverage } = publishUptime(makeUptime(seconds), roundSeconds);
  return [uptime["24h"], uptime_text["24h"], coverage["24h"]];
};

describe("published uptime", () => {
  it("is cut off and never rounded up, with the figure and its words saying the same", () => {
    expect(published({ up: DAY - 10, down: 10 })).toEqual([99.9, "99.9%", 1]);
    expect(published({ up: 90 * DAY - 1, down: 1 })).toEqual([99.999, "99.999%", 1]);
  });

  it("is 100 only without any failure, and says of how much when not all was seen", () => {
    expect(published({ up: DAY })).toEqual([100, "100%", 1]);
    expect(published({ up: 0.8 * DAY, unknown: 0.2 * DAY })).toEqual([100, "100% of the 80.0% measured", 0.8]);
  });

  it("is no figure when less than half is known, and none without data: coverage says so", () => {
    expect(published({ up: DAY / 4, unknown: DAY * 0.75 })).toEqual([null, "not enough data", 0.25]);
    expect(published({ unknown: DAY })).toEqual([null, "no data", 0]);
    expect(published({})).toEqual([null, "no data", 0]);
  });

  it("has no more decimals than there were rounds to see a failure in", () => {
    expect(published({ up: DAY - 3_600, down: 3_600 }, 60)[0]).toBe(95.8);
    expect(published({ up: DAY - 3_600, down: 3_600 }, 300)[0]).toBe(95);
  });

  it("leaves announced maintenance out, and says beside it what it would be with it as down time", () => {
    const month = { up: 30 * DAY - 10_800, down: 3_600, maintenance: 7_200 };
    const { uptime, maintenance_seconds, uptime_incl_maintenance } = publishUptime(makeUptime(month), 30);
    expect([uptime["30d"], maintenance_seconds["30d"], uptime_incl_maintenance["30d"]]).toEqual([99.86, 7_200, 99.58]);
  });

  it("has every window", () => {
    expect(Object.keys(publishUptime(makeUptime(), 30).uptime)).toEqual(["24h", "7d", "30d", "90d"]);
  });
});

it("coverage is cut off after four decimals, and maintenance is on neither side of it", () => {
  expect(coverageShare({ ...emptySeconds, up: 99_999, unknown: 1 })).toBe(0.9999);
  expect(coverageShare({ ...emptySeconds, up: 50, maintenance: 1_000, unknown: 50 })).toBe(0.5);
  expect(coverageShare(emptySeconds)).toBe(0);
});
