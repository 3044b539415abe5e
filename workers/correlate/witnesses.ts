import { setImmediate } from "node:timers/promises";
import type { Tx } from "#db/client.ts";
import {
  type IncidentOnset,
  readNotices,
  readNoticesNear,
  readObserved,
  readOnsets,
  readRecordedFrom,
  type StoredNotice,
} from "#db/write/attribution-inputs.ts";
import type { ServiceRecord } from "#domain/attribution/cast.ts";
import { type NoticeFacts, noticeFacts, onsetFrom } from "#domain/attribution/from-notice.ts";
import type { CloudNames } from "#domain/attribution/named.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import { groupedBy } from "#domain/grouped.ts";
import { dependentOf } from "#domain/hosting/attribution-input.ts";
import { declaredEvidence, hostedComponents, observedEvidence } from "#domain/hosting/evidence.ts";
import type { EpochMs } from "#domain/time.ts";

/** What was found in a notice, for as long as the notice stays as it was. */
interface KnownNotice {
  readonly service: string;
  readonly updatedAt: EpochMs;
  readonly facts: NoticeFacts;
}

/** By their ids. */
export type KnownNotices = ReadonlyMap<string, KnownNotice>;

export interface Witnesses {
  readonly services: readonly ServiceRecord[];
  readonly incidents: ReadonlyMap<string, IncidentOnset>;
  readonly notices: KnownNotices;
  /** When a service's vendor last said anything new near one of its incidents, by slug. */
  readonly saidAt: ReadonlyMap<string, EpochMs>;
}

/** Everything that is known of the services of the access layer: how they failed, where they stand, what their vendors said. */
export async function readWitnesses(
  tx: Tx,
  {
    catalog,
    names,
    known,
    now,
  }: {
    readonly catalog: readonly ServiceSpec[];
    readonly names: CloudNames;
    readonly known: KnownNotices;
    readonly now: EpochMs;
  },
): Promise<Witnesses> {
  const hosted = catalog.filter((service) => hostedComponents(service).length > 0);
  const incidents = await readOnsets(tx, now);
  const recordedFrom = await readRecordedFrom(tx);
  const observed = await readObserved(tx, now);
  const evidence = [...hosted.flatMap(declaredEvidence), ...observed.flatMap(observedEvidence)];
  const notices = await recallNotices(tx, { hosted, names, known, now });
  const factsOf = groupedBy(notices.values(), ({ service }) => service);
  const incidentsOf = groupedBy(incidents, ({ component }) => component.split("/")[0] ?? "");
  const services = hosted.flatMap((service): ServiceRecord[] => {
    const from = recordedFrom.get(service.slug);
    if (from === undefined) return [];
    const facts = (factsOf.get(service.slug) ?? []).map((one) => one.facts);
    const onsets = (incidentsOf.get(service.slug) ?? []).map((incident) => onsetFrom(incident, facts));
    return [{ slug: service.slug, recordedFrom: from, onsets, ...dependentOf(service, evidence) }];
  });
  const saidAt = new Map<string, EpochMs>();
  for (const { service, updatedAt } of notices.values()) {
    saidAt.set(service, Math.max(updatedAt, saidAt.get(service) ?? updatedAt));
  }
  return { services, incidents: new Map(incidents.map((incident) => [incident.id, incident])), notices, saidAt };
}

/** So many texts are in memory at once. */
const AT_ONCE = 100;

/** Notices near incidents; only those that are new or have changed are read again. */
async function recallNotices(
  tx: Tx,
  {
    hosted,
    names,
    known,
    now,
  }: {
    readonly hosted: readonly ServiceSpec[];
    readonly names: CloudNames;
    readonly known: KnownNotices;
    readonly now: EpochMs;
  },
): Promise<KnownNotices> {
  const services = new Map(hosted.map((service) => [service.slug, service]));
  const near = await readNoticesNear(tx, now);
  const notices = new Map<string, KnownNotice>();
  const fresh: StoredNotice[] = [];
  for (const one of near) {
    const old = known.get(one.id);
    if (old?.updatedAt === one.updatedAt) notices.set(one.id, old);
    else if (services.has(one.service)) fresh.push(one);
  }
  for (let next = 0; next < fresh.length; next += AT_ONCE) {
    const some = fresh.slice(next, next + AT_ONCE);
    const texts = await readNotices(
      tx,
      some.map(({ id }) => id),
    );
    for (const { id, service: slug, updatedAt, firstSeenAt } of some) {
      const [notice, service] = [texts.get(id), services.get(slug)];
      if (notice === undefined || service === undefined) continue;
      notices.set(id, { service: slug, updatedAt, facts: noticeFacts(notice, firstSeenAt, service, names) });
      // A first look may have thousands to read, and the process has probes to make meanwhile.
      await setImmediate();
    }
  }
  return notices;
}
