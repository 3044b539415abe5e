import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TIERS } from "#domain/check/spec.ts";
import { type CheckPart, decides, judgeComponent } from "#domain/status/combine.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { anyJudged, judgedOf, makeJudged, T0 } from "#domain/status/testing/judged.ts";
import { FINDINGS, type FindingKind, type Judged, type Verdict } from "#domain/status/verdict.ts";

const ORDER = ["up", "unknown", "degraded", "down"] as const satisfies readonly Verdict[];
const NOW = T0 + 7_200_000;

function check(slug: string, judged: Judged | FindingKind, rest: Partial<CheckPart> = {}): CheckPart {
  return {
    slug,
    tier: "core",
    vital: false,
    intervalS: 60,
    signal: "chain_head",
    monitored: true,
    judged: typeof judged === "string" ? makeJudged(judged) : judged,
    ...rest,
  };
}

const judge = (...checks: CheckPart[]) => judgeComponent({ layer: "access", checks }, NOW, CURRENT_RULES);
const vital = { vital: true } as const;

/** Any check with a fixed verdict, or one that has never succeeded and so never says anything. */
const anyRole = fc.record({
  tier: fc.constantFrom(...TIERS),
  vital: fc.boolean(),
  intervalS: fc.constantFrom(30, 300, 900),
  monitored: fc.boolean(),
  signal: fc.constantFrom("chain_head" as const, "identity" as const, "trading_mode" as const),
});
const anyCheck = fc
  .tuple(anyRole, fc.oneof({ weight: 9, arbitrary: anyJudged }, fc.constant(makeJudged("unproven"))))
  .map(([role, judged]) => ({ ...role, judged }));
const named = (checks: readonly Omit<CheckPart, "slug">[]): CheckPart[] =>
  checks.map((one, n) => ({ ...one, slug: `check-${n}` }));

describe("a component is", () => {
  it("down when its vital check is, however well the others do", () => {
    expect(judge(check("head", "failing", vital), check("id", "answers"))).toMatchObject({
      verdict: "down",
      finding: { kind: "failing" },
    });
  });
  it("degraded when a check is down that is not vital, and says how many are bad", () => {
    expect(judge(check("head", "answers", vital), check("ws", "failing"), check("logs", "stale"))).toMatchObject({
      verdict: "degraded",
      finding: { kind: "some_checks", failureType: "tcp.refused", checks: { bad: 2, of: 3 } },
    });
  });
  it("degraded when its market is halted and its data flow, and names the halt", () => {
    const halted = makeJudged("halted", { finding: { kind: "halted", mode: "maintenance" } });
    expect(judge(check("book", "answers", vital), check("mode", halted))).toMatchObject({
      verdict: "degraded",
      finding: { kind: "limited", mode: "maintenance" },
    });
  });
  it("down when all that decide are, since the last of them went down", () => {
    const later = makeJudged("failing", { since: T0 + 60_000, lastGood: T0 + 30_000 });
    expect(judge(check("a", "failing"), check("b", later))).toMatchObject({
      verdict: "down",
      since: T0 + 60_000,
      lastGood: T0 + 30_000,
    });
  });
  it("up since the last of its checks is, after the last bad result of any", () => {
    const later = makeJudged("answers", { since: T0 + 60_000, lastBad: T0 + 20_000 });
    const sooner = makeJudged("answers", { since: T0 + 50_000, lastBad: T0 + 40_000 });
    expect(judge(check("a", later), check("b", sooner))).toMatchObject({ since: T0 + 60_000, lastBad: T0 + 40_000 });
  });
  it("unknown when its vital check is, and not for the others' sake", () => {
    expect(judge(check("head", "rate_limited", vital), check("id", "answers"))?.verdict).toBe("unknown");
    expect(judge(check("head", "answers", vital), check("id", "rate_limited"))?.verdict).toBe("up");
    expect(judge(check("a", "answers"), check("b", "rate_limited"))?.verdict).toBe("unknown");
  });
  it("not judged at all when nothing decides here: no key, shown only, or asked too seldom", () => {
    expect(judge()).toBeNull();
    expect(
      judge(
        check("no-key", "failing", { monitored: false }),
        check("aux", "failing", { tier: "aux" }),
        check("seldom", "failing", { intervalS: 900 }),
        check("history", "failing", { tier: "disabled" }),
      ),
    ).toBeNull();
  });
  it("capped by a seldom check that sees another chain", () => {
    const wrong = makeJudged("failing", { failureTypes: ["payload.wrong_chain"] });
    expect(judge(check("head", "answers", vital), check("id", wrong, { intervalS: 900 }))).toMatchObject({
      verdict: "degraded",
      finding: { kind: "wrong_chain" },
    });
  });
  it("judged without what has never succeeded; if nothing ever has, it is unknown for that reason", () => {
    expect(judge(check("new", "unproven", vital), check("id", "answers"))?.verdict).toBe("up");
    expect(judge(check("new", "unproven"), check("other", "failing"))?.verdict).toBe("down");
    expect(judge(check("new", "unproven"))).toMatchObject({ verdict: "unknown", finding: { kind: "unproven" } });
  });
  it("what the quorum says where it is block production, whatever the endpoints do", () => {
    const chain = makeJudged("answers");
    const checks = [check("official", "failing", vital)];
    expect(judgeComponent({ layer: "chain", checks, chain }, NOW, CURRENT_RULES)).toBe(chain);
  });
});

