import type { Drizzle } from "#db/client.ts";
import { readEarlier, readRecorded } from "#db/read/recorded.ts";
import { remembered } from "#db/read/remembered.ts";
import { createTimelineReader } from "#db/read/timeline.ts";
import type { PastOfNow } from "#domain/publish/now-past.ts";
import type { EpochMs } from "#domain/time.ts";

const RECORDED_MS = 3_000;
/** What is over changes seldom, and all that was ever attributed has to be gone through for it. */
const EARLIER_MS = 60_000;

/** The past as the page of now asks for it: read by one at a time, and remembered for some seconds. */
export function createPastOfNow(db: Drizzle, now: () => EpochMs): PastOfNow {
  const timeline = createTimelineReader(db, now);
  const earlier = remembered({ read: (_: null) => readEarlier(db), now, freshMs: EARLIER_MS, most: 1 });
  const recorded = remembered({
    read: async (_version: string, at) => ({ ...(await readRecorded(db, at)), before: await earlier(null) }),
    now,
    freshMs: RECORDED_MS,
    most: 1,
  });
  return { timeline: timeline.read, recorded };
}
