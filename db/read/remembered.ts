import type { EpochMs } from "#domain/time.ts";

export interface RememberedOptions<K, V> {
  read(key: K, now: EpochMs): Promise<V>;
  readonly now: () => EpochMs;
  /** For so long who asks is given what was read last. */
  readonly freshMs: number;
  /** So many keys are remembered; the one that was read longest ago is forgotten for the next. */
  readonly most: number;
}

/** A reading that has not come by then never will: its connection is gone, and nobody said so. */
const GIVEN_UP_MS = 30_000;

/**
 * Reads what is asked for, by one reader for each key at a time, and remembers it for a while. What could not be read is not
 * remembered: the next who asks tries again.
 */
export function remembered<K, V>({ read, now, freshMs, most }: RememberedOptions<K, V>): (key: K) => Promise<V> {
  const kept = new Map<K, { readonly at: EpochMs; readonly reading: Promise<V>; isRead: boolean }>();
  return (key) => {
    const at = now();
    const last = kept.get(key);
    // A clock that was set back makes nothing fresh for ever.
    const isWithin = (ms: number) => last !== undefined && at >= last.at && at - last.at < ms;
    if (last !== undefined && isWithin(last.isRead ? freshMs : GIVEN_UP_MS)) return last.reading;
    const reading = read(key, at);
    const entry = { at, reading, isRead: false };
    kept.delete(key);
    kept.set(key, entry);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    reading.then(
      () => {
        entry.isRead = true;
      },
      () => {
        if (kept.get(key) === entry) kept.delete(key);
      },
    );
    return reading;
  };
}
