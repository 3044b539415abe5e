import { describe, expect, it } from "vitest";
import { chainOf } from "#catalog/chains.ts";
import { stepChain } from "#domain/chain/judge-chain.ts";
import {
  at,
  blocksEvery,
  everWith,
  last,
  operators,
  type SimulatedOperator,
  START,
  simulate,
} from "#domain/chain/testing/simulation.ts";

const base = chainOf("base");

describe("four different findings", () => {
  it("one provider frozen for five minutes is that provider's, and the chain is up", () => {
    const group = operators(9).map((who) => (who.operator === "d" ? { ...who, frozenFromS: 300 } : who));
    const steps = simulate(base, blocksEvery(2, 610), group, 610);
    expect(everWith(steps, "stale")).toEqual(["d"]);
    expect(everWith(steps, "far_stale", "chain_stands")).toEqual([]);
    const end = last(steps);
    const frozen = end.standings.get("d/chain/head@here");
    // Its last poll was up to 30 s ago, and it is judged by that.
    expect(frozen?.lagS).toBeGreaterThan(240);
    expect(frozen?.lagS).toBeLessThan(320);
    expect(end.judged).toMatchObject({ verdict: "up", finding: { kind: "answers", operators: { agree: 8, of: 9 } } });
  });

  it("a provider more than ten minutes behind is no longer merely late", () => {
    const group = operators(5).map((who) => (who.operator === "a" ? { ...who, frozenFromS: 60 } : who));
    const steps = simulate(base, blocksEvery(2, 800), group, 800);
    expect(at(steps, 600).standings.get("a/chain/head@here")?.finding).toBe("stale");
    expect(last(steps).standings.get("a/chain/head@here")?.finding).toBe("far_stale");
  });

  it("a frozen `latest` on all is the chain's, and accuses no provider", () => {
    const steps = simulate(base, blocksEvery(2, 900, [[300, 900]]), operators(9), 600);
    expect(everWith(steps, "stale", "far_stale")).toEqual([]);
    expect(at(steps, 310).judged.verdict).toBe("up");
    const kinds = [...new Set(steps.map((step) => step.judged.finding.kind))];
    expect(kinds).toEqual(["answers", "chain_stale", "chain_halted"]);
    const end = last(steps);
    expect(end.judged).toMatchObject({
      verdict: "down",
      finding: { kind: "chain_halted", chain: "base", operators: { agree: 9, of: 9 } },
      lastGood: START + 300_000,
      failureTypes: ["payload.stale"],
    });
    expect(end.judged.since).toBeGreaterThan(START + 320_000);
    expect(end.judged.since).toBeLessThan(START + 350_000);
    expect(new Set([...end.standings.values()].map((standing) => standing.finding))).toEqual(new Set(["chain_stands"]));
    // Told within crit and three polls.
    expect(at(steps, 300 + 60 + 90).judged.verdict).toBe("down");
  });

  it("a stale quorum beside a fresh minority is the chain's, with the number that stands still", () => {
    const group = operators(9).map((who, index) => (index < 5 ? { ...who, frozenFromS: 300 } : who));
    const steps = simulate(base, blocksEvery(2, 700), group, 700);
    const end = last(steps);
    expect(end.judged).toMatchObject({
      verdict: "down",
      finding: { kind: "chain_halted", operators: { agree: 5, of: 9 } },
    });
    expect(everWith(steps, "stale", "far_stale")).toEqual([]);
    expect(end.standings.get("i/chain/head@here")?.finding).toBe("answers");
    expect(end.standings.get("a/chain/head@here")?.finding).toBe("chain_stands");
  });
});

