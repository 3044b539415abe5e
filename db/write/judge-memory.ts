import type { Tx } from "#db/client.ts";
import { instants } from "#db/write/arrays.ts";
import type { StoredDocket } from "#db/write/docket.ts";
import { type SampleRow, sampleOf } from "#db/write/news.ts";
import { type HeadReport, reportKey } from "#domain/chain/report.ts";
import type { ChainState } from "#domain/chain/state.ts";
import { isAhead } from "#domain/clock-skew.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import { type DetectorState, FRESH_DETECTOR } from "#domain/status/detector.ts";
import type { JudgeMemory } from "#domain/status/pass-ledger.ts";
import { indexOf } from "#domain/status/pass-ledger.ts";
import { headReport } from "#domain/status/pass-step.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { Finding, Judged, Verdict } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** A verdict as it is stored, in the current state and in the log. */
export interface VerdictRow {
  verdict: string;
  finding: Finding;
  last_good: Date | null;
  last_bad: Date | null;
  vantages: string[];
  usable: number;
  failure_types: string[];
}

export function judgedOf(row: VerdictRow, since: Date): Judged {
  return {
    verdict: row.verdict as Verdict,
    finding: row.finding,
    since: since.getTime(),
    lastGood: row.last_good?.getTime() ?? null,
    lastBad: row.last_bad?.getTime() ?? null,
    vantages: row.vantages,
    usable: row.usable,
    failureTypes: row.failure_types as FailureType[],
  };
}

/** Everything the judge remembers, as the last pass left it, without what a wrong clock has put into the future. */
export async function readMemory(
  tx: Tx,
  { docket, proven }: StoredDocket,
  rules: Rules,
  now: EpochMs,
): Promise<JudgeMemory> {
  const detectors = new Map<string, Map<string, DetectorState>>();
  for (const row of await tx<{ key: string; vantage: string; state: DetectorState }[]>`
    select c.key, v.name as vantage, d.state from detector d
    join check_def c on c.id = d.check_id join vantage v on v.id = d.vantage_id`) {
    if (isAhead(row.state.at, now)) continue;
    const states = detectors.get(row.key) ?? new Map<string, DetectorState>();
    // What an older program stored lacks what was added since.
    detectors.set(row.key, states.set(row.vantage, { ...FRESH_DETECTOR, ...row.state }));
  }
  const chains = await tx<{ chain: string; state: ChainState }[]>`select chain, state from chain_state`;
  const verdicts = await tx<(VerdictRow & { key: string; since: Date })[]>`
    select s.slug || '/' || c.slug as key, w.since, w.verdict, w.finding, w.last_good, w.last_bad, w.vantages, w.usable,
      w.failure_types
    from component_verdict w join component c on c.id = w.component_id join service s on s.id = c.service_id`;
  const [progress] = await tx<
    { passed_at: Date; rule_version: number }[]
  >`select passed_at, rule_version from judge_progress`;
  const judgedAt = progress?.passed_at.getTime() ?? null;
  // What was counted under other rules means something else under these.
  if (progress && progress.rule_version !== rules.version) detectors.clear();
  return {
    detectors,
    chains: new Map(chains.flatMap(({ chain, state }) => (isAhead(state.seenAt, now) ? [] : [[chain, state]]))),
    heads: await readHeads(tx, docket, rules),
    verdicts: new Map(
      verdicts.flatMap((row) => (isAhead(row.since.getTime(), now) ? [] : [[row.key, judgedOf(row, row.since)]])),
    ),
    services: new Map(),
    proven,
    judgedAt: isAhead(judgedAt, now) ? null : judgedAt,
  };
}

/** The newest head report of every check and vantage that the detectors have seen. */
async function readHeads(tx: Tx, docket: StoredDocket["docket"], rules: Rules): Promise<Map<string, HeadReport>> {
  const index = indexOf(docket);
  const checks = new Map(index.checks.filter(({ id }) => index.chainOf.has(id)).map((check) => [check.id, check]));
  const rows = await tx<SampleRow[]>`
    select c.key, v.name as vantage, l.tick, l.started_at, l.outcome, l.failure_type, l.phase, l.http_status, l.total_ms,
      l.facts, false as gated
    from check_latest l join check_def c on c.id = l.check_id join vantage v on v.id = l.vantage_id
    join detector d on d.check_id = l.check_id and d.vantage_id = l.vantage_id and d.at >= l.started_at
    where l.facts ? 'head_number'`;
  const reports = rows.flatMap((row) => {
    const check = checks.get(row.key);
    const report = check ? headReport(check, row.vantage, sampleOf(row), rules) : null;
    return report ? [report] : [];
  });
  return new Map(reports.map((report) => [reportKey(report), report]));
}

/** Stores the detectors that were stepped. */
export async function writeDetectors(
  tx: Tx,
  { checkIds, vantageIds }: StoredDocket,
  memory: JudgeMemory,
  stepped: readonly (readonly [string, string])[],
): Promise<void> {
  const distinct = new Map(stepped.map(([check, vantage]) => [`${check}@${vantage}`, [check, vantage] as const]));
  const rows = [...distinct.values()].flatMap(([check, vantage]) => {
    const state = memory.detectors.get(check)?.get(vantage);
    const [checkId, vantageId] = [checkIds.get(check), vantageIds.get(vantage)];
    return state && checkId !== undefined && vantageId !== undefined ? [{ checkId, vantageId, state }] : [];
  });
  if (rows.length === 0) return;
  await tx`
    insert into detector (check_id, vantage_id, tick, at, state)
    select check_id, vantage_id, tick, at, state::jsonb
    from unnest(${rows.map((r) => r.checkId)}::bigint[], ${rows.map((r) => r.vantageId)}::bigint[],
      ${instants(rows.map((r) => r.state.tick))}::timestamptz[], ${instants(rows.map((r) => r.state.at))}::timestamptz[],
      ${rows.map((r) => JSON.stringify(r.state))}::text[]) as r (check_id, vantage_id, tick, at, state)
    on conflict (check_id, vantage_id) do update set tick = excluded.tick, at = excluded.at, state = excluded.state`;
}

/** Stores what is remembered of the chains that changed. */
export async function writeChains(tx: Tx, before: JudgeMemory, after: JudgeMemory, now: EpochMs): Promise<void> {
  const changed = [...after.chains].flatMap(([chain, state]) => {
    const known = before.chains.get(chain);
    if (known === state) return [];
    const text = JSON.stringify(state);
    return text === JSON.stringify(known) ? [] : [{ chain, text }];
  });
  if (changed.length === 0) return;
  await tx`
    insert into chain_state (chain, state, updated_at)
    select chain, state::jsonb, ${new Date(now)}
    from unnest(${changed.map((c) => c.chain)}::text[], ${changed.map((c) => c.text)}::text[]) as r (chain, state)
    on conflict (chain) do update set state = excluded.state, updated_at = excluded.updated_at`;
}
