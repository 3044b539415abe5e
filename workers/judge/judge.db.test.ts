import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { openCourt, RESULTS, ROUND_MS } from "#workers/judge/testing/court.ts";
import { fragileClient, Killed } from "#workers/judge/testing/kill.ts";

const database = testDatabase();

const services = [
  makeService("alpha", [makeCheck("time", { vital: true }), makeCheck("book")]),
  makeService("beta", [makeCheck("time")]),
];

beforeEach(async () => {
  await database.sql`truncate measurement, check_latest, detector, chain_state, component_verdict, verdict_log, component_hour,
    component_day, attribution, incident_update, incident, incident_group, outbox, lease, judge_progress, vantage_round, worker_heartbeat restart identity`;
});

/** Everything the judge has written, without what only says how long it took. */
async function written() {
  const { sql } = database;
  return {
    verdicts:
      await sql`select component_id, verdict, finding->>'kind' as kind, since, vantages from component_verdict order by 1`,
    log: await sql`select component_id, known_at, effective_at, verdict, finding from verdict_log order by id`,
    incidents: await sql`select * from incident order by id`,
    updates: await sql`select * from incident_update order by incident_id, sequence`,
    groups: await sql`select * from incident_group order by id`,
    events: await sql`select type, key, occurred_at, payload from outbox order by id`,
    hours: await sql`select * from component_hour order by component_id, hour`,
    detectors: await sql`select check_id, vantage_id, state from detector order by 1, 2`,
  };
}

const minute = (n: number) => new Date(Date.parse("2026-03-10T12:00:00Z") + n * ROUND_MS);