describe("a vantage of three that lies, or is broken", () => {
  const honest = ["here", "there"].flatMap((vantage, n) =>
    operators(5, { vantage }).map((who) => ({ ...who, offsetS: who.offsetS + n })),
  );
  const far = (rest: Partial<SimulatedOperator>) => operators(5, { vantage: "far", ...rest });
  const accusedAt = (steps: ReturnType<typeof simulate>) => [
    ...new Set(
      steps.flatMap(({ standings }) =>
        [...standings.values()].flatMap(({ vantage, finding }) =>
          finding === "stale" || finding === "far_stale" ? [vantage] : [],
        ),
      ),
    ),
  ];

  it("makes nobody else look stale by heads that there are not, of every operator", () => {
    for (const ageless of [false, true]) {
      const group = [...honest, ...far({ aheadBlocks: 1_000 })].map((who) => ({ ...who, ageless }));
      const steps = simulate(base, blocksEvery(2, 600), group, 600);
      expect(accusedAt(steps)).toEqual([]);
      expect(last(steps).judged).toMatchObject({ verdict: "up", finding: { operators: { agree: 5, of: 5 } } });
    }
  });

  it("does not hide that the chain stands still", () => {
    for (const ageless of [false, true]) {
      const group = [...honest, ...far({ madeUp: blocksEvery(2, 900) })].map((who) => ({ ...who, ageless }));
      const steps = simulate(base, blocksEvery(2, 900, [[300, 900]]), group, 600);
      expect(at(steps, 300 + 60 + 90).judged).toMatchObject({ verdict: "down", finding: { kind: "chain_halted" } });
      expect(accusedAt(steps)).toEqual([]);
    }
  });

  it("is alone with it when it is served old heads, and the chain is up", () => {
    for (const ageless of [false, true]) {
      const group = [...honest, ...far({ frozenFromS: 200 })].map((who) => ({ ...who, ageless }));
      const steps = simulate(base, blocksEvery(2, 600), group, 600);
      expect(accusedAt(steps)).toEqual(["far"]);
      expect(new Set(steps.slice(3).map(({ judged }) => judged.verdict))).toEqual(new Set(["up"]));
    }
  });
});

it("one vantage of two that is served old heads does not stop the chain", () => {
  const two = operators(5).flatMap((who) => [who, { ...who, vantage: "far", frozenFromS: 200 }]);
  const steps = simulate(base, blocksEvery(2, 600), two, 600);
  expect(new Set(steps.slice(3).map(({ judged }) => judged.verdict))).toEqual(new Set(["up"]));
});

