import { describe, expect, it } from "vitest";
import { secondsByDay, secondsSince, serviceDays } from "#domain/uptime/day-seconds.ts";
import { serviceSeconds } from "#domain/uptime/service-seconds.ts";
import type { VerdictSpan } from "#domain/uptime/spans.ts";
import { statePieces } from "#domain/uptime/state-pieces.ts";
import { stateSeconds } from "#domain/uptime/state-seconds.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const D0 = Date.parse("2026-03-08T00:00:00Z");
const NOW = D0 + 2 * DAY + 6 * HOUR;
const window = { from: D0, to: NOW };

const span = (verdict: VerdictSpan["verdict"], from: number, to: number | null): VerdictSpan => ({ verdict, from, to });
/** Down over a midnight, for two hours. */
const night = [
  span("up", D0 + 6 * HOUR, D0 + 23 * HOUR),
  span("down", D0 + 23 * HOUR, D0 + 25 * HOUR),
  span("up", D0 + 25 * HOUR, null),
];

describe("the days of a component", () => {
  it("are those of UTC, an outage over midnight counting in both, the present day up to now", () => {
    const days = secondsByDay(statePieces(night, window), window);
    expect(days.map(({ day }) => day)).toEqual([D0, D0 + DAY, D0 + 2 * DAY]);
    expect(days[0]?.seconds).toMatchObject({ unknown: 6 * 3600, up: 17 * 3600, down: 3600 });
    expect(days[1]?.seconds).toMatchObject({ up: 23 * 3600, down: 3600, unknown: 0 });
    expect(days[2]?.seconds).toMatchObject({ up: 6 * 3600, down: 0 });
  });

  it("add up to the seconds of the window", () => {
    const days = secondsByDay(statePieces(night, window), window);
    expect(secondsSince(days, window.from)).toEqual(stateSeconds(night, window));
    expect(secondsSince(days, D0 + DAY)).toEqual(stateSeconds(night, { from: D0 + DAY, to: NOW }));
  });

  it("begin and end where the window does, at any hour", () => {
    const part = { from: D0 + 22 * HOUR, to: D0 + 26 * HOUR };
    const days = secondsByDay(statePieces(night, part), part);
    expect(days.map(({ seconds }) => seconds.up + seconds.down)).toEqual([2 * 3600, 2 * 3600]);
    expect(secondsByDay([], { from: D0, to: D0 })).toEqual([]);
  });
});

describe("the days of a service", () => {
  const morning = [
    span("up", D0, D0 + 30 * HOUR),
    span("down", D0 + 30 * HOUR, D0 + 31 * HOUR),
    span("up", D0 + 31 * HOUR, null),
  ];
  const days = serviceDays([{ spans: night }, { spans: morning }], window);

  it("taken together are down while any component is, and add up as serviceSeconds does", () => {
    expect(days.together[1]?.seconds.down).toBe(2 * 3600);
    expect(secondsSince(days.together, window.from)).toEqual(
      serviceSeconds([{ spans: night }, { spans: morning }], window).together,
    );
  });

  it("of each component stand beside them, retracted time left out", () => {
    expect(days.components.map((own) => own[1]?.seconds.down)).toEqual([3600, 3600]);
    const taken = serviceDays([{ spans: night, excluded: [{ from: D0 + 23 * HOUR, to: D0 + 25 * HOUR }] }], window);
    expect(secondsSince(taken.together, window.from)).toMatchObject({ down: 0, unknown: 8 * 3600 });
  });

  it("without a component that is judged are unknown", () => {
    expect(serviceDays([], window).together.map(({ seconds }) => seconds.unknown)).toEqual([86_400, 86_400, 6 * 3600]);
  });
});
