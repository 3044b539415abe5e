import { beforeEach, describe, expect, it } from "vitest";
import { readAttributions, readCloudEvent, readCloudEvents, readClouds } from "#db/read/clouds.ts";
import { testDatabase } from "#db/testing/database.ts";
import { storeCloudEvents } from "#db/write/cloud-events.ts";
import { claimFeed, recordFeed } from "#db/write/feeds.ts";
import type { CloudEvent, Period } from "#domain/cloud/event.ts";
import { cloudEvent, DAY, MINUTE, START, update } from "#domain/cloud/testing/event.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { CloudEventQuery } from "#domain/publish/cloud-query.ts";

const database = testDatabase();
const now = START + 60 * MINUTE;
const all: CloudEventQuery = { limit: 50, provider: null, region: null, state: null, cursor: null };

beforeEach(() => database.sql`truncate attribution, cloud_event_version, cloud_event, feed cascade`);

async function post(over: Partial<CloudEvent> = {}, at = START, version = "1"): Promise<string> {
  const event = cloudEvent(over);
  const answer = { feed: event.feed, at, whole: true, empty: false };
  const entry = { said: event, digest: `${event.id} ${version}` };
  await database.sql.begin((tx) => storeCloudEvents(tx, event.provider, event.feed, [entry], answer));
  return stableId("cloud", event.provider, event.id);
}
const period = (over: Partial<Period> = {}): Period => ({
  service: "ec2",
  region: "us-east-1",
  zone: null,
  from: START,
  to: null,
  severity: "degraded",
  ...over,
});
const titles = async (query: Partial<CloudEventQuery> = {}) =>
  (await readCloudEvents(database.db, { ...all, ...query })).events.map(({ event }) => event.title);

describe("what the clouds have now", () => {
  it("is the open events of each, and its regions with the worst of what is fresh there", async () => {
    const mild = await post({ id: "a", title: "mild", onsetAt: START + MINUTE });
    const grave = await post({
      id: "b",
      title: "grave",
      periods: [
        period({ service: "s3", severity: "outage", zone: "use1-az4" }),
        period({ region: "us-west-2", to: START + MINUTE }),
      ],
    });
    await post({ id: "c", title: "over", endedAt: START + 2 * MINUTE });
    await post({ id: "d", title: "work", maintenance: { from: START, until: null } });
    await post({ id: "e", provider: "gcp", feed: "gcp", title: "elsewhere", scope: { kind: "unstated" } });
    const clouds = await readClouds(database.db, now);
    expect(clouds.map(({ provider, open }) => [provider, open.map(({ event }) => event.title)])).toEqual([
      ["aws", ["mild", "grave"]],
      ["gcp", ["elsewhere"]],
    ]);
    expect(clouds[0]?.regions).toEqual([
      {
        region: "us-east-1",
        severity: "outage",
        zones: ["use1-az4"],
        services: ["ec2", "s3"],
        events: [mild, grave],
        counts: true,
      },
    ]);
  });

  it("an event of which nobody has said anything for two weeks is shown, and does not count", async () => {
    await post();
    const [aws] = await readClouds(database.db, START + 15 * DAY);
    expect(aws?.regions).toMatchObject([{ region: "us-east-1", counts: false }]);
  });

  it("says since when a feed cannot be read, and why", async () => {
    const source = { name: "cloud:aws/aws-health", kind: "aws-health", url: "https://example.com/events" };
    const everyMs = MINUTE;
    const times = { now: START, nextAt: START + MINUTE };
    await database.sql.begin(async (tx) => {
      await claimFeed(tx, { ...source, everyMs }, START);
      await recordFeed(tx, source.name, { readable: true, etag: null, entries: 4, broken: 1 }, times);
      await recordFeed(tx, source.name, { readable: false, reason: "not JSON" }, { ...times, now: START + MINUTE });
      await claimFeed(tx, { ...source, everyMs, name: "page:kraken/statuspage" }, START);
    });
    expect(await readClouds(database.db, now)).toEqual([
      {
        provider: "aws",
        feeds: [
          {
            ...source,
            checkedAt: START + MINUTE,
            readAt: START,
            unreadable: { since: START + MINUTE, reason: "not JSON" },
            entries: 4,
            broken: 1,
          },
        ],
        open: [],
        regions: [],
      },
    ]);
  });
});

describe("the list of cloud events", () => {
  beforeEach(async () => {
    await post({ id: "a", title: "a", onsetAt: START });
    await post({ id: "b", title: "b", onsetAt: START + MINUTE, endedAt: START + 2 * MINUTE });
    await post({ id: "c", title: "c", onsetAt: START + MINUTE, scope: { kind: "regions", regions: ["eu-west-1"] } });
    await post({ id: "d", title: "d", onsetAt: START + 2 * MINUTE, provider: "gcp", feed: "gcp" });
  });

  it("has the newest first, and can be narrowed", async () => {
    expect((await titles()).toSorted()).toEqual(["a", "b", "c", "d"]);
    expect([(await titles())[0], (await titles())[3]]).toEqual(["d", "a"]);
    expect(await titles({ provider: "gcp" })).toEqual(["d"]);
    expect(await titles({ region: "eu-west-1" })).toEqual(["c"]);
    expect(await titles({ state: "over" })).toEqual(["b"]);
    expect((await titles({ state: "open", provider: "aws" })).toSorted()).toEqual(["a", "c"]);
  });

  it("is the same in pages of any size, also where onsets are of one instant", async () => {
    const whole = await titles();
    for (const limit of [1, 2, 3, 4]) {
      const seen: string[] = [];
      let cursor: CloudEventQuery["cursor"] = null;
      do {
        const page = await readCloudEvents(database.db, { ...all, limit, cursor });
        seen.push(...page.events.map(({ event }) => event.title));
        cursor = page.next;
      } while (cursor !== null);
      expect(seen).toEqual(whole);
    }
  });
});

describe("one event", () => {
  it("has every version of its record, and its onset, first post and first sight apart", async () => {
    const id = await post({ firstPublishedAt: START, firstSeenAt: START + MINUTE }, START + MINUTE);
    await post(
      {
        onsetAt: START - 5 * MINUTE,
        onsetQuality: "stated_start",
        firstPublishedAt: START,
        firstSeenAt: START + 9 * MINUTE,
        updates: [update(START, "We are investigating."), update(START + 8 * MINUTE, "Mitigated.")],
      },
      START + 9 * MINUTE,
      "2",
    );
    const found = await readCloudEvent(database.db, id);
    expect(found?.event).toMatchObject({
      id,
      versions: 2,
      changedAt: START + 9 * MINUTE,
      event: { onsetAt: START - 5 * MINUTE, firstPublishedAt: START, firstSeenAt: START + MINUTE },
    });
    expect(found?.versions.map(({ onsetQuality, firstSeenAt }) => [onsetQuality, firstSeenAt])).toEqual([
      ["first_status_post", START + MINUTE],
      ["stated_start", START + 9 * MINUTE],
    ]);
    expect(found?.attributions).toEqual([]);
    expect(await readCloudEvent(database.db, "zzzzzzzzzzzz")).toBeNull();
  });

  it("seen again as it was is the same version, and has not changed", async () => {
    await post({}, START);
    const id = await post({}, START + 30 * MINUTE);
    expect((await readCloudEvent(database.db, id))?.event).toMatchObject({ versions: 1, changedAt: START });
  });
});

it("attributions are found by their incidents, and none is no error", async () => {
  expect(await readAttributions(database.db, [])).toEqual(new Map());
  expect(await readAttributions(database.db, ["abcdefghijkl"])).toEqual(new Map());
});