describe("the chain's verdict", () => {
  it("is up again with the first quorum of young heads, from when it was seen", () => {
    const steps = simulate(base, blocksEvery(2, 900, [[200, 600]]), operators(9), 800);
    expect(at(steps, 590).judged.verdict).toBe("down");
    const end = last(steps).judged;
    expect(end.verdict).toBe("up");
    expect(end.since).toBeGreaterThan(START + 600_000);
    expect(end.since).toBeLessThan(START + 630_000);
    expect(end.lastGood).toBe(START + 200_000);
    // The last look at which no operator had a new block: one of them may have been up to a poll late with it.
    expect(end.lastBad).toBeGreaterThan(START + 570_000);
    expect(end.lastBad).toBeLessThan(end.since);
    expect(end.lastBad).toBeLessThanOrEqual(START + 602_000);
    // The halt did not pass for slow blocks.
    expect(last(steps).blockTimeS).toBeCloseTo(2, 2);
  });

  it("does not flip for one slow poll, and does for two", () => {
    // Two dead nodes need one more to be a majority of five; "c" serves an old head at 65 s.
    const dead = ["a", "b"].map((operator) => ({ operator, intervalS: 30, offsetS: 3, frozenFromS: 0 }));
    const well = ["d", "e"].map((operator) => ({ operator, intervalS: 30, offsetS: 9 }));
    const hiccup = { operator: "c", intervalS: 60, offsetS: 5, frozenFromS: 20 };
    const verdicts = (c: SimulatedOperator) => simulate(base, blocksEvery(2, 600), [c, ...dead, ...well], 180);
    const once = verdicts({ ...hiccup, goneFromS: 70 });
    expect(at(once, 110).reference?.ageS).toBeGreaterThan(20);
    expect(once.slice(1).every((step) => step.judged.verdict === "up")).toBe(true);
    const twice = verdicts(hiccup);
    expect(at(twice, 120).judged.verdict).toBe("up");
    expect(at(twice, 130).judged.verdict).toBe("down");
  });

  it("says nothing before a stale quorum is confirmed, when nothing was known before", () => {
    const halted = simulate(base, blocksEvery(2, -200), operators(3), 120);
    expect(at(halted, 20).judged).toMatchObject({ verdict: "unknown", finding: { kind: "waiting" } });
    expect(at(halted, 20).judged.failureTypes).toEqual([]);
    expect(last(halted).judged.finding.kind).toBe("chain_halted");
  });

  it("is unknown without a second operator, and without any", () => {
    const alone = last(simulate(base, blocksEvery(2, 300), operators(1), 300));
    expect(alone.reference).toBeNull();
    expect(alone.judged).toMatchObject({
      verdict: "unknown",
      finding: { kind: "one_operator", operators: { agree: 1, of: 1 } },
      vantages: ["here"],
      usable: 1,
    });
    const none = last(simulate(base, blocksEvery(2, 600), operators(3, { goneFromS: 100 }), 400));
    expect(none.judged).toMatchObject({
      verdict: "unknown",
      finding: { kind: "no_operator" },
      vantages: [],
      usable: 0,
    });
    expect(none.standings.size).toBe(0);
    // Nothing is known since the last that was heard.
    expect(none.judged.since).toBeGreaterThan(START + 60_000);
    expect(none.judged.since).toBeLessThan(START + 100_000);
  });

  it("takes two operators that agree, and says that they were two", () => {
    const end = last(simulate(base, blocksEvery(2, 300), operators(2), 300));
    expect(end.reference?.quorum).toBe("two");
    expect(end.judged).toMatchObject({ verdict: "up", finding: { operators: { agree: 2, of: 2 } } });
  });

  it("says of two that differ that they differ, and accuses neither", () => {
    const group = operators(2).map((who, index) => (index === 0 ? { ...who, frozenFromS: 100 } : who));
    const steps = simulate(base, blocksEvery(2, 400), group, 400);
    expect(last(steps).judged).toMatchObject({ verdict: "unknown", finding: { kind: "operators_disagree" } });
    expect(everWith(steps, "stale", "far_stale")).toEqual([]);
    const liar = operators(2).map((who, index) => (index === 0 ? { ...who, aheadBlocks: 1_000 } : who));
    expect(last(simulate(base, blocksEvery(2, 400), liar, 400)).judged.finding.kind).toBe("operators_disagree");
  });

  it("of two operators that stand still together is the chain's", () => {
    const end = last(simulate(base, blocksEvery(2, 100), operators(2), 400));
    expect(end.judged).toMatchObject({
      verdict: "down",
      finding: { kind: "chain_halted", operators: { agree: 2, of: 2 } },
    });
  });

  it("is not moved by one liar ahead by a thousand blocks, who turns nobody red", () => {
    for (const count of [3, 4, 9]) {
      const group = operators(count).map((who, index) => (index === 1 ? { ...who, aheadBlocks: 1_000 } : who));
      const steps = simulate(base, blocksEvery(2, 600), group, 600);
      expect(everWith(steps, "stale", "far_stale")).toEqual([]);
      expect(last(steps).judged).toMatchObject({
        verdict: "up",
        finding: { operators: { agree: count - 1, of: count } },
      });
    }
  });

  it("begins anew after a gap in what was heard: up before it is not up after it", () => {
    const before = last(simulate(base, blocksEvery(2, 200), operators(3), 200));
    expect(before.judged.verdict).toBe("up");
    const later = START + 4 * 3_600_000;
    const reports = ["a", "b", "c"].map((operator, index) => ({
      operator,
      checkId: `${operator}/chain/head`,
      vantage: "here",
      observedAt: later + index * 1_000,
      height: 2_000_000,
      ageS: 90,
      expiresAt: later + 90_000,
    }));
    const after = stepChain(before.state, base, reports, later + 5_000);
    expect(after.judged).toMatchObject({ verdict: "unknown", finding: { kind: "waiting" } });
    expect(after.judged.since).toBe(before.state.seenAt);
  });

  it("counts vantages that report, once each, and every report of theirs is held against one reference", () => {
    const group = operators(3).flatMap((who) => [who, { ...who, vantage: "there", offsetS: who.offsetS + 4 }]);
    const end = last(simulate(base, blocksEvery(2, 300), group, 300));
    expect(end.judged).toMatchObject({ vantages: ["here", "there"], usable: 2, finding: { operators: { of: 3 } } });
    expect(end.standings.size).toBe(6);
  });
});
