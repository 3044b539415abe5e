import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allBadge,
  type Badge,
  blind,
  dressBadge,
  latencyBadge,
  missingBadge,
  statusBadge,
  uptimeBadge,
} from "#domain/publish/badge.ts";
import { BADGE_COLOURS } from "#domain/publish/badge-colour.ts";
import { en } from "#domain/publish/badge-en.ts";
import { endpointOf } from "#domain/publish/badge-endpoint.ts";
import { ja } from "#domain/publish/badge-ja.ts";
import { type BadgeQuery, readBadgeQuery } from "#domain/publish/badge-query.ts";
import type { LayerUptime, ServiceUptime } from "#domain/publish/service-uptime.ts";
import type { ServiceView } from "#domain/status/overview.ts";
import { STATUSES } from "#domain/status/status.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeMaintenance,
  makeOverview,
  makeServiceView,
  makeUptime,
  makeVantageView,
  NOW,
} from "#domain/status/testing/views.ts";
import { FINDINGS, type FindingKind } from "#domain/status/verdict.ts";
import type { StateSeconds } from "#domain/uptime/state-seconds.ts";

const check = (id: string) => makeCheckView(id, undefined, { spec: { signal: "market_data", vital: true } });
const part = (slug: string, kind: FindingKind, layer: "access" | "chain" = "access") =>
  makeComponentView(slug, [check(`x/${slug}/time`)], { layer, judged: makeJudged(kind) });
const service = (...kinds: FindingKind[]): ServiceView =>
  makeServiceView("kraken", [], { name: "Kraken", components: kinds.map((kind, index) => part(`p${index}`, kind)) });
const sceneOf = (services: readonly ServiceView[], words = en) => ({
  overview: makeOverview(services),
  now: NOW,
  words,
});
const statusOf = (one: ServiceView, words = en) => statusBadge(one, sceneOf([one], words));
const asked = (given: Partial<Record<keyof BadgeQuery, string>> = {}) => readBadgeQuery((name) => given[name] ?? null);

describe("the status of a service", () => {
  it.each([
    [["answers"], "operational", "operational", "正常"],
    [["failing"], "major_outage", "down", "停止"],
    [["failing", "answers"], "partial_outage", "partial outage", "一部停止"],
    [["slow"], "degraded_performance", "degraded", "品質低下"],
    [["blocked"], "unknown", "unknown", "不明"],
    [["answers", "blocked"], "unknown", "unknown", "不明"],
  ] as const)("of %j is %s, in words", (kinds, status, inEnglish, inJapanese) => {
    const one = service(...kinds);
    expect(statusOf(one)).toEqual({ label: "Kraken", message: inEnglish, status });
    expect(statusOf(one, ja)).toEqual({ label: "Kraken", message: inJapanese, status });
  });

  it("under announced maintenance says so", () => {
    const one = makeServiceView("kraken", [], {
      components: [{ ...part("api", "failing"), maintenance: makeMaintenance() }],
    });
    expect(statusOf(one)).toMatchObject({ message: "maintenance", status: "under_maintenance" });
  });

  it("that nobody has judged for 90 s is no data and grey, whatever it was", () => {
    for (const kind of Object.keys(FINDINGS) as FindingKind[]) {
      const one = service(kind);
      const scene = { ...sceneOf([one]), now: NOW - 3_000 + 90_001 };
      expect(statusBadge(one, scene), kind).toEqual({ label: "Kraken", message: "no data", status: "unknown" });
      expect(allBadge(scene), kind).toMatchObject({ message: "no data", status: "unknown" });
    }
    const never = {
      ...sceneOf([service("answers")]),
      overview: { ...makeOverview([service("answers")]), judge: null },
    };
    expect(statusBadge(service("answers"), never)).toMatchObject({ message: "no data", status: "unknown" });
  });

  it("that has closed, is not asked or decides nothing says which, and is grey", () => {
    const closed = { ...service("answers"), lifecycle: { state: "retired" } as const };
    const bare = (coverage: { vantage: string; reason: string | null }[]) =>
      makeServiceView("kraken", [], {
        components: [
          makeComponentView("api", [makeCheckView("kraken/api/time", [], { coverage, spec: { tier: "aux" } })], {
            judged: null,
          }),
        ],
      });
    expect(statusOf(closed)).toMatchObject({ message: "closed for good", status: "unknown" });
    expect(statusOf(bare([{ vantage: "here", reason: "key" }]))).toMatchObject({
      message: "not monitored here",
      status: "unknown",
    });
    expect(statusOf(bare([{ vantage: "here", reason: null }]))).toMatchObject({
      message: "not judged",
      status: "unknown",
    });
  });

  it("of a name that is hostile is cleaned", () => {
    const one = { ...service("answers"), name: "\u202eKra\u0000ken\n API" };
    expect(statusOf(one).label).toBe("Kraken API");
  });

  it("in a made-up world says in its message that it is made up: the label may be anybody's", () => {
    const one = service("answers");
    const overview = makeOverview([one], [makeVantageView({ world: true })]);
    const badges: Badge[] = [
      statusBadge(one, { overview, now: NOW, words: en }),
      allBadge({ overview, now: NOW, words: en }),
      uptimeBadge(one, { overview, now: NOW, words: en }, "30d", null),
      latencyBadge(one, { overview, now: NOW, words: en }, "24h", 120),
    ];
    for (const badge of badges) {
      expect(badge.message).toMatch(/ \(made up\)$/);
      expect(endpointOf(badge, asked({ label: "Kraken" })).message).toMatch(/ \(made up\)$/);
    }
  });
});

