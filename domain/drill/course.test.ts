import { expect, it } from "vitest";
import { courseFailures, type Followed } from "#domain/drill/course.ts";
import { textIn } from "#domain/replay/dossier.ts";

const MINUTE = 60_000;
const at = (minute: number) => Date.UTC(2025, 9, 20, 7) + minute * MINUTE;
const told = (from: number, to: number | null, closed: number | null = to) => ({
  ...{ startedAt: at(from), resolvedAt: to === null ? null : at(to), closedAt: closed === null ? null : at(closed) },
});

/** Of an outage from minute 10 to 60. In English; each stands in both languages. */
function failuresOf(incidents: Followed["incidents"], changes: Partial<Followed> = {}): string[] {
  const outage = { from: at(10), to: at(60) };
  const scenario = { cuts: [], disturbances: [] };
  const failures = courseFailures({
    ...{ component: "infura/polygon", outage, incidents, intervalMs: MINUTE, scenario },
    ...changes,
  });
  for (const why of failures) expect(why).toMatchObject({ en: /./, ja: /[ぁ-ん]/ });
  return failures.map((why) => textIn(why, "en"));
}

const left = (minutes: number) =>
  `Of the outage of infura/polygon from 07:10 UTC on, ${minutes.toFixed(1)} min are in no incident`;
const late = (minutes: number) =>
  `The outage of infura/polygon ended at 08:00 UTC and was closed ${minutes.toFixed(1)} min later`;

it("an outage that is followed from its onset to its end is well followed, in one incident or in several without a gap", () => {
  expect(failuresOf([told(10, 61, 67)])).toEqual([]);
  expect(failuresOf([told(9, 30), told(30, 60)])).toEqual([]);
  expect(failuresOf([told(10, 45), told(30, 61)])).toEqual([]);
});

it("of one that was missed nothing is said here, nor of how late its onset was seen", () => {
  expect(failuresOf([])).toEqual([]);
  expect(failuresOf([told(16, 61)])).toEqual([]);
});

it("what is in no incident may be a round and the closing of one, however many gaps it is made of", () => {
  expect(failuresOf([told(10, 57)])).toEqual([]);
  expect(failuresOf([told(10, 56)])).toEqual([left(4)]);
  expect(failuresOf([told(10, 20), told(22, 40), told(42, 61)])).toEqual([left(4)]);
  expect(failuresOf([told(10, 16)])).toEqual([left(44)]);
  expect(failuresOf([told(10, 16)], { intervalMs: 42 * MINUTE })).toEqual([]);
});

it("seven rounds and their closing after its end an outage is known to be over, whenever its incident is dated back to", () => {
  expect(failuresOf([told(10, 61, 69)])).toEqual([]);
  expect(failuresOf([told(10, 61, 70)])).toEqual([late(10)]);
  expect(failuresOf([told(10, 110)])).toEqual([late(50)]);
  expect(failuresOf([told(10, 110, null)])).toEqual([late(50)]);
  expect(failuresOf([told(10, 61), told(62, 90)])).toEqual([late(30)]);
  expect(failuresOf([told(10, 61, 76)], { intervalMs: 2 * MINUTE })).toEqual([]);
});

it("an incident that is still open is left to whoever looks at what is not well at the end", () => {
  expect(failuresOf([told(10, null)])).toEqual([]);
  expect(failuresOf([told(10, 16), told(40, null)])).toEqual([left(24)]);
});

it("what the clock skips after an outage, and what our own vantage is cut off for, is no delay", () => {
  const pause = { from: at(65), to: at(165) };
  const cut = { cuts: [pause], disturbances: [] };
  expect(failuresOf([told(10, 61, 169)], { scenario: cut })).toEqual([]);
  expect(failuresOf([told(10, 61, 170)], { scenario: cut })).toEqual([late(10)]);
  const disturbed = { cuts: [], disturbances: [{ target: "vantage:vantage-1", ...pause }] };
  expect(failuresOf([told(10, 61, 169)], { scenario: disturbed })).toEqual([]);
});
