import { beforeEach, describe, expect, it } from "vitest";
import { readIncident, readIncidents } from "#db/read/incidents.ts";
import { createMaintenanceReader, readMaintenance } from "#db/read/maintenance.ts";
import { createOverviewReader } from "#db/read/overview.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { claimFeed, recordFeed } from "#db/write/feeds.ts";
import { putIncident } from "#db/write/incidents.ts";
import { storeNotices } from "#db/write/notices.ts";
import { recordProgress } from "#db/write/verdicts.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { listed, window } from "#domain/cloud/testing/notice.ts";
import { stableId } from "#domain/incident/identity.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";
import type { EpochMs } from "#domain/time.ts";

const database = testDatabase();
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const NOW = Date.parse("2026-03-10T12:20:00Z");
const [SINCE, UNTIL] = [NOW - 15 * MINUTE, NOW + 45 * MINUTE];
const NOTICE = stableId("notice", "infura", "n");
let ids: ReadonlyMap<string, number>;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate notice_version, notice, feed_gap, feed, verdict_log, component_hour, component_day, incident_update,
    incident, incident_group, judge_progress, check_def, component, service cascade`;
  const components = ["ethereum", "polygon"].map((slug) => ({
    slug,
    name: slug,
    layer: "access" as const,
    chain: slug,
    checks: [makeCheck("head")],
  }));
  // The same page, of which only a part is the wallet's.
  const shared = { url: null, kind: "statuspage", apiUrl: null, verified: "docs", shared: true } as const;
  const services = [
    makeService("infura", [], { components }),
    makeService("metamask", [makeCheck("web")], { statusPage: shared }),
  ];
  await sql.begin((tx) => syncCatalog(tx, { services }, NOW - DAY));
  const rows = await sql<{ id: string; key: string }[]>`
    select c.id, s.slug || '/' || c.slug as key from component c join service s on s.id = c.service_id`;
  ids = new Map(rows.map(({ id, key }) => [key, Number(id)]));
  await sql.begin((tx) => recordProgress(tx, { passedAt: NOW, latenessMs: 0, tookMs: 0, rounds: 0, ruleVersion: 1 }));
  await sql`insert into incident_group (id, anchor_at) values ('group', ${new Date(NOW)})`;
  for (const id of ids.values()) {
    await sql`insert into verdict_log (component_id, known_at, effective_at, verdict, finding, vantages, usable, failure_types, rule_version)
      values (${id}, ${new Date(NOW - DAY)}, ${new Date(NOW - DAY)}, 'down', '{"kind":"failing"}', '{}', 1, '{}', 1)`;
  }
  for (const slug of ["infura", "metamask"]) {
    const source = { name: `page:${slug}/statuspage`, kind: "statuspage", url: "https://s.example", everyMs: 120_000 };
    await sql.begin(async (tx) => {
      await claimFeed(tx, source, NOW - DAY);
      const outcome = { readable: true, etag: null, entries: 1, broken: 0 } as const;
      await recordFeed(tx, source.name, outcome, { now: NOW - DAY, nextAt: NOW });
    });
    await say(slug, NOW - HOUR);
  }
});

/** Polygon's window, on the page of a service. */
async function say(service: string, seenAt: EpochMs, over: Partial<Notice> = {}): Promise<void> {
  const said = window({
    components: listed("Polygon Mainnet"),
    publishedAt: NOW - 2 * HOUR,
    maintenance: { from: SINCE, until: UNTIL },
    ...over,
  });
  const digest = JSON.stringify(said);
  await database.sql.begin((tx) => storeNotices(tx, service, [{ said, digest }], seenAt));
}

const overview = async (now = NOW) => {
  const { services } = await createOverviewReader(database.db)(now);
  return new Map(services.flatMap(({ slug, components }) => components.map((one) => [`${slug}/${one.slug}`, one])));
};

describe("what is declared now", () => {
  it("stands with the component that the notice names, and with no other", async () => {
    const components = await overview();
    expect(components.get("infura/polygon")?.maintenance).toEqual({
      notice: NOTICE,
      title: "Scheduled maintenance",
      url: null,
      from: SINCE,
      until: UNTIL,
      announcedAt: NOW - 2 * HOUR,
      endsAt: UNTIL + 30 * MINUTE,
    });
    expect(components.get("infura/ethereum")?.maintenance).toBeNull();
    expect(components.get("metamask/api")?.maintenance).toBeNull();
  });

  it("takes its time out of the hour that is open, and the rest of that hour stays as it was judged", async () => {
    const components = await overview();
    expect(components.get("infura/polygon")?.uptime["24h"]).toMatchObject({ down: 300, maintenance: 900 });
    expect(components.get("infura/ethereum")?.uptime["24h"]).toMatchObject({ down: 1_200, maintenance: 0 });
  });

  it("is over when the vendor says so, and stands before it is forgotten for some seconds only", async () => {
    const reader = createMaintenanceReader(database.db);
    expect((await reader.read(NOW)).size).toBe(1);
    await say("infura", NOW, { status: "completed", resolvedAt: NOW - MINUTE });
    const later = await reader.read(NOW + 10_000);
    expect([...later.values()].flat().map(({ to }) => to)).toEqual([NOW - MINUTE]);
    expect((await overview()).get("infura/polygon")?.maintenance).toBeNull();
  });

  it("is read back as far as is asked, of one service or of all", async () => {
    const polygon = ids.get("infura/polygon") ?? 0;
    const read = async (from: EpochMs, service: string | null) => [
      ...(await readMaintenance(database.db, from, service)).keys(),
    ];
    await database.sql`update notice set updated_at = ${new Date(NOW - HOUR)}`;
    expect(await read(NOW, null)).toEqual([polygon]);
    expect(await read(NOW, "infura")).toEqual([polygon]);
    expect(await read(NOW, "kraken")).toEqual([]);
    expect(await read(UNTIL + 4 * HOUR, null)).toEqual([]);
  });
});

describe("an incident", () => {
  const put = (id: string, component: string, startedAt: EpochMs) =>
    database.sql.begin((tx) =>
      putIncident(
        tx,
        makeIncidentView({ id, component, group: "group", startedAt, lastGood: null, resolvedAt: null }),
        ids.get(component) ?? 0,
      ),
    );

  it("that began in declared maintenance of its component says so, wherever it is read", async () => {
    await put("within", "infura/polygon", NOW - 10 * MINUTE);
    await put("other", "infura/ethereum", NOW - 10 * MINUTE);
    const query = { limit: 10, state: null, service: null, cursor: null } as const;
    const { incidents } = await readIncidents(database.db, query);
    expect(incidents.map(({ id, maintenance }) => [id, maintenance?.notice ?? null])).toEqual([
      ["within", NOTICE],
      ["other", null],
    ]);
    const found = await readIncident(database.db, "within");
    expect(found?.incident.maintenance?.until).toBe(UNTIL);
    const { incidents: open } = await createOverviewReader(database.db)(NOW);
    expect(open.filter(({ maintenance }) => maintenance !== null).map(({ id }) => id)).toEqual(["within"]);
  });

  it("that began before or after it does not, and keeps what was declared when it began", async () => {
    await put("before", "infura/polygon", SINCE - MINUTE);
    expect((await readIncident(database.db, "before"))?.incident.maintenance).toBeNull();
    await database.sql`delete from incident`;
    await put("within", "infura/polygon", SINCE + MINUTE);
    await say("infura", NOW, { status: "completed", resolvedAt: NOW - MINUTE });
    expect((await readIncident(database.db, "within"))?.incident.maintenance?.notice).toBe(NOTICE);
    await database.sql`delete from incident`;
    await put("after", "infura/polygon", NOW);
    expect((await readIncident(database.db, "after"))?.incident.maintenance).toBeNull();
  });
});