describe("the judge", () => {
  it("opens an incident with its bracket after an outage of four rounds, and closes it with its first good one", async () => {
    const court = await openCourt(database.sql, { services });
    const all = "OOFFFFFOOOOO";
    await court.play({
      "alpha/api/time": { here: all },
      "alpha/api/book": { here: all },
      "beta/api/time": { here: "O".repeat(12) },
    });
    const { incidents, log, events } = await written();
    expect(incidents).toMatchObject([
      {
        severity: "critical",
        confirmed: false,
        vantages: ["here"],
        failure_types: ["tcp.refused"],
        phase: "connection",
        started_at: new Date(minute(2).getTime() + 100),
        last_good: new Date(minute(1).getTime() + 100),
        resolved_at: new Date(minute(7).getTime() + 100),
        last_bad: new Date(minute(6).getTime() + 100),
        detected_at: new Date(minute(5).getTime() + 5_000),
      },
    ]);
    expect(log.map(({ verdict }) => verdict)).toEqual(["up", "up", "down", "up"]);
    expect(events.map(({ type }) => type)).toEqual([
      "component.status_changed",
      "component.status_changed",
      "component.status_changed",
      "incident.created",
      "component.status_changed",
      "incident.resolved",
    ]);
  });

  it("keeps time by state: an outage found late is counted from its onset, into hours that are over", async () => {
    const start = Date.parse("2026-03-10T12:55:00Z");
    const court = await openCourt(database.sql, { services, start });
    const all = `OOFFFFF${"O".repeat(60)}`;
    await court.play({ "beta/api/time": { here: all } });
    const { hours } = await written();
    const [beta] = await database.sql`select component_id from incident`;
    const own = hours.filter(({ component_id }) => component_id === beta?.component_id);
    expect(own.map(({ hour }) => hour)).toEqual([new Date("2026-03-10T12:00:00Z"), new Date("2026-03-10T13:00:00Z")]);
    // Down from 12:57:00.1 to 13:02:00.1, known at 13:00:05: three minutes of it belong to the first hour.
    expect(own[0]).toMatchObject({ down_s: 179.9, unknown_s: 3300.1 });
    expect(own[1]?.down_s).toBeCloseTo(120.1, 3);
    expect((own[0]?.up_s ?? 0) + (own[0]?.down_s ?? 0) + (own[0]?.unknown_s ?? 0)).toBeCloseTo(3600, 2);
  });

  it("keeps an outage an outage when only the worst of it is over", async () => {
    const court = await openCourt(database.sql, { services });
    const fine = "OOOOOOOOOOOOOOOO";
    await court.play({
      "alpha/api/time": { here: "OOFFFFFFOOOOOOOO" },
      "alpha/api/book": { here: "OOFFFFFFFFFFFFFF" },
      "beta/api/time": { here: fine },
    });
    const { log, incidents } = await written();
    const own = log.filter(({ component_id }) => component_id === incidents[0]?.component_id);
    // First it recovers, then a part of it still fails: the same verdict for another reason.
    expect(own.slice(0, 3).map(({ verdict, effective_at }) => [verdict, effective_at])).toEqual([
      ["up", new Date(minute(0).getTime() + 100)],
      ["down", new Date(minute(2).getTime() + 100)],
      ["degraded", new Date(minute(8).getTime() + 100)],
    ]);
  });

  it("joins outages less than 15 minutes apart into one incident, and opens another for a later one", async () => {
    const court = await openCourt(database.sql, { services });
    const outage = "FFFFOOOO";
    await court.play({ "beta/api/time": { here: `O${outage}OOOO${outage}${"O".repeat(20)}${outage}` } });
    const { incidents, updates } = await written();
    expect(incidents).toHaveLength(2);
    expect(
      updates
        .map(({ kind }) => kind)
        .filter((kind) => kind === "opened" || kind === "reopened")
        .sort(),
    ).toEqual(["opened", "opened", "reopened"]);
  });

  it("neither opens nor closes anything while it cannot see, and says so", async () => {
    const court = await openCourt(database.sql, { services });
    await court.play({ "beta/api/time": { here: "OOFFFF......OO" } });
    const { incidents, log } = await written();
    const own = log.filter(({ component_id }) => component_id === incidents[0]?.component_id);
    expect(own.map(({ verdict, finding }) => `${verdict} ${finding.kind}`)).toEqual([
      "up answers",
      "down failing",
      "unknown no_vantage",
      "down failing",
    ]);
    expect(incidents).toMatchObject([{ resolved_at: null }]);
  });

  it("opens nothing again by what one vantage saw of an outage that is over and could write down only now", async () => {
    const court = await openCourt(database.sql, { services, vantages: ["a", "b"] });
    const past = "OOFFFFFOOOOOOO";
    await court.play({ "beta/api/time": { a: past, b: `OO${".".repeat(12)}` } });
    const before = await written();
    expect(before.incidents).toMatchObject([{ resolved_at: expect.any(Date) }]);
    const late = [...past].flatMap((letter, n) =>
      n < 2 ? [] : [{ checkId: "beta/api/time", tick: court.start + n * ROUND_MS, ...RESULTS[letter] }],
    );
    await court.record("b", late);
    await court.beat();
    await court.judge.pass();
    const after = await written();
    expect(after.updates).toEqual(before.updates);
    expect(after.events).toEqual(before.events);
    expect(after.log.map(({ verdict }) => verdict)).toEqual(before.log.map(({ verdict }) => verdict));
  });

  it("goes by nothing that a clock wrote down which was ahead, and was set right since", async () => {
    const court = await openCourt(database.sql, { services });
    const right = court.now;
    court.now += 86_400_000;
    await database.sql.begin((tx) => ensurePartitions(tx, court.now));
    await court.play({ "beta/api/time": { here: "OOO" } });
    court.now = right;
    await court.play({ "beta/api/time": { here: "OOFFFFF" } });
    const { incidents, verdicts } = await written();
    expect(incidents).toMatchObject([{ started_at: new Date(right + 2 * ROUND_MS + 100), resolved_at: null }]);
    expect(verdicts.slice(1)).toMatchObject([{ verdict: "down", since: new Date(right + 2 * ROUND_MS + 100) }]);
  });

  it("counts a vantage again that was forgotten for a day and is back, without any restart", async () => {
    const court = await openCourt(database.sql, { services, vantages: ["a", "b"] });
    await court.play({ "beta/api/time": { a: "OO", b: "OO" } });
    await database.sql`
      update worker_heartbeat set beat_at = beat_at - interval '25 hours'
      where vantage_id = (select id from vantage where name = 'b')`;
    await court.judge.pass();
    await database.sql`update lease set epoch = epoch + 1`;
    await court.judge.pass();
    await court.play({ "beta/api/time": { a: "OOO", b: "OOO" } });
    const [, verdict] = (await written()).verdicts;
    expect(verdict).toMatchObject({ verdict: "up", vantages: ["a", "b"] });
  });

  it("confirms what two of three vantages see, and accuses nobody of what one sees that has lost its network", async () => {
    const vantages = ["a", "b", "c"];
    const court = await openCourt(database.sql, { services, vantages });
    const [fine, out] = ["OOOOOO", "OOFFFF"];
    await court.play({
      "alpha/api/time": { a: out, b: fine, c: fine },
      "alpha/api/book": { a: fine, b: fine, c: fine },
      "beta/api/time": { a: out, b: out, c: fine },
    });
    const { incidents } = await written();
    expect(incidents.map(({ severity, confirmed, vantages: seen }) => ({ severity, confirmed, seen }))).toEqual(
      expect.arrayContaining([
        { severity: "minor", confirmed: false, seen: ["a"] },
        { severity: "critical", confirmed: true, seen: ["a", "b"] },
      ]),
    );
  });
});

