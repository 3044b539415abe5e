import { desc, eq } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { readAttributions } from "#db/read/clouds.ts";
import { readIncidents } from "#db/read/incidents.ts";
import { readJudge } from "#db/read/judge.ts";
import { remembered } from "#db/read/remembered.ts";
import { readSaidOfService } from "#db/read/said.ts";
import { readServiceDays, readServiceUptimes } from "#db/read/service-days.ts";
import { readMetAddresses } from "#db/read/service-hosting.ts";
import { readLatency, readMedian } from "#db/read/service-latency.ts";
import { notice } from "#db/schema/cloud.ts";
import { LATENCY_RANGES, type LatencyRange } from "#domain/latency/series.ts";
import type { LatencyWindow } from "#domain/publish/badge-query.ts";
import type { DaysOfService, PastOfServices, SeenNotice, ServicePast } from "#domain/publish/service-past.ts";
import type { ServiceUptime } from "#domain/publish/service-uptime.ts";
import type { EpochMs } from "#domain/time.ts";

/** What a page of a service shows of its past; each list is bounded. */
const INCIDENTS = 200;
const NOTICES = 6;

const RECORD_MS = 5_000;
const LATENCY_MS = 15_000;
const DAYS_MS = 60_000;
/** A week of raw answers is read for one of these; badges of all services in both windows are as many. */
const MEDIAN_MS = 300_000;
const MEDIANS = 200;
/** Nobody looks at more pages at a time than this; whoever asks for all of them in turn is only given less quickly. */
const RECORDS = 100;
const SERIES = 100;
const WINDOW_MS: Readonly<Record<LatencyWindow, number>> = { "24h": 86_400_000, "7d": 604_800_000 };

/** The services' past as pages ask for it. It never costs more than one reading of each page within some seconds. */
export function createPastOfServices(db: Drizzle, now: () => EpochMs): PastOfServices {
  const service = remembered<string, ServicePast>({
    read: (slug, at) => readServicePast(db, slug, at),
    now,
    freshMs: RECORD_MS,
    most: RECORDS,
  });
  const days = remembered<null, ReadonlyMap<string, DaysOfService>>({
    read: async (_, at) => readServiceDays(db, { service: null, judge: await readJudge(db) }, at),
    now,
    freshMs: DAYS_MS,
    most: 1,
  });
  const series = remembered({
    read: (key: string, at) => readLatency(db, seriesOf(key), at),
    now,
    freshMs: LATENCY_MS,
    most: SERIES,
  });
  const uptimes = remembered<null, ReadonlyMap<string, ServiceUptime>>({
    read: async (_, at) => readServiceUptimes(db, await readJudge(db), at),
    now,
    freshMs: DAYS_MS,
    most: 1,
  });
  const medians = remembered({
    read: (key: string, at) => {
      const [window = "", check = ""] = key.split(" ");
      return readMedian(db, check, { from: at - WINDOW_MS[window as LatencyWindow], to: at });
    },
    now,
    freshMs: MEDIAN_MS,
    most: MEDIANS,
  });
  return {
    service,
    serviceDays: () => days(null),
    serviceUptimes: () => uptimes(null),
    median: (check, window) => medians(`${window} ${check}`),
    latency: (check, range) => series(`${range} ${check}`),
  };
}

function seriesOf(key: string): { check: string; range: LatencyRange } {
  const [range = "", check = ""] = key.split(" ");
  if (!(range in LATENCY_RANGES)) throw new RangeError(`no range: ${range}`);
  return { check, range: range as LatencyRange };
}

/** What is on record of one service. Of a slug that nobody has everything is empty. */
export async function readServicePast(db: Drizzle, service: string, now: EpochMs): Promise<ServicePast> {
  const judge = await readJudge(db);
  const [days, page, met, said, notices] = await Promise.all([
    readServiceDays(db, { service, judge }, now),
    readIncidents(db, { limit: INCIDENTS, state: null, service, cursor: null }),
    readMetAddresses(db, service),
    readSaidOfService(db, service, now),
    readNotices(db, service),
  ]);
  return {
    readAt: now,
    days: days.get(service) ?? { window: { from: now, to: now }, layers: new Map(), components: new Map() },
    incidents: page.incidents,
    moreIncidents: page.next !== null,
    attributions: await readAttributions(
      db,
      page.incidents.map(({ id }) => id),
    ),
    met,
    said,
    notices,
  };
}

/** The newest notices on a vendor's own page. */
async function readNotices(db: Drizzle, service: string): Promise<SeenNotice[]> {
  const rows = await db
    .select({ id: notice.id, firstSeenAt: notice.firstSeenAt, notice: notice.notice })
    .from(notice)
    .where(eq(notice.service, service))
    .orderBy(desc(notice.startedAt), desc(notice.id))
    .limit(NOTICES);
  return rows.map((row) => ({ ...row, firstSeenAt: row.firstSeenAt.getTime() }));
}
