import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attribute } from "#domain/attribution/attribute.ts";
import type { ServiceRecord } from "#domain/attribution/cast.ts";
import { discoveries } from "#domain/attribution/discoveries.ts";
import { beliefIn, type Evidence, TIER_CAPS } from "#domain/attribution/evidence.ts";
import { fisherOneSided } from "#domain/attribution/exact-tests.ts";
import { lagDensity, liveLagDensity } from "#domain/attribution/lag.ts";
import { poissonBinomialTail } from "#domain/attribution/population.ts";
import { posterior, scoreOf } from "#domain/attribution/posterior.ts";
import { rank } from "#domain/attribution/rank.ts";
import {
  declared,
  event,
  longRecord,
  observed,
  onset,
  service,
  suppliedBy,
} from "#domain/attribution/testing/scene.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const rate = fc.double({ min: 1e-7, max: 0.1, noNaN: true });
const inputs = fc.record({
  pi: share,
  phi: share,
  density: fc.double({ min: 0, max: 0.07, noNaN: true }),
  recovery: fc.constantFrom(1 / 3, 1, 3),
  lambda: rate,
  confounder: fc.oneof(fc.constant(0), rate),
});
const cap = fc.constantFrom(...Object.values(TIER_CAPS));

describe("laws of the score", () => {
  it("it never falls as the belief grows, nor as the event takes more down", () => {
    fc.assert(
      fc.property(inputs, share, cap, (given, other, at) => {
        for (const key of ["pi", "phi"] as const) {
          const more = { ...given, [key]: Math.max(given[key], other) };
          expect(scoreOf(posterior(more), at)).toBeGreaterThanOrEqual(scoreOf(posterior(given), at));
        }
      }),
    );
  });
  it("it never grows with the background rate or the confounder", () => {
    fc.assert(
      fc.property(inputs, rate, cap, (given, more, at) => {
        for (const key of ["lambda", "confounder"] as const) {
          const noisier = { ...given, [key]: given[key] + more };
          expect(scoreOf(posterior(noisier), at)).toBeLessThanOrEqual(scoreOf(posterior(given), at));
        }
      }),
    );
  });
  it("it is a whole number from 0 to the cap", () => {
    fc.assert(
      fc.property(inputs, cap, (given, at) => {
        const score = scoreOf(posterior(given), at);
        expect(Number.isInteger(score) && score >= 0 && score <= at).toBe(true);
      }),
    );
  });
  it("outside the lag models nothing has a density, and inside everything has", () => {
    fc.assert(
      fc.property(fc.double({ min: -200, max: 300, noNaN: true }), (tau) => {
        expect(lagDensity(tau) > 0).toBe(tau >= -5 && tau <= 120);
        if (tau < -40 || tau > 120) expect(liveLagDensity(tau)).toBe(0);
      }),
    );
  });
});

const anyEvidence: fc.Arbitrary<Evidence> = fc.oneof(
  fc
    .record({
      region: fc.constantFrom("us-east-1", "eu-west-1", null),
      edge: fc.boolean(),
      provider: fc.constantFrom("aws", "hetzner"),
    })
    .map(observed),
  fc.record({ region: fc.constantFrom("us-east-1", "eu-west-1", null) }).map(declared),
  fc.constantFrom("s0", "s1", "nobody").map((supplier) => suppliedBy(supplier)),
);
const anyService = fc.record({
  minutes: fc.array(fc.oneof(fc.integer({ min: -60, max: 150 }), fc.integer({ min: -100_000, max: 10_000 })), {
    maxLength: 6,
  }),
  evidence: fc.array(anyEvidence, { maxLength: 3 }),
  usuallyCloud: fc.boolean(),
});
const anyServices: fc.Arbitrary<ServiceRecord[]> = fc.array(anyService, { maxLength: 12 }).map((list) =>
  list.map(({ minutes, evidence, usuallyCloud }, index) =>
    service(`s${index}`, {
      onsets: minutes.map((at, n) => onset(at, { incident: `${index}/${n}` })),
      evidence,
      usuallyCloud,
    }),
  ),
);
const anyEvent = fc
  .record({
    quality: fc.constantFrom("post_event_summary" as const, "first_status_post" as const),
    severity: fc.constantFrom("informational" as const, "disruption" as const, "outage" as const),
    singleZone: fc.boolean(),
  })
  .map(({ quality, ...rest }) => event({ ...rest, t0: { at: event().t0.at, quality } }));

