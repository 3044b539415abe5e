import { describe, expect, it } from "vitest";
import { groupOfReplay, isReplayed, LONGEST_MS, outageWindow, recordedId } from "#domain/replay/outage-record.ts";
import { clock } from "#domain/replay/testing/entry.ts";
import { recordedIncident } from "#domain/replay/testing/record.ts";

const HOUR = 3_600_000;
const LATER = clock("+1 12:00");

describe("the window of an outage that we recorded", () => {
  it("is whole hours around all that happened, with a quarter of an hour to spare", () => {
    const window = outageWindow({ from: clock("12:10"), to: clock("12:50"), said: null }, LATER);
    expect(window).toEqual({ from: clock("11:00"), to: clock("14:00") });
  });

  it("reaches to what the clouds say of it, six hours at most", () => {
    const extent = { from: clock("12:20"), to: clock("12:40") };
    expect(outageWindow({ ...extent, said: { from: clock("11:20"), to: clock("14:40") } }, LATER)).toEqual({
      from: clock("11:00"),
      to: clock("15:00"),
    });
    expect(outageWindow({ ...extent, said: { from: 0, to: clock("+1 11:00") } }, LATER)).toEqual({
      from: clock("06:00"),
      to: clock("19:00"),
    });
  });

  it("ends with the last minute that is known while it goes on, and never before it begins", () => {
    const open = { from: clock("12:20"), to: null, said: null };
    expect(outageWindow(open, clock("12:41") + 30_000)).toEqual({ from: clock("12:00"), to: clock("13:00") });
    expect(outageWindow(open, clock("15:41") + 30_000).to).toBe(clock("15:41"));
  });

  it("is no longer than three days: what goes on for weeks is cut", () => {
    const { from, to } = outageWindow({ from: clock("12:20"), to: null, said: null }, clock("12:00") + 30 * 24 * HOUR);
    expect(to - from).toBeLessThanOrEqual(LONGEST_MS + 2 * HOUR);
  });
});

describe("which groups are replayed", () => {
  it("those of three services or more, however many of their components failed", () => {
    const views = (...slugs: string[]) => slugs.map((slug) => recordedIncident(slug, "12:00", "12:10").incident);
    expect(isReplayed(views("kraken", "kraken", "okx"))).toBe(false);
    expect(isReplayed(views("kraken", "infura", "okx"))).toBe(true);
  });

  it("are named by their group, which no dossier is", () => {
    expect(groupOfReplay(recordedId("abc123def456"))).toBe("abc123def456");
    expect(groupOfReplay("2025-10-20-aws-us-east-1")).toBeNull();
  });
});
