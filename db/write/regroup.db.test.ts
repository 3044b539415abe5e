import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { readGroups } from "#db/write/groups.ts";
import { joinAttributed } from "#db/write/regroup.ts";
import type { AttributionWord } from "#domain/attribution/posterior.ts";
import type { AttributionBasis } from "#domain/attribution/score.ts";
import { JUDGE_LEASE } from "#workers/judge/judge.ts";
import { type Court, openCourt, ROUND_MS } from "#workers/judge/testing/court.ts";

const database = testDatabase();
const EVENT = "abcdefghijkl";

beforeEach(async () => {
  await database.sql`truncate attribution, cloud_event, measurement, check_latest, detector, chain_state, component_verdict,
    verdict_log, component_hour, component_day, incident_update, incident, incident_group, outbox, lease, judge_progress,
    vantage_round, worker_heartbeat cascade`;
  await database.sql`
    insert into cloud_event (id, provider, event_id, title, onset_at, peak, maintenance, regions, event, updated_at)
    values (${EVENT}, 'aws', 'one', '', now(), 'disruption', false, '{us-east-1}', '{}', now())`;
});

const services = ["alpha", "beta", "gamma", "delta"].map((slug) => makeService(slug, [makeCheck("time")]));

/** So many rounds of answers and failures, of all services together. */
function rounds(play: Readonly<Record<string, string>>): Record<string, { here: string }> {
  const length = Math.max(...Object.values(play).map((text) => text.length));
  return Object.fromEntries(
    services.map(({ slug }) => [`${slug}/api/time`, { here: (play[slug] ?? "").padEnd(length, "O") }]),
  );
}

const components = ["alpha", "beta", "gamma", "delta"] as const;
const readIncidents = async () => {
  const rows = await database.sql<{ slug: string; id: string; group_id: string; sequence: number }[]>`
    select s.slug, i.id, i.group_id, i.sequence from incident i join component c on c.id = i.component_id
    join service s on s.id = c.service_id order by i.started_at, s.slug`;
  return new Map(rows.map((row) => [row.slug, row]));
};
const idOf = async (slug: string) => (await readIncidents()).get(slug)?.id ?? "";
/** Letters for groups, in the order of alpha, beta, gamma, delta: equal letters, one group. */
const grouping = async () => {
  const incidents = await readIncidents();
  const groups = components.flatMap((slug) => incidents.get(slug)?.group_id ?? []);
  const known = [...new Set(groups)];
  return groups.map((group) => "ABCD"[known.indexOf(group)]).join("");
};

async function attribute(
  slug: string,
  {
    word = "likely",
    basis = "population",
    region = "us-east-1",
  }: { word?: AttributionWord; basis?: AttributionBasis; region?: string } = {},
): Promise<void> {
  const best = { provider: "aws", region, word, basis, publishable: basis !== "coincidence" };
  await database.sql`
    insert into attribution (incident_id, cloud_event_id, provider, region, score, word, basis, provisional, p, detail,
      computed_at, rule_version)
    values (${await idOf(slug)}, ${EVENT}, 'aws', ${region}, 90, ${word}, ${basis}, false, 0.1,
      ${database.sql.json({ best })}, now(), 1)`;
}
const join = (now: number) =>
  database.sql.begin((tx) => joinAttributed(tx, { events: [EVENT], lease: JUDGE_LEASE }, now));

/** Alpha fails, beta and gamma begin to 20 minutes later; all go on. */
async function twoGroups(): Promise<Court> {
  const court = await openCourt(database.sql, { services });
  const late = `${"O".repeat(22)}FFFFF`;
  await court.play(rounds({ alpha: `OO${"F".repeat(25)}`, beta: late, gamma: late }));
  expect(await grouping()).toBe("ABB");
  return court;
}

