import type { Sql, Tx } from "#db/client.ts";
import { RECORDED_CHANNEL } from "#db/client.ts";
import { readBaselines } from "#db/write/baseline.ts";
import { HOUR_MS, rollUpStates } from "#db/write/component-seconds.ts";
import { type PresentVantages, readDocket, readVantages, type StoredDocket } from "#db/write/docket.ts";
import { readIncidentMemory, writeChronicle } from "#db/write/incidents.ts";
import { readMemory, writeChains, writeDetectors } from "#db/write/judge-memory.ts";
import { holdLease, releaseLease } from "#db/write/lease.ts";
import { readNews } from "#db/write/news.ts";
import { appendVerdicts, dropVerdicts, putVerdicts, recordProgress } from "#db/write/verdicts.ts";
import type { ChainSpec } from "#domain/check/service.ts";
import { isAhead } from "#domain/clock-skew.ts";
import { type Chronicle, chronicle, type IncidentMemory } from "#domain/incident/chronicle.ts";
import { judgePass } from "#domain/status/pass.ts";
import type { JudgeMemory } from "#domain/status/pass-ledger.ts";
import { CURRENT_RULES, type Rules } from "#domain/status/rules.ts";
import type { EpochMs } from "#domain/time.ts";

/** The lease of the judge: whoever changes what it remembers intervenes in it (db/write/lease.ts). */
export const JUDGE_LEASE = "judge";
const LEASE_MS = 15_000;
/** Baselines move once a day: they need not be asked for at every pass. */
const BASELINES_MS = 60_000;
/** Hours older than this are not made up for after a long absence: without a row they are unknown all the same. */
const LONGEST_CATCH_UP_MS = 31 * 86_400_000;

export interface JudgeOptions {
  readonly sql: Sql;
  readonly now: () => EpochMs;
  /** Real monotonic milliseconds, for measuring. */
  readonly monotonic: () => number;
  /** Who holds the lease: unlike any other process that may judge. */
  readonly holder: string;
  readonly chains: readonly ChainSpec[];
  readonly rules?: Rules;
}

export interface PassReport {
  readonly rounds: number;
  readonly latenessMs: number;
  readonly tookMs: number;
  readonly events: number;
}

export interface Judge {
  /** One pass. @returns null when another process judges. */
  pass(): Promise<PassReport | null>;
  /** Lets the next one take over at once. */
  release(): Promise<void>;
}

/** What is remembered between passes, valid as long as nobody else was at work: the epoch tells. */
interface Remembered {
  readonly epoch: number;
  readonly version: string;
  readonly stored: StoredDocket;
  readonly memory: JudgeMemory;
  readonly incidents: IncidentMemory;
  readonly baselines: ReadonlyMap<string, number>;
  readonly baselinesAt: EpochMs;
}

/**
 * The judge: reads what was measured since its last pass, judges it, and stores verdicts, rollups, incidents, groups and
 * events in one transaction. What it remembers is only taken over when that transaction has been committed; after any
 * failure it reads everything again. Any number of processes may run one: a lease lets one of them work at a time.
 */
export function createJudge(options: JudgeOptions): Judge {
  const { sql, holder, rules = CURRENT_RULES } = options;
  let remembered: Remembered | null = null;

  const pass = async (): Promise<PassReport | null> => {
    const begun = options.monotonic();
    const before = remembered;
    remembered = null;
    const outcome = await sql.begin(async (tx) => {
      const now = options.now();
      const epoch = await holdLease(tx, { name: JUDGE_LEASE, holder, ttlMs: LEASE_MS }, now);
      if (epoch === null) return null;
      const present = await readVantages(tx, now);
      const known = await recall(tx, before, { epoch, now, chains: options.chains, rules, version: present.version });
      // What was read anew may change what nothing new was heard of.
      const thrifty = known === before;
      return judgeOnce(tx, known, { now, rules, present, thrifty, tookMs: () => options.monotonic() - begun });
    });
    remembered = outcome?.remembered ?? null;
    return outcome?.report ?? null;
  };

  return {
    pass,
    release: () => sql.begin((tx) => releaseLease(tx, JUDGE_LEASE, holder, options.now())).then(() => {}),
  };
}

