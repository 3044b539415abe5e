import { describe, expect, it } from "vitest";
import { sleep } from "#workers/clock.ts";
import { createHostGate } from "#workers/schedule/host-gate.ts";
import { type Job, startScheduler } from "#workers/schedule/scheduler.ts";
import { createFakeClock } from "#workers/testing/fake-clock.ts";

function setUp(jobs: Partial<Job>[]) {
  const clock = createFakeClock();
  const errors: string[] = [];
  const ran: { id: string; tick: number; at: number }[] = [];
  const list = jobs.map(
    (job, index): Job => ({
      id: `service/api/check-${index}`,
      intervalMs: 60_000,
      host: `host-${index}`,
      dependent: false,
      ...job,
      run: async (tick, signal, place) => {
        ran.push({ id: job.id ?? `service/api/check-${index}`, tick, at: clock.now() });
        await job.run?.(tick, signal, place);
      },
    }),
  );
  const scheduler = startScheduler(list, {
    clock,
    gate: createHostGate(clock, () => ({ concurrency: 10, requests: 1_000, perMs: 1_000 })),
    onError: (id) => errors.push(id),
  });
  return { clock, scheduler, ran, errors };
}

describe("the scheduler", () => {
  it("runs every check once within half a minute of the start", async () => {
    const { clock, ran } = setUp(Array.from({ length: 300 }, (_, i) => ({ intervalMs: i % 2 ? 900_000 : 60_000 })));
    await clock.advance(30_000);
    expect(new Set(ran.map((run) => run.id)).size).toBe(300);
  });

  it("then runs each on its interval, at ticks that are multiples of it", async () => {
    const { clock, ran } = setUp([{ intervalMs: 60_000 }]);
    await clock.advance(30_000);
    ran.length = 0;
    await clock.advance(600_000);
    expect(ran.length).toBe(10);
    const ticks = ran.map((run) => run.tick);
    for (const tick of ticks) expect(tick % 60_000).toBe(0);
    expect(new Set(ticks).size).toBe(10);
  });

  it("skips a tick while the previous run is unfinished instead of piling up", async () => {
    let release: () => void = () => {};
    const { clock, scheduler, ran } = setUp([
      {
        run: () =>
          new Promise((resolve) => {
            release = resolve;
          }),
      },
    ]);
    await clock.advance(300_000);
    expect(ran.length).toBe(1);
    expect(scheduler.counts.skipped).toBeGreaterThanOrEqual(4);
    release();
    await clock.advance(60_000);
    expect(ran.length).toBe(2);
  });

  it("reports a probe that breaks and goes on with the next tick", async () => {
    const { clock, errors, ran } = setUp([{ run: () => Promise.reject(new Error("bug")) }]);
    await clock.advance(150_000);
    expect(ran.length).toBeGreaterThanOrEqual(3);
    expect(errors.length).toBe(ran.length);
  });

  it("makes no burst of old ticks when the clock jumps forward", async () => {
    const { clock, ran } = setUp([{}]);
    await clock.advance(90_000);
    const before = ran.length;
    clock.jump(3_600_000);
    await clock.advance(120_000);
    expect(ran.length - before).toBeLessThanOrEqual(3);
    expect(ran.length - before).toBeGreaterThanOrEqual(1);
  });

  it("leaves a tick that the machine slept through as a gap instead of running it hours late", async () => {
    const { clock, ran, scheduler } = setUp([{}]);
    await clock.advance(90_000);
    const before = ran.length;
    clock.jump(8 * 3_600_000);
    await clock.advance(60_000);
    expect(scheduler.counts.skipped).toBeGreaterThanOrEqual(1);
    for (const run of ran.slice(before)) expect(run.at - run.tick).toBeLessThan(120_000);
  });

  it("lets others at the host while a job pauses, and queues for it again", async () => {
    const clock = createFakeClock();
    const order: string[] = [];
    const job = (id: string, run: Job["run"]): Job => ({ id, intervalMs: 900_000, host: "one", dependent: false, run });
    startScheduler(
      [
        job("a/b/first", async (_, signal, place) => {
          order.push("first begins");
          await place.pause(3_000, signal);
          order.push("first goes on");
        }),
        job("a/b/second", async () => void order.push("second")),
      ],
      {
        clock,
        gate: createHostGate(clock, () => ({ concurrency: 1, requests: 100, perMs: 1_000 })),
        onError: () => {},
      },
    );
    await clock.advance(40_000);
    expect(order.toSorted()).toEqual(["first begins", "first goes on", "second"]);
  });

  it("tells how late ticks started that had to wait, and counts those that waited for more than a second", async () => {
    const clock = createFakeClock();
    let waitMs = 400;
    const enter = async () => {
      await sleep(clock, waitMs);
      return () => {};
    };
    const job: Job = { id: "a/b/c", intervalMs: 900_000, host: "one", dependent: false, run: async () => {} };
    const { counts } = startScheduler([job], { clock, gate: { enter }, onError: () => {} });
    await clock.advance(13_000);
    expect(counts).toMatchObject({ done: 1, late: 0, latenessMs: 400 });
    waitMs = 1_500;
    await clock.advance(900_000);
    expect(counts).toMatchObject({ done: 2, late: 1, latenessMs: 1_900, skipped: 0 });
  });

  it("goes on at its pace when the clock is set back by an hour", async () => {
    const { clock, ran } = setUp([{}]);
    await clock.advance(90_000);
    const before = ran.length;
    clock.jump(-3_600_000);
    await clock.advance(300_000);
    expect(ran.length - before).toBeGreaterThanOrEqual(4);
  });

  it("stops gracefully: running probes finish, nothing new starts", async () => {
    let finish: () => void = () => {};
    const { clock, scheduler, ran } = setUp([
      {
        run: () =>
          new Promise((resolve) => {
            finish = resolve;
          }),
      },
    ]);
    await clock.advance(30_000);
    expect(ran.length).toBe(1);
    const stopped = scheduler.stop(5_000);
    finish();
    await stopped;
    await clock.advance(600_000);
    expect(ran.length).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it("starts nothing any more that waits for its host when it is stopped", async () => {
    const clock = createFakeClock();
    const started: string[] = [];
    const job = (id: string): Job => ({
      ...{ id, intervalMs: 900_000, host: "one", dependent: false },
      run: (_, signal) => {
        started.push(id);
        return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
      },
    });
    const scheduler = startScheduler([job("a/b/first"), job("a/b/second")], {
      clock,
      gate: createHostGate(clock, () => ({ concurrency: 1, requests: 100, perMs: 1_000 })),
      onError: () => {},
    });
    await clock.advance(13_000);
    expect(started.length).toBe(1);
    const stopped = scheduler.stop(5_000);
    await clock.advance(5_000);
    await stopped;
    expect(started.length).toBe(1);
    expect(scheduler.counts).toMatchObject({ planned: 2, done: 1, skipped: 1 });
  });

  it("aborts what does not finish within the grace", async () => {
    let reason: unknown;
    const { clock, scheduler } = setUp([
      {
        run: (_, signal) =>
          new Promise((resolve) => {
            signal.addEventListener("abort", () => {
              reason = signal.reason;
              resolve();
            });
          }),
      },
    ]);
    await clock.advance(30_000);
    const stopped = scheduler.stop(5_000);
    await clock.advance(4_999);
    expect(reason).toBeUndefined();
    await clock.advance(1);
    await stopped;
    expect(reason).toBe("stopping");
  });
});