describe("everything", () => {
  it.each([
    [[service("answers")], "operational", "operational"],
    [[service("answers"), service("answers"), service("blocked")], "operational, 1 unknown", "operational"],
    [[service("answers"), service("failing"), service("slow")], "down, 2 affected", "major_outage"],
    [[service("blocked"), service("blocked"), service("answers")], "unknown", "unknown"],
  ] as const)("is told as the sentence above the site tells it (%#)", (services, message, status) => {
    const named = services.map((one, index) => ({ ...one, slug: `s${index}`, name: `S${index}` }));
    expect(allBadge(sceneOf(named))).toEqual({ label: "services and chains", message, status });
  });

  it("with nothing that reports is unknown", () => {
    const overview = makeOverview([service("answers")], [makeVantageView({ beatAt: NOW - 60_000 })]);
    expect(allBadge({ overview, now: NOW, words: en }).status).toBe("unknown");
  });
});

describe("the uptime of a service", () => {
  const DAY = 86_400;
  const layer = (seconds: Partial<StateSeconds>, components = ["p0"]): LayerUptime => ({
    components,
    seconds: makeUptime(seconds),
  });
  const uptime = (seconds: Partial<StateSeconds>): ServiceUptime => new Map([["access", layer(seconds)]]);
  const badgeOf = (one: ServiceView, figures: ServiceUptime | null, words = en) =>
    uptimeBadge(one, sceneOf([one], words), "30d", figures);

  it.each([
    [{ up: 30 * DAY }, "100%", "operational"],
    [{ up: 30 * DAY - 1, down: 1 }, "99.99%", "operational"],
    [{ up: 9_994, down: 6 }, "99%", "operational"],
    [{ up: 9_900, down: 100 }, "99%", "degraded_performance"],
    [{ up: 9_899, down: 101 }, "98%", "partial_outage"],
    [{ up: 9_499, down: 501 }, "94%", "major_outage"],
    [{ up: 6 * DAY, unknown: 4 * DAY }, "100% of the 60.0% measured", "operational"],
    [{ up: 4 * DAY, unknown: 6 * DAY }, "not enough data", "unknown"],
    [{ unknown: 30 * DAY }, "no data", "unknown"],
  ] as const)("of %j is %s: cut off, never rounded up, and its colour by what was lost", (seconds, message, status) => {
    expect(badgeOf(service("answers"), uptime(seconds))).toEqual({ label: "Kraken uptime 30 d", message, status });
  });

  it("is never of a better colour than what holds now, and grey when that is unknown", () => {
    expect(badgeOf(service("failing"), uptime({ up: 30 * DAY }))).toMatchObject({
      message: "100%",
      status: "major_outage",
    });
    expect(badgeOf(service("blocked"), uptime({ up: 9_000, down: 1_000 }))).toMatchObject({ status: "unknown" });
    expect(badgeOf(service("answers"), uptime({ up: 9_000, down: 1_000 }))).toMatchObject({ status: "major_outage" });
  });

  it("keeps access and chain apart, in both languages", () => {
    const one = makeServiceView("base", [], {
      name: "Base",
      components: [part("rpc", "answers"), part("chain", "answers", "chain")],
    });
    const both: ServiceUptime = new Map([
      ["access", layer({ up: 9_900, down: 100 }, ["rpc"])],
      ["chain", layer({ up: 30 * DAY }, ["chain"])],
    ]);
    expect(badgeOf(one, both)).toMatchObject({ message: "access 99%, chain 100%", status: "degraded_performance" });
    expect(badgeOf(one, both, ja)).toMatchObject({
      label: "Baseの稼働率（30日）",
      message: "アクセス 99%、チェーン 100%",
    });
  });

  it("without a record of it is no data", () => {
    for (const nothing of [null, new Map()])
      expect(badgeOf(service("answers"), nothing)).toEqual({
        label: "Kraken uptime 30 d",
        message: "no data",
        status: "unknown",
      });
  });

  it("says in Japanese what it says in English", () => {
    const say = (seconds: Partial<StateSeconds>) => badgeOf(service("answers"), uptime(seconds), ja).message;
    expect(say({ up: 6 * DAY, unknown: 4 * DAY })).toBe("100%（カバレッジ60.0%）");
    expect(say({ up: 4 * DAY, unknown: 6 * DAY })).toBe("データ不足");
    expect(say({ unknown: DAY })).toBe("データなし");
  });
});

