import { beforeEach, describe, expect, it } from "vitest";
import { RECORDED_CHANNEL } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { UnknownIncidentError } from "#db/write/annotations.ts";
import { carryOut, readOrder } from "#scripts/annotate/command.ts";
import { Misuse } from "#scripts/command/misuse.ts";
import { type Court, openCourt } from "#workers/judge/testing/court.ts";

const database = testDatabase();

beforeEach(async () => {
  await database.sql`truncate measurement, check_latest, detector, chain_state, component_verdict, verdict_log, component_hour,
    component_day, incident_update, incident, incident_group, outbox, lease, judge_progress, vantage_round, worker_heartbeat cascade`;
});

const services = [makeService("alpha", [makeCheck("time")]), makeService("beta", [makeCheck("time")])];

async function playLive(alpha: string): Promise<Court> {
  const court = await openCourt(database.sql, { services });
  await court.play({ "alpha/api/time": { here: alpha }, "beta/api/time": { here: "O".repeat(alpha.length) } });
  return court;
}

const incidents = () => database.sql`select * from incident order by started_at`;
const updates = () =>
  database.sql`select kind, author, text, sequence from incident_update order by incident_id, sequence`;
const newest = async () => ((await incidents()).at(-1)?.id ?? "") as string;
const alphaHours = () => database.sql`
  select h.up_s, h.down_s, h.unknown_s from component_hour h join component c on c.id = h.component_id
  join service s on s.id = c.service_id where s.slug = 'alpha' order by h.hour`;

const note = (id: string, text = "the operator confirmed it") =>
  ({ id, annotation: { kind: "noted", author: "Ada", text }, world: false }) as const;
const retraction = (id: string, text = "our own firewall") =>
  ({ id, annotation: { kind: "retracted", author: "Ada", text }, world: false }) as const;

describe("npm run annotate", () => {
  it("adds a signed note as the incident's next step, with its event", async () => {
    const court = await playLive("OOFFFFFOOOOO");
    const id = await newest();
    const lines = await carryOut(database.sql, note(id), court.now);
    expect(lines.join()).toContain(`Noted on incident ${id} (alpha/api`);
    expect(await updates()).toMatchObject([
      { kind: "opened", sequence: 1 },
      { kind: "resolved", sequence: 2 },
      { kind: "noted", author: "Ada", text: "the operator confirmed it", sequence: 3 },
    ]);
    const [event] = await database.sql`select * from outbox order by id desc limit 1`;
    expect(event).toMatchObject({
      type: "incident.updated",
      key: `incident/${id}/3`,
      incident_id: id,
      payload: { said: { author: "Ada", text: "the operator confirmed it" }, update: { kind: "noted" } },
    });
    expect((await incidents())[0]).toMatchObject({ retracted: null, sequence: 3 });
  });

  it("retracts: the incident stays with reason and author, and its time leaves uptime at once", async () => {
    const court = await playLive(`OOFFFFFOO${"O".repeat(55)}`);
    expect(await alphaHours()).toEqual([{ up_s: 3_299.9, down_s: 300, unknown_s: expect.closeTo(0.1, 3) }]);
    const id = await newest();
    await carryOut(database.sql, retraction(id), court.now);
    expect(await alphaHours()).toEqual([{ up_s: 3_299.9, down_s: 0, unknown_s: expect.closeTo(300.1, 3) }]);
    const [day] = await database.sql`select down_s from component_day order by component_id limit 1`;
    expect(day).toEqual({ down_s: 0 });
    expect(await incidents()).toMatchObject([
      { id, retracted: { author: "Ada", reason: "our own firewall", at: court.now }, resolved_at: expect.any(Date) },
    ]);
    await carryOut(database.sql, note(id, "found by Grace"), court.now);
    await expect(carryOut(database.sql, retraction(id), court.now)).rejects.toThrow(/retracted already.*by Ada/);
    expect((await updates()).map(({ kind }) => kind)).toEqual(["opened", "resolved", "retracted", "noted"]);
  });

  it("keeps a retracted incident that is still open silent until its component was up, under a judge at work", async () => {
    const court = await playLive("OOFFFFF");
    const id = await newest();
    const lines = await carryOut(database.sql, retraction(id), court.now);
    expect(lines.join()).toContain("No new one is opened before the component has been up again.");
    // What failed eleven times in twenty rounds is not up before they are out of sight.
    await court.play({
      "alpha/api/time": { here: `FFFFFF${"O".repeat(25)}` },
      "beta/api/time": { here: "O".repeat(31) },
    });
    expect(await incidents()).toMatchObject([{ id, resolved_at: expect.any(Date) }]);
    await court.play({ "alpha/api/time": { here: "FFFFFF" }, "beta/api/time": { here: "OOOOOO" } });
    expect(await incidents()).toMatchObject([{ id }, { retracted: null, resolved_at: null }]);
  });

  it("lets the judge go on from the note's number, whatever it remembered", async () => {
    const court = await playLive("OOFFFFF");
    const id = await newest();
    await carryOut(database.sql, note(id), court.now);
    await court.play({ "alpha/api/time": { here: "OOOOO" }, "beta/api/time": { here: "OOOOO" } });
    expect((await updates()).map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ["opened", 1],
      ["noted", 2],
      ["resolved", 3],
    ]);
  });

  it("tells the web process", async () => {
    const court = await playLive("OOFFFFF");
    const heard: string[] = [];
    let wake = () => {};
    const told = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const { unlisten } = await database.sql.listen(RECORDED_CHANNEL, (payload) => {
      heard.push(payload);
      wake();
    });
    await carryOut(database.sql, note(await newest()), court.now);
    await told;
    await unlisten();
    expect(heard.length).toBeGreaterThan(0);
  });

  it("names the newest incidents to someone who asks for one that is not there, and changes nothing", async () => {
    const court = await playLive(`OOFFFFFOOOO${"O".repeat(20)}FFFFFOOOOO`);
    const ids = (await incidents()).map((row) => row.id as string);
    const asked = carryOut(database.sql, note("nosuchthing1"), court.now);
    await expect(asked).rejects.toThrow(UnknownIncidentError);
    await expect(asked).rejects.toThrow(
      new RegExp(
        `There is no incident nosuchthing1. The newest are:\\n +${ids[1]} +alpha/api.*\\n +${ids[0]} +alpha/api`,
      ),
    );
    expect(await updates()).toHaveLength(4);
  });

  it("takes a note or a retraction, an author and an id, and says what is missing", () => {
    expect(readOrder(["abc", "--note", "hm", "--author", "Ada", "--world"])).toEqual({
      id: "abc",
      annotation: { kind: "noted", author: "Ada", text: "hm" },
      world: true,
    });
    for (const args of [[], ["abc"], ["abc", "--author", "Ada"], ["a", "b", "--note", "x", "--author", "Ada"]])
      expect(() => readOrder(args)).toThrow(Misuse);
    expect(() => readOrder(["abc", "--note", "x", "--retract", "y", "--author", "Ada"])).toThrow(Misuse);
    expect(() => readOrder(["abc", "--note", "x"])).toThrow(/--author/);
    expect(() => readOrder(["abc", "--note", "x\u0007", "--author", "Ada"])).toThrow(/control character/);
    expect(readOrder(["--help"])).toBeNull();
  });
});
