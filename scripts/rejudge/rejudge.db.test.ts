import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { annotate } from "#db/write/annotations.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { writeCorrections } from "#db/write/rejudge.ts";
import { TEST_CHAIN } from "#domain/chain/testing/chain.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import { isDifferent } from "#domain/status/rejudge-diff.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import type { Verdict } from "#domain/status/verdict.ts";
import { foldVerdicts } from "#domain/uptime/spans.ts";
import { type RejudgeOptions, rejudgeSpan } from "#scripts/rejudge/run.ts";
import { JUDGE_LEASE } from "#workers/judge/judge.ts";
import { type Court, openCourt, ROUND_MS } from "#workers/judge/testing/court.ts";

const database = testDatabase();

beforeEach(async () => {
  await database.sql`truncate measurement, check_latest, detector, chain_state, component_verdict, verdict_log, component_hour,
    component_day, incident_update, incident, incident_group, outbox, lease, judge_progress, vantage_round, worker_heartbeat,
    vantage, check_vantage restart identity cascade`;
});

const START = Date.parse("2026-03-10T12:00:00Z");
const minute = (n: number) => START + n * ROUND_MS;
/** Rounds that the detectors need to settle, before and after what a test is about. */
const QUIET = "O".repeat(25);

const services = [
  makeService("alpha", [makeCheck("time", { vital: true }), makeCheck("book")]),
  makeService("beta", [makeCheck("time")]),
  makeService("gamma", [makeCheck("time")]),
];

type Rounds = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Plays a scenario between two quiet stretches. Checks that it does not name answer. */
async function playLive(
  rounds: Rounds,
  vantages: readonly string[] = ["here"],
  specs: readonly ServiceSpec[] = services,
) {
  const court = await openCourt(database.sql, { services: specs, vantages });
  const ids = specs.flatMap(({ slug, components }) =>
    components.flatMap((part) => part.checks.map((check) => `${slug}/${part.slug}/${check.slug}`)),
  );
  const length = Math.max(...Object.values(rounds).flatMap((by) => Object.values(by).map((text) => text.length)));
  const whole = ids.map((id) => [
    id,
    Object.fromEntries(
      vantages.map((name) => [name, `${QUIET}${(rounds[id]?.[name] ?? "").padEnd(length, "O")}${QUIET}`]),
    ),
  ]);
  await court.play(Object.fromEntries(whole));
  return { court, window: { from: minute(22), to: minute(25 + length + 4) } };
}

async function again(court: Court, options: Partial<RejudgeOptions> & { from: number; to: number }) {
  const lines: string[] = [];
  const report = await rejudgeSpan(database.sql, {
    rules: CURRENT_RULES,
    service: null,
    write: false,
    chains: [],
    now: court.now,
    print: (line) => lines.push(line),
    ...options,
  });
  return { ...report, text: lines.join("\n") };
}

type Brackets = Record<"last_good" | "last_bad" | "resolved_at", Date | null>;

const SCENARIOS: Readonly<Record<string, { rounds: Rounds; vantages?: string[] }>> = {
  "an outage": { rounds: { "alpha/api/time": { here: "OOFFFFFFFOOOOO" } } },
  "an outage of one check of two": { rounds: { "alpha/api/book": { here: "FFFFFFFOOOOOOOOO" } } },
  "a flapping endpoint": { rounds: { "beta/api/time": { here: "FOFOFFOFOOFFOFFOOOFFOFOFOOOOFFF" } } },
  "two outages close to one another": {
    rounds: { "beta/api/time": { here: "FFFFFFOOOOOOFFFFFFOOOOOOOOOO" } },
  },
  "two outages an hour apart": {
    rounds: { "beta/api/time": { here: `FFFFFF${"O".repeat(60)}FFFFFFOOOO` } },
  },
  silence: {
    rounds: { "beta/api/time": { here: "OOO.........OOOO" }, "alpha/api/time": { here: "FFFFF......FFOOOOO" } },
  },
  "rate limits for a while": { rounds: { "beta/api/time": { here: "NNNNNNNNNNNNNNNNOONNFFFFNNFFOOOO" } } },
  "an outage seen from two of three": {
    rounds: {
      "beta/api/time": { here: "OOFFFFFFFOOOOOO", there: "OOOFFFFFOOOOOOO", yonder: "OOOOOOOOOO" },
      "alpha/api/time": { yonder: "FFFFFFFFFFOOOOO" },
    },
    vantages: ["here", "there", "yonder"],
  },
  "a vantage that stops and comes back": {
    rounds: {
      "alpha/api/time": { there: "......OOO", here: "OOOFFFFFFFOOO" },
      "alpha/api/book": { there: "......OOO" },
      "beta/api/time": { there: "......OOO" },
      "gamma/api/time": { there: "......OOO" },
    },
    vantages: ["here", "there"],
  },
  "one vantage alone with its failures": {
    rounds: Object.fromEntries(
      ["alpha/api/time", "alpha/api/book", "beta/api/time", "gamma/api/time"].map((id) => [
        id,
        { there: "FFFFFFFFFFFOOOOO" },
      ]),
    ),
    vantages: ["here", "there", "yonder"],
  },
};

