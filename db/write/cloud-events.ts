import type { Tx } from "#db/client.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import {
  type Answer,
  type EventHistory,
  type EventVersion,
  eventAsOf,
  findHistory,
  type Missing,
  markMissing,
  mergeVersion,
  vanishedAt,
} from "#domain/cloud/versions.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { EpochMs } from "#domain/time.ts";

/** An entry of a feed with the fingerprint of what it says. */
export interface Said<T> {
  readonly said: T;
  readonly digest: string;
}

interface StoredHistory {
  readonly id: string;
  readonly history: EventHistory;
}

/**
 * Takes one readable answer of a provider's feed into the record: every version is kept, what is missing from a feed that
 * lists what is open is noted, and the same answer twice changes nothing.
 * @returns public ids of the events whose record changed.
 */
export async function storeCloudEvents(
  tx: Tx,
  provider: string,
  feedKind: CloudEvent["feed"],
  entries: readonly Said<CloudEvent>[],
  answer: Answer,
): Promise<string[]> {
  await tx`select pg_advisory_xact_lock(hashtext(${`faultline cloud ${provider}`}))`;
  const stored = await readHistories(
    tx,
    provider,
    entries.map(({ said }) => said),
  );
  const histories = new Map(stored.map((one) => [one.id, one.history]));
  const seen = new Set<string>();
  for (const { said: event, digest } of entries) {
    const found = findHistory([...histories.values()], event);
    const id = found ? publicIdOf(found) : stableId("cloud", provider, event.id);
    const sighting = { event, digest, seenAt: answer.at };
    histories.set(id, mergeVersion(found, sighting));
    seen.add(id);
  }
  for (const [id, history] of histories) {
    if (seen.has(id) || history.versions.at(-1)?.event.feed !== feedKind) continue;
    histories.set(id, markMissing(history, answer));
  }
  const before = new Map(stored.map((one) => [one.id, one.history]));
  const changed = [...histories].filter(([id, history]) => history !== before.get(id));
  for (const [id, history] of changed) await putHistory(tx, id, before.get(id) ?? null, history, answer.at);
  return changed.filter(([id, history]) => isNews(before.get(id), history)).map(([id]) => id);
}

function publicIdOf({ provider, id }: EventHistory): string {
  return stableId("cloud", provider, id);
}

/** Another version, or gone or back; not merely seen once more. */
function isNews(before: EventHistory | undefined, after: EventHistory): boolean {
  if (before === undefined || before.versions.length !== after.versions.length) return true;
  return vanishedAt(before) !== vanishedAt(after);
}

/** Those that may be meant: named in the answer, of the same kin, or open. What has vanished was let go: it may be back by its name alone. */
async function readHistories(tx: Tx, provider: string, events: readonly CloudEvent[]): Promise<StoredHistory[]> {
  const names = events.map(({ id }) => id);
  const kins = events.flatMap(({ kin }) => kin ?? []);
  const rows = await tx<{ id: string; event_id: string; missing: Missing | null }[]>`
    select id, event_id, missing from cloud_event where provider = ${provider}
      and (event_id = any(${names}::text[]) or (ended_at is null and vanished_at is null) or event->>'kin' = any(${kins}::text[])
        or exists (select 1 from cloud_event_version v where v.cloud_event_id = cloud_event.id
          and v.event->>'id' = any(${names}::text[])))`;
  const versions = await tx<
    { cloud_event_id: string; digest: string; first_seen_at: Date; last_seen_at: Date; event: CloudEvent }[]
  >`
    select * from cloud_event_version where cloud_event_id = any(${rows.map(({ id }) => id)}::text[])
    order by first_seen_at, last_seen_at, digest`;
  return rows.map((row) => ({
    id: row.id,
    history: {
      provider,
      id: row.event_id,
      missing: row.missing,
      versions: versions
        .filter(({ cloud_event_id }) => cloud_event_id === row.id)
        .map(
          (version): EventVersion => ({
            digest: version.digest,
            firstSeenAt: version.first_seen_at.getTime(),
            lastSeenAt: version.last_seen_at.getTime(),
            event: version.event,
          }),
        ),
    },
  }));
}

const keyOf = ({ digest, firstSeenAt }: EventVersion) => `${digest} ${firstSeenAt}`;

async function putHistory(
  tx: Tx,
  id: string,
  before: EventHistory | null,
  history: EventHistory,
  now: EpochMs,
): Promise<void> {
  const event = eventAsOf(history);
  if (event === null) return;
  const known = new Map(before?.versions.map((version) => [keyOf(version), version.lastSeenAt]));
  const seen = history.versions.filter((version) => known.get(keyOf(version)) !== version.lastSeenAt);
  if (before !== null && before.missing === history.missing && before.versions.length === history.versions.length) {
    // Seen once more, and nothing else: the event itself is not touched, so that what changed can be told by its time.
    await putVersions(tx, id, seen);
    return;
  }
  const date = (at: EpochMs | null) => (at === null ? null : new Date(at));
  const regions = event.scope.kind === "regions" || event.scope.kind === "zones" ? [...event.scope.regions] : [];
  await tx`
    insert into cloud_event (id, provider, event_id, title, onset_at, ended_at, vanished_at, peak, maintenance, regions,
      event, missing, updated_at)
    values (${id}, ${history.provider}, ${history.id}, ${event.title}, ${date(event.onsetAt)}, ${date(event.endedAt)},
      ${date(vanishedAt(history))}, ${event.severity.peak}, ${event.maintenance !== null}, ${regions}::text[],
      ${tx.json(event as never)}, ${history.missing === null ? null : tx.json(history.missing as never)}, ${new Date(now)})
    on conflict (id) do update set title = excluded.title, onset_at = excluded.onset_at, ended_at = excluded.ended_at,
      vanished_at = excluded.vanished_at, peak = excluded.peak, maintenance = excluded.maintenance,
      regions = excluded.regions, event = excluded.event, missing = excluded.missing, updated_at = excluded.updated_at`;
  await putVersions(tx, id, seen);
}

async function putVersions(tx: Tx, id: string, versions: readonly EventVersion[]): Promise<void> {
  for (const version of versions) {
    await tx`
      insert into cloud_event_version (cloud_event_id, digest, first_seen_at, last_seen_at, event)
      values (${id}, ${version.digest}, ${new Date(version.firstSeenAt)}, ${new Date(version.lastSeenAt)},
        ${tx.json(version.event as never)})
      on conflict (cloud_event_id, first_seen_at, digest) do update set last_seen_at = excluded.last_seen_at`;
  }
}
