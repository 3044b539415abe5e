import { describe, expect, it } from "vitest";
import { announced, attributed, detail, over, step } from "#domain/publish/feed/testing/scene.ts";
import { STATUSPAGE_FILES } from "#domain/publish/statuspage/files.ts";
import { publishStatuspage, type StatuspageRecord } from "#domain/publish/statuspage/publish.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeMaintenance,
  makeOverview,
  makeServiceView,
  NOW,
} from "#domain/status/testing/views.ts";
import { FINDINGS, type FindingKind } from "#domain/status/verdict.ts";

const SITE = { url: "https://status.example.org", unreal: null };
const EMPTY: StatuspageRecord = { groups: [], notices: [], attributions: new Map() };
const MINUTE = 60_000;

const part = (service: string, slug: string, kind: FindingKind | null, more: object = {}) =>
  makeComponentView(slug, [makeCheckView(`${service}/${slug}/head`, undefined, { spec: { signal: "market_data" } })], {
    judged: kind === null ? null : makeJudged(kind),
    ...more,
  });
const single = (slug: string, kind: FindingKind | null, more: object = {}) =>
  makeServiceView(slug, [], { name: slug, components: [part(slug, "api", kind, more)] });
const several = (slug: string, kinds: Readonly<Record<string, FindingKind | null>>) =>
  makeServiceView(slug, [], {
    name: slug,
    components: Object.entries(kinds).map(([name, kind]) => part(slug, name, kind)),
  });

const publish = (
  file: (typeof STATUSPAGE_FILES)[number],
  services: readonly ReturnType<typeof single>[],
  record: Partial<StatuspageRecord> = {},
  now = NOW,
) =>
  publishStatuspage(
    file,
    { ...makeOverview(services), judge: { passedAt: now, latenessMs: 0 } },
    { ...EMPTY, ...record },
    SITE,
    now,
  );
const summary = (...args: Parameters<typeof publish> extends [unknown, ...infer Rest] ? Rest : never) =>
  publish("summary.json", ...args) as {
    page: { updated_at: string; name: string };
    status: { indicator: string; description: string };
    components: { id: string; name: string; status: string; group_id: string | null; components?: string[] }[];
    incidents: { id: string; status: string; impact: string; name: string; components: { id: string }[] }[];
    scheduled_maintenances: { id: string; status: string; components: { name: string }[] }[];
  };

describe("the page's status", () => {
  it.each([
    [{ a: "answers", b: "answers" }, "none", "All Systems Operational"],
    [{ a: "answers", b: "slow" }, "minor", "Partially Degraded Service"],
    [{ a: "answers", b: "failing" }, "major", "Partial System Outage"],
    [{ a: "failing", b: "failing" }, "critical", "Major Service Outage"],
    [{ a: "answers", b: "no_vantage" }, "minor", "No fresh data of 1 of 2 components"],
    [{ a: "slow", b: "no_vantage" }, "minor", "Partially Degraded Service; no fresh data of 1 of 2 components"],
    [{ a: "failing", b: "no_vantage" }, "major", "Partial System Outage; no fresh data of 1 of 2 components"],
    [{ a: "no_vantage", b: null }, "minor", "No fresh data of 2 of 2 components"],
  ] as const)("of %j is %s: %s", (kinds, indicator, description) => {
    const services = Object.entries(kinds).map(([slug, kind]) => single(slug, kind));
    expect(summary(services).status).toEqual({ indicator, description });
  });

  it("is never well while something is not known, and no component is ever unknown", () => {
    for (const kind of Object.keys(FINDINGS) as FindingKind[]) {
      for (const services of [[single("a", kind), single("b", "answers")], [several("c", { x: kind, y: "answers" })]]) {
        const { status, components } = summary(services);
        for (const one of components) expect(one.status, kind).not.toBe("unknown");
        if (FINDINGS[kind] === "unknown") expect([kind, status.indicator]).not.toEqual([kind, "none"]);
      }
    }
  });

  it("of a judge that has stopped is not well, with no component, and as of its last pass", () => {
    const overview = { ...makeOverview([single("a", "answers")]), judge: { passedAt: NOW - 100_000, latenessMs: 0 } };
    const { page, status, components } = publishStatuspage("summary.json", overview, EMPTY, SITE, NOW) as ReturnType<
      typeof summary
    >;
    expect(status).toEqual({ indicator: "minor", description: "No fresh data of 1 of 1 component" });
    expect([components, page.updated_at]).toEqual([[], "2026-03-10T11:58:20.000Z"]);
  });

  it("knows announced maintenance as such, and calls it no outage", () => {
    expect(summary([single("a", "failing", { maintenance: makeMaintenance() })])).toMatchObject({
      status: { indicator: "none", description: "Service Under Maintenance" },
      components: [{ status: "under_maintenance" }],
    });
  });
});