describe("judging again what was judged live, under the same rules", () => {
  it.each(Object.keys(SCENARIOS))("finds no difference: %s", async (name) => {
    const { rounds, vantages } = SCENARIOS[name] as (typeof SCENARIOS)[string];
    const { court, window } = await playLive(rounds, vantages);
    const { comparisons, recomputed, text } = await again(court, window);
    expect(
      [...comparisons].filter(([, one]) => isDifferent(one)),
      text,
    ).toEqual([]);
    const log = await database.sql`select distinct component_id, verdict from verdict_log`;
    // Nothing is proved by a past without trouble.
    expect(log.length).toBeGreaterThan(3);
    const recorded = await database.sql<(Record<"started_at" | "detected_at", Date> & Brackets)[]>`
      select started_at, last_good, detected_at, last_bad, resolved_at from incident order by started_at, component_id`;
    const instants = (row: Brackets) =>
      [row.last_good, row.last_bad, row.resolved_at].map((at) => at?.getTime() ?? null);
    expect(
      recomputed.incidents
        .map(({ startedAt, lastGood, lastBad, resolvedAt }) => [startedAt, lastGood, lastBad, resolvedAt])
        .sort(),
    ).toEqual(recorded.map((row) => [row.started_at.getTime(), ...instants(row)]).sort());
    // Ten seconds between passes here, a minute in the court.
    for (const incident of recomputed.incidents)
      expect(recorded.some((row) => Math.abs(row.detected_at.getTime() - incident.detectedAt) <= ROUND_MS)).toBe(true);
  });
});

/** Three operators of a chain, the first of which stands for the chain itself. */
const operators = ["one", "two", "three"].map((slug, index) =>
  makeService(slug, [], {
    components: [
      {
        slug: "rpc",
        name: "RPC",
        layer: index === 0 ? "chain" : "access",
        chain: "test",
        checks: [makeCheck("head", { chain: "test", signal: "chain_head" })],
      },
    ],
  }),
);

describe("judging again, by the clock", () => {
  /** As a worker does it: controls and passes every ten seconds. */
  async function playByClock(
    court: Court,
    minutes: number,
    results: (n: number) => Parameters<Court["record"]>[1],
    gated: (n: number) => readonly string[] = () => [],
  ) {
    for (let n = 0; n < minutes; n += 1) {
      const tick = court.now - (court.now % ROUND_MS);
      for (const second of [5, 15, 25, 35, 45, 55]) {
        court.now = tick + second * 1_000;
        await court.beat(gated(n));
        if (second === 5) await court.record("here", results(n));
        await court.judge.pass();
      }
      court.now = tick + ROUND_MS;
    }
  }

  it("a vantage that had lost its network accuses nobody again, and says nothing for as long", async () => {
    const court = await openCourt(database.sql, { services });
    const failed = { outcome: "failed", failureType: "tcp.refused", phase: "connection", httpStatus: null } as const;
    const lost = (n: number) => n >= 26 && n < 34;
    const ids = ["alpha/api/time", "alpha/api/book", "beta/api/time", "gamma/api/time"];
    await playByClock(
      court,
      60,
      (n) => {
        const tick = minute(n);
        return ids.map((checkId) => ({ checkId, tick, at: tick + 5_500, ...(lost(n) ? failed : {}) }));
      },
      (n) => (lost(n) ? ["here"] : []),
    );
    const { text, comparisons } = await again(court, { from: minute(21), to: minute(45) });
    expect(text).toContain("No difference.");
    expect(comparisons.get("beta/api")?.before).toMatchObject({ down: 0, degraded: 0 });
    expect(comparisons.get("beta/api")?.before.unknown).toBeGreaterThan(400);
  });

  it("a chain that stood still, and an operator that was behind, are found again as they were", async () => {
    const court = await openCourt(database.sql, { services: operators, chains: [TEST_CHAIN] });
    const height = (at: number) => 1_000 + Math.floor((at - START) / 12_000);
    await playByClock(court, 75, (n) => {
      const tick = minute(n);
      return operators.map(({ slug }, index) => {
        const at = tick + 5_000 + index * 300;
        const halted = n >= 26 && n < 34;
        const behind = slug === "two" && n >= 42 && n < 50;
        const seen = halted ? minute(26) : behind ? minute(42) : at;
        const ageS = 4 + (at - seen) / 1_000;
        const stale = ageS > 60;
        return {
          checkId: `${slug}/rpc/head`,
          tick,
          at,
          facts: { head_number: height(seen), head_age_s: ageS },
          ...(stale ? { outcome: "degraded", failureType: "payload.stale", phase: "application" } : {}),
        } as const;
      });
    });
    const { text, comparisons } = await again(court, { from: minute(21), to: minute(70), chains: [TEST_CHAIN] });
    expect(text).toContain("No difference.");
    expect(comparisons.get("one/rpc")?.before.down).toBeGreaterThan(100);
    expect(comparisons.get("two/rpc")?.before.degraded).toBeGreaterThan(100);
    expect(comparisons.get("three/rpc")?.before.degraded).toBe(0);
  });
});

