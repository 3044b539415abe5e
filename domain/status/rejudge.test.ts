import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TEST_CHAIN } from "#domain/chain/testing/chain.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { Docket, DocketCheck } from "#domain/status/docket.ts";
import type { Sample } from "#domain/status/evidence.ts";
import type { NewSample } from "#domain/status/pass-rounds.ts";
import { type ControlsHeard, type RawBatch, rejudge } from "#domain/status/rejudge.ts";
import { type RoundsSeen, releaseRounds } from "#domain/status/rejudge-rounds.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";

const START = Date.parse("2026-03-10T12:00:00Z");
const MINUTE_MS = 60_000;
const VANTAGES = ["here", "there"];

const spec = (slug: string, more: Partial<CheckSpec> = {}): CheckSpec => ({
  slug,
  proves: "it answers",
  signal: "reachability",
  tier: "core",
  intervalS: 60,
  request: { probe: "http", method: "GET", url: "https://example.com", format: "json" },
  assertions: [],
  verified: "docs",
  ...more,
});

const docketCheck = (service: string, check: CheckSpec, staggerMs: number): DocketCheck => ({
  id: `${service}/api/${check.slug}`,
  spec: check,
  operator: service,
  vantages: VANTAGES,
  staggerMs,
});

const OPERATORS = ["one", "two", "three"];
const checks = [
  docketCheck("alpha", spec("time", { vital: true }), 1_000),
  docketCheck("alpha", spec("book", { intervalS: 120 }), 40_000),
  ...OPERATORS.map((name, index) =>
    docketCheck(name, spec("head", { chain: "test", signal: "chain_head" }), index * 9_000),
  ),
];

const docket: Docket = {
  services: ["alpha", ...OPERATORS].map((slug) => ({
    slug,
    name: slug,
    components: [
      {
        key: `${slug}/api`,
        name: "API",
        service: slug,
        layer: slug === "one" ? "chain" : "access",
        chain: slug === "alpha" ? null : "test",
        weight: 1,
        checks: checks.filter(({ operator }) => operator === slug),
      },
    ],
  })),
  chains: new Map([["test", TEST_CHAIN]]),
};

/** O answers, F fails, N rate-limited, S stands still, . nothing. */
function sampleOf(check: DocketCheck, letter: string, tick: number, delayMs: number): Sample | null {
  if (letter === ".") return null;
  const at = tick + check.staggerMs;
  const answer = { tick, at, totalMs: 100 + delayMs, httpStatus: 200, facts: {} };
  if (letter === "F") return { ...answer, outcome: "failed", failureType: "tcp.refused", phase: "connection" };
  if (letter === "N")
    return {
      ...answer,
      outcome: "neutral",
      failureType: "neutral.rate_limited",
      phase: "application",
      httpStatus: 429,
    };
  const height = 1_000 + Math.floor(((letter === "S" ? START : at) - START) / 12_000);
  const head_age_s = letter === "S" ? (at - START) / 1_000 : 4;
  const facts = check.spec.chain === undefined ? {} : { head_number: height, head_age_s };
  return { ...answer, outcome: "ok", failureType: null, phase: null, facts };
}

interface Past {
  readonly samples: readonly NewSample[];
  readonly controls: readonly ControlsHeard[];
  readonly to: number;
}

const ROUNDS = 40;
/** Runs of letters, as trouble comes. */
const letters = fc
  .array(fc.tuple(fc.constantFrom("O", "O", "O", "F", "N", "S", "."), fc.integer({ min: 1, max: 9 })), {
    minLength: 4,
    maxLength: 12,
  })
  .map((runs) =>
    runs
      .map(([letter, n]) => letter.repeat(n))
      .join("")
      .padEnd(ROUNDS, "O")
      .slice(0, ROUNDS),
  );

const anyPast: fc.Arbitrary<Past> = fc
  .record({
    rounds: fc.array(letters, { minLength: checks.length * 2, maxLength: checks.length * 2 }),
    gates: fc.array(fc.constantFrom(...".............G"), { minLength: ROUNDS, maxLength: ROUNDS }),
    delays: fc.array(fc.constantFrom(0, 0, 0, 2_500, 44_000, 70_000), { minLength: 7, maxLength: 7 }),
  })
  .map(({ rounds, gates, delays }) => {
    const samples = checks.flatMap((check, c) =>
      VANTAGES.flatMap((vantage, v) =>
        [...(rounds[c * 2 + v] ?? "")].flatMap((letter, round): NewSample[] => {
          const tick = START + round * MINUTE_MS;
          if (tick % (check.spec.intervalS * 1_000) !== 0) return [];
          const sample = sampleOf(check, letter, tick, delays[(round + c) % delays.length] ?? 0);
          return sample ? [{ checkId: check.id, vantage, sample, gated: gates[round] === "G" && v === 0 }] : [];
        }),
      ),
    );
    const controls = gates.flatMap((gate, round) =>
      [0, 10, 20, 30, 40, 50].flatMap((s) =>
        VANTAGES.map((vantage, v) => ({
          vantage,
          at: START + round * MINUTE_MS + s * 1_000,
          gated: gate === "G" && v === 0,
        })),
      ),
    );
    return { samples, controls, to: START + (ROUNDS + 6) * MINUTE_MS };
  });

const options = { rules: CURRENT_RULES, startAt: START, usualP95Ms: () => null };

