import { beforeEach, describe, expect, it } from "vitest";
import { clouds } from "#catalog/clouds/providers.ts";
import { readAttributions, readCloudEvent } from "#db/read/clouds.ts";
import { testDatabase } from "#db/testing/database.ts";
import { attributeAll } from "#domain/attribution/attribute.ts";
import type { ServiceRecord } from "#domain/attribution/cast.ts";
import type { CloudEvent as TestedEvent } from "#domain/attribution/event.ts";
import { mulberry32 } from "#domain/attribution/random.ts";
import { rank } from "#domain/attribution/rank.ts";
import { recordOf } from "#domain/attribution/record.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { cloudEvent } from "#domain/cloud/testing/event.ts";
import { publishAttribution } from "#domain/publish/attribution.ts";
import { type CorrelatorOptions, createCorrelator } from "#workers/correlate/correlate.ts";
import { type Archive, openArchive } from "#workers/correlate/testing/archive.ts";
import { fragileClient } from "#workers/judge/testing/kill.ts";

const database = testDatabase();
const T0 = Date.parse("2026-03-10T12:20:00Z");
const MINUTE = 60_000;
const DAY = 86_400_000;
const minute = (n: number) => T0 + n * MINUTE;

const slugs = Array.from({ length: 41 }, (_, n) => `s${String(n).padStart(2, "0")}`);
const dependents = slugs.slice(0, 14);
const others = slugs.slice(14);
/** The dependents begin to fail within 6 minutes of T0; the first AWS post comes 8 minutes after T0. */
const failedAt = (index: number) => minute(index / 2);

let archive: Archive;
let clock: number;

beforeEach(async () => {
  archive = await openArchive(database.sql, { slugs, end: T0, days: 60 });
  clock = minute(9);
  for (const slug of dependents) await archive.observe(slug, { provider: "aws", region: "us-east-1" });
  for (const slug of others) await archive.observe(slug, { provider: "hetzner", region: "fsn1" });
});

const correlator = (over: Partial<CorrelatorOptions> = {}) =>
  createCorrelator({
    sql: database.sql,
    now: () => clock,
    holder: "here",
    services: archive.services,
    providers: clouds,
    ...over,
  });

const awsEvent = (over: Partial<CloudEvent> = {}): CloudEvent => {
  const onsetAt = over.onsetAt ?? minute(8);
  return cloudEvent({
    id: "arn:aws:us-east-1",
    onsetAt,
    firstPublishedAt: minute(8),
    firstSeenAt: minute(8),
    severity: { peak: "disruption", now: "disruption", stated: true },
    periods: [{ service: "ec2", region: "us-east-1", zone: null, from: onsetAt, to: null, severity: "disruption" }],
    ...over,
  });
};

const failDependents = () => Promise.all(dependents.map((slug, index) => archive.fail(slug, failedAt(index))));
const scoresOf = async () =>
  (await archive.attributions()).map(({ record: { best } }) => [best.service, best.score, best.word, best.basis]);

/** What the domain's functions are to be given, written down here once more from what was put into the archive. */
function inputs(cloudEventId: string, over: Partial<TestedEvent> = {}) {
  const event: TestedEvent = {
    id: `${cloudEventId}/us-east-1/0`,
    provider: "aws",
    region: "us-east-1",
    singleZone: false,
    severity: "disruption",
    t0: { at: minute(8), quality: "first_status_post" },
    end: null,
    mitigatedAt: [],
    ...over,
  };
  const services = (incidents: readonly string[]) =>
    slugs.map((slug, index): ServiceRecord => {
      const incident = index < incidents.length ? incidents[index] : undefined;
      const component = `${slug}/api`;
      const place = index < 14 ? { provider: "aws", region: "us-east-1" } : { provider: "hetzner", region: "fsn1" };
      return {
        slug,
        recordedFrom: archive.recordedFrom,
        usuallyCloud: true,
        evidence: [
          { kind: "observed", ...place, edge: false, from: archive.recordedFrom, to: T0, source: null, component },
        ],
        onsets:
          incident === undefined
            ? []
            : [{ incident, component, at: failedAt(index), recoveredAt: null, named: [], contradiction: null }],
      };
    });
  return { event, services };
}

