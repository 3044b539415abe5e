import type { Tx } from "#db/client.ts";
import { instants } from "#db/write/arrays.ts";
import type { LogEntry } from "#domain/incident/chronicle.ts";
import type { EpochMs } from "#domain/time.ts";

type ComponentIds = ReadonlyMap<string, number>;

/** The verdicts of known components as rows, in the given order; null when there are none. */
function rowsOf(tx: Tx, entries: readonly LogEntry[], ids: ComponentIds, ruleVersion: number) {
  const known = entries.flatMap((entry) => {
    const id = ids.get(entry.component);
    return id === undefined ? [] : [{ id, ...entry }];
  });
  if (known.length === 0) return null;
  const judged = known.map((entry) => entry.judged);
  // Arrays of arrays must be rectangular, so lists travel as JSON.
  return tx`
    select id, known_at, since, verdict, finding::jsonb, last_good, last_bad,
      array(select jsonb_array_elements_text(vantages::jsonb)), usable,
      array(select jsonb_array_elements_text(failure_types::jsonb)), ${ruleVersion}::int
    from unnest(${known.map(({ id }) => id)}::bigint[], ${instants(known.map(({ knownAt }) => knownAt))}::timestamptz[],
      ${instants(judged.map(({ since }) => since))}::timestamptz[], ${judged.map(({ verdict }) => verdict)}::text[],
      ${judged.map(({ finding }) => JSON.stringify(finding))}::text[],
      ${instants(judged.map(({ lastGood }) => lastGood))}::timestamptz[],
      ${instants(judged.map(({ lastBad }) => lastBad))}::timestamptz[],
      ${judged.map(({ vantages }) => JSON.stringify(vantages))}::text[], ${judged.map(({ usable }) => usable)}::int[],
      ${judged.map(({ failureTypes }) => JSON.stringify(failureTypes))}::text[]) with ordinality
      as r (id, known_at, since, verdict, finding, last_good, last_bad, vantages, usable, failure_types, n)
    order by n`;
}

/** Appends to the verdict log, in the given order. */
export async function appendVerdicts(
  tx: Tx,
  entries: readonly LogEntry[],
  ids: ComponentIds,
  ruleVersion: number,
): Promise<void> {
  const rows = rowsOf(tx, entries, ids, ruleVersion);
  if (rows === null) return;
  await tx`
    insert into verdict_log (component_id, known_at, effective_at, verdict, finding, last_good, last_bad, vantages,
      usable, failure_types, rule_version)
    ${rows}`;
}

/** Stores what holds of components now; each may be given once. */
export async function putVerdicts(
  tx: Tx,
  entries: readonly LogEntry[],
  ids: ComponentIds,
  ruleVersion: number,
): Promise<void> {
  const rows = rowsOf(tx, entries, ids, ruleVersion);
  if (rows === null) return;
  await tx`
    insert into component_verdict (component_id, known_at, since, verdict, finding, last_good, last_bad, vantages,
      usable, failure_types, rule_version)
    ${rows}
    on conflict (component_id) do update set known_at = excluded.known_at, since = excluded.since,
      verdict = excluded.verdict, finding = excluded.finding, last_good = excluded.last_good,
      last_bad = excluded.last_bad, vantages = excluded.vantages, usable = excluded.usable, failure_types = excluded.failure_types,
      rule_version = excluded.rule_version`;
}

/** Components that are judged no more (they left the catalog, or nothing decides there) have no verdict. */
export async function dropVerdicts(tx: Tx, keep: readonly number[]): Promise<void> {
  await tx`delete from component_verdict where component_id <> all(${keep}::bigint[])`;
}

export interface Progress {
  readonly passedAt: EpochMs;
  readonly latenessMs: number;
  readonly tookMs: number;
  readonly rounds: number;
  readonly ruleVersion: number;
}

/** How the judge is doing, for everyone to see. */
export async function recordProgress(tx: Tx, progress: Progress): Promise<void> {
  await tx`
    insert into judge_progress as p (name, passed_at, lateness_ms, took_ms, rounds_stepped, rule_version)
    values ('judge', ${new Date(progress.passedAt)}, ${progress.latenessMs}, ${progress.tookMs}, ${progress.rounds}, ${progress.ruleVersion})
    on conflict (name) do update set passed_at = excluded.passed_at, lateness_ms = excluded.lateness_ms,
      took_ms = excluded.took_ms, rounds_stepped = p.rounds_stepped + excluded.rounds_stepped,
      rule_version = excluded.rule_version`;
}
