import { setImmediate } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Sql, Tx } from "#db/client.ts";
import {
  type AttributionNews,
  dropAttribution,
  notifyRecorded,
  putAttribution,
  readStanding,
  type StandingAttribution,
  tellAttributions,
} from "#db/write/attribution.ts";
import {
  type LookedAtEvent,
  readCloudIncidents,
  readEventsToLookAt,
  readGaps,
  readOutlook,
  readTestedEvents,
  type TestedEvent,
} from "#db/write/attribution-inputs.ts";
import { holdLease, releaseLease } from "#db/write/lease.ts";
import { concludeAll, type TestedEvent as Tested } from "#domain/attribution/attribute.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import { eventsToTest, isUsed } from "#domain/attribution/from-cloud.ts";
import { populationWindow } from "#domain/attribution/lag.ts";
import { type CloudNames, cloudNames } from "#domain/attribution/named.ts";
import { namesPlace } from "#domain/attribution/onset.ts";
import type { Recording } from "#domain/attribution/quiet.ts";
import { rank } from "#domain/attribution/rank.ts";
import { ATTRIBUTION_RULES, type AttributionRecord, isOtherwise, recordOf } from "#domain/attribution/record.ts";
import { testEnough } from "#domain/attribution/test-enough.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";
import { type KnownNotices, readWitnesses, type Witnesses } from "#workers/correlate/witnesses.ts";

export const CORRELATE_LEASE = "correlate";
/** More than two passes of a minute: one that fails does not hand the work over. */
const LEASE_MS = 150_000;
const HOUR_MS = 3_600_000;
/** An onset in the window is known this much later at most, however seldom its check is run. */
const DETECTED_MS = 15 * 60_000;

export interface CorrelatorOptions {
  readonly sql: Sql;
  readonly now: () => EpochMs;
  /** Who holds the lease: unlike any other process that may correlate. */
  readonly holder: string;
  /** Of the catalog. */
  readonly services: readonly ServiceSpec[];
  readonly providers: readonly CloudProvider[];
}

export interface CorrelationReport {
  /** There was nothing new: nothing was looked at. */
  readonly idle: boolean;
  /** Events of clouds, one for each place and onset, that were held against our incidents. */
  readonly tested: number;
  /** Incidents with an attribution after the pass, as far as they were looked at. */
  readonly attributed: number;
  readonly written: number;
  readonly removed: number;
  /** What readers are told of. */
  readonly told: number;
}

export interface Correlator {
  /** One pass. @returns null when another process correlates. */
  pass(): Promise<CorrelationReport | null>;
  /** Lets the next one take over at once. */
  release(): Promise<void>;
}

/** What is remembered between passes. All of it can be read again at any time. */
interface Remembered {
  readonly outlook: string;
  readonly hour: number;
  /** When the window of an event that was looked at is over: its figures stop growing then. */
  readonly dueAt: EpochMs;
  readonly notices: KnownNotices;
  readonly hourly: Hourly;
}

/** What changes slowly and costs most. */
interface Hourly {
  readonly hour: number;
  readonly gaps: readonly Interval[];
  readonly tested: readonly TestedEvent[];
}

const IDLE: CorrelationReport = { idle: true, tested: 0, attributed: 0, written: 0, removed: 0, told: 0 };

/**
 * The correlator: holds what the clouds had against the incidents of the access layer, and stores what coincides with what,
 * how strongly and why, with an event for whoever is to be told. A pass without news costs two short queries; with news,
 * everything that can still change is judged anew from the record, so that a process which starts now comes to the same.
 */
export function createCorrelator({ sql, now, holder, services, providers }: CorrelatorOptions): Correlator {
  const names = cloudNames(providers);
  let remembered: Remembered | null = null;

  const pass = async (): Promise<CorrelationReport | null> => {
    const before = remembered;
    remembered = null;
    const outcome = await sql.begin(async (tx) => {
      const at = now();
      if ((await holdLease(tx, { name: CORRELATE_LEASE, holder, ttlMs: LEASE_MS }, at)) === null) return null;
      const outlook = await readOutlook(tx, at);
      const hour = Math.floor(at / HOUR_MS);
      const isNews = before?.outlook !== outlook || before.hour !== hour || at >= before.dueAt;
      if (before !== null && !isNews) return { remembered: before, report: IDLE };
      return correlate(tx, { services, names, before, outlook, now: at });
    });
    remembered = outcome?.remembered ?? null;
    return outcome?.report ?? null;
  };

  return {
    pass,
    release: () => sql.begin((tx) => releaseLease(tx, CORRELATE_LEASE, holder, now())).then(() => {}),
  };
}

