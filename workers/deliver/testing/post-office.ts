import type { Drizzle, Sql } from "#db/client.ts";
import { readSealingKeys } from "#db/sealing.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { appendEvent, appendUpdate, putIncident } from "#db/write/incidents.ts";
import { storeNotices } from "#db/write/notices.ts";
import { addSubscription, confirmSubscription } from "#db/write/subscriptions.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { incidentEvent } from "#domain/incident/chronicle.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { Incident, IncidentUpdate } from "#domain/incident/incident.ts";
import { EVERYTHING, type WebhookFilter, type WebhookFormat } from "#domain/publish/webhook/subscription.ts";
import type { Status } from "#domain/status/status.ts";
import { makeIncidentView, makeJudged } from "#domain/status/testing/views.ts";
import type { EpochMs } from "#domain/time.ts";
import { createDeliverer, type DelivererOptions } from "#workers/deliver/deliver.ts";
import type { Answer, Post } from "#workers/deliver/send.ts";
import { createTeller } from "#workers/deliver/tell.ts";
import { ONLINE } from "#workers/testing/online.ts";

export const KEYS = readSealingKeys(Buffer.alloc(32, 7).toString("base64"));
export const SITE = "https://status.example.org";
export const T0 = Date.parse("2026-03-10T12:00:00Z");

export const answered = (status: number | null, body = "", retryAfter?: string): Answer => ({
  status,
  reason: status === null ? "no answer in 15 s" : null,
  retryAfter,
  body: Buffer.from(body),
});

/** For tests: services that fail when the test says so, subscribers, and receivers that answer as they are told. */
export interface PostOffice {
  now: EpochMs;
  /** What receivers answer: of each request what this gives. */
  answer: (post: Post) => Answer | Promise<Answer>;
  readonly posts: Post[];
  /** An incident of the service's `api`, in the group of its quarter of an hour unless told. */
  fail(slug: string, over?: Partial<Incident>): Promise<Incident>;
  step(incident: Incident, kind: IncidentUpdate["kind"], change?: Partial<Incident>): Promise<Incident>;
  statusChanges(slug: string, before: Status, after: Status): Promise<void>;
  /** The service's status page announces work on all of it, or says more of it. */
  announce(slug: string, over?: Partial<Notice>): Promise<void>;
  /** A confirmed subscription. @returns its id */
  subscribe(filter?: Partial<WebhookFilter>, over?: { format?: WebhookFormat; url?: string }): Promise<string>;
  teller(holder?: string, sql?: Sql): ReturnType<typeof createTeller>;
  deliverer(over?: Partial<DelivererOptions>): ReturnType<typeof createDeliverer>;
  /** Makes deliveries of everything, then sends what is due until nothing is. @returns what was sent */
  run(): Promise<Post[]>;
  /** One delivery that waits, of an incident of `alpha`. @returns its subscription's id */
  waiting(): Promise<string>;
  /** The clock goes to when the next attempt is due. */
  advance(): Promise<void>;
  /** Of every delivery, oldest first. */
  states(): Promise<string[]>;
}

