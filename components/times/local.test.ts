import { describe, expect, it } from "vitest";
import { isUtc, localText, localTexts, zoneName } from "#components/times/local.ts";

const at = (iso: string) => Date.parse(iso);
const NOW = at("2026-11-22T14:32:05Z");
const TOKYO = "Asia/Tokyo";
const NEW_YORK = "America/New_York";

function told(text: string, iso: string, zone: string, { now = NOW, language = "en", canGrow = true } = {}) {
  return localText(text, { at: at(iso), sameDayAs: now, canGrow }, zone, language);
}

describe("a zone", () => {
  it("is named by its distance from UTC at that instant, summer and winter", () => {
    expect(zoneName(NOW, TOKYO)).toBe("GMT+9");
    expect(zoneName(at("2026-07-01T12:00:00Z"), NEW_YORK)).toBe("GMT-4");
    expect(zoneName(at("2026-12-01T12:00:00Z"), NEW_YORK)).toBe("GMT-5");
    expect(zoneName(NOW, "Asia/Kolkata")).toBe("GMT+5:30");
  });

  it("is UTC by any name of its own, and London in winter is not", () => {
    expect(["UTC", "Etc/UTC", "Etc/GMT", "GMT"].map(isUtc)).toEqual([true, true, true, true]);
    expect(["Europe/London", TOKYO, "Etc/GMT-9"].map(isUtc)).toEqual([false, false, false]);
  });
});

describe("a text that tells an instant", () => {
  it("tells it in another zone, as finely as before, and says which", () => {
    expect(told("as of 14:32:05 UTC", "2026-11-22T14:32:05Z", TOKYO)).toBe("as of 23:32:05 GMT+9");
    expect(told("14:18 UTC", "2026-11-22T14:18:00Z", NEW_YORK)).toBe("09:18 GMT-5");
    expect(told("14:18", "2026-11-22T14:18:00Z", "Asia/Kolkata")).toBe("19:48");
  });

  it("has another day where that is another one there, in the form that its day had", () => {
    const iso = "2026-11-20T17:38:00Z";
    expect(told("2026-11-20 17:38 UTC", iso, TOKYO)).toBe("2026-11-21 02:38 GMT+9");
    expect(told("20 Nov 2026 17:38 UTC", iso, TOKYO)).toBe("21 Nov 2026 02:38 GMT+9");
    expect(told("20 Nov 17:38", iso, TOKYO)).toBe("21 Nov 02:38");
    expect(told("2026年11月20日 17:38 UTC", iso, TOKYO, { language: "ja" })).toBe("2026年11月21日 02:38 GMT+9");
    expect(told("Friday 20 November 2026", iso, TOKYO)).toBe("Saturday 21 November 2026");
    expect(told("2026年11月20日金曜日", iso, TOKYO, { language: "ja" })).toBe("2026年11月21日土曜日");
    expect(told("1 Jan 2026 03:00 UTC", "2026-01-01T03:00:00Z", NEW_YORK)).toBe("31 Dec 2025 22:00 GMT-5");
  });

  it("is given its day where it was of today and is not there, but not on an axis", () => {
    const now = at("2026-11-22T16:00:00Z");
    expect(told("14:18 UTC", "2026-11-22T14:18:00Z", TOKYO, { now })).toBe("22 Nov 2026 23:18 GMT+9");
    expect(told("15:30 UTC", "2026-11-22T15:30:00Z", TOKYO, { now })).toBe("00:30 GMT+9");
    expect(told("14:18", "2026-11-22T14:18:00Z", TOKYO, { now })).toBe("22 Nov 23:18");
    expect(told("14:18 UTC", "2026-11-22T14:18:00Z", TOKYO, { now, language: "ja" })).toBe(
      "2026年11月22日 23:18 GMT+9",
    );
    expect(told("14:18", "2026-11-22T14:18:00Z", TOKYO, { now, canGrow: false })).toBe("23:18");
  });

  it("goes through the hour that a summer begins with and the one that it ends with", () => {
    // 2026-03-08, 02:00 becomes 03:00; 2026-11-01, 02:00 becomes 01:00.
    const now = at("2026-03-08T12:00:00Z");
    expect(told("06:59 UTC", "2026-03-08T06:59:00Z", NEW_YORK, { now })).toBe("01:59 GMT-5");
    expect(told("07:00 UTC", "2026-03-08T07:00:00Z", NEW_YORK, { now })).toBe("03:00 GMT-4");
    const later = at("2026-11-01T12:00:00Z");
    expect(told("05:30 UTC", "2026-11-01T05:30:00Z", NEW_YORK, { now: later })).toBe("01:30 GMT-4");
    expect(told("06:30 UTC", "2026-11-01T06:30:00Z", NEW_YORK, { now: later })).toBe("01:30 GMT-5");
  });

  it("keeps everything else that stands in it, midnight included", () => {
    expect(told("AWS said so 15:00", "2026-11-22T15:00:00Z", TOKYO, { canGrow: false })).toBe("AWS said so 00:00");
    expect(told("said 15:00", "2026-11-22T15:00:00Z", "America/Sao_Paulo")).toBe("said 12:00");
  });
});

it("a whole text is told in a zone, its lengths as they are", () => {
  expect(localTexts("Infura, 12:32 to 14:32 UTC: Down now, since 14:18; 14 min in all", NOW, TOKYO, "en")).toBe(
    "Infura, 21:32 to 23:32 GMT+9: Down now, since 23:18; 14 min in all",
  );
  expect(localTexts("Infura、12:32〜14:32 UTC", NOW, TOKYO, "ja")).toBe("Infura、21:32〜23:32 GMT+9");
});