describe("a component that is judged no more", () => {
  const alpha = makeService("alpha", [makeCheck("time", { vital: true }), makeCheck("book")]);
  const beta = (check = makeCheck("time"), rest = {}) => makeService("beta", [check], rest);

  /** Beta is down, and then another catalog comes into force. */
  async function withCatalog(then: readonly ReturnType<typeof makeService>[]) {
    const court = await openCourt(database.sql, { services });
    await court.play({ "alpha/api/time": { here: "OOOOOO" }, "beta/api/time": { here: "OOFFFF" } });
    await enforce(court, then);
    return court;
  }

  async function enforce(
    court: Awaited<ReturnType<typeof openCourt>>,
    then: readonly ReturnType<typeof makeService>[],
  ) {
    await court.judge.release();
    await database.sql.begin((tx) => syncCatalog(tx, { services: then }, court.now));
    await court.beat();
  }

  /** One pass by a process that has just begun. */
  async function passAnew(court: Awaited<ReturnType<typeof openCourt>>) {
    const judge = court.another();
    const report = await judge.pass();
    await judge.release();
    return report;
  }

  const lastPass = new Date(minute(5).getTime() + 5_000);

  it.each([
    ["has left the catalog", [alpha]],
    ["has closed for good", [alpha, beta(undefined, { lifecycle: { state: "retired" } })]],
    ["has nothing that decides", [alpha, beta(makeCheck("time", { tier: "aux" }))]],
  ])(
    "because it %s has its incident closed as of the last pass, without a word of recovery, and once",
    async (_, then) => {
      const court = await withCatalog(then);
      expect(await passAnew(court)).toMatchObject({ events: 2 });
      const { incidents, updates, log, events, verdicts } = await written();
      expect(incidents).toMatchObject([{ resolved_at: lastPass, last_bad: null, verdict: "unknown", sequence: 2 }]);
      expect(updates.at(-1)).toMatchObject({
        kind: "resolved",
        verdict: "unknown",
        finding: { kind: "not_monitored" },
      });
      expect(events.slice(-2).map(({ type, payload }) => [type, payload.after ?? payload.incident.verdict])).toEqual([
        ["component.status_changed", "unknown"],
        ["incident.resolved", "unknown"],
      ]);
      expect(log.at(-1)).toMatchObject({ verdict: "unknown", effective_at: lastPass });
      expect(verdicts.map(({ component_id }) => component_id)).not.toContain(incidents[0]?.component_id);

      court.now += ROUND_MS;
      await court.beat();
      expect(await passAnew(court)).toMatchObject({ events: 0 });
      expect((await written()).log).toEqual(log);
    },
  );

  it("keeps the time that was seen of its last hour; the rest of it is unknown, and later hours are nobody's", async () => {
    const court = await withCatalog([alpha]);
    await passAnew(court);
    court.now += 2 * 3_600_000;
    await court.beat();
    await passAnew(court);
    const { hours, incidents } = await written();
    const own = hours.filter(({ component_id }) => component_id === incidents[0]?.component_id);
    expect(own).toMatchObject([{ hour: minute(0), up_s: 120, unknown_s: 3295.1 }]);
    expect(own[0]?.down_s).toBeCloseTo(184.9, 3);
  });

  it("and is judged again goes on with the same incident where it still fails", async () => {
    const court = await withCatalog([alpha]);
    await passAnew(court);
    await enforce(court, services);
    await court.play({ "alpha/api/time": { here: "OOOO" }, "beta/api/time": { here: "FFFF" } });
    const { incidents, updates } = await written();
    expect(incidents).toMatchObject([{ resolved_at: null, verdict: "down" }]);
    expect(updates.map(({ kind }) => kind)).toEqual(["opened", "resolved", "reopened"]);
  });
});

