import { fromFiles } from "#app/from-files.ts";
import { clouds } from "#catalog/clouds/providers.ts";
import { readDossiers } from "#catalog/dossier/read.ts";
import { subjectRows } from "#catalog/dossier/subjects.ts";
import { ownCatalog } from "#catalog/load.ts";
import { replayOfDossier } from "#domain/replay/from-dossier.ts";
import { replayOfRecord } from "#domain/replay/from-record.ts";
import { groupOfReplay, type OutageRecord } from "#domain/replay/outage-record.ts";
import type { Replay } from "#domain/replay/replay.ts";
import type { ServiceView } from "#domain/status/overview.ts";
import { answerUnseen } from "#server/answer.ts";
import { currentRecord, currentSnapshot } from "#server/snapshot.ts";

/** The replays of all dossiers, the newest outage first. A dossier that cannot be read is none; the operator is told why. */
const toldReplays = fromFiles("dossiers", (files): readonly Replay[] => {
  const { dossiers, problems } = readDossiers(files, "catalog/dossiers");
  for (const problem of problems) console.error(`web: a dossier is left out: ${problem}`);
  const subjectOf = subjectRows(ownCatalog, clouds);
  return dossiers.map((dossier) => replayOfDossier(dossier, subjectOf));
});

export interface Replays {
  /** The newest outage first. */
  readonly replays: readonly Replay[];
  /** False when our own record cannot be read now: those of dossiers are there all the same. */
  readonly isWhole: boolean;
}

/** All that can be watched again: what others told, and what we recorded. */
export async function allReplays(): Promise<Replays> {
  const [told, recorded] = await Promise.all([toldReplays(), recordedReplays().catch(() => null)]);
  if (recorded === null) answerUnseen();
  return {
    replays: [...(recorded ?? []), ...told].sort((a, b) => b.opening - a.opening || (a.id < b.id ? -1 : 1)),
    isWhole: recorded !== null,
  };
}

/** One of them; null when there is none of this id, undefined when our own record cannot be read now. */
export async function replayOf(id: string): Promise<Replay | null | undefined> {
  const group = groupOfReplay(id);
  if (group === null) return (await toldReplays()).find((replay) => replay.id === id) ?? null;
  const record = await currentRecord()
    ?.replays.one(group)
    .catch(() => undefined);
  const services = currentSnapshot().overview?.services;
  if (record === undefined || services === undefined) return undefined;
  return record === null ? null : shortlyKept(record, services);
}

async function recordedReplays(): Promise<readonly Replay[] | null> {
  const [records, services] = [await currentRecord()?.replays.list(), currentSnapshot().overview?.services];
  return records === undefined || services === undefined
    ? null
    : records.map((record) => shortlyKept(record, services));
}

const kept = new WeakMap<OutageRecord, Replay>();

/**
 * The list needs all of them each time, and a page its own more than once. Of the services it only takes their names and
 * weights, which change with a release.
 */
function shortlyKept(record: OutageRecord, services: readonly ServiceView[]): Replay {
  const replay = kept.get(record) ?? replayOfRecord(record, services);
  kept.set(record, replay);
  return replay;
}
