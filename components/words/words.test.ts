import { expect, it } from "vitest";
import { moment, wordsOf } from "#components/words/words.ts";

const en = wordsOf("en");
const ja = wordsOf("ja");
const NOW = Date.parse("2026-03-10T00:05:00Z");

it("a time of another day has its date", () => {
  expect(moment(NOW - 60_000, NOW, en)).toBe("00:04:00 UTC");
  expect(moment(NOW - 600_000, NOW, en, "minute")).toBe("9 Mar 2026 23:55 UTC");
  expect(moment(NOW - 600_000, NOW, ja)).toBe("2026年3月9日 23:55:00 UTC");
});

it("sentences agree with one as with many", () => {
  expect(en.headline.allAnswer(1)).toBe("Everything we can see is answering: one check, and it did not fail.");
  expect(en.headline.allAnswer(1_234)).toContain("1,234 checks, none failed");
  expect(en.headline.mostlyUnknown(1, 234, 1)).toBe(
    "We can see little right now: only 1 of 234 checks has a fresh result that tells anything; it failed.",
  );
  expect(en.headline.mostlyUnknown(5, 234, 2)).toMatch(/only 5 of 234 checks have .*; 2 failed\.$/);
  expect(en.headline.mostlyUnknown(0, 1, 0)).toContain("none of 1 check has");
  expect(ja.headline.mostlyUnknown(5, 234, 2)).toContain("チェック234件中5件です（うち2件が失敗）");
});

it("what expired is named among what is not counted", () => {
  const counts = { neutral: 0, unproven: 0, expired: 233, waiting: 0 };
  expect(en.stand.uncounted(counts)).toBe("Not counted either way: 233 have only a result that is too old.");
  expect(ja.stand.uncounted(counts)).toBe("集計から除外：結果が古すぎるもの233件。");
  expect([en.stand.uncounted({ ...counts, expired: 0 }), en.stand.degraded(0), ja.stand.degraded(0)]).toEqual([
    "",
    "",
    "",
  ]);
});

it("「つ」 is for fewer than ten services", () => {
  const names = (n: number) => Array.from({ length: n }, (_, i) => `S${i}`);
  expect(ja.headline.someFail(names(5), 5, 200)).toContain("5つのサービス");
  expect(ja.headline.someFail(names(12), 12, 200)).toContain("12のサービス");
});
