import { describe, expect, it, vi } from "vitest";
import type { Overview } from "#domain/status/overview.ts";
import { currentSnapshot, keepSnapshot, publishSnapshot } from "#server/snapshot.ts";

const overview = (readAt: number): Overview => ({
  readAt,
  judge: null,
  services: [],
  vantages: [],
  incidents: [],
});

describe("the snapshot", () => {
  it("keeps the last state it could read when the database goes away, and says why", async () => {
    vi.useFakeTimers();
    try {
      let broken = false;
      let reads = 0;
      const keeper = keepSnapshot({
        read: async () => {
          reads += 1;
          if (broken) throw new Error("connection refused");
          return overview(reads);
        },
        now: Date.now,
        pollMs: 5_000,
        spacingMs: 1_000,
        onError: () => {},
      });
      await keeper.first;
      expect(keeper.current()).toEqual({ overview: overview(1), error: null });
      broken = true;
      await vi.advanceTimersByTimeAsync(5_000);
      expect(keeper.current()).toEqual({ overview: overview(1), error: "connection refused" });
      broken = false;
      await vi.advanceTimersByTimeAsync(5_000);
      expect(keeper.current().overview?.readAt).toBe(3);
      await keeper.stop();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(reads).toBe(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it("reads soon after it is poked, and no more than once a second however often", async () => {
    vi.useFakeTimers();
    try {
      let reads = 0;
      const keeper = keepSnapshot({
        read: async () => overview(++reads),
        now: Date.now,
        pollMs: 60_000,
        spacingMs: 1_000,
        onError: () => {},
      });
      await keeper.first;
      for (let i = 0; i < 100; i += 1) {
        keeper.poke();
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(reads).toBeGreaterThanOrEqual(9);
      expect(reads).toBeLessThanOrEqual(12);
      await keeper.stop();
    } finally {
      vi.useRealTimers();
    }
  });

  it("is one for both module graphs: pages read what the server published", () => {
    publishSnapshot(() => ({ overview: overview(7), error: null }));
    expect(currentSnapshot().overview?.readAt).toBe(7);
    expect(Object.getOwnPropertySymbols(globalThis).some((symbol) => symbol.description === "faultline.snapshot")).toBe(
      true,
    );
  });
});
