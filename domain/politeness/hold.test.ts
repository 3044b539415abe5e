import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterAnswer,
  backOffMs,
  FIRST_BACKOFF_MS,
  type HostAnswer,
  type HostHold,
  heldUntil,
  isFinal,
  LONGEST_BACKOFF_MS,
  LONGEST_HOLD_MS,
  LONGEST_LIMIT_MS,
  LONGEST_PAUSE_MS,
  pauseMs,
} from "#domain/politeness/hold.ts";

const T = Date.parse("2026-11-23T00:00:00Z");
const MINUTE = 60_000;

const refused = (overrides: Partial<HostAnswer> = {}): HostAnswer => ({
  askedAt: T,
  failureType: "neutral.rate_limited",
  httpStatus: 429,
  retryAfterMs: null,
  ...overrides,
});
const failing = (retryAfterMs: number | null, askedAt = T) =>
  refused({ askedAt, failureType: "http.error", httpStatus: 503, retryAfterMs });
/** How long the host is left alone after its answer. */
const held = (answer: HostAnswer) => afterAnswer(null, answer, T, 0.9);
const fine = (askedAt = T) => refused({ askedAt, failureType: null, httpStatus: 200 });

describe("the back-off", () => {
  it("is anywhere between nothing and a limit that doubles with each refusal in a row, up to a quarter of an hour", () => {
    expect([1, 2, 3, 4, 5, 60].map((strikes) => backOffMs(strikes, 1) / MINUTE)).toEqual([1, 2, 4, 8, 15, 15]);
    expect([1, 2, 3].map((strikes) => backOffMs(strikes, 0))).toEqual([0, 0, 0]);
  });

  it("is never outside its limit, grows with the strikes, and reaches all of its range", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (strikes, random) => {
          const ms = backOffMs(strikes, random);
          expect(ms).toBeGreaterThanOrEqual(0);
          expect(ms).toBeLessThanOrEqual(LONGEST_BACKOFF_MS);
          expect(backOffMs(strikes + 1, random)).toBeGreaterThanOrEqual(ms);
          const limit = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (Math.max(1, strikes) - 1));
          expect(ms / limit).toBeCloseTo(random, 9);
        },
      ),
    );
  });
});

describe("a row of refusals", () => {
  it("is ended by an answer, not by a connection that is dropped or a stop of our own", () => {
    const first = afterAnswer(null, refused(), T, 0.9);
    const later = T + 10 * MINUTE;
    const unheard = { askedAt: later, httpStatus: null, retryAfterMs: null };
    expect(afterAnswer(first, { ...unheard, failureType: "tcp.timed_out" }, later, 0.9)).toBe(first);
    expect(afterAnswer(first, { ...unheard, failureType: "neutral.aborted" }, later, 0.9)).toBe(first);
    expect(afterAnswer(first, refused({ askedAt: later }), later, 0.9)?.strikes).toBe(2);
    expect(afterAnswer(first, fine(later), later, 0.9)).toBeNull();
  });
});