function* batchesOf({ samples, controls, to }: Past, ms: number): Iterable<RawBatch> {
  for (let from = START; from < to; from += ms) {
    const end = Math.min(from + ms, to);
    const within = (at: number) => at >= from && at < end;
    yield {
      to: end,
      samples: samples.filter(({ sample }) => within(sample.tick)),
      controls: controls.filter(({ at }) => within(at)),
    };
  }
}

const comparable = ({ verdicts, incidents }: ReturnType<typeof rejudge>) => ({ verdicts, incidents });

describe("judging the past again", () => {
  const sameEitherWay = fc.property(anyPast, (past) => {
    const thrifty = rejudge(docket, batchesOf(past, 3_600_000), options);
    const full = rejudge(docket, batchesOf(past, 3_600_000), { ...options, thrifty: false });
    expect(comparable(thrifty)).toEqual(comparable(full));
  });

  it("gives the same whether or not what time alone cannot have changed is left alone", () => {
    fc.assert(sameEitherWay, { numRuns: 12, endOnFailure: true });
  });

  it("gives so too where a late round is judged as of an instant before the last pass, and its witness has expired since", () => {
    fc.assert(sameEitherWay, { numRuns: 9, endOnFailure: true, seed: -371906908, path: "8" });
  });

  it("gives the same in whatever batches the raw record is read, and in whatever order within them", () => {
    fc.assert(
      fc.property(anyPast, fc.constantFrom(2, 7, 20), (past, minutes) => {
        const shuffled = { ...past, samples: [...past.samples].reverse(), controls: [...past.controls].reverse() };
        const parts = rejudge(docket, batchesOf(shuffled, minutes * MINUTE_MS), options);
        expect(comparable(parts)).toEqual(comparable(rejudge(docket, batchesOf(past, 3_600_000), options)));
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it("hardly depends on how often the judge passes: onsets and ends are those of measurements", () => {
    const all = "OOOOOOFFFFFFFFOOOOOOOOOO";
    const samples = checks.flatMap((check) =>
      VANTAGES.flatMap((vantage) =>
        [...all].flatMap((letter, round): NewSample[] => {
          const sample = sampleOf(check, letter, START + round * MINUTE_MS, 0);
          return sample ? [{ checkId: check.id, vantage, sample, gated: false }] : [];
        }),
      ),
    );
    const past = { samples, controls: [], to: START + 30 * MINUTE_MS };
    const [often, seldom] = [2_000, 20_000].map((stepMs) =>
      rejudge(docket, batchesOf(past, 3_600_000), { ...options, stepMs }).incidents.map(
        ({ component, startedAt, resolvedAt }) => ({ component, startedAt, resolvedAt }),
      ),
    );
    expect(often).toHaveLength(3);
    expect(seldom).toEqual(often);
  });

  it("does not stop at a silence of days, and costs nothing there", () => {
    const check = checks[0] as DocketCheck;
    const at = (round: number): NewSample[] =>
      VANTAGES.map((vantage) => ({
        checkId: check.id,
        vantage,
        sample: sampleOf(check, "O", START + round * MINUTE_MS, 0) as Sample,
        gated: false,
      }));
    const days = 20 * 1_440;
    const samples = [...at(0), ...at(1), ...at(2), ...at(days), ...at(days + 1)];
    const past = { samples, controls: [], to: START + (days + 5) * MINUTE_MS };
    const { verdicts, passes } = rejudge(docket, batchesOf(past, 3_600_000), options);
    expect(verdicts.get("alpha/api")?.map(({ verdict, since }) => [verdict, (since - START) / MINUTE_MS])).toEqual([
      ["unknown", 0],
      ["up", expect.closeTo(0, 0)],
      ["unknown", expect.closeTo(3, 0)],
      ["up", expect.closeTo(days, 0)],
      ["unknown", expect.closeTo(days + 2, 0)],
    ]);
    expect(passes).toBeLessThan(600);
  });
});

describe("when a round of the past was judged", () => {
  const check = checks[0] as DocketCheck;
  const sample = (vantage: string, tick: number, delayMs: number): NewSample => ({
    checkId: check.id,
    vantage,
    sample: sampleOf(check, "O", tick, delayMs) as Sample,
    gated: false,
  });
  const releases = (samples: NewSample[], seen: RoundsSeen) =>
    releaseRounds(check, samples, seen, CURRENT_RULES).map(({ at, sample: { vantage } }) => [vantage, at - START]);
  const seen = (...ticks: number[]): RoundsSeen => ({
    lastTicks: new Map(VANTAGES.map((vantage, index) => [vantage, ticks[index] ?? 0])),
    open: null,
  });

  it("is when all were there that had a result in it", () => {
    expect(releases([sample("here", START, 0), sample("there", START, 9_000)], seen(START, START))).toEqual([
      ["here", 10_100],
      ["there", 10_100],
    ]);
  });

  it("is late when a vantage that was at work stayed away, and not when it had been away for three rounds", () => {
    expect(releases([sample("here", START, 0)], seen(0, START - 3 * MINUTE_MS))).toEqual([["here", 46_000]]);
    expect(releases([sample("here", START, 0)], seen(0, START - 4 * MINUTE_MS))).toEqual([["here", 1_100]]);
  });

  it("is when it came for a result that came after that", () => {
    expect(releases([sample("here", START, 0), sample("there", START, 70_000)], seen(START, START))).toEqual([
      ["here", 46_000],
      ["there", 71_100],
    ]);
  });

  it("is not before an older round that is still waited for", () => {
    const extra = START + 17_000;
    const out = releases([sample("here", START, 0), sample("here", extra, 0)], seen(START, START));
    expect(out).toEqual([
      ["here", 46_000],
      ["here", 46_000],
    ]);
  });
});
