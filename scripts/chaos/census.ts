import type { Sql, Tx } from "#db/client.ts";
import { MAX_SKEW_MS } from "#domain/clock-skew.ts";
import { type Bar, type Finding, none } from "#scripts/chaos/chaos.ts";
import { type End, endedAlone } from "#scripts/chaos/ends.ts";
import { LOAD_CHECKS, LOAD_HOSTS } from "#scripts/chaos/load.ts";
import type { Readers } from "#scripts/chaos/readers.ts";
import { ROW, type SeenRow } from "#scripts/chaos/witness.ts";

/** What there is when no worker runs any more, and all that is known of it from elsewhere. */
export interface Census {
  /** Rows of `measurement`, read without an index. */
  readonly rows: number;
  /** Keys that more than one row has. */
  readonly doubled: number;
  /** Rows that a second session had seen, and how many of them are gone, or are not what they were. */
  readonly seen: number;
  readonly lost: number;
  readonly changed: number;
  /** Questions that the world counts at the hosts of the load. */
  readonly asked: number;
  /** Questions that the load's rows certainly stand for, and that they can stand for at the most. */
  readonly accounted: { readonly least: number; readonly most: number };
  /** Questions beyond the most at a host, and fewer than the least: what is too much at one makes up for nothing at another. */
  readonly unrecorded: number;
  readonly unasked: number;
  /** Rows of vantages of which fewer are there than their workers told as stored. */
  readonly toldMissing: number;
  readonly told: number;
  /** Checks whose newest result is not their newest row; minutes that do not count what the raw record has. */
  readonly staleLatest: number;
  readonly wrongMinutes: number;
  /** Rows of the load that say that it failed, which it never does; incidents that were opened of it all. */
  readonly accused: number;
  readonly incidents: number;
  /** Rows from before the product ran, or of a time that has not come yet, by more than clocks may be wrong. */
  readonly untimely: number;
}

export interface CensusSources {
  readonly sql: Sql;
  readonly seen: ReadonlyMap<string, string>;
  readonly askedByHost: Readonly<Record<string, number>>;
  readonly told: ReadonlyMap<string, number>;
  /** When the product was started. */
  readonly since: number;
}

/** Counts. No worker may be at work. */
export function takeCensus({ sql, seen, askedByHost, told, since }: CensusSources): Promise<Census> {
  return sql.begin(async (tx) => {
    // What a damaged index hides, or shows twice, must be seen.
    for (const way of ["indexscan", "indexonlyscan", "bitmapscan"]) await tx.unsafe(`set local enable_${way} = off`);
    const rows = await tx.unsafe<SeenRow[]>(`select ${ROW} from measurement m`);
    const there = new Map(rows.map(({ key, digest }) => [key, digest]));
    const byVantage = await tx<{ name: string; rows: number }[]>`
      select v.name, count(*)::int as rows from measurement m join vantage v on v.id = m.vantage_id group by v.name`;
    const stored = new Map(byVantage.map((one) => [one.name, one.rows]));
    return {
      rows: rows.length,
      doubled: rows.length - there.size,
      seen: seen.size,
      lost: [...seen.keys()].filter((key) => !there.has(key)).length,
      changed: [...seen].filter(([key, digest]) => there.has(key) && there.get(key) !== digest).length,
      told: [...told.values()].reduce((sum, rows) => sum + rows, 0),
      toldMissing: [...told].reduce((sum, [name, rows]) => sum + Math.max(0, rows - (stored.get(name) ?? 0)), 0),
      ...(await countLoad(tx, askedByHost)),
      ...(await countDerived(tx, since)),
    };
  });
}

/** Two attempts may be one question, or none: the first may not have reached the host. One that succeeded at once is one. */
async function countLoad(tx: Tx, askedByHost: CensusSources["askedByHost"]) {
  const rows = await tx<{ service: string; least: number; most: number; accused: number }[]>`
    select split_part(d.key, '/', 1) as service, count(*) filter (where m.outcome = 'ok')::int as least,
      sum(m.attempts)::int as most, count(*) filter (where m.outcome = 'failed')::int as accused
    from measurement m join check_def d on d.id = m.check_id where d.key like ${LOAD_CHECKS} group by 1`;
  const byService = new Map(rows.map((row) => [row.service, row]));
  const hosts = [...LOAD_HOSTS].map(([host, service]) => {
    const { least = 0, most = 0, accused = 0 } = byService.get(service) ?? {};
    return { asked: askedByHost[host] ?? 0, least, most, accused };
  });
  const total = (count: (host: (typeof hosts)[number]) => number) => hosts.reduce((sum, host) => sum + count(host), 0);
  return {
    asked: total(({ asked }) => asked),
    accounted: { least: total(({ least }) => least), most: total(({ most }) => most) },
    unrecorded: total(({ asked, most }) => Math.max(0, asked - most)),
    unasked: total(({ asked, least }) => Math.max(0, least - asked)),
    accused: total(({ accused }) => accused),
  };
}

