import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainOf } from "#catalog/chains.ts";
import { stepChain } from "#domain/chain/judge-chain.ts";
import type { HeadReport } from "#domain/chain/report.ts";
import {
  blocksAt,
  blocksEvery,
  everWith,
  type SimulatedOperator,
  type SimulatedStep,
  START,
  simulate,
} from "#domain/chain/testing/simulation.ts";
import type { Verdict } from "#domain/status/verdict.ts";

const RANK: Record<Verdict, number> = { up: 0, unknown: 1, degraded: 2, down: 3 };

/** Operators with delays, intervals, stagger and jitter as they come. */
function group(count: number, ageless = false): fc.Arbitrary<readonly SimulatedOperator[]> {
  const one = fc.record({
    intervalS: fc.constantFrom(30, 60),
    offset: fc.double({ min: 0, max: 1, noNaN: true }),
    jitterS: fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 5 }),
    delayS: fc.double({ min: 0.1, max: 6, noNaN: true }),
  });
  return fc.array(one, { minLength: count, maxLength: count }).map((settings) =>
    settings.map(({ offset, ...rest }, index) => ({
      ...rest,
      operator: String.fromCharCode(97 + index),
      offsetS: offset * rest.intervalS,
      ageless,
    })),
  );
}

const report = fc
  .record({
    operator: fc.constantFrom("a", "b", "c", "d", "e"),
    check: fc.constantFrom("x", "y"),
    vantage: fc.constantFrom("here", "there"),
    seenS: fc.integer({ min: -100, max: 0 }),
    height: fc.integer({ min: 0, max: 300 }),
    ageS: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
    lifeS: fc.integer({ min: 50, max: 180 }),
  })
  .map(({ operator, check, vantage, seenS, height, ageS, lifeS }): HeadReport => {
    const observedAt = START + seenS * 1_000;
    const rest = ageS === undefined ? {} : { ageS };
    const checkId = `${operator}/chain/${check}`;
    return { operator, checkId, vantage, observedAt, height, expiresAt: observedAt + lifeS * 1_000, ...rest };
  });
const reports = fc.uniqueArray(report, { maxLength: 16, selector: ({ checkId, vantage }) => `${checkId}@${vantage}` });

function ageless(who: readonly SimulatedOperator[]): readonly SimulatedOperator[] {
  return who.map((each) => ({ ...each, ageless: true }));
}

/** Everything that was said while two operators or more could be asked. */
function said(steps: readonly SimulatedStep[]): { readonly providers: string; readonly chain: string } {
  const known = steps.filter((step) => (step.judged.finding.operators?.of ?? 0) >= 2);
  const findings = known.flatMap((step) => [...step.standings.values()].map((standing) => standing.finding));
  const join = (words: readonly string[]) => [...new Set(words)].join();
  return { providers: join(findings), chain: join(known.map((step) => step.judged.finding.kind)) };
}

describe("judging a chain", () => {
  it("accuses nobody of a healthy Base, however its operators are staggered", () => {
    const blocks = blocksEvery(2, 200);
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9 }).chain((count) => group(count)),
        (who) => {
          expect(said(simulate(chainOf("base"), blocks, who, 200, 15))).toEqual({
            providers: "answers",
            chain: "answers",
          });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("accuses nobody of a healthy Solana, whose answers carry no time", () => {
    const blocks = blocksEvery(0.4, 200);
    fc.assert(
      fc.property(group(5, true), (who) => {
        expect(said(simulate(chainOf("solana"), blocks, who, 200))).toEqual({ providers: "answers", chain: "answers" });
      }),
      { numRuns: 500 },
    );
  });

  it("accuses nobody of a chain that rests and then hurries, with or without times in its answers", () => {
    // Gaps as an on-demand chain has them: mostly short, now and then a rest, after it a backlog.
    const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 45 }), fc.integer({ min: 1, max: 40 })), {
      minLength: 12,
    });
    fc.assert(
      fc.property(gaps, group(5), fc.boolean(), (spans, who, withTime) => {
        const instants = [-600];
        for (const [restS, blocks] of spans) {
          const from = (instants.at(-1) ?? 0) + restS;
          for (let index = 1; index <= blocks * 4; index += 1) instants.push(from + index * 0.1);
        }
        const shifted = instants.map((atS) => atS + 600);
        const steps = simulate(chainOf("arbitrum"), blocksAt(shifted), withTime ? who : ageless(who), 240);
        expect(everWith(steps, "stale", "far_stale")).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("accuses nobody of a chain that halts", () => {
    fc.assert(
      fc.property(fc.constantFrom("base", "solana"), group(7), (slug, who) => {
        const spec = chainOf(slug);
        const steps = simulate(spec, blocksEvery(spec.blockTimeS, 120), slug === "solana" ? ageless(who) : who, 420);
        const findings = new Set(
          steps.flatMap(({ standings }) => [...standings.values()].map(({ finding }) => finding)),
        );
        expect(findings.has("stale") || findings.has("far_stale")).toBe(false);
        expect(steps.at(-1)?.judged.verdict).toBe("down");
      }),
      { numRuns: 300 },
    );
  });

  it("is never kinder because more operators stand still", () => {
    fc.assert(
      fc.property(group(7), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 7 }), (who, few, more) => {
        const freeze = (count: number) =>
          who.map((each, index) => (index < count ? { ...each, frozenFromS: 100 } : each));
        const verdict = (count: number) =>
          RANK[simulate(chainOf("base"), blocksEvery(2, 320), freeze(count), 320).at(-1)?.judged.verdict ?? "unknown"];
        const least = Math.min(few, more);
        expect(verdict(Math.max(few, more))).toBeGreaterThanOrEqual(verdict(least));
      }),
      { numRuns: 200 },
    );
  });

  it("gives the same for the same, in any order, and its state survives being stored", () => {
    const chain = fc.constantFrom("base", "bitcoin", "solana", "arbitrum");
    fc.assert(
      fc.property(chain, reports, reports, fc.integer({ min: 0, max: 120 }), (slug, first, second, laterS) => {
        const spec = chainOf(slug);
        const { state } = stepChain(null, spec, first, START);
        const later = second.map((each) => ({ ...each, observedAt: each.observedAt + laterS * 1_000 }));
        const now = START + laterS * 1_000;
        const straight = stepChain(state, spec, later, now);
        const stored = JSON.parse(JSON.stringify(state));
        expect(stored).toEqual(state);
        expect(stepChain(stored, spec, later.toReversed(), now)).toEqual(straight);
        expect(JSON.stringify(stepChain(stored, spec, later.toReversed(), now).state)).toBe(
          JSON.stringify(straight.state),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it("keeps its numbers sane for whatever comes", () => {
    fc.assert(
      fc.property(reports, (all) => {
        const { reference, standings, judged, state } = stepChain(null, chainOf("base"), all, START);
        for (const { lagS, lagBlocks } of standings.values()) {
          expect(lagS).toBeGreaterThanOrEqual(0);
          expect(lagS).toBeLessThanOrEqual(lagBlocks * 2);
        }
        if (reference) expect(reference.agree).toBeLessThanOrEqual(reference.of);
        expect(judged.verdict === "unknown").toBe(reference === null || judged.finding.kind === "waiting");
        expect(Number.isFinite(judged.since) && Number.isFinite(state.blockTime.seconds)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
