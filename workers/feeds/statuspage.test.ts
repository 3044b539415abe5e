import { describe, expect, test } from "vitest";
import { isBackdated } from "#domain/cloud/notice.ts";
import { cloudPage } from "#workers/feeds/cloud-page.ts";
import { contentDigest } from "#workers/feeds/digest.ts";
import { parse as parseStatuspage } from "#workers/feeds/statuspage.ts";
import { NOW, readEvents, readNotices } from "#workers/feeds/testing/load.ts";

const iso = (hour: number, minute = 0) => new Date(Date.UTC(2026, 2, 4, hour, minute)).toISOString();
const at = (hour: number, minute = 0) => Date.UTC(2026, 2, 4, hour, minute);

const component = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  status: "operational",
  group_id: null,
  group: false,
  ...more,
});
const update = (hour: number, status: string, set: [string, string, string][] | null = null) => ({
  id: `u${hour}`,
  status,
  body: `<p>${status}</p>`,
  created_at: iso(hour),
  updated_at: iso(hour),
  display_at: iso(hour),
  affected_components:
    set?.map(([code, name, new_status]) => ({ code, name, old_status: "operational", new_status })) ?? null,
});
const incident = (more: object = {}) => ({
  id: "i1",
  name: "Errors",
  status: "resolved",
  impact: "major",
  created_at: iso(10),
  started_at: iso(10),
  updated_at: iso(13),
  resolved_at: iso(13),
  shortlink: "https://stspg.io/x",
  incident_updates: [
    update(13, "resolved"),
    update(12, "monitoring", [["c1", "Products - API", "operational"]]),
    update(11, "identified", [["c1", "Products - API", "major_outage"]]),
    update(10, "investigating", [["c1", "Products - API", "degraded_performance"]]),
  ],
  components: [component("c1", "API", { group_id: "g1" })],
  ...more,
});
const page = (more: object = {}) => ({
  page: { id: "p1", name: "Vendor", url: "https://status.example", time_zone: "Etc/UTC" },
  status: { indicator: "critical", description: "Major outage" },
  components: [
    component("g1", "Products", { group: true }),
    component("c1", "API", { group_id: "g1", status: "partial_outage" }),
  ],
  incidents: [incident()],
  scheduled_maintenances: [],
  ...more,
});

