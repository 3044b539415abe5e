import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { AttributionWord } from "#domain/attribution/posterior.ts";
import { mulberry32 } from "#domain/attribution/random.ts";
import type { AttributionRecord } from "#domain/attribution/record.ts";
import { attributionSentence } from "#domain/publish/attribution.ts";
import { CORRELATE_LEASE } from "#workers/correlate/correlate.ts";
import { readAttributed, recompute } from "#workers/correlate/testing/recompute.ts";
import { openScene, type Scene, type ToldIncident } from "#workers/judge/testing/scene.ts";

/** One component each of 14 services that the world has in AWS us-east-1, */
const DEPENDENTS = [
  "alchemy/ethereum",
  "base/public-rpc",
  "base-app/rpc",
  "binance-us/api",
  "chainstack/ethereum",
  "coinbase/retail",
  "gemini/api",
  "infura/polygon",
  "linea/public-rpc",
  "metamask/api",
  "op-mainnet/public-rpc",
  "quicknode/ethereum",
  "robinhood/api",
  "solana-explorer/web",
];
/** of one in Google Cloud europe-west1, */
const AT_GOOGLE = "bitstamp/api";
/** of one at DigitalOcean nyc3, */
const AT_DIGITALOCEAN = "pocket/linea";
/** and of others that stand elsewhere: other regions, other providers, behind an edge, or nobody knows. */
const OTHERS = [
  "1rpc/polygon",
  "arbitrum-one/public-rpc",
  "bitfinex/api",
  "ankr/ethereum",
  "blockpi/base",
  "cloudflare-eth/ethereum",
  "drpc/polygon",
  "dydx/indexer",
  "hyperliquid/api",
  "icp/boundary",
  "lava/base",
  "polygon-pos/public-rpc",
  "phantom/web",
  "publicnode/polygon",
  "scroll/public-rpc",
  "solana/public-rpc",
  "tenderly/ethereum",
  "upbit/api",
];
const MINUTE = 60_000;
const POST_DELAY_MS = 5 * MINUTE;
const FAULTS = ["tcp.refused", "tcp.reset", "dns.name_not_resolved"] as const;
/** A long wait on a slow machine is no failure; each state comes within seconds on an idle one. */
const soon = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 120_000, interval: 250 });

interface Play {
  readonly scene: Scene;
  /** Incidents by component, once each of these has one. */
  failed(components: readonly string[]): Promise<ReadonlyMap<string, ToldIncident>>;
  /**
   * What is on record of attributions, by component. Throws unless it is to the last digit what the pure functions give for
   * what the database holds.
   */
  attributed(): Promise<ReadonlyMap<string, AttributionRecord>>;
  /** Waits for a pass of the correlator that began after this call. */
  looked(): Promise<void>;
}

/** A world with its workers, once everything answers and it is known where it stands. */
async function play(database: TestDatabase, components: readonly string[], rate: number): Promise<Play> {
  const scene = await openScene({
    ...database,
    vantages: ["vantage-1"],
    components,
    rate,
    beatS: 60,
    // Two attempts and the pause between them are over before the next round.
    limits: { connectMs: 1_200 },
    times: { cloudPostDelayMs: POST_DELAY_MS },
    clouds: true,
  });
  const ready = soon(async () => {
    const up = [...(await scene.verdicts())].flatMap(([key, { verdict }]) => (verdict === "up" ? [key] : []));
    expect(up.sort()).toEqual([...components].sort());
    const unplaced = await database.sql`
      select from check_latest l where l.address is not null
        and not exists (select from hosting_observed h where h.check_id = l.check_id)`;
    expect(unplaced).toHaveLength(0);
    const [known] = await database.sql`select count(distinct (provider, region))::int as places from hosting_observed`;
    expect(known?.places).toBeGreaterThan(5);
  });
  await ready.catch(async (error: unknown) => {
    await scene.stop();
    throw error;
  });
  const passedAt = async () => {
    const [row] = await database.sql`select until from lease where name = ${CORRELATE_LEASE}`;
    return row?.until.getTime() ?? 0;
  };
  return {
    scene,
    failed: (wanted) =>
      soon(async () => {
        const incidents = new Map((await scene.incidents()).map((incident) => [incident.component, incident]));
        expect(wanted.filter((component) => !incidents.has(component))).toEqual([]);
        return incidents;
      }),
    attributed: async () => {
      const { attributed, at } = await readAttributed(database.sql);
      const figures = await recompute(database, scene.services, at || scene.clock.now());
      expect(attributed).toEqual(figures);
      const incidents = await scene.incidents();
      return new Map(
        incidents.flatMap(({ id, component }) => {
          const found = attributed[id];
          return found === undefined ? [] : [[component, found.record] as const];
        }),
      );
    },
    looked: async () => {
      // The first that ends may have begun before.
      for (let passes = 0; passes < 2; passes += 1) {
        const before = await passedAt();
        await soon(async () => expect(await passedAt()).toBeGreaterThan(before));
      }
    },
  };
}

