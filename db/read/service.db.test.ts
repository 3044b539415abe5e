import { beforeEach, describe, expect, it } from "vitest";
import { createPastOfServices, readServicePast } from "#db/read/service.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { putIncident } from "#db/write/incidents.ts";
import { upsertVantage } from "#db/write/vantage.ts";
import { recordProgress } from "#db/write/verdicts.ts";
import { stableId } from "#domain/incident/identity.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";
import type { Verdict } from "#domain/status/verdict.ts";
import { secondsSince } from "#domain/uptime/day-seconds.ts";

const database = testDatabase();
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const NOW = Date.parse("2026-03-10T12:00:00Z");
let ids: ReadonlyMap<string, number>;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate judge_progress, verdict_log, incident_update, incident, incident_group, hosting_observed, notice_version, notice,
    vantage, check_def, component, service cascade`;
  const component = (slug: string, layer: "access" | "chain" = "access") => ({
    slug,
    name: slug.toUpperCase(),
    layer,
    chain: slug,
    checks: [makeCheck("head")],
  });
  const services = [
    makeService("infura", [], { components: [component("polygon"), component("linea"), component("beta")] }),
    makeService("base", [], { components: [component("rpc"), component("chain", "chain")] }),
    makeService("kraken", [makeCheck("time")]),
  ];
  await sql.begin((tx) => syncCatalog(tx, { services }, NOW - 100 * DAY));
  const rows = await sql<{ id: string; key: string }[]>`
    select c.id, s.slug || '/' || c.slug as key from component c join service s on s.id = c.service_id`;
  ids = new Map(rows.map(({ id, key }) => [key, Number(id)]));
  await sql.begin((tx) => recordProgress(tx, { passedAt: NOW, latenessMs: 0, tookMs: 0, rounds: 0, ruleVersion: 1 }));
});

async function judge(component: string, entries: readonly (readonly [at: number, verdict: Verdict])[]): Promise<void> {
  for (const [at, verdict] of entries)
    await database.sql`insert into verdict_log (component_id, known_at, effective_at, verdict, finding, vantages, usable,
        failure_types, rule_version)
      values (${ids.get(component) ?? 0}, ${new Date(at)}, ${new Date(at)}, ${verdict}, '{"kind":"answers"}', '{}', 1, '{}', 1)`;
}
const past = (slug: string) => readServicePast(database.db, slug, NOW);

describe("the days of a service", () => {
  it("are of each layer together and each component, those in which two failed in turn down twice", async () => {
    const night = NOW - 2 * DAY;
    await judge("infura/polygon", [
      [NOW - 95 * DAY, "up"],
      [night, "down"],
      [night + HOUR, "up"],
    ]);
    await judge("infura/linea", [
      [NOW - 95 * DAY, "up"],
      [night + 2 * HOUR, "down"],
      [night + 3 * HOUR, "up"],
    ]);
    const { days } = await past("infura");
    const access = days.layers.get("access");
    expect(access?.days).toHaveLength(91);
    expect(access?.components).toEqual(["polygon", "linea"]);
    expect(secondsSince(access?.days ?? [], days.window.from)).toMatchObject({ down: 7_200, unknown: 0 });
    expect(secondsSince(days.components.get("polygon") ?? [], days.window.from)).toMatchObject({ down: 3_600 });
    expect(days.components.has("beta")).toBe(false);
    expect(days.layers.has("chain")).toBe(false);
  });

  it("keep the layers apart, and leave out of the whole what nothing was ever known of", async () => {
    await judge("base/rpc", [[NOW - 10 * DAY, "unknown"]]);
    await judge("base/chain", [[NOW - 10 * DAY, "up"]]);
    const { layers, components } = (await past("base")).days;
    expect([...layers.keys()]).toEqual(["chain"]);
    expect(components.has("rpc")).toBe(true);
  });

  it("of a retracted incident are not counted, and a judge that has stopped knows nothing since", async () => {
    await judge("kraken/api", [
      [NOW - 5 * DAY, "up"],
      [NOW - 3 * HOUR, "down"],
      [NOW - 2 * HOUR, "up"],
    ]);
    await incident("kraken", "api", NOW - 3 * HOUR, {
      resolvedAt: NOW - 2 * HOUR,
      retracted: { at: NOW, author: "a", reason: "r" },
    });
    const own = async () => {
      const { days } = await past("kraken");
      return secondsSince(days.components.get("api") ?? [], NOW - 6 * DAY);
    };
    expect(await own()).toMatchObject({ down: 0 });
    await database.sql`update judge_progress set passed_at = ${new Date(NOW - HOUR)}`;
    expect((await own()).up).toBe(5 * 86_400 - 7_200);
  });

  it("of all services are read at once, and are those of each by itself", async () => {
    await judge("kraken/api", [[NOW - 5 * DAY, "up"]]);
    await judge("infura/polygon", [[NOW - 5 * DAY, "up"]]);
    const all = await createPastOfServices(database.db, () => NOW).serviceDays();
    expect([...all.keys()]).toEqual(["infura", "base", "kraken"]);
    expect(all.get("kraken")).toEqual((await past("kraken")).days);
  });
});

it("uptimes of all services are of each window, each layer as one, and agree with its days", async () => {
  await judge("infura/polygon", [
    [NOW - 95 * DAY, "up"],
    [NOW - 2 * DAY, "down"],
    [NOW - 2 * DAY + HOUR, "up"],
  ]);
  await judge("infura/linea", [
    [NOW - 95 * DAY, "up"],
    [NOW - 2 * HOUR, "down"],
    [NOW - HOUR, "up"],
  ]);
  await judge("base/rpc", [[NOW - 10 * DAY, "unknown"]]);
  await judge("base/chain", [[NOW - 10 * DAY, "up"]]);
  const uptimes = await createPastOfServices(database.db, () => NOW).serviceUptimes();
  const access = uptimes.get("infura")?.get("access");
  expect(access?.components).toEqual(["polygon", "linea"]);
  expect(access?.seconds["24h"]).toMatchObject({ down: 3_600, up: 82_800, unknown: 0 });
  expect(access?.seconds["7d"]).toMatchObject({ down: 7_200 });
  const { days } = await past("infura");
  expect(access?.seconds["90d"]).toEqual(secondsSince(days.layers.get("access")?.days ?? [], days.window.from));
  expect([...(uptimes.get("base")?.keys() ?? [])]).toEqual(["chain"]);
  expect(uptimes.get("kraken")?.size).toBe(0);
});

async function incident(
  service: string,
  component: string,
  startedAt: number,
  over: Parameters<typeof makeIncidentView>[0] = {},
) {
  const id = stableId(`${service}/${component} ${startedAt}`);
  await database.sql`insert into incident_group (id, anchor_at) values (${id}, ${new Date(startedAt)})`;
  const made = makeIncidentView({
    id,
    group: id,
    component: `${service}/${component}`,
    startedAt,
    lastGood: null,
    ...over,
  });
  await database.sql.begin((tx) => putIncident(tx, made, ids.get(`${service}/${component}`) ?? 0));
  return id;
}

it("incidents of a service are its own, open ones first", async () => {
  const old = await incident("kraken", "api", NOW - 3 * DAY, { resolvedAt: NOW - 2 * DAY });
  const open = await incident("kraken", "api", NOW - HOUR);
  await incident("infura", "linea", NOW - HOUR);
  const { incidents, moreIncidents, attributions } = await past("kraken");
  expect(incidents.map(({ id }) => id)).toEqual([open, old]);
  expect([moreIncidents, attributions.size]).toEqual([false, 0]);
});

it("addresses stand with whose they were and when, the last met first, however many checks met them", async () => {
  const [vantageId] = await Promise.all([
    database.sql.begin((tx) =>
      upsertVantage(tx, { name: "here", provider: null, region: null, country: null, world: true }, NOW),
    ),
  ]);
  const checks = await database.sql<{ id: string; key: string }[]>`select id, key from check_def`;
  const met = async (key: string, address: string, region: string | null, from: number, to: number) => {
    const check = checks.find((one) => one.key === key)?.id ?? "0";
    await database.sql`insert into hosting_observed (check_id, vantage_id, address, provider, region, edge, first_seen, last_seen, range_version)
      values (${check}, ${vantageId}, ${address}, ${region === null ? null : "aws"}, ${region}, false, ${new Date(from)}, ${new Date(to)}, ${new Date(from)})`;
  };
  await met("infura/polygon/head", "192.0.2.1", "us-east-1", NOW - 40 * DAY, NOW - DAY);
  await met("infura/linea/head", "192.0.2.1", "us-east-1", NOW - 50 * DAY, NOW - 2 * DAY);
  await met("infura/linea/head", "192.0.2.1", "eu-west-1", NOW - DAY, NOW);
  await met("infura/linea/head", "2001:db8::1", null, NOW - 60 * DAY, NOW - 59 * DAY);
  await met("kraken/api/time", "192.0.2.9", "us-east-1", NOW - DAY, NOW);
  const { latest, addresses } = (await past("infura")).met;
  expect(addresses).toBe(3);
  expect(latest).toEqual([
    expect.objectContaining({ address: "192.0.2.1", region: "eu-west-1", lastSeen: NOW, components: ["LINEA"] }),
    {
      address: "192.0.2.1",
      provider: "aws",
      region: "us-east-1",
      edge: false,
      components: ["LINEA", "POLYGON"],
      vantages: ["here"],
      firstSeen: NOW - 50 * DAY,
      lastSeen: NOW - DAY,
    },
    expect.objectContaining({ address: "2001:db8::1", provider: null }),
  ]);
});

it("of a service that nobody knows everything is empty", async () => {
  expect(await past("nobody")).toMatchObject({
    incidents: [],
    said: null,
    notices: [],
    met: { latest: [], addresses: 0 },
  });
  expect((await past("nobody")).days.layers.size).toBe(0);
});

it("what was read is given for a few seconds to whoever asks", async () => {
  let now = NOW;
  const reader = createPastOfServices(database.db, () => now);
  const first = await reader.service("kraken");
  expect(await reader.service("kraken")).toBe(first);
  expect(await reader.latency("kraken/api/time", "2h")).toBe(await reader.latency("kraken/api/time", "2h"));
  now += MINUTE;
  expect(await reader.service("kraken")).not.toBe(first);
});
