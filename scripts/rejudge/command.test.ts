import { describe, expect, it } from "vitest";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { Misuse } from "#scripts/command/misuse.ts";
import { readOrder } from "#scripts/rejudge/command.ts";
import { duration } from "#scripts/rejudge/report.ts";

describe("npm run rejudge", () => {
  it("takes days in UTC and instants with a zone, and writes only when asked to", () => {
    expect(readOrder(["--from", "2026-03-10", "--to", "2026-03-10T14:00+02:00"])).toEqual({
      from: Date.parse("2026-03-10T00:00:00Z"),
      to: Date.parse("2026-03-10T12:00:00Z"),
      rules: CURRENT_RULES,
      service: null,
      write: false,
      world: false,
    });
    expect(readOrder(["--from", "2026-03-10", "--to", "2026-03-11", "--write", "--service", "kraken"])).toMatchObject({
      write: true,
      service: "kraken",
    });
  });

  it.each([
    [[], /npm run rejudge/],
    [["--from", "2026-03-10"], /--to takes an instant/],
    [["--from", "2026-03-10T12:00:00", "--to", "2026-03-11"], /--from takes an instant/],
    [["--from", "2026-13-10", "--to", "2026-03-11"], /--from takes an instant/],
    [["--from", "2026-03-11", "--to", "2026-03-11"], /must be before/],
    [["--from", "2026-03-10", "--to", "2026-03-11", "--rules", "99"], /no rules 99; there are 1/],
  ])("%j is refused with a reason", (args, why) => {
    expect(() => readOrder(args)).toThrow(Misuse);
    expect(() => readOrder(args)).toThrow(why);
  });

  it("tells durations by their two largest units", () => {
    expect([0, 4_400, 65_000, 3_600_000, 90_061_000].map(duration)).toEqual([
      "0 s",
      "4 s",
      "1 min 5 s",
      "1 h",
      "1 d 1 h",
    ]);
  });
});