describe("components", () => {
  it("stand under their service where it has several, which lists those that are known", () => {
    const { components } = summary([
      single("kraken", "answers"),
      several("infura", { polygon: "failing", base: "no_vantage", linea: "answers" }),
    ]);
    const [kraken, infura, polygon, linea, ...more] = components;
    expect(more).toEqual([]);
    expect(kraken).toMatchObject({ name: "kraken", status: "operational", group_id: null });
    expect(infura).toMatchObject({ name: "infura", status: "partial_outage", components: [polygon?.id, linea?.id] });
    expect(polygon).toMatchObject({ name: "infura POLYGON", status: "major_outage", group_id: infura?.id });
    expect(linea).toMatchObject({ group_id: infura?.id });
  });

  it("of which one is down and the other not known are a part of their service, as everywhere else", () => {
    const { components, status } = summary([several("infura", { polygon: "failing", base: "no_vantage" })]);
    expect(components.map((one) => one.status)).toEqual(["partial_outage", "major_outage"]);
    expect(status.indicator).toBe("major");
  });

  it("have ids that are the same for ever", () => {
    const { components } = summary([
      single("kraken", "answers"),
      several("infura", { polygon: "failing", base: "slow" }),
    ]);
    expect(components.map(({ id }) => id)).toEqual(["wjtcqc3qw9jc", "mahjx2cpfw04", "clxbm9lmnvid", "4y88orekg8k7"]);
  });

  it("that are not judged here are none: they would hold the page back for ever", () => {
    const unkeyed = makeServiceView("a", [], {
      components: [makeComponentView("api", [makeCheckView("a/api/x", [], { coverage: [] })], { judged: null })],
    });
    expect(summary([unkeyed, single("b", "answers")])).toMatchObject({
      status: { indicator: "none" },
      components: [{ name: "b" }],
    });
  });
});