interface Wanted {
  readonly cloudEvent: string;
  readonly record: AttributionRecord;
}

async function correlate(
  tx: Tx,
  {
    services: catalog,
    names,
    before,
    outlook,
    now,
  }: {
    readonly services: readonly ServiceSpec[];
    readonly names: CloudNames;
    readonly before: Remembered | null;
    readonly outlook: string;
    readonly now: EpochMs;
  },
): Promise<{ remembered: Remembered; report: CorrelationReport }> {
  const looked = await readEventsToLookAt(tx, now);
  const witnesses = await readWitnesses(tx, { catalog, names, known: before?.notices ?? new Map(), now });
  const { services } = witnesses;
  const since = services.reduce((at, { recordedFrom }) => Math.min(at, recordedFrom), now);
  const hour = Math.floor(now / HOUR_MS);
  const hourly =
    before?.hourly.hour === hour
      ? before.hourly
      : { hour, gaps: await readGaps(tx, since, now), tested: await readTestedEvents(tx, since, now) };
  const events = looked.flatMap((one) => eventsToTest(one, now)).filter((event) => isTestable(event, witnesses, since));
  const record: Recording = {
    window: { from: since, to: now },
    gaps: hourly.gaps,
    cloudIncidents: await readCloudIncidents(tx, now),
  };
  const otherTests = otherTestsOf(hourly.tested, witnesses, new Set(looked.map(({ id }) => id)), now);
  const wanted = await judge(events, { services, record, otherTests });
  const report = await reconcile(tx, { wanted, looked, witnesses, now });
  const ends = events.map(({ t0 }) => t0.at + populationWindow(false).toMin * 60_000).filter((at) => at > now);
  return {
    remembered: {
      outlook,
      hour,
      dueAt: Math.min(Number.POSITIVE_INFINITY, ...ends),
      notices: witnesses.notices,
      hourly,
    },
    report: { ...report, idle: false, tested: events.length },
  };
}

/** Somebody was watching when it began, and somebody of ours stands there or says so. */
function isTestable(event: CloudEvent, { services }: Witnesses, since: EpochMs): boolean {
  if (event.t0.at < since) return false;
  const bySlug = new Map(services.map((service) => [service.slug, service]));
  return (
    isUsed(event, services, bySlug) || services.some(({ onsets }) => onsets.some((onset) => namesPlace(onset, event)))
  );
}

/**
 * p of every other test of 12 months. What led to an attribution is on record; of the rest it is only known that there was a
 * test, and it counts as one that found nothing, which is the strictest that it can count.
 */
function otherTestsOf(
  tested: readonly TestedEvent[],
  { services }: Witnesses,
  looked: ReadonlySet<string>,
  now: EpochMs,
): number[] {
  const bySlug = new Map(services.map((service) => [service.slug, service]));
  const used = new Map<string, boolean>();
  const isPlaceUsed = (provider: string, region: string | null): boolean => {
    const key = JSON.stringify([provider, region]);
    const known = used.get(key);
    if (known !== undefined) return known;
    const t0 = { at: now, quality: "stated_onset" } as const;
    const event: CloudEvent = {
      id: key,
      provider,
      region,
      singleZone: false,
      severity: "degraded",
      t0,
      end: null,
      mitigatedAt: [],
    };
    const found = isUsed(event, services, bySlug);
    used.set(key, found);
    return found;
  };
  return tested.flatMap(({ id, provider, regions, ps }) => {
    if (looked.has(id)) return [];
    const places = regions.length === 0 ? [null] : regions;
    const tests = places.filter((region) => isPlaceUsed(provider, region)).length;
    return [...ps, ...Array.from({ length: Math.max(0, tests - ps.length) }, () => 1)];
  });
}

