import { describe, expect, it } from "vitest";
import { pressTimesFrom } from "#drill/world/press/times.ts";

describe("how late the press is", () => {
  it("can be set by the environment, in part", () => {
    expect(pressTimesFrom({})).toEqual({});
    expect(pressTimesFrom({ FAULTLINE_WORLD_CLOUD_POST_MS: "2000", FAULTLINE_WORLD_VENDOR_POST_MS: "0" })).toEqual({
      cloudPostDelayMs: 2000,
      vendorPostDelayMs: 0,
    });
  });

  it("refuses what is no number, and updates without a pause", () => {
    expect(() => pressTimesFrom({ FAULTLINE_WORLD_CLOUD_CLEAR_MS: "soon" })).toThrow("FAULTLINE_WORLD_CLOUD_CLEAR_MS");
    expect(() => pressTimesFrom({ FAULTLINE_WORLD_UPDATE_MS: "0" })).toThrow("FAULTLINE_WORLD_UPDATE_MS");
  });
});
