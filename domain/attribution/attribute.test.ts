import { describe, expect, it } from "vitest";
import { attribute, attributeAll } from "#domain/attribution/attribute.ts";
import { updatedShare } from "#domain/attribution/posterior.ts";
import { mulberry32 } from "#domain/attribution/random.ts";
import {
  coldRecord,
  event,
  longRecord,
  minute,
  observed,
  onset,
  referenceRecord,
  referenceServices,
  service,
  T0,
} from "#domain/attribution/testing/scene.ts";
import { DAY_MS, HOUR_MS } from "#domain/attribution/units.ts";

describe("an event that takes services down", () => {
  const found = attribute(event(), referenceServices(), referenceRecord, { seed: 1 });

  it("A: counts 12 of 41, and next to no random moment looks like it", () => {
    expect(found.population).toMatchObject({ n: 41, k: 12, p: 1e-4, basis: "permutation", leftOut: 0, complete: true });
    expect(found.population.permutation).toMatchObject({ draws: 9_999, reached: 0 });
    expect(found.population.permutation?.meanByChance).toBeCloseTo(0.08, 2);
    expect(found.population.mu).toBeCloseTo(0.08, 2);
    expect(found.population.pExact).toBeLessThan(1e-21);
    expect(found.passes).toBe(true);
  });
  it("B: 11 of 14 dependents against 1 of 27 others, by Fisher's test", () => {
    expect(found.contrast.dependents).toMatchObject({ hit: 11, of: 14 });
    expect(found.contrast.others).toMatchObject({ hit: 1, of: 27 });
    expect(Number(found.contrast.p.toPrecision(6))).toBe(1.25578e-6);
  });
  it("C: the share taken down follows what was counted", () => {
    const { dependents } = found.contrast;
    expect(found.severity).toEqual({ phi0: 0.5, phi: updatedShare(0.5, dependents) });
    expect(found.severity.phi).toBeGreaterThan(0.7);
  });
  it("D: who was seen to stand there is likely, at the cap of that evidence; nobody is confirmed", () => {
    expect(found.scores.length).toBeGreaterThanOrEqual(12);
    const best = found.scores.slice(0, 11);
    for (const score of best) {
      expect(score).toMatchObject({ score: 90, word: "likely", basis: "population", publishable: true });
    }
    expect(found.scores.some(({ word }) => word === "confirmed")).toBe(false);
  });
  it("F: says when they fell, beside the chance line", () => {
    expect(found.leadLag.medianMin).toBeGreaterThan(0);
    expect(found.leadLag.cloudNotFirst).toBe(false);
    expect(found.leadLag.steps.at(-1)?.share).toBe(1);
  });
  it("is judged the same with its services in any order", () => {
    expect(attribute(event(), referenceServices().reverse(), referenceRecord, { seed: 1 })).toEqual(found);
  });
});

describe("what is no more than coincidence", () => {
  it("one or two services are never published as an attribution, however well they fit", () => {
    const hit = ["a", "b"].map((slug) => service(slug, { onsets: [onset(3)], evidence: [observed()] }));
    const others = Array.from({ length: 39 }, (_, n) => service(`z${n}`));
    const { population, passes, scores } = attribute(event(), [...hit, ...others], longRecord);
    expect(population.k).toBe(2);
    expect(passes).toBe(false);
    expect(scores).toHaveLength(2);
    for (const score of scores) expect(score).toMatchObject({ basis: "coincidence", publishable: false, score: 90 });
  });
  it("random failures at random instants are attributed to nothing", () => {
    const random = mulberry32(7);
    const events = Array.from({ length: 40 }, (_, n) => {
      const at = T0 - 40 * DAY_MS + random() * 75 * DAY_MS;
      return event({ id: `none-${n}`, t0: { at, quality: "post_event_summary" }, end: at + HOUR_MS });
    }).filter(({ t0 }) => Math.abs(t0.at - T0) > HOUR_MS);
    const judged = attributeAll(events, referenceServices(), referenceRecord);
    expect(judged.some(({ passes }) => passes)).toBe(false);
    expect(judged.flatMap(({ scores }) => scores).some(({ publishable }) => publishable)).toBe(false);
  });
  it("a lone event among hundreds of tests does not pass on 9,999 draws, and does on as many as it takes", () => {
    const otherTests = Array.from({ length: 200 }, (_, n) => 0.1 + n / 1_000);
    const judge = (draws: number) => attribute(event(), referenceServices(), referenceRecord, { otherTests, draws });
    expect(judge(9_999).passes).toBe(false);
    expect(judge(20_099).passes).toBe(true);
  });
  it("onsets whose cause is known to be another are left out of the count", () => {
    const expired = (slug: string) =>
      service(slug, { onsets: [onset(3, { contradiction: { kind: "certificate_expired" } })], evidence: [observed()] });
    const { population, scores } = attribute(event(), ["a", "b", "c", "d"].map(expired), longRecord);
    expect(population.k).toBe(0);
    expect(scores.map(({ score, tier }) => [score, tier])).toEqual(
      Array.from({ length: 4 }, () => [0, "contradicted"]),
    );
  });
});