/** Everything that a correction may touch. */
async function record() {
  const { sql } = database;
  return {
    log: await sql`select component_id, known_at, effective_at, verdict, rule_version from verdict_log order by id`,
    incidents: await sql`select * from incident order by id`,
    updates: await sql`select * from incident_update order by incident_id, sequence`,
    present: await sql`select component_id, verdict, since from component_verdict order by 1`,
    hours: await sql`select * from component_hour order by component_id, hour`,
    events: await sql`select type, key, incident_id, payload from outbox order by id`,
  };
}

/** What the log says of a component, as far as it was known by an instant. */
async function told(component: string, knownBy?: number): Promise<[string, number][]> {
  const rows = await database.sql<{ known_at: Date; effective_at: Date; verdict: Verdict }[]>`
    select l.known_at, l.effective_at, l.verdict from verdict_log l
    join component c on c.id = l.component_id join service s on s.id = c.service_id
    where s.slug || '/' || c.slug = ${component} order by l.id`;
  const entries = rows.map((row) => ({
    knownAt: row.known_at.getTime(),
    effectiveAt: row.effective_at.getTime(),
    verdict: row.verdict,
  }));
  return foldVerdicts(entries, knownBy).map(({ verdict, from }) => [verdict, Math.floor((from - START) / ROUND_MS)]);
}

const downSeconds = async (service: string) => {
  const [row] = await database.sql<{ down: number }[]>`
    select coalesce(sum(h.down_s), 0)::float8 as down from component_hour h
    join component c on c.id = h.component_id join service s on s.id = c.service_id where s.slug = ${service}`;
  return row?.down;
};

/** Needs six failures in a row instead of four. */
const PATIENT = { ...CURRENT_RULES, version: 2, cap: 30, alarmAlone: 30 };

