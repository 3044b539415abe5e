import type { Clock } from "#workers/clock.ts";

export interface BufferOptions<T> {
  readonly clock: Clock;
  /** Writes a batch, all or nothing. May be called again with the same rows after it rejected. */
  readonly write: (rows: readonly T[]) => Promise<void>;
  /** True when the rows themselves are at fault, not the database: the culprit is then found and dropped. */
  readonly isRowFault: (error: unknown) => boolean;
  /** A row at fault, cut down to what the database will take; it is lost only if that is refused too. */
  readonly salvage?: (row: T) => T;
  readonly onError: (error: unknown, rows: number) => void;
  /** Rows kept while the database is away; the oldest are lost past it. */
  readonly maxRows: number;
  /** Rows in one write. */
  readonly batchRows: number;
  /** How long the first row of a batch waits for company. */
  readonly lingerMs: number;
}

/** What writing took, since the start. */
export interface WriteCounts {
  /** Writes that were done, and the rows in them. */
  done: number;
  rows: number;
  /** Writes that were not: the database was away, or refused a row. */
  failed: number;
  /** Time that all of them took together. */
  tookMs: number;
}

export interface Buffer<T> {
  add(row: T): void;
  readonly buffered: number;
  /** Rows that will never be stored. */
  readonly lost: number;
  readonly writes: Readonly<WriteCounts>;
  /** Tries to write everything for at most `withinMs`; what remains is counted as lost. */
  close(withinMs: number): Promise<void>;
}

/** There is no smaller form of a row. */
class RowLost extends Error {}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 5_000;

/** Bridges a short absence of the database: rows wait in memory, in order, and are written in batches, one at a time. */
export function createBuffer<T>(options: BufferOptions<T>): Buffer<T> {
  const { clock, maxRows, batchRows, lingerMs, onError } = options;
  let rows: T[] = [];
  let lost = 0;
  const writes: WriteCounts = { done: 0, rows: 0, failed: 0, tookMs: 0 };
  let backoffMs = 0;
  let closed = false;
  let cancelTimer: (() => void) | null = null;
  let writing: Promise<void> | null = null;
  let cancelDeadline: () => void = () => {};

  const trim = () => {
    if (rows.length <= maxRows) return;
    lost += rows.length - maxRows;
    rows = rows.slice(-maxRows);
  };

  const wake = (ms: number) => {
    if (cancelTimer || writing) return;
    cancelTimer = clock.after(ms, () => {
      cancelTimer = null;
      writing = drain().finally(() => {
        writing = null;
        if (rows.length > 0 && !closed) wake(backoffMs || lingerMs);
      });
    });
  };

  const write = async (batch: readonly T[]): Promise<void> => {
    const begun = clock.monotonic();
    try {
      await options.write(batch);
      writes.done += 1;
      writes.rows += batch.length;
    } catch (error) {
      writes.failed += 1;
      throw error;
    } finally {
      writes.tookMs += clock.monotonic() - begun;
    }
  };

  /** Writes a batch; when a row in it is at fault, halves it until only the culprit is left and dropped. */
  const writeAround = async (batch: readonly T[]): Promise<void> => {
    try {
      await write(batch);
    } catch (error) {
      if (!options.isRowFault(error)) throw error;
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) {
        onError(error, 1);
        await writeRemains(only);
        return;
      }
      const middle = Math.ceil(batch.length / 2);
      await writeAround(batch.slice(0, middle));
      await writeAround(batch.slice(middle));
    }
  };

  const writeRemains = async (row: T): Promise<void> => {
    try {
      if (!options.salvage) throw new RowLost();
      await write([options.salvage(row)]);
    } catch (error) {
      if (!(error instanceof RowLost) && !options.isRowFault(error)) throw error;
      lost += 1;
    }
  };

  const drain = async () => {
    while (rows.length > 0) {
      const batch = rows.slice(0, batchRows);
      rows = rows.slice(batch.length);
      try {
        await writeAround(batch);
        backoffMs = 0;
      } catch (error) {
        // Rows may arrive while a write is under way: the failed batch goes back in front of them, in order.
        rows = [...batch, ...rows];
        trim();
        backoffMs = Math.min(backoffMs === 0 ? FIRST_BACKOFF_MS : backoffMs * 2, LONGEST_BACKOFF_MS);
        onError(error, batch.length);
        return;
      }
    }
  };

  return {
    add: (row) => {
      if (closed) {
        lost += 1;
        return;
      }
      rows.push(row);
      trim();
      wake(lingerMs);
    },
    get buffered() {
      return rows.length;
    },
    get lost() {
      return lost;
    },
    writes,
    close: async (withinMs) => {
      closed = true;
      cancelTimer?.();
      cancelTimer = null;
      let timeUp = false;
      const deadline = new Promise<void>((resolve) => {
        cancelDeadline = clock.after(withinMs, () => {
          timeUp = true;
          resolve();
        });
      });
      const writeAll = async () => {
        await writing;
        while (rows.length > 0 && !timeUp) {
          await drain();
          if (rows.length > 0)
            await new Promise<void>((resolve) => clock.after(Math.min(backoffMs, withinMs), resolve));
        }
      };
      // A write that hangs (a database that neither answers nor refuses) must not hold up the stop.
      await Promise.race([writeAll(), deadline]);
      cancelDeadline();
      lost += rows.length;
      rows = [];
    },
  };
}
