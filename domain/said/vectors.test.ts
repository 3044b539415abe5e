import { describe, expect, test } from "vitest";
import { accuracyGrade } from "#domain/said/grade.ts";
import { kaplanMeierMedian } from "#domain/said/kaplan-meier.ts";
import type { SampleVector, Vectors } from "#domain/said/testing/vectors.ts";
import { readVectors, vectorsExist } from "#domain/testing/vectors.ts";
import { wilson95 } from "#domain/uptime/intervals.ts";

const vectors = readVectors<Vectors>();

const lifetimes = (samples: readonly SampleVector[]) => samples.map(({ t, ack }) => ({ time: t, observed: ack === 1 }));
const printed = (value: number) => Number(value.toPrecision(6));

if (vectors === null) {
  test("the methods' vectors are not beside this checkout, so only the cases stated in the tests are judged", () => {
    expect(vectorsExist).toBe(false);
  });
} else {
  describe("what the methods' reference script says", () => {
    test.each([
      ["saidsaw", vectors.saidsaw],
      ["saidsaw_censored", vectors.saidsaw_censored],
    ])("%s: median and grade", (_, { in: samples, out }) => {
      const { averageMin, grade } = accuracyGrade(lifetimes(samples));
      expect({ kmMedian: kaplanMeierMedian(lifetimes(samples)), avg: averageMin, grade }).toEqual({
        kmMedian: out.kmMedian,
        avg: out.avg,
        grade: out.grade,
      });
    });

    test("saidsaw: acknowledged x of n", () => {
      const { in: samples, out } = vectors.saidsaw;
      const acknowledged = samples.filter(({ ack }) => ack === 1).length;
      const { low, high } = wilson95(acknowledged, samples.length);
      expect(`${acknowledged}/${samples.length}`).toBe(out.ackRate);
      expect([printed(low), printed(high)]).toEqual(out.wilson);
    });

    test.each(vectors.wilson)("Wilson's interval of $in", ({ in: [k, n], out }) => {
      const { low, high } = wilson95(k, n);
      expect([printed(low), printed(high)]).toEqual(out);
    });
  });
}