describe("before 30 days are recorded", () => {
  const services = Array.from({ length: 41 }, (_, n) =>
    service(`s${n}`, {
      recordedFrom: coldRecord.window.from,
      onsets: n < 12 ? [onset(3)] : [],
      evidence: n < 14 ? [observed({ from: coldRecord.window.from })] : [],
    }),
  );
  const found = attribute(event({ end: null }), services, coldRecord);

  it("p is the Poisson-binomial tail on the prior, and says so", () => {
    const { population } = found;
    expect(population).toMatchObject({ basis: "prior", permutation: null, n: 41, k: 12, p: population.pExact });
    expect(Number(population.pExact.toPrecision(6))).toBe(1.20915e-23);
    expect(Number(population.mu.toPrecision(6))).toBe(0.0758557);
    expect(found.passes).toBe(true);
  });
  it("scores say that they are uncalibrated", () => {
    for (const { uncalibrated, reasons } of found.scores) {
      expect(uncalibrated).toBe(true);
      expect(reasons).toContainEqual({ kind: "uncalibrated" });
      expect(reasons).toContainEqual({ kind: "would_change", by: "longer_record" });
    }
  });
  it("a service added lately is scored on the prior and left out of the permutation", () => {
    const young = service("young", { recordedFrom: T0 - DAY_MS, onsets: [onset(2)], evidence: [observed()] });
    const record = { ...referenceRecord, window: { ...referenceRecord.window, to: T0 + 20 * DAY_MS } };
    const { population, scores } = attribute(event(), [...referenceServices(), young], record);
    expect(population).toMatchObject({ n: 41, k: 12, basis: "permutation", leftOut: 1 });
    expect(scores.find((score) => score.service === "young")).toMatchObject({ uncalibrated: true, publishable: true });
    expect(scores.find((score) => score.service === "s01")).toMatchObject({ uncalibrated: false });
  });
  it("a service that was not probed yet when the event began is not judged", () => {
    const later = service("later", { recordedFrom: minute(1), onsets: [onset(3)], evidence: [observed()] });
    const { population, scores } = attribute(event(), [later], longRecord);
    expect([population.n, scores.length]).toEqual([0, 0]);
  });
});

describe("a window that is not over, a record full of holes", () => {
  it("says that k may still grow", () => {
    const early = { ...longRecord, window: { ...longRecord.window, to: minute(10) } };
    expect(attribute(event({ end: null }), [service("a")], early).population.complete).toBe(false);
  });
  it("falls back to the exact tail when no whole window is left to draw from", () => {
    const gaps = Array.from({ length: 90 * 72 }, (_, n) => {
      const from = longRecord.window.from + n * (DAY_MS / 72);
      return { from, to: from + 60_000 };
    });
    const { population } = attribute(event(), [service("a")], { ...longRecord, gaps });
    expect(population).toMatchObject({ basis: "prior", permutation: null, p: population.pExact });
  });
});