/** The attribution that each incident is to have, by its id. Between events the process gets to do something else: it probes. */
async function judge(
  events: readonly CloudEvent[],
  {
    services,
    record,
    otherTests,
  }: { readonly services: Witnesses["services"]; readonly record: Recording; readonly otherTests: readonly number[] },
): Promise<Map<string, Wanted>> {
  const tested: Tested[] = [];
  for (const event of events) {
    tested.push(testEnough(event, services, record, events.length + otherTests.length));
    await setImmediate();
  }
  const attributions = concludeAll(tested, otherTests);
  const byEvent = new Map(attributions.map((attribution) => [attribution.event.id, attribution]));
  return new Map(
    rank(attributions).incidents.flatMap((ranking) => {
      const attribution = byEvent.get(ranking.best.event);
      if (attribution === undefined || ranking.best.word === "not_attributed") return [];
      // As it will be read again: without what JSON leaves out.
      const kept: AttributionRecord = JSON.parse(JSON.stringify(recordOf(ranking, attribution)));
      const [cloudEvent = ""] = ranking.best.event.split("/");
      return [[ranking.incident, { cloudEvent, record: kept }] as const];
    }),
  );
}

/** Makes the record say what is to be said, and tells of what a reader would notice. */
async function reconcile(
  tx: Tx,
  {
    wanted,
    looked,
    witnesses,
    now,
  }: {
    readonly wanted: ReadonlyMap<string, Wanted>;
    readonly looked: readonly LookedAtEvent[];
    readonly witnesses: Witnesses;
    readonly now: EpochMs;
  },
): Promise<Pick<CorrelationReport, "attributed" | "written" | "removed" | "told">> {
  const changedAt = new Map(looked.map((event) => [event.id, event.changedAt]));
  const rows = await readStanding(tx, { events: [...changedAt.keys()], incidents: [...wanted.keys()] });
  const standing = new Map(rows.map((row) => [row.incident, row]));
  const news: AttributionNews[] = [];
  let [written, removed] = [0, 0];
  for (const [incident, { cloudEvent, record }] of wanted) {
    const have = standing.get(incident) ?? null;
    // What was made up is part of the record, and nobody is told of it.
    if (witnesses.incidents.get(incident)?.madeUp) continue;
    if (have !== null && stays(have, record, { changedAt, witnesses })) continue;
    await putAttribution(tx, { incident, cloudEvent, record }, now);
    written += 1;
    if (isOtherwise(have?.record ?? null, record)) news.push({ incident, cloudEvent, record });
  }
  for (const have of rows) {
    if (!have.retracted && (wanted.has(have.incident) || stays(have, null, { changedAt, witnesses }))) continue;
    await dropAttribution(tx, have.incident);
    removed += 1;
    news.push({ incident: have.incident, cloudEvent: have.cloudEvent, record: null });
  }
  await tellAttributions(tx, news, now);
  if (written + removed > 0) await notifyRecorded(tx);
  const fresh = [...wanted.keys()].filter(
    (incident) => !standing.has(incident) && !witnesses.incidents.get(incident)?.madeUp,
  ).length;
  return { attributed: rows.length - removed + fresh, written, removed, told: news.length };
}

/** Whether an attribution that is on record is to stay as it is. @param instead what would take its place; null: nothing. */
function stays(
  have: StandingAttribution,
  instead: AttributionRecord | null,
  { changedAt, witnesses }: { readonly changedAt: ReadonlyMap<string, EpochMs>; readonly witnesses: Witnesses },
): boolean {
  const eventChangedAt = changedAt.get(have.cloudEvent);
  // Of an event that is no longer looked at: only something better takes its place.
  if (eventChangedAt === undefined) return instead === null || instead.best.score <= have.record.best.score;
  if (have.ruleVersion !== ATTRIBUTION_RULES) return false;
  if (instead !== null && isDeepStrictEqual(instead, have.record)) return true;
  const incident = witnesses.incidents.get(have.incident);
  if (incident === undefined || incident.resolvedAt === null) return false;
  // It is over, and nothing that was said or seen of it is newer than its attribution.
  const [service = ""] = incident.component.split("/");
  const settledAt = Math.max(
    eventChangedAt,
    incident.knownAt,
    witnesses.saidAt.get(service) ?? 0,
    have.record.population.window.to + DETECTED_MS,
  );
  return have.computedAt >= settledAt;
}
