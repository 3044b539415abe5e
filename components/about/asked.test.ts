import { expect, it } from "vitest";
import { askedOf } from "#components/about/asked.ts";
import type { Overview } from "#domain/status/overview.ts";

/** A service of these checks: each its interval, and per vantage why it is not run there. */
const service = (...checks: (readonly [intervalS: number, ...reasons: (string | null)[]])[]) => ({
  components: checks.map(([intervalS, ...reasons]) => ({
    checks: [{ spec: { intervalS }, coverage: reasons.map((reason) => ({ reason })) }],
  })),
});
const overview = (...services: ReturnType<typeof service>[]) => ({ services }) as unknown as Pick<Overview, "services">;

it("counts checks that some vantage runs, each once however many run it", () => {
  const asked = askedOf(overview(service([30, null, null], [60, "key", null]), service([300, null])));
  expect(asked).toMatchObject({ services: 2, checks: 3, mostOftenS: 30, leastOftenS: 300 });
});

it("leaves out what no vantage runs, and services of which that is all", () => {
  const asked = askedOf(overview(service([10, "key"], [60, null]), service([5, "retired"], [5])));
  expect(asked).toEqual({ services: 1, checks: 1, mostOftenS: 60, leastOftenS: 60, perMinute: 1 });
});

it("tells the rate of the service that is asked most, of all its checks together, and never less than it is", () => {
  const often = service([30, null], [30, null], [45, null]);
  expect(askedOf(overview(service([10, null]), service([60, null])))?.perMinute).toBe(6);
  expect(askedOf(overview(often))?.perMinute).toBe(6);
  expect(askedOf(overview(service([120, null])))?.perMinute).toBe(1);
});

it("is null where nothing is asked of anybody", () => {
  expect(askedOf(overview())).toBeNull();
  expect(askedOf(overview(service([30, "probe"])))).toBeNull();
});