describe("a region of AWS fails, and one of Google's with it, through probes, feeds, ranges, judge and correlator", () => {
  const database = testDatabase();
  let world: Play;
  let brokenAt = 0;
  let records: ReadonlyMap<string, AttributionRecord>;
  beforeAll(async () => {
    world = await play(database, [...DEPENDENTS, AT_GOOGLE, AT_DIGITALOCEAN, ...OTHERS], 20);
    brokenAt = world.scene.clock.now();
    await world.scene.fail("cloud:aws/us-east-1", "tcp.timed_out");
    await world.scene.fail("cloud:gcp/europe-west1", "tcp.refused");
  }, 150_000);
  afterAll(() => world?.scene.stop(), 60_000);

  it("each of the 14 services in it is attributed to it, likely, with the figures of the pure functions", async () => {
    const incidents = await world.failed([...DEPENDENTS, AT_GOOGLE]);
    records = await soon(async () => {
      const found = await world.attributed();
      expect([...found.keys()].sort()).toEqual([...DEPENDENTS, AT_GOOGLE].sort());
      expect(found.get(AT_GOOGLE)?.best.provider).toBe("gcp");
      return found;
    });
    for (const component of DEPENDENTS) {
      const record = records.get(component);
      expect(record?.best, component).toMatchObject({
        incident: incidents.get(component)?.id,
        provider: "aws",
        region: "us-east-1",
        tier: "observed_region",
        word: "likely",
        basis: "population",
        publishable: true,
        provisional: true,
        uncalibrated: true,
      });
      expect(record && attributionSentence(record)).toMatch(
        /^Attributed to AWS us-east-1 \(likely, [789]\d of 100\)\.$/,
      );
      expect(record?.event.t0.quality).toBe("first_status_post");
      expect(record?.contrast).toMatchObject({
        dependents: { hit: 14, of: 14 },
        others: { hit: 1, of: OTHERS.length + 2 },
      });
      expect(record?.population).toMatchObject({ n: OTHERS.length + 16, k: 15, basis: "prior" });
      expect(record?.population.p).toBeLessThan(1e-6);
    }
  }, 150_000);

  it("what stands at Google is Google's, and of each the best is told from the runner-up", async () => {
    // That 14 fall at the same time which do not stand there speaks against Google, so that it may be possible only.
    expect(records.get(AT_GOOGLE)?.best).toMatchObject({ provider: "gcp", region: "europe-west1" });
    const rivals = new Set<string>();
    for (const { best, runnerUp } of records.values()) {
      if (runnerUp === null) continue;
      rivals.add(`${best.provider} before ${runnerUp.provider}`);
      expect(runnerUp.word).toBe("not_attributed");
      expect(best.score).toBeGreaterThan(runnerUp.score);
    }
    expect([...rivals].sort()).toEqual(["aws before gcp", "gcp before aws"]);
  });

  it("nothing was attributed before the cloud had posted, which was minutes after it failed", async () => {
    const [event] = await database.sql`
      select e.onset_at, (select min(first_seen_at) from cloud_event_version where cloud_event_id = e.id) as seen_at,
        (select min(occurred_at) from outbox where key like 'attribution/%' and payload->>'cloudEvent' = e.id) as told_at
      from cloud_event e where provider = 'aws'`;
    // The feed's times are in seconds.
    expect(event?.onset_at.getTime()).toBeGreaterThan(brokenAt + POST_DELAY_MS - 1_000);
    expect(event?.seen_at.getTime()).toBeGreaterThanOrEqual(event?.onset_at.getTime());
    expect(event?.told_at.getTime()).toBeGreaterThanOrEqual(event?.seen_at.getTime());
  });

  it("each attribution was told, and the incidents of the region are one group", async () => {
    const told = await database.sql<{ component: string; word: AttributionWord }[]>`
      select distinct on (incident_id) payload->>'component' as component, payload->'attribution'->'best'->>'word' as word
      from outbox where key like 'attribution/%' order by incident_id, id desc`;
    expect(new Map(told.map(({ component, word }) => [component, word]))).toEqual(
      new Map([...records].map(([component, { best }]) => [component, best.word])),
    );
    const groups = await database.sql`
      select distinct i.group_id from incident i join attribution a on a.incident_id = i.id where a.provider = 'aws'`;
    expect(groups).toHaveLength(1);
  });
});

