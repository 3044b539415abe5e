import { describe, expect, it } from "vitest";
import { cloudEvent, update } from "#domain/cloud/testing/event.ts";
import { frameAt } from "#domain/replay/frame.ts";
import { replayOfRecord } from "#domain/replay/from-record.ts";
import { asKnownThen } from "#domain/replay/known-then.ts";
import type { Replay } from "#domain/replay/replay.ts";
import { clock } from "#domain/replay/testing/entry.ts";
import {
  attributedTo,
  outageRecord,
  recordedCloud,
  recordedIncident,
  recordedLog,
  step,
} from "#domain/replay/testing/record.ts";
import { makeCheckView, makeComponentView, makeServiceView } from "#domain/status/testing/views.ts";

const check = (id: string) => makeCheckView(id, [], { spec: { signal: "market_data" } });
const services = [
  ...["kraken", "infura", "okx"].map((slug) =>
    makeServiceView(slug, [], { components: [makeComponentView("api", [check(`${slug}/api/time`)])] }),
  ),
  ...["bitcoin", "base"].map((slug) =>
    makeServiceView(slug, [], {
      components: [makeComponentView("blocks", [check(`${slug}/blocks/time`)], { layer: "chain", chain: slug })],
    }),
  ),
];
const posted = cloudEvent({
  onsetAt: clock("12:10"),
  title: "Increased error rates",
  url: "https://status.example/1",
  updates: [update(clock("12:10"), "We are investigating.", "degraded")],
});
const ended = cloudEvent({
  ...posted,
  endedAt: clock("12:50"),
  severity: { peak: "degraded", now: null, stated: true },
  periods: posted.periods.map((period) => ({ ...period, from: clock("12:00"), to: clock("12:50") })),
  updates: [...posted.updates, update(clock("12:50"), "It is over.")],
});
const incidents = [
  recordedIncident("kraken", "12:02", "12:40"),
  recordedIncident("infura", "12:03", "12:45"),
  recordedIncident("okx", "12:05", "12:30"),
];
const record = outageRecord({
  incidents,
  attributions: new Map(incidents.map(({ incident: { id } }) => [id, attributedTo("evt000000001", id)])),
  components: new Map([
    [
      "kraken/api",
      recordedLog([
        ["09:00", "up"],
        ["12:02", "down", "12:04"],
        ["12:40", "up", "12:41"],
      ]),
    ],
    [
      "infura/api",
      recordedLog([
        ["09:00", "up"],
        ["12:03", "degraded", "12:05"],
        ["12:45", "up", "12:46"],
      ]),
    ],
    [
      "okx/api",
      recordedLog([
        ["09:00", "up"],
        ["12:05", "down", "12:07"],
        ["12:30", "up", "12:31"],
      ]),
    ],
    ["bitcoin/blocks", recordedLog([["09:00", "up"]])],
    ["base/blocks", recordedLog([["09:00", "up"]])],
  ]),
  clouds: [
    recordedCloud("evt000000001", [
      { seen: "12:12", event: posted },
      { seen: "12:52", event: ended },
    ]),
  ],
});
const replay = replayOfRecord(record, services);

const row = (of: Replay, id: string) =>
  of.rows
    .find((one) => one.id === id)
    ?.spans.map(({ from, status }) => [new Date(from).toISOString().slice(11, 16), status]);

