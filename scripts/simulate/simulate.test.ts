import { describe, expect, it } from "vitest";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { conclusion, halfUnit } from "./report.ts";
import { falseAlarms } from "./sections/false-alarms.ts";
import { QUICK, simulate } from "./simulate.ts";

describe("npm run simulate", () => {
  it("reproduces every figure of methods 1.3 under the rules in force", () => {
    const lines: string[] = [];
    expect(simulate((line) => lines.push(line), QUICK)).toBe(true);
    expect(lines.join("\n")).not.toContain("FAIL");
    expect(lines.at(-1)).toMatch(/^PASS: (\d+) of \1 figures of methods 1\.3 reproduced$/);
  });
  it("prints the same for every run", () => {
    const tiny = { vantageRounds: 30_000, delays: 100, powerRuns: 10 };
    const report = () => {
      const lines: string[] = [];
      simulate((line) => lines.push(line), tiny);
      return lines;
    };
    expect(report()).toEqual(report());
  });
  it.each([
    ["weighs an answer double", { down: 2 }],
    ["clears after fewer answers", { clear: 3 }],
    ["weighs a failure less", { up: 4 }],
  ])("fails by name under rules that do not have these figures: one that %s", (_name, change) => {
    const { lines, passes } = conclusion([falseAlarms({ ...CURRENT_RULES, ...change })]);
    expect(passes).toBe(false);
    expect(lines.find((line) => line.startsWith("FAIL"))).toMatch(/^FAIL CUSUM h=15/);
    expect(lines.at(-1)).toMatch(/^FAIL: /);
  });
  it("has not passed when nothing was compared", () => {
    expect(conclusion([]).passes).toBe(false);
  });
});

describe("what rounding hides of a printed figure", () => {
  it.each([
    ["1.05e3", 5],
    ["0.131", 0.0005],
    ["398", 0.5],
    ["9e-12", 5e-13],
  ])("%s: half a unit of its last digit", (printed, half) => {
    expect(halfUnit(printed) / half).toBeCloseTo(1, 12);
  });
});
