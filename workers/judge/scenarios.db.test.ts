import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { openScene, type Said, type Scene, type ToldIncident } from "#workers/judge/testing/scene.ts";

const of = (service: string, ...components: string[]) => components.map((component) => `${service}/${component}`);

const COMPONENTS = [
  ...of("infura", "ethereum", "polygon", "optimism", "arbitrum", "base", "linea", "scroll", "edge"),
  ...of("drpc", "polygon", "optimism", "base", "bsc", "zksync"),
  ...of("publicnode", "polygon", "optimism", "base", "bsc", "avalanche"),
  ...of("base", "chain", "public-rpc", "settlement"),
  ...of("op-mainnet", "chain", "public-rpc"),
  ...of("bnb-chain", "chain"),
  ...of("zksync-era", "chain", "public-rpc"),
  ...["kraken/api", "mexc/api", "okx/api"],
];

/** Two of the three operators of BNB Smart Chain that are asked: its quorum, and not the whole. */
const MOST_OF_BSC = ["drpc/bsc", "publicnode/bsc"];
/** All are to be broken at once, each at its own place, so that one run shows that none is taken for another. */
const FAULTS = [
  ["drpc/optimism", "stale"],
  ["chain:base", "halted"],
  ...MOST_OF_BSC.map((component) => [component, "stale"] as const),
  ["kraken/api/trades", "stale"],
  ["mexc/api/trades", "stale"],
  ["okx", "rate_limited"],
  ["chain:zksync", "rate_limited"],
  ["infura/polygon", "tcp.refused"],
] as const;
const FLAPPING = "publicnode/avalanche";
/** What is in trouble then. Everything else is well, and has no incident. */
const IN_TROUBLE = ["base/chain", "bnb-chain/chain", "drpc/optimism", "infura/polygon", "kraken/api", "mexc/api"];
const NOT_KNOWN = ["drpc/zksync", "okx/api", "zksync-era/chain", "zksync-era/public-rpc"];

/** A long wait on a slow machine is no failure; each state comes within seconds on an idle one. */
const soon = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 90_000, interval: 150 });

