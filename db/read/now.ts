import type { Drizzle } from "#db/client.ts";
import { readRecorded } from "#db/read/recorded.ts";
import { remembered } from "#db/read/remembered.ts";
import { createTimelineReader } from "#db/read/timeline.ts";
import type { PastOfNow } from "#domain/publish/now-past.ts";
import type { EpochMs } from "#domain/time.ts";

const RECORDED_MS = 3_000;

/** The past as the page of now asks for it: read by one at a time, and remembered for some seconds. */
export function createPastOfNow(db: Drizzle, now: () => EpochMs): PastOfNow {
  const timeline = createTimelineReader(db, now);
  const recorded = remembered({ read: (_: null, at) => readRecorded(db, at), now, freshMs: RECORDED_MS, most: 1 });
  return { timeline: timeline.read, recorded: () => recorded(null) };
}
