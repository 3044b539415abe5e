import { describe, expect, test } from "vitest";
import { eventAsOf } from "#domain/cloud/versions.ts";
import { parse } from "#workers/feeds/gcp.ts";
import { load, readEvents } from "#workers/feeds/testing/load.ts";

const iso = (hour: number, minute = 0) =>
  `2026-06-12T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00+00:00`;
const at = (hour: number, minute = 0) => Date.parse(iso(hour, minute));
const place = (id: string) => ({ id, title: `Somewhere (${id})` });
const post = (hour: number, status: string, places: string[], text = "**Summary** <b>x</b>") => ({
  created: iso(hour),
  modified: iso(hour),
  when: iso(hour),
  text,
  status,
  affected_locations: places.map(place),
});
const incident = (more: object = {}) => ({
  id: "abc",
  number: "1",
  begin: iso(17, 51),
  created: iso(18),
  modified: iso(20),
  external_desc: "Several products have errors",
  updates: [
    post(20, "SERVICE_DISRUPTION", ["us-east1"]),
    post(19, "SERVICE_OUTAGE", ["us-east1", "us-west1"]),
    post(18, "SERVICE_OUTAGE", ["us-west1"]),
  ],
  status_impact: "SERVICE_OUTAGE",
  severity: "high",
  service_key: "zall",
  service_name: "Multiple Products",
  affected_products: [
    { id: "p1", title: "Storage" },
    { id: "p2", title: "Compute" },
  ],
  uri: "incidents/abc",
  currently_affected_locations: [place("us-east1")],
  previously_affected_locations: [place("us-west1")],
  ...more,
});
const one = (more: object = {}) => {
  const [event] = readEvents(parse, [incident(more)]).events;
  if (!event) throw new Error("no event");
  return event;
};
const spans = (event: ReturnType<typeof one>) =>
  event.periods.map(({ service, region, zone, from, to, severity }) => [service, zone ?? region, from, to, severity]);

describe("Google's incidents", () => {
  test("an absent end is an open incident, even when its newest post calls it available", () => {
    expect(one()).toMatchObject({ endedAt: null, severity: { peak: "outage", now: "disruption" } });
    const nearly = one({ updates: [post(20, "AVAILABLE", []), post(18, "SERVICE_OUTAGE", ["us-east1"])] });
    expect(nearly).toMatchObject({ endedAt: null, severity: { now: "informational" } });
    expect(one({ end: iso(21) })).toMatchObject({ endedAt: at(21), severity: { peak: "outage", now: null } });
  });

  test("a place that is no longer listed recovered with that post; one that joined was affected all along", () => {
    expect(spans(one())).toEqual([
      [null, "us-east1", at(17, 51), at(20), "outage"],
      [null, "us-east1", at(20), null, "disruption"],
      [null, "us-west1", at(17, 51), at(20), "outage"],
    ]);
  });

  test("begin is what Google states, created when it first said so", () => {
    expect(one()).toMatchObject({ onsetAt: at(17, 51), onsetQuality: "stated_start", firstPublishedAt: at(18) });
  });

  test("a begin that is moved stays one event, and what was said before is kept", () => {
    const versions = [incident({ begin: iso(19) }), incident()];
    const histories = versions.reduce(
      (known, version, index) => load(known, readEvents(parse, [version]).events, at(19, 8 + index)),
      load([], [], 0),
    );
    const [history] = histories;
    expect(histories).toHaveLength(1);
    expect(history && [eventAsOf(history, at(19, 8))?.onsetAt, eventAsOf(history)?.onsetAt]).toEqual([
      at(19),
      at(17, 51),
    ]);
  });

  test("places that are open are read as well as those that are over, and global is all of them", () => {
    expect(one().scope).toEqual({ kind: "regions", regions: ["us-east1", "us-west1"] });
    expect(one({ currently_affected_locations: [place("global")] }).scope).toEqual({ kind: "global" });
    expect(one({ currently_affected_locations: [], previously_affected_locations: null }).scope).toEqual({
      kind: "unstated",
    });
  });

  test("a zone in the headline confines it to that zone", () => {
    const event = one({
      external_desc: "Cooling failure in us-east1-b",
      currently_affected_locations: [place("us-east1")],
      previously_affected_locations: [],
      affected_products: [{ id: "p1", title: "Compute" }],
    });
    expect(event.scope).toEqual({ kind: "zones", regions: ["us-east1"], zones: ["us-east1-b"] });
    expect(spans(event)[0]?.slice(0, 2)).toEqual(["p1", "us-east1-b"]);
  });

  test("texts are plain, and a link leads to Google or nowhere", () => {
    expect(one().updates[0]?.text).toBe("**Summary** x");
    expect(one().url).toBe("https://status.cloud.google.com/incidents/abc");
    for (const uri of ["//evil.example/incidents/x", "javascript:x", "https://evil.example/"])
      expect(one({ uri }).url).toBeNull();
  });
});

describe("the old schema", () => {
  const old = (number: number, service: string) => ({
    begin: "2020-11-05T20:22:48Z",
    created: "2020-11-05T20:41:54Z",
    end: "2020-11-05T21:43:49Z",
    external_desc: "Metrics are late.",
    modified: "2020-11-05T21:43:50Z",
    number,
    public: true,
    service_key: service,
    service_name: service,
    severity: "high",
    updates: [
      {
        created: "2020-11-05T21:43:49Z",
        modified: "2020-11-05T21:43:49Z",
        text: "Done.",
        when: "2020-11-05T21:43:49Z",
      },
    ],
    uri: `/incident/${service}/${number}`,
  });

  test("a number that two services share is two incidents", () => {
    const { events } = readEvents(parse, [old(20008, "appengine"), old(20008, "compute")]);
    expect(events.map(({ id, url }) => [id, url])).toEqual([
      ["incident/appengine/20008", "https://status.cloud.google.com/incident/appengine/20008"],
      ["incident/compute/20008", "https://status.cloud.google.com/incident/compute/20008"],
    ]);
    expect(events[0]?.periods).toMatchObject([{ service: "appengine", region: null, severity: "outage" }]);
  });
});

test("a broken incident is counted and drops no other; one without a name is broken", () => {
  const result = readEvents(parse, [
    incident(),
    incident({ begin: null }),
    incident({ id: undefined, uri: undefined }),
    "x",
  ]);
  expect([result.events.length, result.skipped]).toEqual([1, 3]);
});
