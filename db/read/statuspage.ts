import type { Drizzle } from "#db/client.ts";
import { readAttributions } from "#db/read/clouds.ts";
import { readFeed } from "#db/read/feeds.ts";
import { readIncidentGroups } from "#db/read/incident-groups.ts";
import { readNewestUpdates } from "#db/read/incidents.ts";
import { remembered } from "#db/read/remembered.ts";
import { MOST_STEPS } from "#domain/publish/feed/entry.ts";
import type { FeedGroup } from "#domain/publish/feed/record.ts";
import { ALL_GROUPS } from "#domain/publish/group-query.ts";
import type { StatuspageRecord } from "#domain/publish/statuspage/publish.ts";
import type { EpochMs } from "#domain/time.ts";

/** All eight resources are made of one reading. */
const FRESH_MS = 3_000;

/** What Statuspage's clients are told of the past. */
export interface StatuspageReader {
  read(): Promise<StatuspageRecord>;
}

/** What Statuspage's clients are told of, remembered for some seconds. */
export function createStatuspageReader(db: Drizzle, now: () => EpochMs): StatuspageReader {
  const read = remembered({ read: (_: null) => readStatuspage(db), now, freshMs: FRESH_MS, most: 1 });
  return { read: () => read(null) };
}

/** What feeds tell of everything, and every open group beside it: one may go on for long while nothing is said of it. */
export async function readStatuspage(db: Drizzle): Promise<StatuspageRecord> {
  const { groups, notices, attributions } = await readFeed(db, { kind: "all" });
  const told = new Set(groups.map(({ id }) => id));
  const page = await readIncidentGroups(db, { ...ALL_GROUPS, state: "open", limit: 1, cursor: null });
  const open = page.groups.filter(({ id }) => !told.has(id));
  const ids = open.flatMap(({ incidents }) => incidents.map(({ id }) => id));
  const [updates, linked] = await Promise.all([readNewestUpdates(db, ids, MOST_STEPS), readAttributions(db, ids)]);
  const more = open.map(
    ({ id, incidents }): FeedGroup => ({
      id,
      details: incidents.map((incident) => ({ incident, updates: updates.get(incident.id) ?? [] })),
      others: 0,
    }),
  );
  return { groups: [...groups, ...more], notices, attributions: new Map([...attributions, ...linked]) };
}