describe.each([
  { vantages: ["vantage-1"], seen: "seen from one place", rate: 20 },
  { vantages: ["vantage-1", "vantage-2", "vantage-3"], seen: "seen from all 3 places", rate: 20 },
])("faults of the world, through probes, Postgres and the judge, from $vantages", ({ vantages, seen, rate }) => {
  const database = testDatabase();
  let scene: Scene;
  let brokenAt = 0;
  let flapping: Promise<void>;
  beforeAll(async () => {
    scene = await openScene({ ...database, vantages, components: COMPONENTS, rate });
  }, 60_000);
  afterAll(() => scene?.stop(), 60_000);

  const said = async (component: string): Promise<Said> => {
    const found = (await scene.verdicts()).get(component);
    if (!found) throw new Error(`nothing is known of ${component}`);
    return found;
  };
  const incidentsOf = async (component: string): Promise<ToldIncident[]> =>
    (await scene.incidents()).filter((incident) => incident.component === component);
  const keysOf = async (...verdicts: string[]) =>
    [...(await scene.verdicts())].flatMap(([key, { verdict }]) => (verdicts.includes(verdict) ? [key] : [])).sort();
  /** The one incident of a component, opened soon after it broke and seen by every vantage. */
  const theIncident = async (component: string): Promise<ToldIncident> => {
    const [incident, ...more] = await incidentsOf(component);
    expect(more).toEqual([]);
    expect(incident).toMatchObject({ resolvedAt: null, vantages, confirmed: vantages.length > 1 });
    if (!incident) throw new Error("no incident");
    // The onset is that of the first look that showed it, which may have been under way; what was seen before it was well.
    expect(incident.startedAt).toBeGreaterThan(brokenAt - 30_000);
    expect(incident.startedAt).toBeLessThan(brokenAt + 300_000);
    expect(incident.lastGood).toBeLessThan(incident.startedAt);
    expect(incident.detectedAt).toBeLessThan(brokenAt + 900_000);
    return incident;
  };

  it("at first all is well", async () => {
    await soon(async () => expect(await keysOf("up")).toEqual([...COMPONENTS].sort()));
    expect(await scene.incidents()).toEqual([]);
    brokenAt = scene.clock.now();
    for (const [target, fault] of FAULTS) await scene.fail(target, fault);
    const flap = async () => {
      for (let times = 0; times < 2; times += 1) {
        await scene.fail(FLAPPING, "tcp.refused");
        await soon(async () => expect((await said(FLAPPING)).verdict).toBe("down"));
        await scene.heal(FLAPPING);
        await soon(async () => expect((await said(FLAPPING)).verdict).not.toBe("down"));
      }
    };
    flapping = flap();
    // It is awaited, and its failure told, further below.
    flapping.catch(() => {});
  }, 100_000);

  it("one RPC provider stale: it alone is degraded, by how far it is behind the others", async () => {
    const { sentence } = await soon(async () => {
      const now = await said("drpc/optimism");
      expect(now).toMatchObject({ verdict: "degraded", finding: { kind: "stale" }, vantages });
      // Until the others' heads are in it is old, and nobody knows behind whom.
      expect(now.finding.lagS ?? 0).toBeGreaterThan(60);
      return now;
    });
    expect(sentence).toMatch(
      /^dRPC OP Mainnet: it answers, but its newest block is .+ behind the other operators'\. (?:Since|Began between) /,
    );
    expect(sentence).toContain(seen);
    for (const other of ["infura/optimism", "publicnode/optimism", "op-mainnet/public-rpc", "op-mainnet/chain"])
      expect(await said(other)).toMatchObject({ verdict: "up", finding: { kind: "answers" } });
    expect(await theIncident("drpc/optimism")).toMatchObject({ severity: "minor", failureTypes: ["payload.stale"] });
  }, 100_000);

  it("a chain's quorum stale: the chain is down, and none of its providers is accused", async () => {
    const { sentence } = await soon(async () => {
      const now = await said("base/chain");
      expect(now).toMatchObject({ verdict: "down", finding: { kind: "chain_halted", operators: { agree: 4, of: 4 } } });
      return now;
    });
    expect(sentence).toMatch(/^Base Chain: no operator has a new block: block production stands still, for .+ now\. /);
    expect(sentence).toContain(seen);
    for (const provider of ["infura/base", "drpc/base", "publicnode/base", "base/public-rpc"]) {
      const { sentence: word } = await soon(async () => {
        const now = await said(provider);
        expect(now).toMatchObject({ verdict: "up", finding: { kind: "chain_stands" } });
        return now;
      });
      expect(word).toContain("old only because the chain behind it stands still");
    }
    expect(await theIncident("base/chain")).toMatchObject({ failureTypes: ["payload.stale"] });
  }, 100_000);

  it("a chain's quorum stale while one operator moves: it is said of how many", async () => {
    const { sentence } = await soon(async () => {
      const now = await said("bnb-chain/chain");
      expect(now).toMatchObject({ verdict: "down", finding: { kind: "chain_halted", operators: { agree: 2, of: 3 } } });
      return now;
    });
    expect(sentence).toMatch(/: for most the chain stands still: 2 of 3 independent operators .+ no new block/);
    for (const provider of MOST_OF_BSC)
      await soon(async () =>
        expect(await said(provider)).toMatchObject({ verdict: "up", finding: { kind: "chain_stands" } }),
      );
    await theIncident("bnb-chain/chain");
  }, 100_000);

  it.each(["kraken", "mexc"])(
    "%s, whose trades stop while the rest answers: degraded, by the check of its market",
    async (slug) => {
      const { sentence } = await soon(async () => {
        const now = await said(`${slug}/api`);
        expect(now).toMatchObject({
          verdict: "degraded",
          finding: { kind: "some_checks", check: "trades", signal: "market_liveness", failureType: "payload.stale" },
          vantages,
        });
        return now;
      });
      expect(sentence).toMatch(/part of it fails \(1 of 4 checks\): it answers, but its market stands still/);
      expect(sentence).toContain(seen);
      expect(await scene.statusOf(slug)).toBe("degraded_performance");
      expect(await theIncident(`${slug}/api`)).toMatchObject({ severity: "minor", failureTypes: ["payload.stale"] });
    },
    100_000,
  );

  it("one of seven Infura networks dead: it is down, and Infura partly", async () => {
    const { sentence } = await soon(async () => {
      const now = await said("infura/polygon");
      expect(now).toMatchObject({
        verdict: "down",
        finding: { kind: "failing", failureType: "tcp.refused" },
        vantages,
      });
      return now;
    });
    // How well its onset is known depends on when this machine could look.
    expect(sentence).toMatch(/^Infura Polygon PoS: connections are refused\. (?:Since|Began between) /);
    expect(sentence).toContain(seen);
    expect(await scene.statusOf("infura")).toBe("partial_outage");
    for (const other of ["infura/ethereum", "infura/arbitrum", "drpc/polygon", "publicnode/polygon"])
      expect((await said(other)).verdict).toBe("up");
    const incident = await theIncident("infura/polygon");
    expect(incident).toMatchObject({ severity: "major", phase: "connection", failureTypes: ["tcp.refused"] });
    expect(incident.sentence).toBe(sentence);
  }, 100_000);

  it("429 from all: nobody knows, and nobody is accused", async () => {
    await soon(async () => expect(await keysOf("unknown")).toEqual(NOT_KNOWN));
    for (const component of ["okx/api", "drpc/zksync", "zksync-era/public-rpc"]) {
      const { finding, sentence } = await said(component);
      expect(finding).toMatchObject({ kind: "rate_limited", failureType: "neutral.rate_limited" });
      expect(sentence).toContain("we do not know: it limits how often we may ask");
    }
    expect((await said("zksync-era/chain")).sentence).toContain("we reach none of its independent operators");
    expect(await scene.statusOf("okx")).toBe("unknown");
    for (const component of NOT_KNOWN) {
      expect(new Set(await scene.verdictsEver(component))).toEqual(new Set(["up", "unknown"]));
      expect(await incidentsOf(component)).toEqual([]);
    }
  }, 100_000);

  it("a flapping endpoint: two outages within minutes are one incident", async () => {
    await flapping;
    const [incident, ...more] = await incidentsOf(FLAPPING);
    expect(more).toEqual([]);
    expect(incident).toMatchObject({
      severity: "major",
      confirmed: vantages.length > 1,
      failureTypes: ["tcp.refused"],
    });
    expect(
      incident?.history.filter((kind) => ["opened", "reopened", "worsened"].includes(kind)).length,
    ).toBeGreaterThanOrEqual(2);
    expect(incident?.sentence).toContain("connections");
  }, 100_000);

  /** As it is while everything is broken. How badly, changes with time alone; and on a slow machine a round is late. */
  const stands = () =>
    soon(async () => {
      expect((await keysOf("degraded", "down")).filter((key) => key !== FLAPPING)).toEqual(IN_TROUBLE);
      expect((await keysOf("unknown")).filter((key) => key !== FLAPPING)).toEqual(NOT_KNOWN);
    });

  it("nothing else is in trouble", async () => {
    await stands();
    expect((await scene.incidents()).map(({ component }) => component).sort()).toEqual(
      [...IN_TROUBLE, FLAPPING].sort(),
    );
  }, 100_000);

  /** No incident has begun or ended; the flapping one may be over by now. */
  const expectSame = async (before: readonly ToldIncident[]) => {
    const after = await scene.incidents();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const ended = after.flatMap(({ component, resolvedAt }) => (resolvedAt === null ? [] : [component]));
    expect(ended.filter((component) => component !== FLAPPING)).toEqual([]);
  };

  it.runIf(vantages.length === 1)(
    "the only vantage without its network: nothing is known, no incident begins or ends by it",
    async () => {
      const before = await scene.incidents();
      await scene.fail("vantage:vantage-1");
      await soon(async () => {
        const found = [...(await scene.verdicts()).values()].map(
          ({ verdict, finding }) => `${verdict} ${finding.kind}`,
        );
        expect(new Set(found)).toEqual(new Set(["unknown vantage_down"]));
      });
      for (const { sentence } of (await scene.verdicts()).values())
        expect(sentence).toContain("we do not know: our own places have lost their network");
      expect(await scene.statusOf("infura")).toBe("unknown");
      await expectSame(before);
      await scene.heal("vantage:vantage-1");
      await stands();
      await expectSame(before);
    },
    200_000,
  );

  it.runIf(vantages.length > 1)(
    "one of three vantages without its network: nothing changes",
    async () => {
      const before = await scene.incidents();
      await scene.fail("vantage:vantage-1");
      await soon(async () =>
        expect(await said("infura/polygon")).toMatchObject({ usable: 2, vantages: vantages.slice(1) }),
      );
      const rounds = async () => {
        const [row] = await database.sql`select rounds_stepped from judge_progress`;
        return Number(row?.rounds_stepped);
      };
      // Every check has come round twice or more since then.
      const enough = (await rounds()) + 3 * COMPONENTS.length;
      await soon(async () => expect(await rounds()).toBeGreaterThan(enough));
      await soon(async () => {
        const gone = await database.sql`select from measurement where failure_type = 'neutral.vantage_down' limit 1`;
        expect(gone.length).toBe(1);
      });
      await stands();
      await expectSame(before);
      await scene.heal("vantage:vantage-1");
    },
    200_000,
  );

  it("all healed: each incident ends, and none has become two", async () => {
    await scene.heal();
    await soon(async () => expect(await keysOf("up")).toEqual([...COMPONENTS].sort()));
    const all = await scene.incidents();
    expect(all.map(({ component }) => component).sort()).toEqual([...IN_TROUBLE, FLAPPING].sort());
    for (const { resolvedAt, history, sentence } of all) {
      expect(resolvedAt).not.toBeNull();
      expect(history.at(-1)).toBe("resolved");
      expect(sentence).toMatch(/From .+ to .+ UTC \(.+\)|Began between .+, over at .+ UTC \(at least .+\)/);
    }
    expect(await scene.statusOf("infura")).toBe("operational");
  }, 200_000);
});
