import { describe, expect, it } from "vitest";
import { isConfirmedStale, type ProgressBook, stepProgress } from "#domain/chain/progress.ts";
import type { HeadReport } from "#domain/chain/report.ts";

const LIMITS = { staleAfterS: 30, lagS: 60, blockTimeS: 0.4 };

function seen(second: number, height: number, ageS?: number): HeadReport {
  const observedAt = second * 1_000;
  const rest = ageS === undefined ? {} : { ageS };
  return { operator: "x", checkId: "x/chain/slot", vantage: "here", observedAt, height, expiresAt: 1e9, ...rest };
}

/** The last head after those reports, each stepped at its own instant. */
function follow(...reports: readonly HeadReport[]) {
  let book: ProgressBook = {};
  let last: ReturnType<typeof stepProgress> = { book, heads: [] };
  for (const report of reports) {
    last = stepProgress(book, [report], LIMITS, report.observedAt);
    book = last.book;
  }
  const [head] = last.heads;
  if (!head) throw new Error("no head");
  return head;
}

describe("how long a head has stood", () => {
  it("is its own age where it has one, else since its height last rose", () => {
    expect(follow(seen(0, 10), seen(30, 10, 7)).stillS).toBe(7);
    expect(follow(seen(0, 10), seen(30, 11), seen(60, 11), seen(90, 11)).stillS).toBe(60);
  });

  it("is not shortened by nodes behind one address that stand at different heights", () => {
    expect(follow(seen(0, 10), seen(30, 8), seen(60, 10), seen(90, 8)).stillS).toBe(90);
  });

  it("is not lengthened for ever by one height that was far too high", () => {
    const wrong = [seen(0, 10), seen(30, 1e12)];
    expect(follow(...wrong, seen(600, 1_500)).stillS).toBe(570);
    expect(follow(...wrong, seen(640, 1_600)).stillS).toBe(0);
  });

  it("is remembered over an hour's silence, no longer", () => {
    expect(follow(seen(0, 10), seen(3_600, 10)).stillS).toBe(3_600);
    const forgotten = stepProgress({ y: { height: 1, at: 0, seenAt: 0, staleSince: null } }, [], LIMITS, 3_600_001);
    expect(forgotten.book).toEqual({});
  });
});

describe("a head that is too old", () => {
  it("is confirmed by a second poll 25 s later, with none between that was young", () => {
    expect(isConfirmedStale(follow(seen(0, 10, 31)))).toBe(false);
    expect(isConfirmedStale(follow(seen(0, 10, 31), seen(24, 10, 55)))).toBe(false);
    expect(isConfirmedStale(follow(seen(0, 10, 31), seen(25, 10, 56)))).toBe(true);
    expect(isConfirmedStale(follow(seen(0, 10, 31), seen(25, 20, 1), seen(50, 20, 31)))).toBe(false);
  });

  it("is confirmed by nothing from before its operator was out of reach", () => {
    const { book } = stepProgress({}, [seen(0, 10, 31)], LIMITS, 0);
    const away = stepProgress(book, [], LIMITS, 30_000).book;
    const [head] = stepProgress(away, [seen(60, 10, 91)], LIMITS, 60_000).heads;
    expect(head?.staleSince).toBe(60_000);
  });
});