describe("writing what was judged again", () => {
  it("writes nothing without --write, and nothing where nothing differs", async () => {
    const { court, window } = await playLive({ "beta/api/time": { here: "OOFFFFFOOOOO" } });
    const before = await record();
    await again(court, { ...window, rules: PATIENT });
    const { corrected } = await again(court, { ...window, write: true });
    expect(corrected).toEqual([]);
    expect(await record()).toEqual(before);
  });

  it("takes back an incident that was none, gives its time back, and keeps what was known then", async () => {
    const { court, window } = await playLive({ "beta/api/time": { here: "OOFFFFFOOOOO" } });
    expect(await downSeconds("beta")).toBe(300);
    const [knownThen, live] = [court.now, await told("beta/api")];
    expect(live).toEqual([
      ["up", 0],
      ["down", 27],
      ["up", 32],
    ]);
    court.now += 5_000;
    const { corrected, text } = await again(court, { ...window, rules: PATIENT, write: true });
    expect(corrected).toEqual(["beta/api"]);
    expect(text).toMatch(/beta\/api\n.*down +-> up +5 min\n +incident vanishes/);
    expect(await told("beta/api")).toEqual([["up", 0]]);
    expect(await told("beta/api", knownThen)).toEqual(live);
    expect(await downSeconds("beta")).toBe(0);
    const { incidents, updates, events, present } = await record();
    expect(incidents).toMatchObject([{ retracted: { author: "rejudge", rejudged: true }, sequence: 3 }]);
    expect(updates.map(({ kind, author }) => [kind, author])).toEqual([
      ["opened", null],
      ["resolved", null],
      ["retracted", "rejudge"],
    ]);
    expect(events.at(-1)).toMatchObject({
      type: "incident.updated",
      payload: { correction: true, said: { author: "rejudge" }, incident: { id: incidents[0]?.id } },
    });
    expect(present.map(({ since }) => since.getTime())).toEqual([START + 100, START + 100, START + 100]);

    // A second run has nothing to do, and under the old rules the incident comes back as a new one.
    const before = await record();
    expect((await again(court, { ...window, rules: PATIENT, write: true })).corrected).toEqual([]);
    expect(await record()).toEqual(before);
    court.now += 5_000;
    expect((await again(court, { ...window, write: true })).corrected).toEqual(["beta/api"]);
    expect(await told("beta/api")).toEqual(live);
    expect(await downSeconds("beta")).toBe(300);
    expect((await record()).incidents).toHaveLength(2);
    expect((await again(court, { ...window, write: true })).corrected).toEqual([]);
  });

  it("finds what was missed, moves what was dated wrongly, and the judge goes on from there", async () => {
    const { court, window } = await playLive({ "alpha/api/time": { here: "OOFFFFFOOOOOOOOO" } });
    const fail = (check: string, from: number, to: number) => database.sql`
      update measurement set outcome = 'failed', failure_type = 'tcp.reset', phase = 'connection', http_status = null
      where check_id = (select id from check_def where key = ${check})
        and tick >= ${new Date(minute(from))} and tick < ${new Date(minute(to))}`;
    await fail("gamma/api/time", 30, 38);
    await fail("alpha/api/time", 32, 36);
    const { corrected } = await again(court, { ...window, write: true });
    expect(corrected).toEqual(["alpha/api", "gamma/api"]);
    expect(await told("alpha/api")).toEqual([
      ["up", 0],
      ["down", 27],
      ["up", 36],
    ]);
    expect(await told("gamma/api")).toEqual([
      ["up", 0],
      ["down", 30],
      ["up", 38],
    ]);
    expect(await downSeconds("alpha")).toBe(540);
    expect(await downSeconds("gamma")).toBe(480);
    const { incidents, updates, events, present } = await record();
    const bySlug = new Map(incidents.map((row) => [row.failure_types.join(), row]));
    expect(bySlug.get("tcp.reset")).toMatchObject({
      started_at: new Date(minute(30) + 100),
      resolved_at: new Date(minute(38) + 100),
      detected_at: new Date(court.now),
      severity: "critical",
      sequence: 2,
    });
    // Onsets three minutes apart: one group.
    expect(new Set(incidents.map(({ group_id }) => group_id)).size).toBe(1);
    expect(updates.map(({ kind }) => kind).sort()).toEqual(["changed", "opened", "opened", "resolved", "resolved"]);
    expect(events.slice(-2).map(({ type, payload }) => [type, payload.correction])).toEqual([
      ["incident.updated", true],
      ["incident.updated", true],
    ]);
    expect(present.map(({ since }) => since.getTime())).toEqual([minute(36) + 100, START + 100, minute(38) + 100]);

    await court.play({
      "gamma/api/time": { here: "OOOOFFFFFF" },
      "alpha/api/time": { here: "OOOOOOOOOO" },
      "alpha/api/book": { here: "OOOOOOOOOO" },
      "beta/api/time": { here: "OOOOOOOOOO" },
    });
    expect((await told("gamma/api")).map(([verdict]) => verdict)).toEqual(["up", "down", "up", "down"]);
    const open = await database.sql`select id from incident where resolved_at is null`;
    expect(open).toHaveLength(1);
  });

  it("leaves alone what a person has taken back", async () => {
    const { court, window } = await playLive({ "beta/api/time": { here: "OOFFFFFOOOOO" } });
    const [incident] = await database.sql<{ id: string }[]>`select id from incident`;
    const annotation = { kind: "retracted", author: "Ada", text: "our own firewall" } as const;
    await database.sql.begin((tx) =>
      annotate(tx, { id: incident?.id ?? "", annotation, lease: JUDGE_LEASE }, court.now),
    );
    const { text, comparisons } = await again(court, window);
    expect(text).toContain("No difference.");
    expect(comparisons.get("beta/api")?.before).toMatchObject({ down: 0, unknown: 300 });
    expect((await again(court, { ...window, rules: PATIENT, write: true })).corrected).toEqual(["beta/api"]);
    expect((await record()).incidents).toMatchObject([{ retracted: { author: "Ada" } }]);
  });

  it("leaves alone a service that has closed for good since: it is judged no more", async () => {
    const { court, window } = await playLive({ "beta/api/time": { here: "OOFFFFFOOOOO" } });
    const closed = services.map((service) =>
      service.slug === "beta" ? { ...service, lifecycle: { state: "retired" as const } } : service,
    );
    await database.sql.begin((tx) => syncCatalog(tx, { services: closed }, court.now));
    const before = await record();
    const { text, corrected } = await again(court, { ...window, write: true });
    expect(text).toContain("No difference.");
    expect(corrected).toEqual([]);
    expect(await record()).toEqual(before);
    expect(before.incidents).toHaveLength(1);
  });

  it("corrects nothing that goes on beyond the span, and says so", async () => {
    const { court } = await playLive({ "beta/api/time": { here: "OOFFFFFOOOOO" } });
    const before = await record();
    for (const span of [
      { from: minute(22), to: minute(30) },
      { from: minute(29), to: minute(40) },
    ]) {
      const { text, corrected } = await again(court, { ...span, rules: PATIENT, write: true });
      expect(text).toContain("not to be corrected within this span");
      expect(corrected).toEqual([]);
    }
    expect(await record()).toEqual(before);
  });

  it("leaves no trace when it is killed before its end, and is whole when it is run again", async () => {
    const { court, window } = await playLive({ "beta/api/time": { here: "OOFFFFFOOOOO" } });
    const before = await record();
    const { recomputed } = await again(court, { ...window, rules: PATIENT });
    const ids = new Map(
      (
        await database.sql<{ key: string; id: string }[]>`
        select s.slug || '/' || c.slug as key, c.id from component c join service s on s.id = c.service_id`
      ).map(({ key, id }) => [key, Number(id)]),
    );
    const killed = database.sql.begin(async (tx) => {
      const correction = { ids, recomputed, window, rules: PATIENT, lease: JUDGE_LEASE, now: court.now };
      expect(await writeCorrections(tx, correction)).toEqual(["beta/api"]);
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect(await record()).toEqual(before);
    await court.judge.pass();
    expect((await again(court, { ...window, rules: PATIENT, write: true })).corrected).toEqual(["beta/api"]);
  });

  it("makes the judge read its memory anew", async () => {
    const { court, window } = await playLive({ "beta/api/time": { here: "OOFFFFFOOOOO" } });
    const epoch = async () => (await database.sql`select epoch from lease`)[0]?.epoch;
    const before = await epoch();
    await again(court, { ...window, rules: PATIENT, write: true });
    expect(Number(await epoch())).toBe(Number(before) + 1);
  });
});

describe("a span that cannot be judged whole", () => {
  it("is judged as far as its raw rows reach, said so, and never written", async () => {
    const { court, window } = await playLive({ "beta/api/time": { here: "OOFFFFFOOOOO" } });
    const from = START - 3 * 86_400_000;
    const { text, window: judged } = await again(court, { from, to: window.to });
    expect(text).toMatch(/Raw rows are missing before 2026-03-09T00:00:00.000Z/);
    expect(judged.from).toBe(Date.parse("2026-03-09T00:20:00Z"));
    const before = await record();
    await expect(again(court, { from, to: window.to, rules: PATIENT, write: true })).rejects.toThrow(
      /Nothing is written where raw rows are missing/,
    );
    expect(await record()).toEqual(before);
    await expect(again(court, { from, to: from + 3_600_000 })).rejects.toThrow(/no raw record of this span/);
  });

  it("is not written while later results may still speak of it", async () => {
    const { court, window } = await playLive({ "beta/api/time": { here: "OOFFFFFOOOOO" } });
    const before = await record();
    const young = { from: window.from, to: court.now - 20 * ROUND_MS, rules: PATIENT, write: true };
    await expect(again(court, young)).rejects.toThrow(/of a span this young/);
    expect(await record()).toEqual(before);
  });

  it("cannot end later than the judge has come, and a service must exist", async () => {
    const { court, window } = await playLive({});
    await expect(again(court, { ...window, to: court.now + 60_000 })).rejects.toThrow(/--to cannot be later/);
    await expect(again(court, { ...window, service: "nobody" })).rejects.toThrow("There is no service nobody.");
  });
});

describe("one service only", () => {
  it("is told and written alone", async () => {
    const { court, window } = await playLive({
      "beta/api/time": { here: "OOFFFFFOOOOO" },
      "gamma/api/time": { here: "OOFFFFFOOOOO" },
    });
    const { comparisons, corrected } = await again(court, { ...window, rules: PATIENT, service: "beta", write: true });
    expect([...comparisons.keys()]).toEqual(["beta/api"]);
    expect(corrected).toEqual(["beta/api"]);
  });
});
