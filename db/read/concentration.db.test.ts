import { beforeEach, describe, expect, it } from "vitest";
import { readHostingRecord, readIncidentCounts } from "#db/read/concentration.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { putIncident } from "#db/write/incidents.ts";
import { evidenceOf } from "#domain/hosting/record.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";

const database = testDatabase();
const NOW = Date.parse("2026-03-10T12:00:00Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const claim = {
  provider: "aws",
  region: "us-east-1",
  claim: "said",
  sourceUrl: "https://example.org/said",
  strength: "reported",
};
const infura = makeService("infura", [makeCheck("head")], { hosting: [claim] });
const wallet = makeService("wallet", [makeCheck("time")], { dependsOn: ["infura"] });
const kraken = makeService("kraken", [makeCheck("time")]);

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate hosting_observed, incident_update, incident, incident_group, service, component, vantage cascade`;
  await sql.begin((tx) => syncCatalog(tx, { services: [infura, wallet, kraken] }, NOW));
});

async function met(check: string, provider: string, region: string | null, lastSeen: number, edge = false) {
  await database.sql`
    insert into vantage (name, provider, region, country, world, created_at)
    values ('here', null, null, null, false, ${new Date(NOW)}) on conflict do nothing`;
  await database.sql`
    insert into hosting_observed (check_id, vantage_id, address, prefix, provider, region, service, edge, first_seen,
      last_seen, range_version)
    select d.id, v.id, '192.0.2.1', '192.0.2.0/24', ${provider}, ${region}, null, ${edge}, ${new Date(lastSeen - HOUR)},
      ${new Date(lastSeen)}, ${new Date(NOW)}
    from check_def d, vantage v where d.key = ${check}`;
}

describe("the record of hosting", () => {
  it("is the catalog as it is in force, with suppliers and claims, and the addresses that were met", async () => {
    await met("kraken/api/time", "gcp", "us-east4", NOW - HOUR);
    const record = await readHostingRecord(database.db, NOW);
    expect(record.services.map(({ slug }) => slug)).toEqual(["infura", "wallet", "kraken"]);
    expect(record.services[0]).toMatchObject({ hosting: [claim], components: [{ slug: "api", layer: "access" }] });
    expect(record.services[1]).toMatchObject({ dependsOn: ["infura"] });
    expect(
      evidenceOf(record).map(({ component, provider, region, basis }) => [component, provider, region, basis]),
    ).toEqual([
      ["infura/api", "aws", "us-east-1", "declared"],
      ["kraken/api", "gcp", "us-east4", "observed"],
      ["wallet/api", "aws", "us-east-1", "transitive"],
    ]);
  });

  it("leaves out what has left the catalog, and addresses that were not met for thirty days", async () => {
    await met("kraken/api/time", "gcp", "us-east4", NOW - 31 * DAY);
    await database.sql.begin((tx) => syncCatalog(tx, { services: [wallet, kraken] }, NOW));
    const record = await readHostingRecord(database.db, NOW);
    expect(record.services.map(({ slug }) => slug)).toEqual(["wallet", "kraken"]);
    expect(record.observed).toEqual([]);
    expect(evidenceOf(record)).toEqual([]);
  });
});

describe("incidents by service", () => {
  async function incident(id: string, startedAt: number, change: Partial<ReturnType<typeof makeIncidentView>> = {}) {
    const { about: _about, madeUp: _madeUp, ...fresh } = makeIncidentView({ id, group: "group0000000" });
    const [row] = await database.sql<{ id: string }[]>`
      select c.id from component c join service s on s.id = c.service_id where s.slug = 'kraken'`;
    await database.sql`insert into incident_group (id, anchor_at) values ('group0000000', ${new Date(NOW)})
      on conflict do nothing`;
    await database.sql.begin((tx) =>
      putIncident(tx, { ...fresh, component: "kraken/api", startedAt, ...change }, Number(row?.id)),
    );
  }

  it("are counted since when they began, without those that were taken back", async () => {
    await incident("a00000000000", NOW - DAY);
    await incident("b00000000000", NOW - 2 * DAY, { resolvedAt: NOW - DAY, verdict: "up" });
    await incident("c00000000000", NOW - 100 * DAY, { resolvedAt: NOW - 99 * DAY, verdict: "up" });
    await incident("d00000000000", NOW - DAY, {
      resolvedAt: NOW - HOUR,
      retracted: { at: NOW, author: "Jo", reason: "our own cable" },
    });
    expect(await readIncidentCounts(database.db, NOW - 90 * DAY)).toEqual(
      new Map([["kraken", { incidents: 2, attributed: 0 }]]),
    );
  });
});
