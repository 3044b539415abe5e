import { describe, expect, it } from "vitest";
import { chainOf } from "#catalog/chains.ts";
import {
  at,
  blocksAt,
  blocksEvery,
  everWith,
  last,
  operators,
  START,
  simulate,
} from "#domain/chain/testing/simulation.ts";

const bitcoin = chainOf("bitcoin");

describe("chains of their own kind", () => {
  it("Arbitrum resting for 50 s without a transaction is up, and nobody lags through it", () => {
    const steps = simulate(
      chainOf("arbitrum"),
      blocksEvery(0.25, 400, [[200, 250]]),
      operators(7, { intervalS: 60 }),
      400,
    );
    expect(new Set(steps.slice(9).map((step) => step.judged.verdict))).toEqual(new Set(["up"]));
    expect(everWith(steps, "stale", "far_stale")).toEqual([]);
  });

  it("Bitcoin with an honest gap of 85 minutes is up; from 90 it is stale, from 150 halted", () => {
    const blocks = blocksAt([-1_200, -600, 0]);
    const steps = simulate(bitcoin, blocks, operators(4, { intervalS: 60 }), 10_000, 30);
    expect(at(steps, 85 * 60).judged.verdict).toBe("up");
    expect(at(steps, 93 * 60).judged.finding.kind).toBe("chain_stale");
    expect(at(steps, 152 * 60).judged.finding.kind).toBe("chain_halted");
    expect(everWith(steps, "stale", "far_stale")).toEqual([]);
  });

  it("Bitcoin's operator two blocks behind is stale after five minutes, one block behind after twenty", () => {
    const blocks = blocksAt([-600, 0, 600, 660]);
    const group = operators(4, { intervalS: 60 }).map((who) =>
      who.operator === "b" ? { ...who, frozenFromS: 10 } : who,
    );
    const steps = simulate(bitcoin, blocks, group, 1_300);
    expect(
      everWith(
        steps.filter((step) => step.atS <= 660 + 300),
        "stale",
      ),
    ).toEqual([]);
    expect(at(steps, 660 + 440).standings.get("b/chain/head@here")).toMatchObject({ finding: "stale", lagBlocks: 2 });
    const one = simulate(bitcoin, blocksAt([-600, 0, 600]), group, 2_400);
    expect(
      everWith(
        one.filter((step) => step.atS <= 600 + 1_200),
        "stale",
      ),
    ).toEqual([]);
    expect(everWith(one, "stale", "far_stale")).toEqual(["b"]);
  });

  it("Bitcoin's operator an hour behind is stale and never far_stale", () => {
    const group = operators(4, { intervalS: 60 }).map((who) =>
      who.operator === "b" ? { ...who, frozenFromS: 10 } : who,
    );
    const blocks = blocksAt(Array.from({ length: 12 }, (_, index) => index * 600));
    const steps = simulate(bitcoin, blocks, group, 6_000, 30);
    expect(everWith(steps, "stale")).toEqual(["b"]);
    expect(everWith(steps, "far_stale")).toEqual([]);
  });

  it("Bitcoin's two operators, one of them two blocks behind for long, are no quorum", () => {
    const group = operators(2, { intervalS: 60 }).map((who, index) =>
      index === 0 ? { ...who, frozenFromS: 10 } : who,
    );
    const steps = simulate(bitcoin, blocksAt([-600, 0, 600, 660]), group, 1_300);
    expect(at(steps, 800).judged.verdict).toBe("up");
    expect(last(steps).judged.finding.kind).toBe("operators_disagree");
  });

  it("XRPL's s1 and s2 are one operator", () => {
    const xrpl = chainOf("xrp-ledger");
    const ripple = ["s1", "s2"].map((server, index) => ({
      operator: "ripple",
      checkId: `xrp-ledger/chain/${server}`,
      intervalS: 30,
      offsetS: index * 7,
    }));
    const blocks = blocksEvery(4, 600);
    const alone = last(simulate(xrpl, blocks, ripple, 300));
    expect(alone.judged).toMatchObject({ finding: { kind: "one_operator", operators: { of: 1 } } });
    const other = { operator: "xrpl-labs", checkId: "xrp-ledger/chain/cluster", intervalS: 30, offsetS: 15 };
    const both = last(simulate(xrpl, blocks, [...ripple, other], 300));
    expect(both.judged).toMatchObject({ verdict: "up", finding: { operators: { agree: 2, of: 2 } } });
    expect(both.standings.size).toBe(3);
  });

  it("Solana's slots carry no time: a frozen provider lags, a halt is the chain's", () => {
    const solana = chainOf("solana");
    const group = operators(5, { ageless: true });
    const frozen = group.map((who) => (who.operator === "e" ? { ...who, frozenFromS: 300 } : who));
    const steps = simulate(solana, blocksEvery(0.4, 600), frozen, 600);
    expect(everWith(steps, "stale")).toEqual(["e"]);
    expect(last(steps).standings.get("e/chain/head@here")?.lagS).toBeGreaterThan(240);
    expect(new Set(steps.slice(3).map((step) => step.judged.verdict))).toEqual(new Set(["up"]));

    const halt = simulate(solana, blocksEvery(0.4, 300), group, 700);
    expect(everWith(halt, "stale", "far_stale")).toEqual([]);
    expect(last(halt).judged).toMatchObject({
      verdict: "down",
      finding: { kind: "chain_halted", operators: { agree: 5, of: 5 } },
    });
    expect(last(halt).judged.lastGood).toBeGreaterThan(START + 290_000);
    expect(last(halt).judged.lastGood).toBeLessThan(START + 330_000);
  });
});