/** What was remembered, as far as it still holds; read again where it does not. */
async function recall(
  tx: Tx,
  before: Remembered | null,
  {
    epoch,
    now,
    chains,
    rules,
    version,
  }: { epoch: number; now: EpochMs; chains: readonly ChainSpec[]; rules: Rules; version: string },
): Promise<Remembered> {
  // What was remembered by a clock that was ahead, and was set right since, is read again, for what of it holds.
  const holds = before !== null && before.epoch === epoch && before.version === version;
  if (holds && !isAhead(before.memory.judgedAt, now)) {
    if (now - before.baselinesAt < BASELINES_MS && now >= before.baselinesAt) return before;
    return { ...before, baselines: await readBaselines(tx), baselinesAt: now };
  }
  const stored = await readDocket(tx, chains);
  return {
    epoch,
    version,
    stored,
    memory: await readMemory(tx, stored, rules, now),
    incidents: await readIncidentMemory(tx, now),
    baselines: await readBaselines(tx),
    baselinesAt: now,
  };
}

async function judgeOnce(
  tx: Tx,
  known: Remembered,
  {
    now,
    rules,
    present: { vantages },
    thrifty,
    tookMs,
  }: { now: EpochMs; rules: Rules; present: PresentVantages; thrifty: boolean; tookMs: () => number },
): Promise<{ remembered: Remembered; report: PassReport }> {
  const { stored, memory, baselines } = known;
  const samples = await readNews(tx, now);
  const usualP95Ms = (check: string, vantage: string) => baselines.get(`${check}@${vantage}`) ?? null;
  const result = judgePass(stored.docket, memory, { now, samples, vantages, usualP95Ms, thrifty }, rules);
  const story = chronicle(result.changes, known.incidents, rules);
  const ids = new Map([...stored.componentIds, ...stored.leaving]);

  await writeDetectors(tx, stored, result.memory, result.stepped);
  await writeChains(tx, memory, result.memory, now);
  await appendVerdicts(tx, story.log, ids, rules.version);
  await putVerdicts(tx, story.verdicts, stored.componentIds, rules.version);
  if ([...memory.verdicts.keys()].some((key) => !result.memory.verdicts.has(key)))
    await dropVerdicts(tx, judgedIds(stored, result.memory));
  await writeChronicle(tx, story, ids);
  await rollUpHours(tx, stored, memory.judgedAt, story, now);
  const report = {
    rounds: result.rounds,
    latenessMs: result.latenessMs,
    tookMs: tookMs(),
    events: story.events.length,
  };
  await recordProgress(tx, { ...report, passedAt: now, ruleVersion: rules.version });
  if (story.verdicts.length > 0) await tx`select pg_notify(${RECORDED_CHANNEL}, '')`;
  return { remembered: { ...known, memory: result.memory, incidents: story.memory }, report };
}

function judgedIds({ componentIds }: StoredDocket, { verdicts }: JudgeMemory): number[] {
  return [...verdicts.keys()].flatMap((key) => componentIds.get(key) ?? []);
}

/** Hours that ended since the last pass, for every component; and those that a verdict of now reaches back into. */
async function rollUpHours(
  tx: Tx,
  { componentIds, leaving }: StoredDocket,
  judgedAt: EpochMs | null,
  story: Chronicle,
  now: EpochMs,
): Promise<void> {
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const oldest = now - LONGEST_CATCH_UP_MS;
  if (judgedAt !== null && judgedAt < hour)
    await rollUpStates(tx, [...componentIds.values()], Math.max(oldest, judgedAt), hour);
  for (const { component, judged, turned } of story.log) {
    const id = componentIds.get(component);
    if (id !== undefined && turned && judged.since < hour)
      await rollUpStates(tx, [id], Math.max(oldest, judged.since), hour);
    const left = leaving.get(component);
    // Nobody comes back to it when its last hour is over.
    if (left !== undefined) await rollUpStates(tx, [left], Math.max(oldest, judged.since), hour + HOUR_MS);
  }
}
