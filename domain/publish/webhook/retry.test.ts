import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AttemptResult,
  afterAttempt,
  type DeliveryRecord,
  RETRY_DELAYS,
  readRetryAfter,
  recordAfter,
  whyDisable,
} from "#domain/publish/webhook/retry.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const DAY = 86_400_000;
const answer = (status: number | null, retryAfterMs: number | null = null): AttemptResult => ({
  status,
  reason: status === null ? "no answer" : null,
  retryAfterMs,
});

describe("what follows from an attempt", () => {
  it("the waits are those of the specification: ten attempts in 75 h 35 min 5 s", () => {
    expect(RETRY_DELAYS.map((ms) => ms / 1_000)).toEqual([
      0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]);
    expect(RETRY_DELAYS.reduce((sum, ms) => sum + ms, 0) / 1_000).toBe(75 * 3_600 + 35 * 60 + 5);
  });
  it.each([200, 202, 204, 299])("%i is a success", (status) => {
    expect(afterAttempt(answer(status), 1, NOW, 0.5)).toEqual({ state: "ok" });
  });
  it.each([301, 302, 307, 308, 304, 100, 400, 401, 404, 429, 500, 502, 504, null])("%s is tried again", (status) => {
    expect(afterAttempt(answer(status), 1, NOW, 0.5)).toEqual({ state: "pending", at: NOW + 5_000 });
  });
  it("410 wants no more", () => {
    expect(afterAttempt(answer(410), 1, NOW, 0.5)).toEqual({ state: "gone" });
  });
  it("the tenth failure is the last", () => {
    expect(afterAttempt(answer(500), 9, NOW, 0.5)).toEqual({ state: "pending", at: NOW + DAY });
    expect(afterAttempt(answer(500), 10, NOW, 0.5)).toEqual({ state: "dead" });
  });
  it("waits vary by a fifth, and a receiver's own wish lies between a second and a day, never before the table's time", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.option(fc.double({ min: 0, max: 1e15, noNaN: true })),
        (attempt, random, wish) => {
          const after = afterAttempt(answer(429, wish), attempt, NOW, random);
          if (after.state !== "pending") throw new Error(after.state);
          const wait = after.at - NOW;
          const planned = RETRY_DELAYS[attempt] ?? 0;
          const asked = wish === null ? 0 : Math.min(DAY, Math.max(1_000, wish));
          expect(wait).toBeGreaterThanOrEqual(Math.floor(Math.max(planned * 0.8, asked)));
          expect(wait).toBeLessThanOrEqual(Math.ceil(Math.max(planned * 1.2, asked)));
        },
      ),
    );
  });
});

describe("Retry-After", () => {
  it.each([
    ["120", 120_000],
    [" 0 ", 0],
    ["1.5", 1_500],
    ["Mon, 23 Nov 2026 12:01:00 GMT", 60_000],
    ["Mon, 23 Nov 2026 11:59:00 GMT", 0],
    ["-1", null],
    ["1e9", null],
    ["soon", null],
    ["9".repeat(400), null],
    ["2026-11-23", null],
    [undefined, null],
  ])("%j is %s ms", (header, ms) => {
    expect(readRetryAfter(header, NOW)).toBe(ms);
  });
});

describe("when a subscription is switched off", () => {
  const whyAfter = (results: readonly (readonly [number, number | null])[]) => {
    let record: DeliveryRecord = { failingSince: null, refusals: 0 };
    let why = null as ReturnType<typeof whyDisable>;
    for (const [day, status] of results) {
      const [result, at] = [answer(status), NOW + day * DAY];
      record = recordAfter(record, result, at);
      why = whyDisable(record, result, at);
    }
    return why;
  };
  it("at 410, at once", () => {
    expect(whyAfter([[0, 410]])).toBe("gone");
  });
  it("after five days without a success, not before", () => {
    expect(
      whyAfter([
        [0, 500],
        [4.9, null],
      ]),
    ).toBeNull();
    expect(
      whyAfter([
        [0, 500],
        [5, 500],
      ]),
    ).toBe("silent");
    expect(
      whyAfter([
        [0, 500],
        [3, 200],
        [6, 500],
        [7, 500],
      ]),
    ).toBeNull();
  });
  it("after ten refusals in a row; anything else between them begins the count anew", () => {
    const refusals = (n: number) => Array.from({ length: n }, (_, i) => [i / 100, i % 2 === 0 ? 403 : 404] as const);
    expect(whyAfter(refusals(9))).toBeNull();
    expect(whyAfter(refusals(10))).toBe("refused");
    expect(whyAfter([...refusals(9), [0.2, 500], ...refusals(9)])).toBeNull();
  });
});