describe("incidents", () => {
  const services = [single("kraken", "answers"), single("okx", "failing")];
  const kraken = detail("kraken", [step(1, 60), step(2, 30, over)], { resolvedAt: NOW - 30 * MINUTE, verdict: "up" });
  const okx = detail("okx", [step(1, 50)]);
  const both = { id: "grp123def456", details: [kraken, okx], others: 0 };
  const done = { id: "grpdonedone1", details: [kraken], others: 0 };

  it("are groups: one entry however many components fell, open as long as one of them is, the newest update first", () => {
    const [one, ...more] = summary(services, { groups: [both] }).incidents;
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      id: "grp123def456",
      name: "Outage: Kraken and Okx",
      status: "investigating",
      impact: "critical",
      created_at: "2026-03-10T11:00:00.000Z",
      started_at: "2026-03-10T11:00:00.000Z",
      resolved_at: null,
      shortlink: "https://status.example.org/incidents/kraken000000",
      components: [{ name: "kraken" }, { name: "okx" }],
    });
    const updates = (one as unknown as { incident_updates: { display_at: string; status: string }[] }).incident_updates;
    expect(updates.map(({ display_at, status }) => [display_at.slice(11, 16), status])).toEqual([
      ["11:30", "investigating"],
      ["11:10", "investigating"],
      ["11:00", "investigating"],
    ]);
  });

  it("that are over are in the list of all, and not in that of what is unresolved", () => {
    const list = (file: "incidents.json" | "incidents/unresolved.json") =>
      (publish(file, services, { groups: [both, done] }) as { incidents: { id: string; status: string }[] }).incidents;
    expect(list("incidents.json").map(({ id, status }) => [id, status])).toEqual([
      ["grp123def456", "investigating"],
      ["grpdonedone1", "resolved"],
    ]);
    expect(list("incidents/unresolved.json").map(({ id }) => id)).toEqual(["grp123def456"]);
  });

  it("that were taken back have no impact, and the newest update says so", () => {
    const retracted = { at: NOW - MINUTE, author: "ops", reason: "our network" };
    const taken = detail("okx", [step(1, 50), step(2, 1, { kind: "retracted" })], { retracted });
    const all = publish("incidents.json", services, { groups: [{ id: "grp123def456", details: [taken], others: 0 }] });
    expect(all).toMatchObject({
      incidents: [{ status: "resolved", impact: "none", resolved_at: "2026-03-10T11:59:00.000Z", components: [] }],
    });
    expect(JSON.stringify(all)).toContain("our network");
  });

  it("name a cause only where it was found to be one: what coincides identifies nothing", () => {
    const stage = (word: "possible" | "likely") => {
      const link = attributed(okx.incident.id, NOW);
      const record = { ...link.record, best: { ...link.record.best, word } };
      const attributions = new Map([[okx.incident.id, { ...link, record }]]);
      return summary(services, { groups: [both], attributions }).incidents[0]?.status;
    };
    expect([stage("possible"), stage("likely")]).toEqual(["investigating", "identified"]);
  });

  it("have no instant that lies ahead, whoever's clock runs fast", () => {
    const text = JSON.stringify(publish("incidents.json", services, { groups: [both] }, NOW - 55 * MINUTE));
    for (const [, at = ""] of text.matchAll(/"(?:created|updated|display)_at":"([^"]+)"/g))
      expect(Date.parse(at)).toBeLessThanOrEqual(NOW - 3_000);
  });
});

describe("scheduled maintenance", () => {
  const services = [
    makeServiceView("infura", [], {
      name: "Infura",
      components: [part("infura", "polygon", "answers", { name: "Polygon PoS" }), part("infura", "base", "answers")],
    }),
  ];
  const listed = (file: (typeof STATUSPAGE_FILES)[number], now: number, notice: object = {}) =>
    (
      publish(file, services, { notices: [announced(notice)] }, now) as {
        scheduled_maintenances: { status: string; components: { name: string }[] }[];
      }
    ).scheduled_maintenances;

  it("is upcoming before its window, active in it, and over when nobody says more", () => {
    const at = (now: number) =>
      (["upcoming", "active"] as const).map((list) => listed(`scheduled-maintenances/${list}.json`, now).length);
    expect(at(NOW - MINUTE)).toEqual([1, 0]);
    expect(at(NOW + MINUTE)).toEqual([0, 1]);
    expect(at(NOW + 95 * MINUTE)).toEqual([0, 0]);
    expect(listed("scheduled-maintenances.json", NOW + 95 * MINUTE)).toMatchObject([{ status: "completed" }]);
    expect(listed("summary.json", NOW - MINUTE)).toHaveLength(1);
  });

  it("has when it is, its impact, and the components that it is about", () => {
    expect(listed("scheduled-maintenances.json", NOW - MINUTE)).toMatchObject([
      {
        id: "ntc123def456",
        status: "scheduled",
        impact: "maintenance",
        scheduled_for: "2026-03-10T12:00:00.000Z",
        scheduled_until: "2026-03-10T13:00:00.000Z",
        shortlink: "https://status.example.org/services/infura",
        components: [{ name: "Infura Polygon PoS" }],
      },
    ]);
  });
});

it("every resource begins with the page, has no list that is null, and says what is not real", () => {
  for (const file of STATUSPAGE_FILES) {
    const body = publish(file, [single("a", "answers")]);
    expect(Object.keys(body)[0], file).toBe("page");
    for (const [name, value] of Object.entries(body))
      if (name !== "page" && name !== "status") expect(value, `${file} ${name}`).toBeInstanceOf(Array);
    const world = publishStatuspage(file, makeOverview([]), EMPTY, { ...SITE, unreal: "world" }, NOW);
    expect(world.page.name).toBe("Made-up world: Faultline");
  }
});