describe("the latency of a service", () => {
  it.each([
    [142.4, "p50 142 ms", "中央値 142 ms"],
    [0.2, "p50 1 ms", "中央値 1 ms"],
    [12_345, "p50 12,345 ms", "中央値 12,345 ms"],
  ])("of %d ms names its median and its window", (ms, inEnglish, inJapanese) => {
    const one = service("answers");
    expect(latencyBadge(one, sceneOf([one]), "24h", ms)).toEqual({
      label: "Kraken latency 24 h",
      message: inEnglish,
      status: "operational",
    });
    expect(latencyBadge(one, sceneOf([one], ja), "7d", ms)).toMatchObject({
      label: "Krakenの応答時間（7日）",
      message: inJapanese,
    });
  });

  it("is of the colour of what holds now, and without an answer no data", () => {
    const down = service("failing");
    expect(latencyBadge(down, sceneOf([down]), "24h", 100).status).toBe("major_outage");
    expect(latencyBadge(down, sceneOf([down]), "24h", null)).toMatchObject({ message: "no data", status: "unknown" });
  });
});

describe("what others draw badges from", () => {
  /** The keys of shields.io's endpoint, version 1: any other is refused there. */
  const KEYS = ["schemaVersion", "label", "message", "color", "labelColor", "isError", "style", "cacheSeconds"];
  const anyBadge = fc.record({
    label: fc.string(),
    message: fc.constantFrom("down", "unknown", "operational"),
    status: fc.constantFrom(...STATUSES),
  });
  const anyQuery = fc
    .record({
      style: fc.constantFrom("flat", "social", "x"),
      label: fc.string(),
      color: fc.constantFrom("green", "0f0", "078655"),
      theme: fc.constantFrom("dark", "auto", "light"),
      cacheSeconds: fc.constantFrom("1", "300", "1e9", "x"),
    })
    .map(asked);

  it("has the keys that are allowed and none other, its values of the kinds that are required", () => {
    fc.assert(
      fc.property(anyBadge, anyQuery, (badge, query) => {
        const endpoint = endpointOf(badge, query);
        expect(Object.keys(endpoint).filter((key) => !KEYS.includes(key))).toEqual([]);
        expect(endpoint).toMatchObject({ schemaVersion: 1, label: expect.any(String), message: badge.message });
        expect(endpoint.message).not.toBe("");
        for (const colour of [endpoint.color, endpoint.labelColor]) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
        expect(Number.isInteger(endpoint.cacheSeconds) && endpoint.cacheSeconds >= 60).toBe(true);
      }),
    );
  });

  it("is an error whenever it is neither operational nor announced: nobody may give it another colour there", () => {
    const errors = STATUSES.filter((status) => endpointOf({ label: "", message: "x", status }, asked()).isError);
    expect(errors).toEqual(["unknown", "degraded_performance", "partial_outage", "major_outage"]);
    for (const status of errors)
      expect(endpointOf({ label: "", message: "x", status }, asked({ color: "078655" })).color).toBe(
        BADGE_COLOURS[status],
      );
  });
});

it("what nobody knows may be drawn for a minute, however long was asked for; what is known for as long as was asked", () => {
  const kept = STATUSES.map((status) => [
    status,
    endpointOf({ label: "", message: "x", status }, asked({ cacheSeconds: "86400" })).cacheSeconds,
  ]);
  expect(Object.fromEntries(kept)).toEqual(
    Object.fromEntries(STATUSES.map((status) => [status, status === "unknown" ? 60 : 86_400])),
  );
});

it("what does not exist, or cannot be seen, is grey, says so, and repeats nothing that was asked", () => {
  expect(missingBadge("service", en)).toEqual({ label: "Faultline", message: "unknown service", status: "unknown" });
  expect(missingBadge("badge", ja)).toEqual({ label: "Faultline", message: "該当するバッジなし", status: "unknown" });
  expect(blind("x", en)).toEqual({ label: "x", message: "no data", status: "unknown" });
  expect(dressBadge(blind("x", en), asked({ color: "078655" }), "light").color).toBe(BADGE_COLOURS.unknown);
});
