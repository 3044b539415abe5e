import { describe, expect, it } from "vitest";
import { sleep } from "#workers/clock.ts";
import { createBuffer } from "#workers/record/buffer.ts";
import { createFakeClock } from "#workers/testing/fake-clock.ts";

class RowFault extends Error {}

function setUp(write: (rows: readonly number[]) => Promise<void>, maxRows = 100) {
  const clock = createFakeClock();
  const errors: unknown[] = [];
  const buffer = createBuffer<number>({
    clock,
    write,
    isRowFault: (error) => error instanceof RowFault,
    onError: (error) => errors.push(error),
    maxRows,
    batchRows: 10,
    lingerMs: 200,
  });
  return { clock, buffer, errors };
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

describe("the measurement buffer", () => {
  it("writes in batches and in order", async () => {
    const batches: number[][] = [];
    const { clock, buffer } = setUp(async (rows) => void batches.push([...rows]));
    for (const row of upTo(25)) buffer.add(row);
    await clock.advance(200);
    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 5]);
    expect(batches.flat()).toEqual(upTo(25));
  });

  it("bridges an absence of the database without losing or doubling a row", async () => {
    let away = true;
    const stored: number[] = [];
    const { clock, buffer, errors } = setUp(async (rows) => {
      if (away) throw new Error("gone");
      stored.push(...rows);
    });
    for (const row of upTo(30)) buffer.add(row);
    await clock.advance(60_000);
    expect(stored).toEqual([]);
    expect(errors.length).toBeGreaterThan(3);
    away = false;
    await clock.advance(5_000);
    expect(stored).toEqual(upTo(30));
    expect(buffer.lost).toBe(0);
    expect(buffer.buffered).toBe(0);
  });

  it("is bounded: past its limit the oldest rows are lost, and counted", async () => {
    let away = true;
    const stored: number[] = [];
    const { clock, buffer } = setUp(async (rows) => {
      if (away) throw new Error("gone");
      stored.push(...rows);
    }, 20);
    for (const row of upTo(50)) {
      buffer.add(row);
      await clock.advance(100);
    }
    expect(buffer.buffered).toBeLessThanOrEqual(20);
    away = false;
    await clock.advance(10_000);
    expect(buffer.lost).toBe(30);
    expect(stored).toEqual(upTo(50).slice(30));
  });

  it("drops a single row that the database refuses and stores all others", async () => {
    const stored: number[] = [];
    const { clock, buffer } = setUp(async (rows) => {
      if (rows.includes(7)) throw new RowFault("value out of range");
      stored.push(...rows);
    });
    for (const row of upTo(20)) buffer.add(row);
    await clock.advance(1_000);
    expect(stored.toSorted((a, b) => a - b)).toEqual(upTo(20).filter((row) => row !== 7));
    expect(buffer.lost).toBe(1);
  });

  it("stores a row that is refused in the smaller form that the database takes", async () => {
    const clock = createFakeClock();
    const stored: string[] = [];
    const buffer = createBuffer<string>({
      clock,
      write: async (rows) => {
        if (rows.some((row) => row.includes("\u0000"))) throw new RowFault("unsupported escape sequence");
        stored.push(...rows);
      },
      isRowFault: (error) => error instanceof RowFault,
      salvage: (row) => row.replaceAll("\u0000", ""),
      onError: () => {},
      maxRows: 10,
      batchRows: 10,
      lingerMs: 1,
    });
    for (const row of ["a", "HALT\u0000", "b"]) buffer.add(row);
    await clock.advance(100);
    expect(stored.toSorted()).toEqual(["HALT", "a", "b"]);
    expect(buffer.lost).toBe(0);
  });

  it("tells how long writing took, writes that failed included, and how many rows it brought", async () => {
    let away = true;
    const { clock, buffer } = setUp(async () => {
      await sleep(clock, 30);
      if (away) throw new Error("gone");
    });
    for (const row of upTo(3)) buffer.add(row);
    await clock.advance(300);
    expect(buffer.writes).toEqual({ done: 0, rows: 0, failed: 1, tookMs: 30 });
    away = false;
    await clock.advance(1_000);
    expect(buffer.writes).toEqual({ done: 1, rows: 3, failed: 1, tookMs: 60 });
  });

  it("stops in time when a write neither succeeds nor fails", async () => {
    const { clock, buffer } = setUp(() => new Promise(() => {}));
    buffer.add(1);
    await clock.advance(300);
    const closing = buffer.close(1_000);
    await clock.advance(1_000);
    await closing;
    expect(buffer.buffered).toBe(0);
  });

  it("writes what it holds when it is closed, and counts as lost what it could not", async () => {
    const stored: number[] = [];
    const { buffer } = setUp(async (rows) => void stored.push(...rows));
    buffer.add(1);
    await buffer.close(1_000);
    expect(stored).toEqual([1]);

    const broken = setUp(() => Promise.reject(new Error("gone")));
    broken.buffer.add(1);
    const closing = broken.buffer.close(1_000);
    await broken.clock.advance(2_000);
    await closing;
    expect(broken.buffer.lost).toBe(1);
  });
});