describe("the replay of an outage that we recorded", () => {
  it("has the cloud's place as told, what failed by when it began, and every chain, though none of them failed: as measured", () => {
    expect(replay.rows.map(({ id, source }) => [id, source])).toEqual([
      ["cloud/aws/us-east-1", "told"],
      ["access/kraken", "measured"],
      ["access/infura", "measured"],
      ["access/okx", "measured"],
      ["chain/bitcoin", "measured"],
      ["chain/base", "measured"],
    ]);
    expect(frameAt(replay, clock("12:20")).failing.access).toHaveLength(3);
    expect(frameAt(replay, clock("12:20")).unharmed).toEqual(["chain/bitcoin", "chain/base"]);
  });

  it("is of one id for ever, opens at the first failure and says when it was seen and when the cloud first said so", () => {
    expect(replay).toMatchObject({ id: "recorded-grp123def456", source: "measured", opening: clock("12:02") });
    expect(replay.title).toEqual({
      en: "3 services in trouble, coinciding with AWS us-east-1",
      ja: "3サービスの障害、AWS us-east-1の障害と時期が重なる",
    });
    expect(replay.milestones.map(({ kind, at, by, delayMs }) => [kind, at, by, delayMs])).toEqual([
      ["onset", clock("12:02"), "Faultline", null],
      ["seen", clock("12:04"), "Faultline", 2 * 60_000],
      ["said", clock("12:10"), "AWS", 8 * 60_000],
    ]);
    expect(replay.bands).toMatchObject([{ from: clock("12:02"), saidAt: clock("12:10"), hits: 3 }]);
  });

  it("tells our openings and ends in both languages, and the cloud's own words as foreign text, each with its source", () => {
    expect(replay.entries.map(({ at, kind, row: of }) => [at, kind, of]).slice(0, 4)).toEqual([
      [clock("12:02"), "ours", "access/kraken"],
      [clock("12:03"), "ours", "access/infura"],
      [clock("12:05"), "ours", "access/okx"],
      [clock("12:10"), "official_status", "cloud/aws/us-east-1"],
    ]);
    const [opened] = replay.entries;
    expect(opened?.text).toMatchObject({
      en: expect.stringContaining("KRAKEN"),
      ja: expect.stringContaining("KRAKEN"),
    });
    expect(opened?.source?.url).toBe("/incidents/kraken000000");
    expect(replay.entries.find(({ kind }) => kind === "official_status")).toMatchObject({
      text: "We are investigating.",
      status: "degraded_performance",
      source: { url: "https://status.example/1", title: "Increased error rates" },
    });
    expect(replay.entries.at(-1)).toMatchObject({ text: "It is over.", status: "operational" });
  });

  it("does not link to what is no secure address, and bounds foreign words", () => {
    const event = { ...posted, url: "javascript:alert(1)", updates: [update(clock("12:10"), "x".repeat(5_000))] };
    const hostile = replayOfRecord(
      { ...record, clouds: [recordedCloud("evt000000001", [{ seen: "12:12", event }])] },
      services,
    );
    const post = hostile.entries.find(({ kind }) => kind === "official_status");
    expect(post?.source?.url).toBe("/clouds/aws");
    expect(String(post?.text).length).toBeLessThanOrEqual(400);
  });

  it("is the same of the same record, and every strip fills the window, flagged where the window cuts it", () => {
    expect(replayOfRecord(record, services)).toEqual(replay);
    for (const { spans } of replay.rows) {
      expect(spans[0]?.from).toBe(record.window.from);
      expect(spans.at(-1)?.to).toBe(record.window.to);
      expect(spans[0]?.begins.clipped).toBe(true);
      expect(spans.at(-1)?.ends.clipped).toBe(true);
    }
  });

  it("goes to the last instant that is known where it is still open, and says so", () => {
    const open = recordedIncident("kraken", "12:02", null);
    const part = replayOfRecord(
      {
        ...record,
        asOf: clock("12:20"),
        window: { from: clock("11:00"), to: clock("12:20") },
        incidents: [open, ...incidents.slice(1)],
      },
      services,
    );
    expect(part.title).toMatchObject({
      en: expect.stringContaining("not over"),
      ja: expect.stringContaining("継続中"),
    });
    expect(part.notes[0]).toMatchObject({ en: expect.stringContaining("2025-10-20 12:20 UTC") });
    expect(part.rows.every(({ spans }) => spans.at(-1)?.to === clock("12:20"))).toBe(true);
  });

  it("names the last instant that is known where its window ends later, and shows nothing after it", () => {
    const open = recordedIncident("kraken", "12:02", null);
    const fresh = replayOfRecord(
      {
        ...record,
        asOf: clock("12:20"),
        window: { from: clock("11:00"), to: clock("13:00") },
        incidents: [open, ...incidents.slice(1)],
      },
      services,
    );
    expect(fresh.notes[0]).toMatchObject({ en: expect.stringContaining("2025-10-20 12:20 UTC") });
    expect(frameAt(fresh, clock("12:20")).failing.access).toHaveLength(3);
    expect(frameAt(fresh, clock("12:21")).failing.access).toEqual([]);
    expect(frameAt(fresh, clock("13:00")).states.get("access/kraken")?.status).toBe("unknown");
  });

  it("keeps a service that has left the catalog, without a page to lead to", () => {
    const without = replayOfRecord(record, services.slice(1));
    const gone = without.rows.find(({ id }) => id === "access/kraken");
    expect(gone).toMatchObject({ name: "KRAKEN", path: null });
    expect(row(without, "access/kraken")).toEqual(row(replay, "access/kraken"));
  });
});

