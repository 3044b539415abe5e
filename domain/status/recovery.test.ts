import { describe, expect, it } from "vitest";
import { lastWasTrouble } from "#domain/status/check-verdict.ts";
import { type CheckPart, judgeComponent } from "#domain/status/combine.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { makeJudged, T0 } from "#domain/status/testing/judged.ts";
import { CHECK, trace } from "#domain/status/testing/rounds.ts";
import type { FindingKind } from "#domain/status/verdict.ts";

function part(slug: string, kind: FindingKind, rest: Partial<CheckPart> = {}): CheckPart {
  const judged = makeJudged(kind);
  return { slug, tier: "core", vital: false, intervalS: 60, signal: "market_data", monitored: true, judged, ...rest };
}
const judge = (...checks: CheckPart[]) => judgeComponent({ layer: "access", checks }, T0 + 7_200_000, CURRENT_RULES);

describe("the last word on a check that tells nothing now", () => {
  const lastWord = (...rounds: string[]) => {
    const { vantages, verdicts } = trace(rounds);
    return `${verdicts.at(-1)} ${lastWasTrouble(CHECK, vantages, CURRENT_RULES)}`;
  };
  const SILENT = "NNNNNNNNNN";

  it("was trouble when it was down, degraded or came and went", () => {
    expect(lastWord(`FFFF${SILENT}`)).toBe("? true");
    expect(lastWord(`OSS${SILENT}`)).toBe("? true");
    expect(lastWord(`FOFOFOFOFOF${SILENT}`)).toBe("? true");
    expect(lastWord(`OFFF${SILENT}`, `OFFF${SILENT}`, `OOOO${SILENT}`)).toBe("? true");
  });

  it("was none when it answered, or had failed too seldom to tell", () => {
    expect(lastWord(`OOOO${SILENT}`)).toBe("? false");
    expect(lastWord(`OOFO${SILENT}`)).toBe("? false");
  });
});

describe("a component whose vital check answers", () => {
  it("has not recovered while the check that was bad tells nothing", () => {
    expect(
      judge(part("book", "answers", { vital: true }), part("trades", "rate_limited", { wasBad: true })),
    ).toMatchObject({ verdict: "unknown", finding: { kind: "rate_limited" } });
  });

  it("is up when one that was well tells nothing", () => {
    expect(judge(part("book", "answers", { vital: true }), part("trades", "rate_limited"))).toMatchObject({
      verdict: "up",
    });
  });

  it("is in the trouble that another check sees, whatever is not known beside it", () => {
    const parts = [part("book", "answers", { vital: true }), part("trades", "rate_limited", { wasBad: true })];
    expect(judge(...parts, part("time", "failing"))).toMatchObject({ verdict: "degraded" });
  });
});
