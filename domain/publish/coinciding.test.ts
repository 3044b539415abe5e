import { describe, expect, it } from "vitest";
import type { AttributionRecord, StoredAttribution } from "#domain/attribution/record.ts";
import { bestAttribution, coincidingEvent } from "#domain/publish/coinciding.ts";
import { makeIncidentView, makeMaintenance, NOW } from "#domain/status/testing/views.ts";

/** Of a record nothing counts here but its score. */
function stored(incident: string, more: { event?: string; score?: number; word?: string } = {}): StoredAttribution {
  const { event = "evt", score = 60, word = "possible" } = more;
  const best = { provider: "aws", region: "us-east-1", score, word };
  return {
    incident,
    cloudEvent: event,
    record: { best } as AttributionRecord,
    computedAt: NOW,
    ruleVersion: 1,
  };
}
const incident = (slug: string, id = slug, more: Partial<Parameters<typeof makeIncidentView>[0]> = {}) => {
  const view = makeIncidentView({ id, component: `${slug}/api`, ...more });
  return { ...view, about: { ...view.about, serviceSlug: slug } };
};
const of = (...all: StoredAttribution[]) => new Map(all.map((one) => [one.incident, one]));

describe("the event that trouble coincides with", () => {
  it("is that of at least half of the services in trouble, told by the best attribution", () => {
    const open = [incident("a"), incident("b", "b", { startedAt: NOW - 900_000 }), incident("c"), incident("d")];
    const found = coincidingEvent(open, of(stored("a"), stored("b", { score: 80 })));
    expect(found).toMatchObject({
      event: "evt",
      provider: "aws",
      region: "us-east-1",
      services: ["a", "b"],
      firstAt: NOW - 900_000,
      record: { best: { score: 80 } },
    });
    expect(coincidingEvent([...open, incident("e")], of(stored("a"), stored("b")))).toBeNull();
  });

  it("counts services, not incidents, and of two events takes the one with more of them", () => {
    const open = [incident("a"), incident("a", "a2"), incident("a", "a3"), incident("b"), incident("c")];
    const attributions = of(
      stored("a", { event: "one" }),
      stored("a2", { event: "one" }),
      stored("a3", { event: "one" }),
      stored("b", { event: "two" }),
      stored("c", { event: "two" }),
    );
    expect(coincidingEvent(open, attributions)).toMatchObject({ event: "two", services: ["b", "c"] });
  });

  it("is none for what is not attributed, over, taken back or announced", () => {
    expect(coincidingEvent([incident("a")], of(stored("a", { word: "not_attributed" })))).toBeNull();
    for (const more of [
      { resolvedAt: NOW },
      { retracted: { at: NOW, author: "a", reason: "r" } },
      { maintenance: makeMaintenance() },
    ]) {
      expect(coincidingEvent([incident("a", "a", more)], of(stored("a")))).toBeNull();
    }
    expect(coincidingEvent([], new Map())).toBeNull();
  });
});

describe("of several incidents the one attribution that is told", () => {
  const incidents = ["a", "b", "c"].map((id) => ({ id }));

  it("is that with the best score, the first of equals", () => {
    expect(
      bestAttribution(incidents, of(stored("a"), stored("b", { score: 80 }), stored("c", { score: 80 }))),
    ).toMatchObject({
      incident: "b",
    });
  });

  it("is none of what does not coincide, however high it scores, nor of other incidents", () => {
    const attributions = of(stored("a", { score: 90, word: "not_attributed" }), stored("d"));
    expect(bestAttribution(incidents, attributions)).toBeNull();
    expect(bestAttribution([...incidents, { id: "d" }], attributions)).toMatchObject({ incident: "d" });
  });
});