describe("laws of the attribution", () => {
  const draws = 199;

  it("the order of the services, of their onsets and of their evidence is of no matter", () => {
    fc.assert(
      fc.property(anyEvent, anyServices, (of, services) => {
        const turned = services.toReversed().map((each) => ({
          ...each,
          onsets: each.onsets.toReversed(),
          evidence: each.evidence.toReversed(),
        }));
        const one = attribute(of, services, longRecord, { draws });
        expect(attribute(of, turned, longRecord, { draws })).toEqual(one);
        expect(rank([one]).incidents.every(({ runnerUp }) => runnerUp === null)).toBe(true);
      }),
    );
  });
  it("the same seed gives the same p, and an event has a seed of its own", () => {
    fc.assert(
      fc.property(anyEvent, anyServices, fc.integer(), (of, services, seed) => {
        const judge = (options: object) => attribute(of, services, longRecord, { draws, ...options }).population;
        expect(judge({ seed })).toEqual(judge({ seed }));
        expect(judge({})).toEqual(judge({}));
      }),
    );
  });
  it("onsets outside the event's lag model are never scored, and outside its window never counted", () => {
    fc.assert(
      fc.property(anyEvent, anyServices, (of, services) => {
        const early = of.t0.quality === "first_status_post" ? -40 : -5;
        const far = services.map((each) => ({
          ...each,
          onsets: each.onsets.filter(({ at }) => at < of.t0.at + early * 60_000 || at > of.t0.at + 120 * 60_000),
        }));
        const { scores, population, passes } = attribute(of, far, longRecord, { draws });
        expect([scores, population.k, passes]).toEqual([[], 0, false]);
      }),
    );
  });
  it("without the vendor's word nothing is confirmed, and what is published has its reasons and its test", () => {
    fc.assert(
      fc.property(anyEvent, anyServices, (of, services) => {
        const { scores, passes, population } = attribute(of, services, longRecord, { draws });
        if (passes) expect(population.k).toBeGreaterThanOrEqual(3);
        for (const score of scores) {
          expect(score.score).toBeLessThanOrEqual(TIER_CAPS[score.tier]);
          expect(score.word).not.toBe("confirmed");
          expect(score.reasons.map(({ kind }) => kind)).toEqual(
            expect.arrayContaining(["timing", "evidence", "base_rate"]),
          );
          if (score.publishable) expect(passes).toBe(true);
        }
      }),
    );
  });
  it("a further piece of evidence never lowers the belief or the cap, once there is any", () => {
    fc.assert(
      fc.property(fc.array(anyEvidence, { maxLength: 4 }), anyEvidence, fc.boolean(), (list, further, usuallyCloud) => {
        const suppliers = new Map([["s0", { evidence: [observed()], usuallyCloud }]]);
        const before = beliefIn({ evidence: list, usuallyCloud }, event(), suppliers);
        const after = beliefIn({ evidence: [...list, further], usuallyCloud }, event(), suppliers);
        if (before.weights.length === 0) return;
        expect(after.pi).toBeGreaterThanOrEqual(before.pi);
        expect(TIER_CAPS[after.tier]).toBeGreaterThanOrEqual(TIER_CAPS[before.tier]);
      }),
    );
  });
});

describe("laws of the tests", () => {
  it("the Poisson-binomial tail falls with k, grows with any chance, and is a probability", () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 15 }), share, (chances, other) => {
        const tails = Array.from({ length: chances.length + 2 }, (_, k) => poissonBinomialTail(chances, k));
        for (const [k, tail] of tails.entries()) {
          expect(tail >= 0 && tail <= 1).toBe(true);
          expect(tail).toBeLessThanOrEqual((tails[k - 1] ?? 1) + 1e-12);
        }
        const more = chances.with(0, Math.max(chances[0] ?? 0, other));
        expect(poissonBinomialTail(more, 1)).toBeGreaterThanOrEqual(poissonBinomialTail(chances, 1) - 1e-12);
      }),
    );
  });
  it("Fisher: one more hit among the dependents instead of a miss never makes it more likely by chance", () => {
    const count = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 30 }), count, count, (hit, missed, a, b) => {
        const others = { hit: a, missed: b };
        const before = fisherOneSided({ dependents: { hit, missed }, others });
        const after = fisherOneSided({ dependents: { hit: hit + 1, missed: missed - 1 }, others });
        expect(after).toBeLessThanOrEqual(before + 1e-9);
      }),
    );
  });
  it("what is a discovery stays one when its p is smaller", () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 20 }), share, (ps, factor) => {
        const found = discoveries(ps, 0.2);
        const smaller = discoveries(ps.with(0, (ps[0] ?? 0) * factor), 0.2);
        if (found[0]) expect(smaller[0]).toBe(true);
      }),
    );
  });
});
