import { RECORDED_CHANNEL, type Tx } from "#db/client.ts";
import { type IncidentRow, incidentOf } from "#db/read/incident-row.ts";
import { HOUR_MS, readLogs, rollUpStates, type StoredEntry } from "#db/write/component-seconds.ts";
import { readGroups } from "#db/write/groups.ts";
import { appendEvent, appendUpdate, putIncident } from "#db/write/incidents.ts";
import { interveneInLease } from "#db/write/lease.ts";
import { appendVerdicts } from "#db/write/verdicts.ts";
import { type Annotated, appendStep, REJUDGE_AUTHOR } from "#domain/incident/annotation.ts";
import { groupFor } from "#domain/incident/group.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { Recomputed } from "#domain/status/rejudge.ts";
import { type Comparison, compare, isDifferent, type Recorded } from "#domain/status/rejudge-diff.ts";
import type { Rules } from "#domain/status/rules.ts";
import { FINDINGS, type Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";
import { foldVerdicts } from "#domain/uptime/spans.ts";

/** Storing what came of judging the past again. */

type ComponentIds = ReadonlyMap<string, number>;

export interface RecordedComponent extends Recorded {
  readonly entries: readonly StoredEntry[];
}

/** What is on record of components in a window: verdicts from the one that held at its start up to now, and incidents. */
export async function readRecorded(
  tx: Tx,
  ids: ComponentIds,
  window: Window,
): Promise<ReadonlyMap<string, RecordedComponent>> {
  const logs = await readLogs(tx, [...ids.values()], window.from);
  const rows = await tx<IncidentRow[]>`
    select i.*, s.slug || '/' || c.slug as component
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    where i.component_id = any(${[...ids.values()]}::bigint[]) and i.started_at < ${new Date(window.to)}
      and (i.resolved_at is null or i.resolved_at >= ${new Date(window.from)}) and not i.made_up
    order by i.started_at, i.id`;
  const incidents = rows.map(incidentOf);
  return new Map(
    [...ids].map(([component, id]) => {
      const entries = logs.get(id) ?? [];
      const own = incidents.filter((incident) => incident.component === component);
      return [component, { entries, spans: foldVerdicts(entries), incidents: own }];
    }),
  );
}

/** Holds a recomputed past against the record, component by component. */
export function compareWithRecord(
  record: ReadonlyMap<string, Recorded>,
  recomputed: Recomputed,
  window: Window,
): Map<string, Comparison> {
  return new Map([...record].map(([component, one]) => [component, compareOne(component, one, recomputed, window)]));
}

function compareOne(component: string, recorded: Recorded, recomputed: Recomputed, window: Window): Comparison {
  const verdicts = recomputed.verdicts.get(component) ?? [];
  const incidents = recomputed.incidents.filter((incident) => incident.component === component);
  return compare(recorded, { verdicts, incidents }, window);
}

export interface Correction {
  readonly ids: ComponentIds;
  readonly recomputed: Recomputed;
  readonly window: Window;
  readonly rules: Rules;
  /** Of the judge: it waits while the past is written, and reads its memory anew. */
  readonly lease: string;
  readonly now: EpochMs;
}

/**
 * Writes every difference that lies wholly within the window: corrective verdicts, incidents with their history and
 * events, hours and days. Nothing is deleted: what was known before can still be asked for. One transaction, so that there
 * are neither doubles nor holes; a second run finds nothing to do.
 * @returns the components that were corrected.
 */
export async function writeCorrections(tx: Tx, correction: Correction): Promise<string[]> {
  await interveneInLease(tx, correction.lease);
  const { ids, recomputed, window } = correction;
  const corrected: string[] = [];
  for (const [component, recorded] of await readRecorded(tx, ids, window)) {
    const comparison = compareOne(component, recorded, recomputed, window);
    const componentId = ids.get(component);
    if (componentId === undefined || comparison.openEnd !== null || !isDifferent(comparison)) continue;
    await correctIncidents(tx, comparison, componentId, correction);
    await correctVerdicts(tx, component, comparison, recorded.entries, correction);
    corrected.push(component);
  }
  if (corrected.length > 0) await tx`select pg_notify(${RECORDED_CHANNEL}, '')`;
  return corrected;
}

const UNKNOWN: Omit<Judged, "since"> = {
  verdict: "unknown",
  finding: { kind: "waiting" },
  lastGood: null,
  lastBad: null,
  vantages: [],
  usable: 0,
  failureTypes: [],
};

/** Of a history, what tells the window: its first part begins with the window. */
function clip(verdicts: readonly Judged[], { from, to }: Window): Judged[] {
  const held = verdicts.findLast(({ since }) => since <= from) ?? { ...UNKNOWN, since: from };
  return [{ ...held, since: from }, ...verdicts.filter(({ since }) => since > from && since < to)];
}

/** Of a log, the entries that still say something: each replaces everything from its `effectiveAt` on. */
function standingEntries(entries: readonly StoredEntry[]): StoredEntry[] {
  const held: StoredEntry[] = [];
  for (const entry of entries) {
    while ((held.at(-1)?.effectiveAt ?? Number.NEGATIVE_INFINITY) >= entry.effectiveAt) held.pop();
    held.push(entry);
  }
  return held;
}

/**
 * Appends the corrected stretch, and then what was on record after it, as it was: an entry replaces everything from its
 * `effective_at` on, so the log must be told again from the first difference to the present.
 */
async function correctVerdicts(
  tx: Tx,
  component: string,
  { spans }: Comparison,
  entries: readonly StoredEntry[],
  { ids, recomputed, rules, now }: Correction,
): Promise<void> {
  const [first, last] = [spans[0], spans.at(-1)];
  const componentId = ids.get(component);
  if (!first || !last || componentId === undefined) return;
  const stretch = { from: first.from, to: last.to };
  const standing = standingEntries(entries);
  const resumed = standing.findLast(({ effectiveAt }) => effectiveAt <= stretch.to);
  const judged = [
    ...clip(recomputed.verdicts.get(component) ?? [], stretch),
    ...(resumed ? [] : [{ ...UNKNOWN, since: stretch.to }]),
  ];
  const log = judged.map((one) => ({ component, knownAt: now, judged: one, turned: true }));
  await appendVerdicts(tx, log, ids, rules.version);
  const again = [
    ...(resumed ? [resumed.id] : []),
    ...standing.filter((e) => e.effectiveAt > stretch.to).map((e) => e.id),
  ];
  await tx`
    insert into verdict_log (component_id, known_at, effective_at, verdict, finding, last_good, last_bad, vantages,
      usable, failure_types, rule_version)
    select component_id, ${new Date(now)}, greatest(effective_at, ${new Date(stretch.to)}), verdict, finding, last_good,
      last_bad, vantages, usable, failure_types, rule_version
    from verdict_log join unnest(${again}::bigint[]) with ordinality as a (id, n) using (id) order by n`;
  await correctPresent(tx, componentId, stretch);
  const over = Math.ceil(stretch.to / HOUR_MS) * HOUR_MS;
  // The hour that is not over yet is the judge's.
  await rollUpStates(tx, [componentId], stretch.from, Math.min(over, Math.floor(now / HOUR_MS) * HOUR_MS));
}

/** What holds now may have begun later than was believed, or earlier. */
async function correctPresent(tx: Tx, componentId: number, stretch: Window): Promise<void> {
  const entries = (await readLogs(tx, [componentId], stretch.from)).get(componentId) ?? [];
  const present = foldVerdicts(entries).at(-1);
  if (!present) return;
  const since = present.from === stretch.from ? await heldSince(tx, componentId, present.from) : present.from;
  await tx`
    update component_verdict set since = ${new Date(since)}
    where component_id = ${componentId} and verdict = ${present.verdict} and since <= ${new Date(stretch.to)}`;
}

/** Since when the verdict that holds at an instant has held: the log before it, folded whole. */
async function heldSince(tx: Tx, componentId: number, at: EpochMs): Promise<EpochMs> {
  const entries = (await readLogs(tx, [componentId], 0)).get(componentId) ?? [];
  return foldVerdicts(entries).findLast(({ from }) => from <= at)?.from ?? at;
}

async function correctIncidents(
  tx: Tx,
  { appear, vanish, change }: Comparison,
  componentId: number,
  { rules, now }: Correction,
): Promise<void> {
  const under = `Judged again under rules ${rules.version}`;
  for (const { incident, within } of vanish) {
    const text = `${under}: ${within === null ? "there was no such trouble" : `part of incident ${within}`}.`;
    const retracted = { at: now, author: REJUDGE_AUTHOR, reason: text, rejudged: true as const };
    await store(tx, step({ ...incident, retracted }, "retracted", text, now), componentId, text);
  }
  for (const { corrected, fields } of change) {
    const text = `${under}: another ${fields.map((field) => FIELD_WORDS[field]).join(", ")}.`;
    await store(tx, step(corrected, "changed", text, now), componentId, text);
  }
  for (const incident of appear) await storeNew(tx, incident, componentId, { rules, now, text: `${under}: found.` });
}

const FIELD_WORDS = {
  startedAt: "beginning",
  resolvedAt: "end",
  severity: "severity",
  confirmed: "confirmation",
  finding: "finding",
} as const;

function step(incident: Incident, kind: "retracted" | "changed" | "opened" | "resolved", text: string, now: EpochMs) {
  const effectiveAt = kind === "resolved" ? (incident.resolvedAt ?? now) : incident.startedAt;
  return appendStep(incident, kind, { now, effectiveAt, said: { author: REJUDGE_AUTHOR, text }, correction: true });
}

async function store(tx: Tx, { incident, update, event }: Annotated, componentId: number, text: string) {
  await putIncident(tx, incident, componentId);
  await appendUpdate(tx, incident.id, update, { author: REJUDGE_AUTHOR, text });
  await appendEvent(tx, { ...event, type: "incident.updated" } as typeof event, componentId);
}

/** An outage that nobody had seen: known since now, told once, as it was from its beginning to its end. */
async function storeNew(
  tx: Tx,
  found: Incident,
  componentId: number,
  { rules, now, text }: { rules: Rules; now: EpochMs; text: string },
): Promise<void> {
  const { startedAt: onset } = found;
  const groups = await readGroups(tx, { from: onset - rules.groupMs, to: onset + rules.groupMs });
  const group = groupFor(groups, found.component, found.startedAt, rules);
  await tx`insert into incident_group (id, anchor_at) values (${group.id}, ${new Date(group.anchor)}) on conflict do nothing`;
  const { component, startedAt } = found;
  const known = { ...found, id: stableId(component, startedAt, now), group: group.id, detectedAt: now, sequence: 0 };
  const opened = step({ ...known, verdict: FINDINGS[found.finding.kind] }, "opened", text, now);
  const resolved = step({ ...known, sequence: 1 }, "resolved", text, now);
  await putIncident(tx, resolved.incident, componentId);
  await appendUpdate(tx, known.id, opened.update, { author: REJUDGE_AUTHOR, text });
  await store(tx, resolved, componentId, text);
}