describe("groups with incidents of one attribution", () => {
  it("become the older of them: all incidents of the younger move, each with it in its history, and told once", async () => {
    const court = await twoGroups();
    const before = await readIncidents();
    await attribute("alpha");
    await attribute("beta");
    expect(await join(court.now)).toBe(2);
    expect(await grouping()).toBe("AAA");
    expect((await readIncidents()).get("alpha")).toEqual(before.get("alpha"));
    const history = await database.sql`
      select incident_id, sequence, kind, known_at from incident_update where kind = 'joined' order by incident_id`;
    const moved = ["beta", "gamma"].map((slug) => before.get(slug)?.id ?? "").sort();
    expect(history).toEqual(
      moved.map((id) => ({ incident_id: id, sequence: 2, kind: "joined", known_at: new Date(court.now) })),
    );
    const told = await database.sql`
      select type, key, payload->>'movedFrom' as moved_from, payload->'incident'->>'group' as "group",
        payload->'update'->>'kind' as kind from outbox where payload ? 'movedFrom' order by incident_id`;
    const [from, to] = [before.get("beta")?.group_id, before.get("alpha")?.group_id];
    expect(told).toEqual(
      moved.map((id) => ({
        type: "incident.updated",
        key: `incident/${id}/2`,
        moved_from: from,
        group: to,
        kind: "joined",
      })),
    );

    expect(await join(court.now + 1)).toBe(0);
    expect(await database.sql`select from outbox where payload ? 'movedFrom'`).toHaveLength(2);
  });

  it.each([
    ["merely coincide", { basis: "coincidence", word: "likely" }],
    ["are no more than possible", { word: "possible" }],
    ["are of another place", { region: "us-west-2" }],
  ] as const)("stay apart where they %s", async (_, other) => {
    const court = await twoGroups();
    await attribute("alpha");
    await attribute("beta", other);
    expect(await join(court.now)).toBe(0);
    expect(await grouping()).toBe("ABB");
  });

  it("by their vendor's word are one; an incident that was taken back joins nothing", async () => {
    const court = await twoGroups();
    await attribute("alpha", { basis: "vendor", word: "confirmed" });
    await attribute("beta");
    const retraction = { at: 0, author: "me", reason: "ours" };
    await database.sql`update incident set retracted = ${database.sql.json(retraction)} where id = ${await idOf("beta")}`;
    expect(await join(court.now)).toBe(0);
    await database.sql`update incident set retracted = null`;
    expect(await join(court.now)).toBe(2);
  });
});

describe("the judge, when groups were joined behind its back", () => {
  it("goes on from there: no step is lost, none is told twice, and a later one has the group that stayed", async () => {
    const court = await twoGroups();
    await attribute("alpha");
    await attribute("beta");
    await join(court.now);
    await court.play(rounds({ alpha: "OOOOOO", beta: "OOOOOO", gamma: "OOOOOO" }));
    expect(await grouping()).toBe("AAA");
    const steps = await database.sql<{ slug: string; kinds: string[] }[]>`
      select s.slug, array_agg(u.kind order by u.sequence) as kinds from incident_update u
      join incident i on i.id = u.incident_id join component c on c.id = i.component_id join service s on s.id = c.service_id
      group by s.slug order by s.slug`;
    expect(steps.map(({ slug, kinds }) => `${slug}: ${kinds.filter((kind) => kind !== "improved").join(" ")}`)).toEqual(
      ["alpha: opened resolved", "beta: opened joined resolved", "gamma: opened joined resolved"],
    );
    const [group] = await database.sql`select group_id from incident limit 1`;
    const ends = await database.sql`
      select distinct payload->'incident'->>'group' as group_id from outbox where type = 'incident.resolved'`;
    expect(ends).toEqual([group]);
  });

  it("puts what begins beside those that moved into the group that they moved to, whoever judges", async () => {
    const court = await twoGroups();
    await attribute("alpha");
    await attribute("beta");
    const [late] = await database.sql`
      select max(anchor_at) as anchor from incident_group`;
    await join(court.now);
    const groups = await database.sql.begin((tx) => readGroups(tx, { from: court.start, to: null }));
    const stayed = (await readIncidents()).get("alpha")?.group_id;
    expect(groups.map(({ id }) => id)).toEqual([stayed, stayed]);
    expect(groups.at(-1)?.anchor).toBe(late?.anchor.getTime());
    expect(court.now - (groups.at(-1)?.anchor ?? 0)).toBeLessThan(10 * ROUND_MS);
    await court.play(rounds({ alpha: "FFFFFF", beta: "FFFFFF", gamma: "FFFFFF", delta: "FFFFFF" }));
    expect(await grouping()).toBe("AAAA");
  });
});
