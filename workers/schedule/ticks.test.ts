import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIRST_ROUND_MS, firstRun, nextRun, staggerMs } from "#workers/schedule/ticks.ts";

const ids = fc.stringMatching(/^[a-z]{2,12}\/[a-z]{2,12}\/[a-z]{2,12}$/);
const intervals = fc.constantFrom(20_000, 30_000, 60_000, 120_000, 300_000, 900_000);
const instants = fc.integer({ min: 1.7e12, max: 1.9e12 });

describe("ticks", () => {
  it("are multiples of the interval and start within one interval of now, never before it", () => {
    fc.assert(
      fc.property(ids, intervals, instants, (id, intervalMs, now) => {
        const { tick, runAt } = nextRun(id, intervalMs, now);
        expect(tick % intervalMs).toBe(0);
        expect(runAt).toBeGreaterThan(now);
        expect(runAt - now).toBeLessThanOrEqual(intervalMs);
        expect(runAt - tick).toBe(staggerMs(id, intervalMs));
      }),
    );
  });

  it("follow one another without a gap or a repetition", () => {
    fc.assert(
      fc.property(ids, intervals, instants, (id, intervalMs, now) => {
        const first = nextRun(id, intervalMs, now);
        const second = nextRun(id, intervalMs, first.runAt);
        expect(second.tick - first.tick).toBe(intervalMs);
      }),
    );
  });

  it("are spread evenly: no tenth of the interval holds more than a fifth of a thousand checks", () => {
    const buckets = new Array<number>(10).fill(0);
    for (let i = 0; i < 1_000; i += 1) {
      const bucket = Math.floor(staggerMs(`service-${i}/api/head`, 10_000) / 1_000);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    expect(Math.max(...buckets)).toBeLessThan(200);
    expect(Math.min(...buckets)).toBeGreaterThan(40);
  });

  it("give every check an extra one soon after the start, what depends on others in the second half", () => {
    fc.assert(
      fc.property(ids, intervals, instants, fc.boolean(), (id, intervalMs, startedAt, dependent) => {
        const { runAt, tick } = firstRun(id, intervalMs, startedAt, dependent);
        expect(runAt - startedAt).toBeGreaterThanOrEqual(dependent ? FIRST_ROUND_MS / 2 : 0);
        expect(runAt - startedAt).toBeLessThan(FIRST_ROUND_MS);
        expect(tick).toBeLessThanOrEqual(startedAt);
      }),
    );
  });

  it("never make that extra one a scheduled one, whose result would then not be stored", () => {
    const wholeSeconds = instants.map((ms) => Math.floor(ms / 20_000) * 20_000);
    fc.assert(
      fc.property(ids, intervals, fc.oneof(wholeSeconds, instants), fc.nat(999), (id, intervalMs, second, ms) => {
        const { tick } = firstRun(id, intervalMs, second + ms, false);
        expect(tick % intervalMs).not.toBe(0);
        expect(second + ms - tick).toBeLessThan(2_000);
      }),
    );
  });
});