describe("laws of a component", () => {
  /**
   * A check that becomes proven enters the combination, which is no change of its verdict: beside a dead check it may well
   * make the component partial instead of dead.
   */
  it("a check that gets worse never improves it, whatever the tiers, intervals and vital checks", () => {
    const pair = fc
      .subarray([...ORDER], { minLength: 2, maxLength: 2 })
      .chain(([better, worse]) => fc.tuple(judgedOf(better ?? "up"), judgedOf(worse ?? "down")));
    fc.assert(
      fc.property(
        fc.array(anyCheck, { maxLength: 5 }),
        anyRole,
        fc.nat({ max: 5 }),
        pair,
        (others, role, place, two) => {
          const ranks = two.map((judged) => {
            const at = Math.min(place, others.length);
            const result = judge(...named([...others.slice(0, at), { ...role, judged }, ...others.slice(at)]));
            return result === null ? null : ORDER.indexOf(result.verdict);
          });
          if (ranks[0] === null) expect(ranks[1]).toBeNull();
          else expect(ranks[1]).toBeGreaterThanOrEqual(ranks[0] ?? 9);
        },
      ),
      { numRuns: 5_000 },
    );
  });
  it("neutral evidence alone never accuses: without a bad check it is never degraded or down", () => {
    const calm = fc.oneof(judgedOf("up"), judgedOf("unknown"), fc.constant(makeJudged("unproven")));
    const anyCalm = fc.tuple(anyRole, calm).map(([role, judged]) => ({ ...role, judged }));
    fc.assert(
      fc.property(fc.array(anyCalm, { maxLength: 6 }), (checks) => {
        expect(["up", "unknown", undefined]).toContain(judge(...named(checks))?.verdict);
      }),
    );
  });
  it("what does not decide changes nothing but by the chain that it sees", () => {
    fc.assert(
      fc.property(fc.array(anyCheck, { maxLength: 4 }), anyCheck, (checks, extra) => {
        const idle = { ...extra, slug: "idle" };
        if (decides(idle, CURRENT_RULES) || idle.judged.failureTypes.includes("payload.wrong_chain")) return;
        expect(judge(...named(checks), idle)).toEqual(judge(...named(checks)));
      }),
    );
  });
  it("says what its verdict is, within its evidence", () => {
    fc.assert(
      fc.property(fc.array(anyCheck, { minLength: 1, maxLength: 6 }), (checks) => {
        const result = judge(...named(checks));
        if (result === null) return;
        expect(FINDINGS[result.finding.kind]).toBe(result.verdict);
        if (result.lastGood !== null) expect(result.lastGood).toBeLessThan(result.since);
        if (result.lastBad !== null) expect(result.lastBad).toBeLessThan(result.since);
        expect([...new Set(result.vantages)].sort()).toEqual(result.vantages);
        expect(new Set(result.failureTypes).size).toBe(result.failureTypes.length);
        if (result.verdict === "degraded" || result.verdict === "down")
          expect(checks.map(({ judged }) => judged.since)).toContain(result.since);
      }),
      { numRuns: 2_000 },
    );
  });
  it("the order of the checks changes neither the verdict nor, of trouble, since when and from where", () => {
    fc.assert(
      fc.property(fc.array(anyCheck, { maxLength: 6 }), (checks) => {
        // The catalog allows one vital check; of more, the first would speak.
        const one = named(checks).map((each, n) => ({ ...each, vital: n === 0 && each.vital }));
        const [a, b] = [judge(...one), judge(...[...one].reverse())];
        expect(b?.verdict).toBe(a?.verdict);
        if (a?.verdict === "up" || a?.verdict === "unknown" || a?.finding.kind === "wrong_chain") return;
        expect([b?.since, b?.vantages]).toEqual([a?.since, a?.vantages]);
      }),
      { numRuns: 2_000 },
    );
  });
});