describe("the judge's transaction", () => {
  const rounds = {
    "alpha/api/time": { here: "OOFFF" },
    "alpha/api/book": { here: "OOFFF" },
    "beta/api/time": { here: "OOOOO" },
  };
  const fatal = { outcome: "failed", failureType: "tcp.refused", phase: "connection" } as const;

  /** Everything up to the pass that will open an incident. */
  async function beforeTheAlarm(start?: number) {
    const court = await openCourt(database.sql, { services, ...(start === undefined ? {} : { start }) });
    await court.play(rounds);
    const tick = court.now;
    await court.record("here", [
      { checkId: "alpha/api/time", tick, ...fatal },
      { checkId: "alpha/api/book", tick, ...fatal },
      { checkId: "beta/api/time", tick },
    ]);
    court.now += 5_000;
    await court.beat();
    return court;
  }

  it("leaves neither doubles nor holes when it dies at any of its statements", async () => {
    // Five minutes before the hour, so that the pass rolls up an hour too.
    const start = Date.parse("2026-03-10T12:55:00Z");
    const court = await beforeTheAlarm(start);
    const client = fragileClient(database.sql);
    const judge = court.another({ sql: client.sql, holder: "doomed" });
    court.now += 20_000;
    await court.beat();
    const untouched = await written();
    let died = 0;
    for (client.diesAt = 1; ; client.diesAt += 1) {
      const killed = await judge.pass().then(
        () => false,
        (error: unknown) => error instanceof Killed,
      );
      if (!killed) break;
      died += 1;
      expect(await written()).toEqual(untouched);
    }
    // Lease, docket, memory, news, detectors, log, verdicts, group, incident, update, events, hours, days, progress, notice.
    expect(died).toBeGreaterThan(20);
    const mended = await written();

    await database.sql`truncate measurement, check_latest, detector, chain_state, component_verdict, verdict_log, component_hour,
      component_day, attribution, incident_update, incident, incident_group, outbox, lease, judge_progress, vantage_round, worker_heartbeat restart identity`;
    const calm = await beforeTheAlarm(start);
    calm.now += 20_000;
    await calm.beat();
    await calm.judge.pass();
    expect(mended.incidents).toHaveLength(1);
    expect(mended).toEqual(await written());
  });

  it("tells nothing twice when it was committed and nobody heard of it", async () => {
    const court = await beforeTheAlarm();
    const client = fragileClient(database.sql);
    const judge = court.another({ sql: client.sql });
    court.now += 20_000;
    await court.beat();
    client.losesAnswer = true;
    await expect(judge.pass()).rejects.toThrow(Killed);
    const once = await written();
    expect(once.incidents).toHaveLength(1);
    client.losesAnswer = false;
    expect(await judge.pass()).toMatchObject({ rounds: 0, events: 0 });
    expect(await written()).toEqual(once);
  });

  it("is one judge's at a time: of many at once one works, and the next goes on where it stopped", async () => {
    const court = await beforeTheAlarm();
    court.now += 20_000;
    await court.beat();
    const judges = Array.from({ length: 4 }, () => court.another());
    const reports = await Promise.all(judges.map((judge) => judge.pass()));
    expect(reports.filter((report) => report !== null)).toHaveLength(1);
    const { incidents, updates, events } = await written();
    expect([incidents.length, updates.length]).toEqual([1, 1]);
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);

    court.now += 20_000;
    await court.beat();
    const later = await court.another().pass();
    expect(later).toMatchObject({ rounds: 0, events: 0 });
    expect(await court.judge.pass()).toBeNull();
  });

  it("a judge that was away reads again what others wrote, and tells nothing twice", async () => {
    const court = await beforeTheAlarm();
    court.now += 20_000;
    await court.beat();
    const other = court.another();
    await other.pass();
    await other.release();
    const before = await written();
    expect(await court.judge.pass()).toMatchObject({ events: 0 });
    expect((await written()).incidents).toEqual(before.incidents);
  });

  it("shows how late it is", async () => {
    const court = await beforeTheAlarm();
    court.now += 30_000;
    await court.beat();
    await court.judge.pass();
    const [progress] = await database.sql`select passed_at, lateness_ms from judge_progress`;
    expect(progress?.passed_at).toEqual(new Date(court.now));
    expect(progress?.lateness_ms).toBeGreaterThan(30_000);
  });

  it("takes one open incident per component from the database, not from good behaviour", async () => {
    const court = await beforeTheAlarm();
    await court.judge.pass();
    await expect(database.sql`
      insert into incident select 'another00000', group_id, component_id, started_at, last_good, detected_at, resolved_at,
        severity, confirmed, vantages, usable, failure_types, phase, finding, verdict, retracted, sequence, rule_version, made_up
      from incident`).rejects.toMatchObject({ code: "23505" });
  });
});