describe("an AWS us-east-1 event posted 8 min after 14 of its dependents fail", () => {
  it("is what they are attributed to, with the very figures that the domain's functions give", async () => {
    const incidents = await failDependents();
    const id = await archive.post(awsEvent(), minute(8));
    const report = await correlator().pass();
    expect(report).toEqual({ idle: false, tested: 1, attributed: 14, written: 14, removed: 0, told: 14, joined: 0 });

    const { event, services } = inputs(id);
    const record = { window: { from: archive.recordedFrom, to: clock }, gaps: [], cloudIncidents: [] };
    const [attribution] = attributeAll([event], services(incidents), record);
    if (attribution === undefined) throw new Error("nothing was judged");
    const expected = rank([attribution]).incidents.map((ranking) => [
      ranking.incident,
      id,
      JSON.parse(JSON.stringify(recordOf(ranking, attribution))),
    ]);
    const stored = (await archive.attributions()).map((row) => [row.incident, row.cloudEvent, row.record]);
    expect(stored).toEqual(expected.sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(attribution.population).toMatchObject({ n: 41, k: 14, basis: "permutation", p: 1e-4 });
    expect(attribution.contrast).toMatchObject({ dependents: { hit: 14, of: 14 }, others: { hit: 0, of: 27 } });
    expect(new Set((await scoresOf()).map(([, ...rest]) => rest.join(" ")))).toEqual(new Set(["90 likely population"]));
    const [row] =
      await database.sql`select provider, region, score, word, basis, provisional, p from attribution limit 1`;
    expect(row).toEqual({
      provider: "aws",
      region: "us-east-1",
      score: 90,
      word: "likely",
      basis: "population",
      provisional: true,
      p: expect.closeTo(1e-4, 9),
    });
  });

  it("is found by its incidents, and by the event", async () => {
    const incidents = await failDependents();
    const id = await archive.post(awsEvent(), minute(8));
    await correlator().pass();
    const found = await readAttributions(database.db, [...incidents, "abcdefghijkl"]);
    expect([...found.keys()].sort()).toEqual(incidents.toSorted());
    expect((await readCloudEvent(database.db, id))?.attributions).toHaveLength(14);
    const [stored] = found.values();
    expect(stored && publishAttribution(stored.record).event.sentence).toBe(
      "14 of 41 services degraded between 35 min before and 15 min after the first status post on AWS us-east-1 (12:28 UTC). " +
        "Expected by chance: 0.01. Fewer than 1 in 10,000 random moments look like this. " +
        "14 of 14 services known to use that region were hit (100 %), 0 of 27 others (0 %). " +
        "The window is not over yet: more may follow.",
    );
  });

  it("stands out among 300 other events of the year in places of ours, and places of nobody's do not count", async () => {
    await failDependents();
    await archive.post(awsEvent(), minute(8));
    const others = (region: string) => database.sql`
      insert into cloud_event (id, provider, event_id, title, onset_at, peak, maintenance, regions, event, updated_at, ended_at)
      select ${region} || n, 'aws', ${region} || n, '', ${new Date(T0 - 50 * DAY)}::timestamptz + n * interval '1 hour', 'degraded',
        false, array[${region}], '{}', ${new Date(T0)}, ${new Date(T0 - 2 * DAY)}
      from generate_series(1, 300) n`;
    const draws = async () => (await archive.attributions()).map(({ record }) => record.population.permutation?.draws);
    await others("eu-west-1");
    await correlator().pass();
    expect(new Set(await draws())).toEqual(new Set([9_999]));
    await others("us-east-1");
    await correlator().pass();
    expect(new Set(await draws())).toEqual(new Set([30_100]));
    expect(new Set((await scoresOf()).map(([, ...rest]) => rest.join(" ")))).toEqual(new Set(["90 likely population"]));
  });

  it("is scored again when it is posted anew with a better onset", async () => {
    const incidents = await failDependents();
    const id = await archive.post(awsEvent(), minute(8));
    const one = correlator();
    await one.pass();
    await archive.post(awsEvent({ onsetAt: minute(-1), onsetQuality: "stated_start" }), minute(40));
    clock = minute(41);
    expect(await one.pass()).toMatchObject({ idle: false, written: 14, removed: 0, told: 0 });

    const { event, services } = inputs(id, { t0: { at: minute(-1), quality: "stated_onset" } });
    const record = { window: { from: archive.recordedFrom, to: clock }, gaps: [], cloudIncidents: [] };
    const [attribution] = attributeAll([event], services(incidents), record);
    const stored = await archive.attributions();
    expect(
      stored.map(({ record: { best } }) => [best.incident, best.posterior, best.lagMin, best.provisional]),
    ).toEqual(
      attribution?.scores
        .map((score) => [score.incident, score.posterior, score.lagMin, false])
        .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
    );
    expect(stored.every(({ record }) => record.event.t0.at === minute(-1))).toBe(true);
  });

  it("a first post of an hour later explains nothing; the onset that is stated afterwards does", async () => {
    await failDependents();
    await archive.post(awsEvent({ onsetAt: minute(70), firstPublishedAt: minute(70) }), minute(70));
    const one = correlator();
    clock = minute(71);
    expect(await one.pass()).toMatchObject({ attributed: 0 });
    await archive.post(
      awsEvent({ onsetAt: minute(-1), onsetQuality: "stated_start", firstPublishedAt: minute(70) }),
      minute(90),
    );
    clock = minute(91);
    expect(await one.pass()).toMatchObject({ attributed: 14, told: 14 });
  });

  it("leaves an incident that is taken back, and says so", async () => {
    const [first = ""] = await failDependents();
    await archive.post(awsEvent(), minute(8));
    const one = correlator();
    await one.pass();
    clock = minute(20);
    await archive.step(first, clock, { retracted: { at: clock, author: "me", reason: "ours" } });
    expect(await one.pass()).toMatchObject({ removed: 1, attributed: 13 });
    expect((await archive.attributions()).map(({ incident }) => incident)).not.toContain(first);
    expect((await archive.told()).at(-1)).toEqual({ incident: first, word: null });
  });

  it("is told again when its word changes", async () => {
    const [first = ""] = await failDependents();
    await archive.post(awsEvent(), minute(8));
    const one = correlator();
    await one.pass();
    clock = minute(30);
    await archive.say("s00", notice("We are down due to an AWS outage in us-east-1."), minute(29));
    await one.pass();
    expect((await archive.told()).slice(14)).toEqual([{ incident: first, word: "confirmed" }]);
    expect(await scoresOf()).toContainEqual(["s00", 99, "confirmed", "vendor"]);
  });

  it("explains nothing of a service whose vendor names another cloud, or whose certificate had expired", async () => {
    await failDependents();
    await archive.fail("s14", minute(1), { failureTypes: ["tls.cert.date_invalid"] });
    await archive.say("s00", notice("Our provider Google Cloud has an outage."), minute(8));
    await archive.post(awsEvent(), minute(8));
    await correlator().pass();
    const names = (await scoresOf()).map(([name]) => name);
    expect(names).toHaveLength(13);
    expect(names).not.toContain("s00");
    expect(names).not.toContain("s14");
  });
});

const notice = (text: string, over: Partial<Notice> = {}): Notice => ({
  page: "page",
  id: "n1",
  title: "Service disruption",
  url: null,
  impact: "major",
  status: "investigating",
  startedAt: minute(5),
  publishedAt: minute(5),
  resolvedAt: null,
  changedAt: null,
  components: [],
  updates: [{ id: null, at: minute(5), text, status: null, set: [] }],
  maintenance: null,
  ...over,
});

describe("unrelated failures", () => {
  it.each([
    ["within the hour of the event", 50],
    ["over the day of the event", 1_440],
  ])("as many of them at random %s are attributed to nothing", async (_, span) => {
    const random = mulberry32(7);
    for (const slug of others.slice(0, 14)) await archive.fail(slug, minute(15 - random() * span));
    await archive.post(awsEvent(), minute(8));
    clock = minute(24);
    expect(await correlator().pass()).toMatchObject({ tested: 1, attributed: 0, told: 0 });
    expect(await archive.attributions()).toEqual([]);
  });

  it("an event in a place where nobody is known to stand is not even tested", async () => {
    await failDependents();
    await archive.post(
      awsEvent({
        id: "elsewhere",
        scope: { kind: "regions", regions: ["eu-west-1"] },
        periods: [{ service: null, region: "eu-west-1", zone: null, from: minute(8), to: null, severity: "outage" }],
      }),
      minute(8),
    );
    expect(await correlator().pass()).toMatchObject({ tested: 0, attributed: 0 });
  });

  it("that were made up belong to the record, are attributed to nothing, and nobody is told", async () => {
    await failDependents();
    await database.sql`update incident set made_up = true`;
    await archive.post(awsEvent(), minute(8));
    expect(await correlator().pass()).toMatchObject({ tested: 1, attributed: 0, written: 0, told: 0 });
  });

  it("announced maintenance and information explain nothing", async () => {
    await failDependents();
    await archive.post(awsEvent({ id: "work", maintenance: { from: minute(0), until: null } }), minute(8));
    await archive.post(
      awsEvent({
        id: "note",
        severity: { peak: "informational", now: "informational", stated: true },
        periods: [
          { service: null, region: "us-east-1", zone: null, from: minute(8), to: null, severity: "informational" },
        ],
      }),
      minute(8),
    );
    expect(await correlator().pass()).toMatchObject({ tested: 0, attributed: 0 });
  });
});

describe("a pass", () => {
  it("without news looks at nothing and writes nothing", async () => {
    await failDependents();
    await archive.post(awsEvent(), minute(8));
    const one = correlator();
    await one.pass();
    const before = await database.sql`select * from attribution order by incident_id`;
    clock = minute(10);
    // The same answer of the feed once more is no news.
    await archive.post(awsEvent(), minute(10));
    expect(await one.pass()).toMatchObject({ idle: true });
    expect(await database.sql`select * from attribution order by incident_id`).toEqual(before);
    expect(await archive.told()).toHaveLength(14);
  });

  it("of a process that knows nothing comes to the same, and writes nothing", async () => {
    await failDependents();
    await archive.post(awsEvent(), minute(8));
    await correlator().pass();
    const before = await database.sql`select * from attribution order by incident_id`;
    expect(await correlator().pass()).toEqual({
      idle: false,
      tested: 1,
      attributed: 14,
      written: 0,
      removed: 0,
      told: 0,
      joined: 0,
    });
    expect(await database.sql`select * from attribution order by incident_id`).toEqual(before);
  });

  it("of two at once is one's", async () => {
    await failDependents();
    await archive.post(awsEvent(), minute(8));
    const reports = await Promise.all([correlator().pass(), correlator({ holder: "there" }).pass()]);
    expect(reports.filter((report) => report === null)).toHaveLength(1);
    expect(await archive.told()).toHaveLength(14);
  });

  it("is another's at once after a release", async () => {
    const one = correlator();
    const two = correlator({ holder: "there" });
    expect(await one.pass()).not.toBeNull();
    expect(await two.pass()).toBeNull();
    await one.release();
    expect(await two.pass()).not.toBeNull();
  });

  it("that is killed anywhere leaves nothing half done, and the next one does it all", async () => {
    await failDependents();
    await archive.post(awsEvent(), minute(8));
    const fragile = fragileClient(database.sql);
    const one = correlator({ sql: fragile.sql });
    for (const statement of [1, 3, 6, 9, 14, 20, 30]) {
      fragile.diesAt = statement;
      await expect(one.pass()).rejects.toThrow();
      expect([await archive.attributions(), await archive.told()]).toEqual([[], []]);
    }
    fragile.diesAt = Number.POSITIVE_INFINITY;
    fragile.losesAnswer = true;
    await expect(one.pass()).rejects.toThrow();
    fragile.losesAnswer = false;
    expect(await one.pass()).toMatchObject({ written: 0, told: 0, attributed: 14 });
    expect(await archive.told()).toHaveLength(14);
  });

  it("looks once more when the window of an event is over", async () => {
    await failDependents();
    await archive.post(awsEvent(), minute(8));
    const one = correlator();
    await one.pass();
    expect((await archive.attributions())[0]?.record.population.complete).toBe(false);
    clock = minute(23);
    expect(await one.pass()).toMatchObject({ idle: false });
    expect((await archive.attributions())[0]?.record.population.complete).toBe(true);
  });
});

describe("an incident that is over", () => {
  it("keeps its attribution as it is, until the event's record changes", async () => {
    const incidents = await failDependents();
    await archive.post(awsEvent(), minute(8));
    for (const incident of incidents)
      await archive.step(incident, minute(60), { resolvedAt: minute(60), verdict: "up" });
    const one = correlator();
    clock = minute(62);
    await one.pass();
    const before = await database.sql`select * from attribution order by incident_id`;
    // A day and a half later: other rates, and the same attribution.
    clock = minute(62) + 1.5 * DAY;
    await archive.fail("s20", clock - MINUTE);
    expect(await one.pass()).toMatchObject({ idle: false, tested: 1, written: 0, removed: 0 });
    expect(await database.sql`select * from attribution order by incident_id`).toEqual(before);
    // Three days later nothing is looked at any more.
    clock = minute(62) + 3 * DAY;
    expect(await one.pass()).toMatchObject({ tested: 0, written: 0, removed: 0 });
    // The summary appears.
    await archive.post(awsEvent({ onsetAt: minute(0), onsetQuality: "post_event_summary" }), clock);
    expect(await one.pass()).toMatchObject({ tested: 1, written: 14 });
    expect((await archive.attributions()).every(({ record }) => !record.best.provisional)).toBe(true);
  });

  it("while the event's window was open gains by those that fall later", async () => {
    const early = [await archive.fail("s00", minute(0)), await archive.fail("s01", minute(1))];
    for (const id of early) await archive.step(id, minute(5), { resolvedAt: minute(4), verdict: "up" });
    await archive.post(awsEvent(), minute(8));
    const one = correlator();
    await one.pass();
    expect((await scoresOf()).map(([, , , basis]) => basis)).toEqual(["coincidence", "coincidence"]);
    for (const slug of dependents.slice(2)) await archive.fail(slug, minute(7), { detectedAt: minute(14) });
    clock = minute(15);
    expect(await one.pass()).toMatchObject({ attributed: 14, told: 14 });
    expect(new Set((await scoresOf()).map(([, , , basis]) => basis))).toEqual(new Set(["population"]));
  });

  it("is scored again when its vendor names the cloud afterwards", async () => {
    const [first = ""] = await failDependents();
    await archive.post(awsEvent(), minute(8));
    await archive.step(first, minute(60), { resolvedAt: minute(60), verdict: "up" });
    const one = correlator();
    clock = minute(62);
    await one.pass();
    clock = minute(62) + DAY;
    await archive.say("s00", notice("It was caused by the AWS outage.", { resolvedAt: minute(61) }), clock);
    expect(await one.pass()).toMatchObject({ told: 1 });
    expect((await archive.told()).at(-1)).toEqual({ incident: first, word: "confirmed" });
  });

  it("is scored with its recovery", async () => {
    const [first = ""] = await failDependents();
    await archive.post(
      awsEvent({
        endedAt: minute(50),
        periods: [
          { service: null, region: "us-east-1", zone: null, from: minute(8), to: minute(50), severity: "disruption" },
        ],
      }),
      minute(51),
    );
    const one = correlator();
    clock = minute(52);
    await one.pass();
    await archive.step(first, minute(55), { resolvedAt: minute(53), verdict: "up" });
    clock = minute(56);
    await one.pass();
    const found = (await archive.attributions()).find(({ incident }) => incident === first);
    expect(found?.record.best.reasons).toContainEqual({ kind: "recovery", factor: 3, fromMitigationMin: 3 });
  });
});

describe("before 30 days are recorded", () => {
  it("attributes by the prior, says that it is uncalibrated, and stores a p that is smaller than its column can hold", async () => {
    archive = await openArchive(database.sql, { slugs, end: T0, days: 2 });
    for (const slug of slugs) await archive.observe(slug, { provider: "aws", region: "us-east-1" });
    for (const [index, slug] of slugs.entries()) await archive.fail(slug, minute(index / 10));
    await archive.post(awsEvent(), minute(8));
    expect(await correlator().pass()).toMatchObject({ attributed: 41 });
    const [{ record } = { record: null }] = await archive.attributions();
    expect(record?.best.uncalibrated).toBe(true);
    expect(record?.population.basis).toBe("prior");
    expect(record?.population.p).toBeLessThan(1e-38);
  });
});
