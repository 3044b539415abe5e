import { describe, expect, test } from "vitest";
import { readVectors, vectorsExist } from "#domain/testing/vectors.ts";
import { availability } from "#domain/uptime/availability.ts";
import { garwood95, wilson95 } from "#domain/uptime/intervals.ts";
import { uptimeFigure } from "#domain/uptime/percent.ts";
import { emptySeconds, type StateSeconds } from "#domain/uptime/state-seconds.ts";
import type { Vectors } from "#domain/uptime/testing/vectors.ts";

const vectors = readVectors<Vectors>();

/** A number as the vectors print it: to so many significant digits. */
const printed = (value: number, digits: number) => Number(value.toPrecision(digits));

if (vectors === null) {
  test("the methods' vectors are not beside this checkout, so only the cases stated in the tests are judged", () => {
    expect(vectorsExist).toBe(false);
  });
} else {
  describe("what the methods' reference script says", () => {
    test("there are 7 uptimes, 5 Wilson intervals and 3 Garwood intervals", () => {
      expect([vectors.uptime.length, vectors.wilson.length, vectors.garwood.length]).toEqual([7, 5, 3]);
    });

    test.each(vectors.uptime.map((vector) => [JSON.stringify(vector.in), vector] as const))(
      "uptime of %s",
      (_, vector) => {
        const { maint = 0, ...rest } = vector.in;
        const seconds: StateSeconds = { ...emptySeconds, ...rest, maintenance: maint };
        const figures = availability(seconds);
        const nine = (value: number | null) => (value === null ? null : printed(value, 9));
        expect({
          A: nine(figures.availability),
          cov: printed(figures.coverage, 6),
          txt: uptimeFigure(seconds).text,
          inclMaint: nine(figures.inclMaintenance),
        }).toEqual(vector.out);
      },
    );

    test.each(vectors.wilson)("Wilson's interval of $in", ({ in: [k, n], out }) => {
      const { low, high } = wilson95(k, n);
      expect([printed(low, 6), printed(high, 6)]).toEqual(out);
    });

    test.each(vectors.garwood)("Garwood's interval of $in", ({ in: [count, exposure], out }) => {
      const { low, high } = garwood95(count, exposure);
      expect([printed(low, 4), printed(high, 4)]).toEqual(out);
    });
  });
}
