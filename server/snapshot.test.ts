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
        onRead: () => {},
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
        onRead: () => {},
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

  it("reads at once when something is urgent, also when it is heard while a read is under way", async () => {
    vi.useFakeTimers();
    try {
      const begun = Date.now();
      const reads: number[] = [];
      const keeper = keepSnapshot({
        read: async () => {
          reads.push(Date.now() - begun);
          await new Promise((resolve) => setTimeout(resolve, 50));
          return overview(0);
        },
        now: Date.now,
        pollMs: 60_000,
        spacingMs: 1_000,
        onError: () => {},
        onRead: () => {},
      });
      await vi.advanceTimersByTimeAsync(100);
      keeper.poke();
      keeper.poke("urgent");
      await vi.advanceTimersByTimeAsync(10);
      keeper.poke("urgent");
      keeper.poke();
      await vi.advanceTimersByTimeAsync(500);
      // A timer of no time takes a millisecond.
      expect(reads.map((ms) => ms - (ms % 10))).toEqual([0, 100, 150]);
      await keeper.stop();
    } finally {
      vi.useRealTimers();
    }
  });

  it("is told of after every attempt to read, of those that failed too", async () => {
    vi.useFakeTimers();
    try {
      let broken = false;
      const told: unknown[] = [];
      const keeper = keepSnapshot({
        read: async () => {
          if (broken) throw new Error("gone");
          return overview(1);
        },
        now: Date.now,
        pollMs: 5_000,
        spacingMs: 1_000,
        onError: () => {},
        onRead: (reading) => told.push(reading),
      });
      await keeper.first;
      broken = true;
      await vi.advanceTimersByTimeAsync(5_000);
      expect(told).toEqual([
        { overview: overview(1), error: null },
        { overview: overview(1), error: "gone" },
      ]);
      await keeper.stop();
    } finally {
      vi.useRealTimers();
    }
  });

  it("is one for both module graphs: pages read what the server published", () => {
    publishSnapshot(() => ({ overview: overview(7), error: null, version: "v7" }));
    expect(currentSnapshot()).toMatchObject({ overview: { readAt: 7 }, version: "v7" });
    expect(Object.getOwnPropertySymbols(globalThis).some((symbol) => symbol.description === "faultline.snapshot")).toBe(
      true,
    );
  });
});