async function countDerived(tx: Tx, since: number) {
  const [row] = await tx<{ stale: number; minutes: number; incidents: number; untimely: number }[]>`
    with newest as (
      select check_id, vantage_id, max(started_at) as at from measurement group by 1, 2
    ), raw as (
      select check_id, vantage_id, date_trunc('minute', tick) as minute, count(*) as n from measurement group by 1, 2, 3
    ), rolled as (
      select m.check_id, m.vantage_id, m.minute, m.ok + m.degraded + m.failed + m.neutral as n from measurement_minute m
    ), until as (select vantage_id, rolled_up_to from worker_heartbeat)
    select
      (select count(*)::int from newest n left join check_latest l using (check_id, vantage_id)
        where l.started_at is distinct from n.at) as stale,
      (select count(*)::int from raw r full join rolled o using (check_id, vantage_id, minute)
        join until u using (vantage_id)
        where minute < u.rolled_up_to and coalesce(r.n, 0) <> coalesce(o.n, 0)) as minutes,
      (select count(*)::int from incident) as incidents,
      (select count(*)::int from measurement where started_at not between
        ${new Date(since - MAX_SKEW_MS)} and clock_timestamp() + ${MAX_SKEW_MS} * interval '1 ms') as untimely`;
  const { stale = 0, minutes = 0, incidents = 0, untimely = 0 } = row ?? {};
  return { staleLatest: stale, wrongMinutes: minutes, incidents, untimely };
}

export interface Expected {
  /**
   * How many questions may have no row: those whose answer was in the memory of a worker when it was killed, or was refused for
   * its time. `unknown` where the world, which counts them, was killed too.
   */
  readonly unrecorded: number | "unknown";
  /** Whose end is no fault, of all that `npm start` told. */
  readonly mayEnd: (end: End) => boolean;
  /** Readers are to notice nothing. */
  readonly calm: boolean;
}

/** What was heard of the product meanwhile. */
export interface Heard {
  readonly readers: Pick<Readers, "answers" | "firstFailure">;
  /** Everything that it has printed. */
  readonly lines: () => readonly string[];
}

/** Holds a census, what readers got and what `npm start` said against what must be. */
export function findingOf(census: Census, { readers, lines }: Heard, { unrecorded, mayEnd, calm }: Expected): Finding {
  const { accounted, asked } = census;
  const { answers, firstFailure } = readers;
  const asking: Finding["figures"] = [
    ["questions of the load, as the world counted them", String(asked)],
    ["of them without a measurement", String(census.unrecorded)],
  ];
  const bars: Bar[] = [
    endedAlone(lines(), mayEnd),
    none("committed measurements that are lost", census.lost),
    none("committed measurements that have changed", census.changed),
    none("measurements that are there twice", census.doubled),
    none("measurements that a worker counted as stored and that are not there", census.toldMissing),
    none("measurements of a wrong time", census.untimely),
    none("newest results that are not the newest", census.staleLatest),
    none("minutes that count something else than the record", census.wrongMinutes),
    none("measurements that accuse somebody who did not fail", census.accused),
    none("incidents opened", census.incidents),
    { name: "workers have told what they stored", passes: census.told > 0, found: String(census.told) },
    { name: "a second session has seen measurements", passes: census.seen > 0, found: String(census.seen) },
  ];
  if (unrecorded !== "unknown") {
    bars.push(none("measurements of questions that the world was not asked", census.unasked));
  }
  if (typeof unrecorded === "number") {
    const name = `questions without a measurement, at most ${unrecorded}`;
    bars.push({ name, passes: census.unrecorded <= unrecorded, found: String(census.unrecorded) });
  }
  if (calm) {
    const found = [String(answers.failed + answers.unanswered), ...(firstFailure === null ? [] : [firstFailure])];
    const passes = firstFailure === null;
    bars.push({ name: "readers who got no answer, or an error", passes, found: found.join(", the first: ") });
  }
  return {
    figures: [
      ["measurements in Postgres", String(census.rows)],
      ["of them seen by a second session before", String(census.seen)],
      ["counted as stored by the workers that tell", String(census.told)],
      ["questions that the measurements of the load stand for", `${accounted.least} to ${accounted.most}`],
      ...(unrecorded === "unknown" ? [] : asking),
      [
        "readers: answers, errors, unanswered",
        `${answers.answered - answers.failed}, ${answers.failed}, ${answers.unanswered}`,
      ],
    ],
    bars,
  };
}
