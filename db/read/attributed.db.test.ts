import { beforeAll, describe, expect, it } from "vitest";
import { readAttributed } from "#db/read/attributed.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { storeCloudEvents } from "#db/write/cloud-events.ts";
import { putIncident } from "#db/write/incidents.ts";
import type { Score } from "#domain/attribution/score.ts";
import { cloudEvent } from "#domain/cloud/testing/event.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";

const database = testDatabase();
const START = Date.parse("2026-03-10T12:00:00Z");
const MINUTE = 60_000;
const EVENT = "abcdefghijkl";

type Best = Pick<Score, "provider" | "region" | "score" | "word" | "basis" | "provisional" | "uncalibrated">;
const best = (over: Partial<Best> = {}): Best => ({
  provider: "aws",
  region: "us-east-1",
  score: 90,
  word: "likely",
  basis: "population",
  provisional: true,
  uncalibrated: false,
  ...over,
});

/** An incident of a component that began so many minutes after START, attributed so. */
async function attribute(id: string, component: string, minute: number, over: Partial<Best> = {}, retracted = false) {
  const { about: _about, madeUp: _madeUp, maintenance: _maintenance, ...fresh } = makeIncidentView();
  const [row] = await database.sql<{ id: string }[]>`
    select c.id from component c join service s on s.id = c.service_id where s.slug || '/' || c.slug = ${component}`;
  const startedAt = START + minute * MINUTE;
  const taken = retracted ? { at: startedAt, author: "me", reason: "ours" } : null;
  await database.sql.begin(async (tx) => {
    await tx`insert into incident_group (id, anchor_at) values (${id}, ${new Date(startedAt)})`;
    const times = { startedAt, lastGood: null, resolvedAt: startedAt + 5 * MINUTE };
    await putIncident(tx, { ...fresh, id, group: id, component, ...times, retracted: taken }, Number(row?.id));
    const all = best(over);
    await tx`
      insert into attribution (incident_id, cloud_event_id, provider, region, score, word, basis, provisional, p, detail,
        computed_at, rule_version)
      values (${id}, ${EVENT}, ${all.provider}, ${all.region}, ${all.score}, ${all.word}, ${all.basis}, ${all.provisional},
        null, ${tx.json({ best: all } as never)}, ${new Date(START)}, 1)`;
  });
}

beforeAll(async () => {
  const parts = ["polygon", "base"].map((slug) => ({
    slug,
    name: slug.toUpperCase(),
    layer: "access" as const,
    checks: [makeCheck(slug)],
  }));
  const services = [makeService("kraken", [makeCheck("time")]), makeService("infura", [], { components: parts })];
  await database.sql.begin((tx) => syncCatalog(tx, { services }, START));
  await database.sql`
    insert into cloud_event (id, provider, event_id, title, onset_at, peak, maintenance, regions, event, updated_at)
    values (${EVENT}, 'aws', 'one', '', ${new Date(START)}, 'disruption', false, '{us-east-1}', '{}', ${new Date(START)})`;
  await attribute("first", "infura/polygon", 0);
  await attribute("second", "kraken/api", 1, { score: 50, word: "possible", basis: "coincidence" });
  await attribute("third", "infura/base", 2, { region: "us-west-2" });
  await attribute("fourth", "infura/base", 3, { region: null });
  await attribute("elsewhere", "kraken/api", 4, { provider: "gcp", region: "us-central1" });
  await attribute("retracted", "infura/polygon", 5, {}, true);
});

const idsOf = async (region: string | null, limit = 20) => {
  const { incidents, total } = await readAttributed(database.db, { provider: "aws", region }, limit);
  return { ids: incidents.map(({ id }) => id), total };
};

describe("what coincides with the events of a place", () => {
  it("is of a region what is attributed to it, the newest first, without what was taken back", async () => {
    expect(await readAttributed(database.db, { provider: "aws", region: "us-east-1" }, 20)).toEqual({
      incidents: [
        {
          id: "second",
          service: "KRAKEN",
          component: "API",
          single: true,
          startedAt: START + MINUTE,
          resolvedAt: START + 6 * MINUTE,
          best: best({ score: 50, word: "possible", basis: "coincidence" }),
        },
        {
          id: "first",
          service: "INFURA",
          component: "POLYGON",
          single: false,
          startedAt: START,
          resolvedAt: START + 5 * MINUTE,
          best: best(),
        },
      ],
      total: 2,
      placeless: 0,
    });
  });
  it("is of a provider that of all its regions, and of what is everywhere", async () => {
    expect(await idsOf(null)).toEqual({ ids: ["fourth", "third", "second", "first"], total: 4 });
  });
  it("is bounded, and says of how many", async () => {
    expect(await idsOf(null, 2)).toEqual({ ids: ["fourth", "third"], total: 4 });
    expect(await idsOf("eu-west-1")).toEqual({ ids: [], total: 0 });
  });
  it("says how many events of the provider could not be held against anything: they do not say where they were", async () => {
    const post = (id: string, provider: string, maintenance: { from: number; until: null } | null = null) => {
      const event = cloudEvent({ id, provider, feed: "ovh", scope: { kind: "unstated" }, maintenance });
      const answer = { feed: event.feed, at: START, whole: true, empty: false };
      return database.sql.begin((tx) =>
        storeCloudEvents(tx, provider, event.feed, [{ said: event, digest: id }], answer),
      );
    };
    await post("a", "ovh");
    await post("b", "ovh");
    await post("work", "ovh", { from: START, until: null });
    await post("c", "hetzner");
    for (const region of ["gra", null])
      expect(await readAttributed(database.db, { provider: "ovh", region }, 20)).toEqual({
        incidents: [],
        total: 0,
        placeless: 2,
      });
  });
});
