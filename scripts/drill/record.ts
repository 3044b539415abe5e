import type { Sql } from "#db/client.ts";
import type { AttributionRecord } from "#domain/attribution/record.ts";
import type { DrillRecord, RecordedCloud, RecordedIncident } from "#domain/drill/score.ts";

/** All that a drill left in its database, but for who was well when. */
export async function readDrillRecord(sql: Sql): Promise<Omit<DrillRecord, "unwell">> {
  return {
    incidents: await readIncidents(sql),
    clouds: await readClouds(sql),
    samples: await readSamples(sql),
    ticks: await readTicks(sql),
    judgedUntil: await readJudgedUntil(sql),
    feeds: await readFeeds(sql),
    cutOff: await readCutOff(sql),
  };
}

async function readIncidents(sql: Sql): Promise<RecordedIncident[]> {
  const rows = await sql<
    {
      id: string;
      component: string;
      started_at: Date;
      detected_at: Date;
      resolved_at: Date | null;
      closed_at: Date | null;
      detail: AttributionRecord | null;
    }[]
  >`
    select i.id, s.slug || '/' || c.slug as component, i.started_at, i.detected_at, i.resolved_at, a.detail,
      (select max(u.known_at) from incident_update u where u.incident_id = i.id and u.kind = 'resolved') as closed_at
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    left join attribution a on a.incident_id = i.id
    where i.retracted is null order by i.started_at, i.id`;
  return rows.map((row) => ({
    id: row.id,
    component: row.component,
    startedAt: row.started_at.getTime(),
    detectedAt: row.detected_at.getTime(),
    resolvedAt: row.resolved_at?.getTime() ?? null,
    // One that was opened again is not over for having been closed once.
    closedAt: row.resolved_at === null ? null : (row.closed_at?.getTime() ?? null),
    ...causesOf(row.detail),
  }));
}

function causesOf(detail: AttributionRecord | null): Pick<RecordedIncident, "named" | "runnerUp"> {
  if (detail === null) return { named: null, runnerUp: null };
  const { best, runnerUp } = detail;
  const place = ({ provider, region }: typeof best) => ({ provider, region: region ?? "global" });
  return {
    named: best.word === "not_attributed" ? null : { ...place(best), word: best.word, score: best.score },
    runnerUp: runnerUp === null ? null : { ...place(runnerUp), score: runnerUp.score },
  };
}

async function readClouds(sql: Sql): Promise<RecordedCloud[]> {
  const rows = await sql<{ provider: string; regions: string[]; first_seen_at: Date }[]>`
    select e.provider, e.regions, min(v.first_seen_at) as first_seen_at
    from cloud_event e join cloud_event_version v on v.cloud_event_id = e.id
    where not e.maintenance group by e.id`;
  return rows.map(({ provider, regions, first_seen_at }) => ({
    provider,
    regions,
    firstSeenAt: first_seen_at.getTime(),
  }));
}

async function readSamples(sql: Sql): Promise<DrillRecord["samples"]> {
  const [counts] = await sql<{ recorded: number; told: number }[]>`
    select (select count(*)::int from measurement) as recorded, (select count(*)::int from outbox) as told`;
  const neutral = await sql<{ type: string; count: number }[]>`
    select failure_type as type, count(*)::int as count from measurement where outcome = 'neutral'
    group by failure_type order by failure_type`;
  return {
    recorded: counts?.recorded ?? 0,
    told: counts?.told ?? 0,
    neutral: Object.fromEntries(neutral.map(({ type, count }) => [type, count])),
  };
}

async function readTicks(sql: Sql): Promise<DrillRecord["ticks"]> {
  const rows = await sql<{ interval_s: number; tick: Date; count: number; neutral: number }[]>`
    select c.interval_s, m.tick, count(*)::int as count, (count(*) filter (where m.outcome = 'neutral'))::int as neutral
    from measurement m join check_def c on c.id = m.check_id group by c.interval_s, m.tick`;
  return rows.map(({ interval_s, tick, count, neutral }) => {
    return { intervalMs: interval_s * 1_000, tick: tick.getTime(), count, neutral };
  });
}

async function readJudgedUntil(sql: Sql): Promise<DrillRecord["judgedUntil"]> {
  const [row] = await sql<{ until: Date | null }[]>`select max(tick) as until from detector`;
  return row?.until?.getTime() ?? null;
}

async function readFeeds(sql: Sql): Promise<DrillRecord["feeds"]> {
  const rows = await sql<{ name: string; read_at: Date | null }[]>`select name, read_at from feed`;
  return rows.map(({ name, read_at }) => ({ name, readAt: read_at?.getTime() ?? null }));
}

async function readCutOff(sql: Sql): Promise<DrillRecord["cutOff"]> {
  const rows = await sql<{ vantage: string; tick: Date }[]>`
    select distinct v.name as vantage, m.tick from measurement m join vantage v on v.id = m.vantage_id
    where m.failure_type = 'neutral.vantage_down'`;
  return rows.map(({ vantage, tick }) => ({ vantage, tick: tick.getTime() }));
}

/** Components that are not known to be well. */
export async function notWell(sql: Sql, components: readonly string[]): Promise<string[]> {
  const rows = await sql<{ component: string }[]>`
    select s.slug || '/' || c.slug as component from component_verdict v
    join component c on c.id = v.component_id join service s on s.id = c.service_id where v.verdict = 'up'`;
  const well = new Set(rows.map(({ component }) => component));
  return components.filter((component) => !well.has(component));
}