/**
 * What is right by methods 3: without an event of a cloud nothing is attributed to any. With one elsewhere, what is not known
 * to stand there gets 50 at the most ("possible": the cap of an unknown origin), and less the more of those fall that are
 * known to stand elsewhere: a cause that all share explains them better. What does stand there and falls with it is the
 * event's, rightly.
 */
describe("as many unrelated failures at random, of services wherever they stand", () => {
  const database = testDatabase();
  const random = mulberry32(20251020);
  const shuffled = [...DEPENDENTS, AT_GOOGLE, ...OTHERS]
    .map((component) => ({ component, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ component }) => component);
  const [early, late] = [shuffled.slice(0, 7), shuffled.slice(7, 14)];
  let world: Play;
  beforeAll(async () => {
    world = await play(database, [...DEPENDENTS, AT_GOOGLE, AT_DIGITALOCEAN, ...OTHERS], 40);
  }, 150_000);
  afterAll(() => world?.scene.stop(), 60_000);

  /** One after another, half a minute to one and a half apart. */
  const failOneByOne = async (components: readonly string[]) => {
    for (const component of components) {
      const due = world.scene.clock.now() + (0.5 + random()) * MINUTE;
      await soon(async () => expect(world.scene.clock.now()).toBeGreaterThan(due));
      await world.scene.fail(component, FAULTS[Math.floor(random() * FAULTS.length)]);
    }
  };

  it("are attributed to nothing while no cloud has an event", async () => {
    await failOneByOne(early);
    await world.failed(early);
    await world.looked();
    expect(await world.attributed()).toEqual(new Map());
    expect(await database.sql`select from cloud_event`).toHaveLength(0);
    expect(await database.sql`select from outbox where key like 'attribution/%'`).toHaveLength(0);
  }, 150_000);

  it("are not likely to be the doing of a cloud that has one elsewhere, whatever else falls within its window", async () => {
    await world.scene.fail("cloud:digitalocean/nyc3", "tcp.refused");
    await failOneByOne(late);
    await world.failed([...early, ...late, AT_DIGITALOCEAN]);
    await soon(async () => expect(await database.sql`select from cloud_event`).toHaveLength(1));
    await world.looked();
    const found = await soon(world.attributed);
    for (const component of [...early, ...late]) {
      const best = found.get(component)?.best;
      if (best === undefined) continue;
      expect(best, component).toMatchObject({ provider: "digitalocean", tier: "unknown_origin", word: "possible" });
      expect(best.score).toBeLessThanOrEqual(50);
    }
    const record = found.get(AT_DIGITALOCEAN);
    expect(record?.best).toMatchObject({ provider: "digitalocean", region: "nyc", tier: "observed_region" });
    // It is not for want of failures at that time that nothing is said of them.
    expect(record?.population.k).toBeGreaterThanOrEqual(3);
    expect(record?.confounder.hit).toBeGreaterThanOrEqual(3);
    const told = await database.sql`
      select from outbox where payload->'attribution'->'best'->>'word' in ('likely', 'confirmed')
        and payload->>'component' <> ${AT_DIGITALOCEAN}`;
    expect(told).toHaveLength(0);
  }, 150_000);
});
