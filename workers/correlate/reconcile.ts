import { isDeepStrictEqual } from "node:util";
import type { Tx } from "#db/client.ts";
import {
  type AttributionNews,
  dropAttribution,
  notifyRecorded,
  putAttribution,
  readStanding,
  type StandingAttribution,
  tellAttributions,
} from "#db/write/attribution.ts";
import type { LookedAtEvent } from "#db/write/attribution-inputs.ts";
import { ATTRIBUTION_RULES, type AttributionRecord, isOtherwise } from "#domain/attribution/record.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Wanted } from "#workers/correlate/conclude.ts";
import type { Witnesses } from "#workers/correlate/witnesses.ts";

/** An onset in the window is known this much later at most, however seldom its check is run. */
const DETECTED_MS = 15 * 60_000;

export interface Reconciled {
  /** Incidents with an attribution now, as far as they were looked at. */
  readonly attributed: number;
  readonly written: number;
  readonly removed: number;
  /** What readers are told of. */
  readonly told: number;
}

/** Makes the record say what is to be said, and tells of what a reader would notice. */
export async function reconcile(
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
): Promise<Reconciled> {
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
