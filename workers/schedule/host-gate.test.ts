import { describe, expect, it } from "vitest";
import { createHostGate } from "#workers/schedule/host-gate.ts";
import { createFakeClock } from "#workers/testing/fake-clock.ts";

const never = new AbortController().signal;

describe("the host gate", () => {
  it("lets no more requests in at once than a host allows, and the next as soon as one leaves", async () => {
    const clock = createFakeClock();
    const gate = createHostGate(clock, () => ({ concurrency: 2, requests: 100, perMs: 1_000 }));
    const entered: number[] = [];
    const releases: (() => void)[] = [];
    for (let i = 0; i < 4; i += 1) {
      void gate.enter("a.example", never).then((release) => {
        entered.push(i);
        releases.push(release);
      });
    }
    await clock.advance(5_000);
    expect(entered).toEqual([0, 1]);
    releases[0]?.();
    releases[0]?.();
    await clock.advance(0);
    expect(entered).toEqual([0, 1, 2]);
  });

  it("keeps the documented rate over any window", async () => {
    const clock = createFakeClock();
    const gate = createHostGate(clock, () => ({ concurrency: 100, requests: 3, perMs: 10_000 }));
    const starts: number[] = [];
    for (let i = 0; i < 10; i += 1) {
      void gate.enter("slow.example", never).then((release) => {
        starts.push(clock.now());
        release();
      });
    }
    await clock.advance(60_000);
    expect(starts.length).toBe(10);
    for (let i = 3; i < starts.length; i += 1) {
      expect((starts[i] ?? 0) - (starts[i - 3] ?? 0)).toBeGreaterThanOrEqual(10_000);
    }
  });

  it("lets requests pass only in the turn that a vantage has at a host, and all of them in the end", async () => {
    const clock = createFakeClock();
    const turn = { periodMs: 6_000, fromMs: 2_000, lengthMs: 1_000 };
    const gate = createHostGate(clock, () => ({ concurrency: 100, requests: 1, perMs: 1_000, turn }));
    const starts: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      void gate.enter("one.example", never).then((release) => {
        starts.push(clock.now());
        release();
      });
    }
    await clock.advance(30_000);
    expect(starts.length).toBe(4);
    for (const at of starts) expect((at % 6_000) - 2_000).toBeLessThan(1_000);
    for (const at of starts) expect(at % 6_000).toBeGreaterThanOrEqual(2_000);
  });

  it("does not let one host wait for another", async () => {
    const clock = createFakeClock();
    const gate = createHostGate(clock, () => ({ concurrency: 1, requests: 1, perMs: 60_000 }));
    await gate.enter("one.example", never);
    let entered = false;
    void gate.enter("two.example", never).then(() => {
      entered = true;
    });
    await clock.advance(0);
    expect(entered).toBe(true);
  });

  it("forgets those who gave up waiting", async () => {
    const clock = createFakeClock();
    const gate = createHostGate(clock, () => ({ concurrency: 1, requests: 100, perMs: 1_000 }));
    const release = await gate.enter("a.example", never);
    const impatient = new AbortController();
    const refused = gate.enter("a.example", impatient.signal).catch((reason: unknown) => reason);
    const order: string[] = [];
    void gate.enter("a.example", never).then(() => order.push("patient"));
    impatient.abort("late");
    expect(await refused).toBe("late");
    release();
    await clock.advance(0);
    expect(order).toEqual(["patient"]);
  });
});