describe("Statuspage", () => {
  test("incidents.json and summary.json give the same notice", () => {
    const { page: ofPage, incidents, components } = page();
    const summary = readNotices(parseStatuspage, { page: ofPage, incidents, components });
    const list = readNotices(parseStatuspage, { page: ofPage, incidents });
    expect(list.notices.map(({ id, resolvedAt, impact }) => [id, resolvedAt, impact])).toEqual([
      ["i1", at(13), "major"],
    ]);
    expect(summary.notices[0]).toMatchObject({
      page: "p1",
      components: [{ id: "c1", name: "API", group: "Products", state: null }],
    });
  });

  test("the page's indicator makes no notice", () => {
    expect(readNotices(parseStatuspage, page({ incidents: [] }))).toMatchObject({
      notices: [],
      components: [{ id: "c1", name: "API", group: "Products", state: "partial_outage" }],
    });
  });

  test("a component's state that nobody knows is unknown, never operational", () => {
    const odd = page({ incidents: [], components: [component("c1", "API", { status: "on_fire" })] });
    expect(readNotices(parseStatuspage, odd).components[0]?.state).toBe("unknown");
  });

  test("updates are in the order of time and name the components they set", () => {
    const [notice] = readNotices(parseStatuspage, page()).notices;
    expect(
      notice?.updates.map(({ at: time, status, text, set }) => [time, status, text, set.map(({ state }) => state)]),
    ).toEqual([
      [at(10), "investigating", "investigating", ["degraded_performance"]],
      [at(11), "identified", "identified", ["major_outage"]],
      [at(12), "monitoring", "monitoring", ["operational"]],
      [at(13), "resolved", "resolved", []],
    ]);
  });

  test("a beginning before the first word is back-dated, and both times are kept", () => {
    const [notice] = readNotices(parseStatuspage, page({ incidents: [incident({ started_at: iso(8) })] })).notices;
    expect(notice).toMatchObject({ startedAt: at(8), publishedAt: at(10) });
    expect(notice && isBackdated(notice)).toBe(true);
  });

  test("a scheduled maintenance is a window, and is over when the vendor is done", () => {
    const window = incident({
      id: "m1",
      status: "scheduled",
      impact: "none",
      resolved_at: null,
      scheduled_for: iso(20),
      scheduled_until: iso(22),
    });
    const read = (more: object) =>
      readNotices(parseStatuspage, page({ incidents: [], scheduled_maintenances: [{ ...window, ...more }] }))
        .notices[0];
    const open = read({});
    expect(open).toMatchObject({
      impact: "maintenance",
      maintenance: { from: at(20), until: at(22) },
      resolvedAt: null,
    });
    expect(read({ status: "completed", resolved_at: iso(21) })?.resolvedAt).toBe(at(21));
  });

  test("a broken incident or component is counted and drops no other", () => {
    const result = readNotices(
      parseStatuspage,
      page({ incidents: [{ id: "x" }, incident(), null], components: [{}, component("c1", "A")] }),
    );
    expect([result.notices.length, result.components.length, result.skipped]).toEqual([1, 1, 3]);
  });

  test("script in titles and addresses that are none are taken out", () => {
    const [notice] = readNotices(
      parseStatuspage,
      page({ incidents: [incident({ name: "<img src=x onerror=y>Errors", shortlink: "javascript:x" })] }),
    ).notices;
    expect(notice).toMatchObject({ title: "Errors", url: null });
  });

  test("the same answer gives the same digest whenever it is read", () => {
    const read = (now: number) => readEvents(cloudPage("cloudflare"), page(), now).events.map(contentDigest);
    expect(read(NOW)).toEqual(read(NOW + 60_000));
  });
});

describe("a cloud's status page", () => {
  test("periods follow what the updates set, and end with the incident", () => {
    const [event] = readEvents(cloudPage("cloudflare"), page()).events;
    expect(event?.periods).toEqual([
      { service: "api", region: null, zone: null, from: at(10), to: at(11), severity: "degraded" },
      { service: "api", region: null, zone: null, from: at(11), to: at(12), severity: "outage" },
    ]);
    expect(event).toMatchObject({
      severity: { peak: "disruption", now: null },
      scope: { kind: "global" },
      endedAt: at(13),
    });
  });

  test("an edge location is a region and not the whole network", () => {
    const edge = component("e1", "Amsterdam, Netherlands - (AMS)", { group_id: "g2" });
    const one = incident({
      components: [edge],
      incident_updates: [update(10, "investigating")],
      status: "investigating",
      resolved_at: null,
    });
    const [event] = readEvents(cloudPage("cloudflare"), page({ incidents: [one] })).events;
    expect(event).toMatchObject({
      scope: { kind: "regions", regions: ["ams"] },
      periods: [{ service: null, region: "ams", to: null, severity: "disruption" }],
    });
  });

  test("a product in a region is both", () => {
    const groups = [component("g1", "Droplets", { group: true }), component("c9", "NYC3", { group_id: "g1" })];
    const one = incident({ components: [groups[1]], incident_updates: [] });
    const [event] = readEvents(cloudPage("digitalocean"), page({ components: groups, incidents: [one] })).events;
    expect(event?.periods).toMatchObject([{ service: "droplets", region: "nyc", severity: "disruption" }]);
  });

  test("an echo of another cloud's trouble, with no impact, is only information", () => {
    const echo = incident({
      impact: "none",
      components: [],
      incident_updates: [],
      name: "Amazon Web Services incident awareness",
    });
    const [event] = readEvents(cloudPage("cloudflare"), page({ incidents: [echo] })).events;
    expect(event).toMatchObject({ severity: { peak: "informational" }, scope: { kind: "unstated" }, periods: [] });
  });
});
