import { clouds } from "#catalog/clouds/providers.ts";
import type { CloudRecord, IncidentCount } from "#db/read/concentration.ts";
import { type ConcentrationFigures, concentrationFigures } from "#domain/hosting/concentration-figures.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import { evidenceOf, type HostingRecord } from "#domain/hosting/record.ts";
import type { ProviderView } from "#domain/publish/cloud.ts";
import type { EpochMs } from "#domain/time.ts";
import { currentRecord, currentTime } from "#server/snapshot.ts";

/** Where everything stands, with all that follows from it. */
export interface Standing {
  readonly record: HostingRecord;
  readonly evidence: readonly HostingEvidence[];
  readonly figures: ConcentrationFigures;
  readonly incidents: ReadonlyMap<string, IncidentCount>;
}

/** Days over which incidents are counted. */
export const INCIDENT_DAYS = 90;

const DAY_MS = 86_400_000;
const STANDING_MS = 60_000;
/** While it is computed anew, who asks is given what was known, up to this age. */
const STALE_MS = 10 * 60_000;
const CLOUDS_MS = 5_000;

interface Kept<T> {
  /** The newest that was read, and when. */
  value: { readonly at: EpochMs; readonly is: T } | null;
  /** The reading that is under way. */
  reading: Promise<T> | null;
}

interface Holder {
  readonly standing: Kept<Standing>;
  readonly clouds: Kept<readonly ProviderView[]>;
}

/** Pages and routes have module graphs of their own: what they share hangs on the process. */
const KEY = Symbol.for("faultline.clouds");

function holder(): Holder {
  const shared = globalThis as { [KEY]?: Holder };
  shared[KEY] ??= {
    standing: { value: null, reading: null },
    clouds: { value: null, reading: null },
  };
  return shared[KEY];
}

/** What is on record; each answer is read when it is wanted. @throws Error before the server has opened it. */
export function cloudRecord(): CloudRecord {
  const record = currentRecord()?.clouds;
  if (!record) throw new Error("the record is not open yet");
  return record;
}

/** What the clouds say now. @returns null when the record does not answer. */
export function currentClouds(): Promise<readonly ProviderView[] | null> {
  return orNull(keep(holder().clouds, CLOUDS_MS, CLOUDS_MS, (now) => cloudRecord().clouds(now)));
}

/** Regions that the newest readings know of, by evidence or by an event: the catalog may not have them yet. */
export function isRegionMet(provider: string, region: string): boolean {
  const { standing, clouds: kept } = holder();
  const stands = standing.value?.is.figures.regions.some((one) => one.provider === provider && one.region === region);
  const view = kept.value?.is.find((one) => one.provider === provider);
  const open = view?.open.some(
    ({ event: { scope } }) => (scope.kind === "regions" || scope.kind === "zones") && scope.regions.includes(region),
  );
  return (stands ?? false) || (open ?? false);
}

/** Who stands on what, computed once a minute at most. @returns null when the record does not answer. */
export function currentStanding(): Promise<Standing | null> {
  return orNull(
    keep(holder().standing, STANDING_MS, STALE_MS, async (now) => {
      const record = cloudRecord();
      const [hosting, incidents] = await Promise.all([
        record.hosting(now),
        record.incidents(now - INCIDENT_DAYS * DAY_MS),
      ]);
      const figures = await concentrationFigures(hosting, clouds, breathe);
      return { record: hosting, evidence: evidenceOf(hosting), figures, incidents };
    }),
  );
}

/** Lets whoever waits be answered. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * The value, read anew when it is older than `freshMs`, by one reader at a time. One that is older still is waited for; a
 * reading that fails leaves what was known until it is that old.
 */
async function keep<T>(kept: Kept<T>, freshMs: number, staleMs: number, read: (now: EpochMs) => Promise<T>) {
  const now = currentTime();
  const age = kept.value === null ? Number.POSITIVE_INFINITY : now - kept.value.at;
  if (kept.value !== null && age >= 0 && age < freshMs) return kept.value.is;
  kept.reading ??= read(now)
    .then((is) => {
      kept.value = { at: now, is };
      return is;
    })
    .finally(() => {
      kept.reading = null;
    });
  if (kept.value === null || age < 0 || age >= staleMs) return kept.reading;
  kept.reading.catch(tell);
  return kept.value.is;
}

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    tell(error);
    return null;
  }
}

/** Never the whole error: a connection error's properties may hold the address with its password. */
function tell(error: unknown): void {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  console.error(`web: cannot read clouds and hosting: ${cause instanceof Error ? cause.message : "no reason given"}`);
}