describe("as it was known then", () => {
  const then = asKnownThen(replay);

  it("a verdict holds from when we knew it, and what was before until then", () => {
    expect(row(replay, "access/kraken")).toEqual([
      ["11:00", "operational"],
      ["12:02", "major_outage"],
      ["12:40", "operational"],
    ]);
    expect(row(then, "access/kraken")).toEqual([
      ["11:00", "operational"],
      ["12:04", "major_outage"],
      ["12:41", "operational"],
    ]);
    expect(then.entries[0]).toMatchObject({ row: "access/kraken", at: clock("12:04") });
  });

  it("a cloud is told by its versions: what it dated back began when we saw it, and what it ended went on until then", () => {
    expect(row(replay, "cloud/aws/us-east-1")).toEqual([
      ["11:00", "operational"],
      ["12:00", "degraded_performance"],
      ["12:50", "operational"],
    ]);
    expect(row(then, "cloud/aws/us-east-1")).toEqual([
      ["11:00", "operational"],
      ["12:12", "degraded_performance"],
      ["12:52", "operational"],
    ]);
  });

  it("what was taken back later stood then, and now nobody knows; who took it back is told after the end", () => {
    const at = clock("19:00");
    const [first, ...others] = incidents;
    if (first === undefined) throw new Error("an incident");
    const { incident, updates } = first;
    const taken = {
      incident: { ...incident, retracted: { at, author: "us", reason: "our fault" } },
      updates: [
        ...updates,
        { ...step(incident, 3, "retracted", incident.startedAt, at), author: "us", text: "our fault" },
      ],
    };
    const log = recordedLog(
      [
        ["09:00", "up"],
        ["12:02", "down", "12:04"],
        ["12:40", "up", "12:41"],
      ],
      [{ from: clock("12:02"), to: clock("12:40"), at }],
    );
    const later = replayOfRecord(
      { ...record, incidents: [taken, ...others], components: new Map([...record.components, ["kraken/api", log]]) },
      services,
    );
    expect(row(later, "access/kraken")?.[1]).toEqual(["12:02", "unknown"]);
    expect(row(asKnownThen(later), "access/kraken")?.[1]).toEqual(["12:04", "major_outage"]);
    expect(later.opening).toBe(clock("12:03"));
    expect(later.notes[0]).toMatchObject({ en: expect.stringContaining("our fault") });
  });

  it("a correction that was appended later changes what is known now, and not what was known then", () => {
    const log = recordedLog([
      ["09:00", "up"],
      ["12:02", "down", "12:04"],
      ["12:40", "up", "12:41"],
      ["12:10", "down", "18:00"],
      ["12:20", "up", "18:00"],
    ]);
    const corrected = replayOfRecord(
      { ...record, components: new Map([...record.components, ["kraken/api", log]]) },
      services,
    );
    expect(row(corrected, "access/kraken")?.at(-1)).toEqual(["12:20", "operational"]);
    expect(row(asKnownThen(corrected), "access/kraken")).toEqual(row(then, "access/kraken"));
  });
});
