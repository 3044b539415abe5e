import type { Sql } from "#db/client.ts";
import { type IncidentRow, incidentOf } from "#db/read/incident-row.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { storeCloudEvents } from "#db/write/cloud-events.ts";
import { appendUpdate, putIncident } from "#db/write/incidents.ts";
import { storeNotices } from "#db/write/notices.ts";
import type { Place } from "#domain/attribution/evidence.ts";
import type { StoredAttribution } from "#domain/attribution/record.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";
import type { EpochMs } from "#domain/time.ts";
import { contentDigest } from "#workers/feeds/digest.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUARTER_MS = HOUR_MS / 4;

/** For tests: a database with a record of some days, in which services failed when the test says so. */
export interface Archive {
  readonly services: readonly ServiceSpec[];
  readonly recordedFrom: EpochMs;
  /** An incident of the service's `api`, open unless told; in the group of its quarter of an hour unless told. @returns its id */
  fail(slug: string, at: EpochMs, over?: Partial<Incident>): Promise<string>;
  /** A further step of an incident. */
  step(id: string, at: EpochMs, change: Partial<Incident>): Promise<void>;
  /** The service answered from an address there since the record began. */
  observe(slug: string, place: Place & { readonly edge?: boolean }): Promise<void>;
  /** A cloud's feed has this event at a time. @returns its public id */
  post(event: CloudEvent, at: EpochMs): Promise<string>;
  /** A vendor's page has this notice at a time. */
  say(slug: string, notice: Notice, at: EpochMs): Promise<void>;
  attributions(): Promise<StoredAttribution[]>;
  /** What was told of attributions, oldest first: the incident, and its new word (null: taken back). */
  told(): Promise<{ incident: string; word: string | null }[]>;
}

export async function openArchive(
  sql: Sql,
  { slugs, end, days }: { readonly slugs: readonly string[]; readonly end: EpochMs; readonly days: number },
): Promise<Archive> {
  await sql`truncate outbox, attribution, incident_update, incident, incident_group, verdict_log, component_hour, lease,
    hosting_observed, cloud_event_version, cloud_event, notice_version, notice, feed, check_def, component, service cascade`;
  const services = slugs.map((slug) => makeService(slug, [makeCheck("time")]));
  const recordedFrom = Math.floor(end / HOUR_MS) * HOUR_MS - days * DAY_MS;
  await sql.begin((tx) => syncCatalog(tx, { services }, recordedFrom));
  await sql`
    insert into verdict_log (component_id, known_at, effective_at, verdict, finding, vantages, usable, failure_types, rule_version)
    select id, ${new Date(recordedFrom)}, ${new Date(recordedFrom)}, 'up', '{"kind": "answers"}', '{here}', 1, '{}', 1
    from component`;
  await sql`
    insert into component_hour (component_id, hour, up_s, degraded_s, down_s, maintenance_s, unknown_s)
    select (select min(id) from component), hour, 3600, 0, 0, 0, 0
    from generate_series(${new Date(recordedFrom)}::timestamptz, ${new Date(end + 10 * DAY_MS)}::timestamptz, '1 hour') hour`;
  const rows = await sql<{ id: string; check_id: string; slug: string }[]>`
    select c.id, d.id as check_id, s.slug from component c join service s on s.id = c.service_id
    join check_def d on d.component_id = c.id`;
  const ids = new Map(rows.map((row) => [row.slug, { component: Number(row.id), check: Number(row.check_id) }]));
  const idsOf = (slug: string) => ids.get(slug) ?? { component: 0, check: 0 };

  const store = async (incident: Incident, kind: "opened" | "changed" | "resolved" | "retracted", at: EpochMs) => {
    const [slug = ""] = incident.component.split("/");
    const { sequence, verdict, finding, severity } = incident;
    const effectiveAt = kind === "opened" ? incident.startedAt : at;
    await sql.begin(async (tx) => {
      await putIncident(tx, incident, idsOf(slug).component);
      await appendUpdate(tx, incident.id, { sequence, kind, knownAt: at, effectiveAt, verdict, finding, severity });
    });
  };

  return {
    services,
    recordedFrom,
    fail: async (slug, at, over = {}) => {
      const { about: _about, madeUp: _madeUp, ...fresh } = makeIncidentView();
      const quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
      const incident: Incident = {
        ...fresh,
        id: stableId("test", slug, at),
        group: over.group ?? stableId("quarter", quarter),
        component: `${slug}/api`,
        startedAt: at,
        lastGood: at - 60_000,
        detectedAt: at + 60_000,
        resolvedAt: null,
        failureTypes: ["tcp.timed_out"],
        retracted: null,
        sequence: 1,
        ...over,
      };
      const anchor = over.group === undefined ? quarter : at;
      await sql`
        insert into incident_group (id, anchor_at) values (${incident.group}, ${new Date(anchor)}) on conflict do nothing`;
      await store(incident, "opened", incident.resolvedAt ?? incident.detectedAt);
      return incident.id;
    },
    step: async (id, at, change) => {
      const [row] = await sql<IncidentRow[]>`
        select i.*, s.slug || '/' || c.slug as component
        from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id where i.id = ${id}`;
      if (row === undefined) throw new Error(`no incident ${id}`);
      const before = incidentOf(row);
      const kind = change.retracted ? "retracted" : change.resolvedAt ? "resolved" : "changed";
      await store({ ...before, ...change, sequence: before.sequence + 1 }, kind, at);
    },
    observe: async (slug, { provider, region, edge = false }) => {
      await sql`
        insert into hosting_observed (check_id, vantage_id, address, prefix, provider, region, edge, first_seen, last_seen, range_version)
        values (${idsOf(slug).check}, 1, ${`10.0.0.${idsOf(slug).check % 250}`}, '10.0.0.0/24', ${provider}, ${region}, ${edge},
          ${new Date(recordedFrom)}, ${new Date(end)}, ${new Date(recordedFrom)})`;
    },
    post: async (event, at) => {
      const answer = { feed: event.feed, at, whole: true, empty: false };
      const entry = { said: event, digest: contentDigest(event) };
      await sql.begin((tx) => storeCloudEvents(tx, event.provider, event.feed, [entry], answer));
      return stableId("cloud", event.provider, event.id);
    },
    say: async (slug, notice, at) => {
      const entry = { said: notice, digest: contentDigest(notice) };
      await sql.begin((tx) => storeNotices(tx, slug, [entry], at));
    },
    attributions: async () => {
      const stored = await sql<
        {
          incident_id: string;
          cloud_event_id: string;
          detail: StoredAttribution["record"];
          computed_at: Date;
          rule_version: number;
        }[]
      >`select * from attribution order by incident_id`;
      return stored.map((row) => ({
        incident: row.incident_id,
        cloudEvent: row.cloud_event_id,
        record: row.detail,
        computedAt: row.computed_at.getTime(),
        ruleVersion: row.rule_version,
      }));
    },
    told: async () => {
      const events = await sql<{ incident_id: string; type: string; word: string | null }[]>`
        select incident_id, type, payload->'attribution'->'best'->>'word' as word from outbox
        where key like 'attribution/%' order by id`;
      return events.map(({ incident_id, word }) => ({ incident: incident_id, word }));
    },
  };
}
