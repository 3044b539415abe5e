import { expect, it } from "vitest";
import { clockText } from "#components/now/vantages.tsx";
import { wordsOf } from "#components/words/words.ts";

const [en, ja] = [wordsOf("en"), wordsOf("ja")];
const clock = (skewMs: number, errorMs: number) => ({ clock: { skewMs, errorMs, at: 0 } });

it("a vantage's clock is told with its side and what is not certain of it, or as not compared", () => {
  expect(clockText(clock(12.4, 0.2), en)).toBe("12 ms ahead (±1 ms)");
  expect(clockText(clock(-1_234.6, 20), en)).toBe("1,235 ms behind (±20 ms)");
  expect(clockText(clock(-0.4, 3), en)).toBe("0 ms (±3 ms)");
  expect(clockText({ clock: null }, en)).toBe("not compared");
  expect(clockText(clock(-1_234.6, 20), ja)).toBe("1,235ミリ秒遅れ（±20ミリ秒）");
});