describe("a host that says stop", () => {
  it("is left alone for as long as it asks, up to an hour, and never less for the back-off", () => {
    for (const random of [0, 0.999]) {
      const hold = afterAnswer(null, refused({ retryAfterMs: 10 * MINUTE }), T + 50, random);
      expect(heldUntil(hold, T + 50)).toBe(T + 50 + 10 * MINUTE);
    }
    for (const retryAfterMs of [LONGEST_LIMIT_MS, 24 * LONGEST_LIMIT_MS, 30 * LONGEST_HOLD_MS]) {
      expect(heldUntil(afterAnswer(null, refused({ retryAfterMs }), T, 0.5), T)).toBe(T + LONGEST_LIMIT_MS);
    }
  });

  it("is left alone for a day where 418 says that our address is banned, by a text no longer than by 429", () => {
    const ban = refused({ httpStatus: 418, retryAfterMs: 3 * LONGEST_HOLD_MS });
    expect(heldUntil(afterAnswer(null, ban, T, 0.5), T)).toBe(T + LONGEST_HOLD_MS);
    const worded = refused({ httpStatus: 200, retryAfterMs: 3 * LONGEST_HOLD_MS });
    expect(heldUntil(afterAnswer(null, worded, T, 0.5), T)).toBe(T + LONGEST_LIMIT_MS);
  });

  it("by 429 does not shorten a ban that holds", () => {
    const ban = afterAnswer(null, refused({ httpStatus: 418, retryAfterMs: LONGEST_HOLD_MS }), T, 0.5);
    expect(afterAnswer(ban, refused({ askedAt: T - 10, retryAfterMs: MINUTE }), T + 10, 0.5)?.until).toBe(
      T + LONGEST_HOLD_MS,
    );
  });

  it("is backed off from when it does not say for how long", () => {
    expect(heldUntil(afterAnswer(null, refused(), T, 0.5), T)).toBe(T + MINUTE / 2);
  });

  it("gets one strike for what was on its way together, and another for asking anew in vain", () => {
    const first = afterAnswer(null, refused(), T + 100, 0.5);
    const together = afterAnswer(first, refused({ askedAt: T + 10 }), T + 120, 0.9);
    expect(together).toEqual(first);
    const later = T + MINUTE;
    expect(afterAnswer(together, refused({ askedAt: later }), later + 100, 0.5)).toEqual({
      strikes: 2,
      saidAt: later + 100,
      until: later + 100 + MINUTE,
    });
  });

  it("may still ask for longer in an answer that was on its way", () => {
    const first = afterAnswer(null, refused(), T + 100, 0.5);
    expect(afterAnswer(first, refused({ retryAfterMs: 5 * MINUTE }), T + 120, 0.5)?.until).toBe(T + 120 + 5 * MINUTE);
  });

  it("is asked as before once it answers, but not for an answer from before it said stop", () => {
    const hold = afterAnswer(null, refused(), T + 100, 0.5);
    expect(afterAnswer(hold, fine(T + 50), T + 200, 0.5)).toEqual(hold);
    expect(afterAnswer(hold, fine(T + MINUTE), T + MINUTE, 0.5)).toBeNull();
  });

  it("is not left alone for ever when our clock is set back", () => {
    const hold = afterAnswer(null, refused({ retryAfterMs: MINUTE }), T, 0.5);
    expect(heldUntil(hold, T - 3 * LONGEST_HOLD_MS)).toBeNull();
    expect(heldUntil(hold, T + MINUTE)).toBeNull();
  });

  it("is never asked sooner than it said, whatever it answers in whatever order", () => {
    const answer = fc.record({
      after: fc.integer({ min: 0, max: 5 * MINUTE }),
      took: fc.integer({ min: 0, max: 20_000 }),
      retryAfterMs: fc.option(fc.integer({ min: 0, max: LONGEST_HOLD_MS })),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 20 }), (answers) => {
        let hold: HostHold | null = null;
        let now = T;
        let promised = 0;
        for (const { after, took, retryAfterMs, random } of answers) {
          now += after;
          hold = afterAnswer(hold, refused({ askedAt: now - took, retryAfterMs }), now, random);
          promised = Math.max(promised, now + Math.min(retryAfterMs ?? 0, LONGEST_LIMIT_MS));
          expect(hold?.until).toBeGreaterThanOrEqual(promised);
        }
      }),
    );
  });
});

describe("a host that fails and says for how long", () => {
  it("is left alone as it asks by the check that was told so, which looks again within a minute", () => {
    expect(pauseMs(failing(30_000))).toBe(30_000);
    expect(pauseMs(failing(3 * 3_600_000))).toBe(LONGEST_PAUSE_MS);
    for (const answer of [failing(null), fine(), refused({ retryAfterMs: 60_000 })]) expect(pauseMs(answer)).toBe(0);
  });

  it("keeps no other check from seeing for itself: what was asked is unavailable, our address is not refused", () => {
    expect(held(failing(30_000))).toBeNull();
    expect(held(failing(null))).toBeNull();
  });

  it("by a text that refuses for rate refuses our address, whatever its status", () => {
    const worded = refused({ httpStatus: 503, retryAfterMs: 60_000 });
    expect(pauseMs(worded)).toBe(0);
    expect(held(worded)?.until).toBe(T + 60_000);
  });

  it("is not asked a second time at once, unless it said so little that the pause is long enough", () => {
    expect(isFinal(failing(30_000), 3_000)).toBe(true);
    expect(isFinal(failing(3_000), 3_000)).toBe(false);
    expect(isFinal(failing(null), 3_000)).toBe(false);
    expect(isFinal(refused({ httpStatus: 500, retryAfterMs: 30_000 }), 3_000)).toBe(false);
  });
});
