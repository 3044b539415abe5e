import { expect, it } from "vitest";
import { TEST_CHAIN } from "#domain/chain/testing/chain.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { Docket, DocketCheck } from "#domain/status/docket.ts";
import type { NewSample } from "#domain/status/pass-rounds.ts";
import { rejudge } from "#domain/status/rejudge.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";

const START = Date.parse("2026-03-10T12:00:00Z");
const MINUTE_MS = 60_000;
const ROUNDS = 40;
/** From this round on something stands still. */
const STILL = 5;

const docketCheck = (slug: string, operator: string, more: Partial<CheckSpec>): DocketCheck => ({
  id: `test/${slug}`,
  spec: {
    slug,
    proves: "it answers",
    signal: "chain_head",
    tier: "core",
    intervalS: 60,
    request: { probe: "http", method: "GET", url: "https://example.com", format: "json" },
    assertions: [],
    verified: "docs",
    ...more,
  },
  operator,
  vantages: ["here"],
  // Looked at when no head is.
  staggerMs: more.signal === "l1_settlement" ? 35_000 : 1_000,
});

const witnesses = ["one", "two", "three"].map((operator) => docketCheck(operator, operator, { chain: "test" }));
const finalized = docketCheck("finalized", "one", {
  signal: "l1_settlement",
  freshness: { fact: "head_age_s", path: "$.t", unit: "epoch_s", warnS: 300, critS: 600 },
});
/** A witness that shows an older block, so that all can be compared. */
const hashes = docketCheck("hashes", "one", { signal: "consistency", agreement: { depth: 3, minAgree: 3 } });
const component = (slug: string, checks: readonly DocketCheck[]) => {
  return {
    key: `test/${slug}`,
    name: slug,
    service: "test",
    layer: "chain" as const,
    chain: "test",
    weight: 1,
    checks,
  };
};
const docket: Docket = {
  services: [
    {
      slug: "test",
      name: "Test",
      components: [component("chain", [...witnesses, hashes]), component("finality", [finalized])],
    },
  ],
  chains: new Map([["test", TEST_CHAIN]]),
};

/** The worst that was said of finality while these stood still. */
function saidOfFinality(isStill: (check: DocketCheck) => boolean): string[] {
  const samples = [...witnesses, hashes, finalized].flatMap((check) =>
    Array.from({ length: ROUNDS }, (_, round): NewSample => {
      const tick = START + round * MINUTE_MS;
      const at = tick + check.staggerMs;
      const shownAt = isStill(check) ? Math.min(at, START + STILL * MINUTE_MS) : at;
      const behindS = check === hashes ? 130 : 0;
      const head_age_s = (at - shownAt) / 1_000 + behindS + (check === finalized ? 100 : 4);
      const isStale = check === finalized && head_age_s > 300;
      return {
        checkId: check.id,
        vantage: "here",
        gated: false,
        sample: {
          tick,
          at,
          totalMs: 100,
          httpStatus: 200,
          outcome: isStale ? (head_age_s > 600 ? "failed" : "degraded") : "ok",
          failureType: isStale ? "payload.stale" : null,
          phase: isStale ? "application" : null,
          facts: { head_number: 1_000 + Math.floor((shownAt - START) / 12_000 - behindS / 12), head_age_s },
        },
      };
    }),
  );
  const to = START + (ROUNDS + 2) * MINUTE_MS;
  const { verdicts } = rejudge(docket, [{ to, samples, controls: [] }], {
    rules: CURRENT_RULES,
    startAt: START,
    usualP95Ms: () => null,
  });
  return [...new Set((verdicts.get("test/finality") ?? []).map(({ verdict }) => verdict))].sort();
}

it("finality is not accused by an operator that is behind the others itself", () => {
  const said = saidOfFinality(({ operator }) => operator === "one");
  expect(said).toContain("up");
  expect(said).not.toContain("degraded");
  expect(said).not.toContain("down");
});

it("finality that stands still while all operators have new blocks is down, whatever older block they compare", () => {
  expect(saidOfFinality((check) => check === finalized)).toContain("down");
});