export async function openPostOffice(sql: Sql, db: Drizzle, slugs: readonly string[]): Promise<PostOffice> {
  await sql`truncate delivery_attempt, delivery, subscription, outbox, attribution, incident_update, incident, incident_group,
    lease, notice_version, notice, check_def, component, service cascade`;
  await sql.begin((tx) =>
    syncCatalog(tx, { services: slugs.map((slug) => makeService(slug, [makeCheck("time")])) }, T0),
  );
  const rows = await sql<{ id: string; slug: string }[]>`
    select c.id, s.slug from component c join service s on s.id = c.service_id`;
  const idOf = (slug: string) => Number(rows.find((row) => row.slug === slug)?.id);

  const write = (incident: Incident, kind: IncidentUpdate["kind"], at: EpochMs) =>
    sql.begin(async (tx) => {
      const { sequence, verdict, finding, severity } = incident;
      const update: IncidentUpdate = { sequence, kind, knownAt: at, effectiveAt: at, verdict, finding, severity };
      const [slug = ""] = incident.component.split("/");
      await tx`insert into incident_group (id, anchor_at) values (${incident.group}, ${new Date(incident.startedAt)}) on conflict do nothing`;
      await putIncident(tx, incident, idOf(slug));
      await appendUpdate(tx, incident.id, update);
      await appendEvent(tx, incidentEvent(incident, update), idOf(slug));
    });

  const office: PostOffice = {
    now: T0,
    answer: () => answered(204),
    posts: [],
    fail: async (slug, over = {}) => {
      const { about: _about, madeUp: _madeUp, maintenance: _maintenance, ...fresh } = makeIncidentView();
      const startedAt = office.now - 60_000;
      const incident: Incident = {
        ...fresh,
        id: stableId(slug, startedAt),
        group: stableId("group", Math.floor(startedAt / 900_000)),
        component: `${slug}/api`,
        startedAt,
        lastGood: startedAt - 60_000,
        detectedAt: office.now,
        sequence: 1,
        ...over,
      };
      await write(incident, "opened", office.now);
      return incident;
    },
    step: async (incident, kind, change = {}) => {
      const next: Incident = { ...incident, ...change, sequence: incident.sequence + 1 };
      await write(next, kind, office.now);
      return next;
    },
    statusChanges: (slug, before, after) =>
      sql.begin((tx) =>
        appendEvent(
          tx,
          {
            type: "component.status_changed",
            key: `component/${slug}/api/${office.now}/${after}`,
            occurredAt: office.now,
            component: `${slug}/api`,
            before,
            after,
            judged: makeJudged(after === "operational" ? "answers" : "failing"),
          },
          idOf(slug),
        ),
      ),
    announce: async (slug, over = {}) => {
      const at = office.now;
      const said: Notice = {
        page: slug,
        id: "work",
        title: "Scheduled maintenance",
        url: `https://status.${slug}.example.org/work`,
        impact: "maintenance",
        status: "scheduled",
        startedAt: at,
        publishedAt: T0,
        resolvedAt: null,
        changedAt: at,
        components: [],
        updates: [],
        maintenance: { from: T0 + 3_600_000, until: T0 + 7_200_000 },
        ...over,
      };
      await sql.begin((tx) => storeNotices(tx, slug, [{ said, digest: JSON.stringify(said) }], at));
    },
    subscribe: (filter = {}, { format = "standard", url = "https://hooks.example.org/x" } = {}) =>
      sql.begin(async (tx) => {
        const target = { url, host: new URL(url).host, routingKey: format === "pagerduty" ? "key" : null };
        const wanted = {
          format,
          language: "en" as const,
          filter: { ...EVERYTHING, ...filter },
          target,
          requester: null,
        };
        const added = await addSubscription(tx, KEYS, wanted, office.now);
        if ("refused" in added) throw new Error(added.refused);
        await confirmSubscription(tx, added.id, office.now);
        await tx`delete from delivery where subscription_id = ${added.id}`;
        return added.id;
      }),
    teller: (holder = "here", client = sql) => createTeller({ sql: client, db, now: () => office.now, holder }),
    deliverer: (over = {}) =>
      createDeliverer({
        gate: ONLINE,
        sql,
        now: () => office.now,
        monotonic: () => performance.now(),
        random: () => 0.5,
        holder: "here",
        keys: KEYS,
        site: SITE,
        userAgent: "Faultline/test",
        send: async (post) => {
          office.posts.push(post);
          return office.answer(post);
        },
        onError: (error) => {
          throw error;
        },
        ...over,
      }),
    run: async () => {
      const before = office.posts.length;
      while (((await office.teller().pass()) ?? 0) > 0);
      const deliverer = office.deliverer();
      while ((await deliverer.pass()) > 0) await deliverer.settled();
      return office.posts.slice(before);
    },
    waiting: async () => {
      const id = await office.subscribe();
      await office.fail("alpha");
      await office.teller().pass();
      return id;
    },
    advance: async () => {
      const [row] = await sql<
        { next_at: Date | null }[]
      >`select min(next_at) as next_at from delivery where done_at is null`;
      office.now = Math.max(office.now, row?.next_at?.getTime() ?? office.now);
    },
    states: async () =>
      (await sql<{ state: string }[]>`select state from delivery order by created_at, id`).map(({ state }) => state),
  };
  return office;
}
