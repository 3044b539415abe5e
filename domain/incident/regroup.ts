import { incidentEvent, type OutboxEvent } from "#domain/incident/chronicle.ts";
import type { IncidentGroup } from "#domain/incident/group.ts";
import type { Incident, IncidentUpdate } from "#domain/incident/incident.ts";
import type { EpochMs } from "#domain/time.ts";

/** An incident of a group is attributed to a cause, surely enough to be told together with all others of it. */
export interface Caused {
  readonly group: IncidentGroup;
  /** Equal texts, one cause. */
  readonly cause: string;
}

/** Groups that belong together, and by what. */
interface Kin {
  readonly groups: ReadonlyMap<string, IncidentGroup>;
  readonly causes: ReadonlySet<string>;
}

/**
 * The groups that are one, because incidents of theirs have one cause. The one whose anchor is earliest stays and takes in
 * every incident of the others, those without a cause as well: what began together is not told apart. So an id that
 * was told stays true as long as it can, and a group never splits again, whatever becomes of the attribution.
 *
 * @param caused in any order
 * @returns for each group that is given up, the id of the one that takes its incidents
 */
export function joinGroups(caused: readonly Caused[]): Map<string, string> {
  const into = new Map<string, string>();
  for (const { groups } of kinOf(caused)) {
    const [oldest, ...others] = [...groups.values()].sort((a, b) => a.anchor - b.anchor || (a.id < b.id ? -1 : 1));
    for (const { id } of others) if (oldest !== undefined) into.set(id, oldest.id);
  }
  return into;
}

function kinOf(caused: readonly Caused[]): Kin[] {
  return caused.reduce<Kin[]>((known, { group, cause }) => {
    const met = known.filter(({ groups, causes }) => groups.has(group.id) || causes.has(cause));
    const one = {
      groups: new Map([...met.flatMap(({ groups }) => [...groups]), [group.id, group] as const]),
      causes: new Set([...met.flatMap(({ causes }) => [...causes]), cause]),
    };
    return [...known.filter((kin) => !met.includes(kin)), one];
  }, []);
}

/** An incident's step into another group, with the event that tells of it. Nothing else of it changes. */
export function joinGroup(
  before: Incident,
  group: string,
  now: EpochMs,
): { readonly incident: Incident; readonly update: IncidentUpdate; readonly event: OutboxEvent } {
  const incident: Incident = { ...before, group, sequence: before.sequence + 1 };
  const { sequence, verdict, finding, severity } = incident;
  // Of one that is over the verdict of its end is said once more, and holds from there.
  const effectiveAt = before.resolvedAt ?? now;
  const update: IncidentUpdate = { sequence, kind: "joined", knownAt: now, effectiveAt, verdict, finding, severity };
  return { incident, update, event: { ...incidentEvent(incident, update), movedFrom: before.group } };
}
