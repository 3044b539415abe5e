import { describe, expect, it } from "vitest";
import type { AttributionRecord, StoredAttribution } from "#domain/attribution/record.ts";
import { type GroupNews, type GroupNow, tellGroup } from "#domain/publish/webhook/group.ts";
import type { ToldGroup } from "#domain/publish/webhook/message.ts";
import { EVERYTHING, type WebhookFilter } from "#domain/publish/webhook/subscription.ts";
import { detail, groupNow, news, step } from "#domain/publish/webhook/testing/groups.ts";
import { NOW } from "#domain/status/testing/views.ts";

const en = (filter: Partial<WebhookFilter> = {}) => ({ filter: { ...EVERYTHING, ...filter }, language: "en" as const });
const kraken = detail({ id: "aaaaaaaaaaaa" });
const base = detail({
  id: "bbbbbbbbbbbb",
  severity: "minor",
  confirmed: false,
  about: {
    serviceSlug: "base",
    componentSlug: "public-rpc",
    service: "Base",
    component: "Public RPC",
    single: false,
    layer: "access",
    chain: "base",
  },
});
const over = (one: typeof kraken) => ({
  ...one,
  incident: { ...one.incident, resolvedAt: NOW, verdict: "up" as const, sequence: 2 },
  updates: [...one.updates, step({ sequence: 2, kind: "resolved", verdict: "up", knownAt: NOW, effectiveAt: NOW })],
});
const told = (group: GroupNow, filter: Partial<WebhookFilter> = {}, before: ToldGroup | null = null) =>
  tellGroup(group, en(filter), before);
const first = (group = groupNow([kraken]), filter: Partial<WebhookFilter> = {}) => {
  const message = told(group, filter);
  if (message === null) throw new Error("nothing was told");
  return message.group;
};
const cloud = (id: string, word = "likely"): ReadonlyMap<string, StoredAttribution> =>
  new Map([
    [
      id,
      {
        incident: id,
        cloudEvent: "cccccccccccc",
        record: {
          best: { provider: "aws", region: "us-east-1", word, score: 90, basis: "population" },
        } as AttributionRecord,
        computedAt: NOW,
        ruleVersion: 1,
      },
    ],
  ]);

describe("a group of incidents is one entry", () => {
  it("that is created, updated and resolved under the group's id, however many components fall", () => {
    const created = told(groupNow([kraken, base]));
    expect(created).toMatchObject({ type: "incident.created", group: { id: "grp123def456", stage: "investigating" } });
    expect(created?.group.name).toBe("Outage: Kraken and Base Public RPC");
    expect(created?.group.incidents.map(({ id }) => id)).toEqual(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);
    const one = groupNow([over(kraken), base], [news({ incident: "aaaaaaaaaaaa", sequence: 2 })]);
    const updated = told(one, {}, created?.group ?? null);
    expect(updated).toMatchObject({ type: "incident.updated", group: { resolvedAt: null, stage: "investigating" } });
    expect(updated?.group.updates[0]).toMatchObject({ incident: "aaaaaaaaaaaa", stage: "investigating" });
    const all = groupNow([over(kraken), over(base)], [news({ incident: "bbbbbbbbbbbb", sequence: 2 })]);
    const resolved = told(all, {}, updated?.group ?? null);
    expect(resolved).toMatchObject({ type: "incident.resolved", group: { resolvedAt: NOW, stage: "resolved" } });
    expect(resolved?.group.updates[0]?.stage).toBe("resolved");
  });
  it("opens again as an update, not as another", () => {
    const closed = { ...first(), resolvedAt: NOW };
    expect(told(groupNow([kraken]), {}, closed)).toMatchObject({
      type: "incident.updated",
      group: { resolvedAt: null },
    });
  });
  it("names three parts and counts the others; more than twelve are counted, too", () => {
    const many = Array.from({ length: 20 }, (_, n) =>
      detail({
        id: `incident${String(n).padStart(4, "0")}`,
        about: { ...kraken.incident.about, serviceSlug: `s${n}`, service: `S${n}` },
      }),
    );
    const group = first(groupNow(many));
    expect(group.name).toBe("Outage: S0, S1, S2 and 17 more");
    expect([group.incidents.length, group.more]).toEqual([12, 8]);
  });
});

describe("what a subscriber is told of", () => {
  const both = groupNow([kraken, base]);
  it.each<[string, Partial<WebhookFilter>, string[]]>([
    ["everything", {}, ["kraken", "base"]],
    ["a service", { services: ["base"] }, ["base"]],
    ["another service", { services: ["infura"] }, []],
    ["a layer", { layers: ["access"] }, ["kraken", "base"]],
    ["another layer", { layers: ["chain"] }, []],
    ["what is down at least", { leastSeverity: "major" }, ["kraken"]],
    ["what is confirmed", { confirmedOnly: true }, ["kraken"]],
    ["a cloud", { clouds: ["aws"] }, []],
  ])("%s", (_, filter, services) => {
    expect(told(both, filter)?.group.incidents.map(({ service }) => service) ?? []).toEqual(services);
  });
  it("a cloud, once an incident coincides with an event of it, and not where that was found wanting", () => {
    const attributions = cloud("bbbbbbbbbbbb");
    const message = told({ ...both, attributions }, { clouds: ["aws"] });
    expect(message?.group).toMatchObject({ stage: "identified", attribution: { provider: "aws", score: 90 } });
    expect(message?.group.incidents).toHaveLength(1);
    const weak = cloud("bbbbbbbbbbbb", "not_attributed");
    expect(told({ ...both, attributions: weak }, { clouds: ["aws"] })).toBeNull();
  });
  it("nothing when what is new is none of theirs", () => {
    const group = groupNow([kraken, base], [news({ incident: "aaaaaaaaaaaa" })]);
    expect(told(group, { services: ["base"] })).toBeNull();
  });
  it("who was told of an outage is told its end, though the filter would not have it any more", () => {
    const before = { ...first(both), resolvedAt: null };
    const ended = groupNow([over(base)], [news({ incident: "bbbbbbbbbbbb", sequence: 2 })]);
    expect(told(ended, { clouds: ["aws"], leastSeverity: "critical", confirmedOnly: true }, before)?.type).toBe(
      "incident.resolved",
    );
  });
  it("nobody is told the end of what they never heard of", () => {
    expect(told(groupNow([over(kraken)], [news({ incident: "aaaaaaaaaaaa", sequence: 2 })]))).toBeNull();
    const whole = [news({ incident: "aaaaaaaaaaaa", sequence: 1 }), news({ incident: "aaaaaaaaaaaa", sequence: 2 })];
    expect(told(groupNow([over(kraken)], whole))?.type).toBe("incident.resolved");
  });
  it("a past that is judged again begins nothing, and is told to who knows of it", () => {
    const corrected: GroupNews[] = [news({ incident: "aaaaaaaaaaaa", correction: true })];
    expect(told(groupNow([kraken], corrected))).toBeNull();
    expect(told(groupNow([kraken], corrected), {}, first())?.type).toBe("incident.updated");
  });
});

describe("what is told of a group", () => {
  it("a retraction reaches it: nothing of it stands, and nothing is said of the component", () => {
    const retracted = detail({
      id: "aaaaaaaaaaaa",
      retracted: { at: NOW, author: "ops", reason: "Our resolver was broken." },
    });
    const message = told(groupNow([retracted], [news({ incident: "aaaaaaaaaaaa", sequence: 2 })]), {}, first());
    expect(message).toMatchObject({ type: "incident.resolved", group: { retracted: true, resolvedAt: NOW } });
    expect(message?.group.incidents[0]).toMatchObject({ retracted: true, status: null });
    expect(message?.group.incidents[0]?.sentence).toContain("retracted (Our resolver was broken)");
  });
  it("an attribution that is new or withdrawn is an update of its own", () => {
    const attributions = cloud("aaaaaaaaaaaa");
    const record = attributions.get("aaaaaaaaaaaa")?.record ?? null;
    const later = { incident: "aaaaaaaaaaaa", at: NOW + 60_000, sequence: null };
    const linked = told(
      { ...groupNow([kraken], [news({ ...later, attribution: record })]), attributions },
      {},
      first(),
    );
    expect(linked?.group.updates[0]).toMatchObject({ stage: "identified", body: linked?.group.attribution?.sentence });
    const gone = told(groupNow([kraken], [news(later)]), {}, first());
    expect(gone?.group.updates[0]?.body).toBe("It coincides with no event of a cloud any more.");
  });
  it("incidents that are counted to another group end theirs, once, and say where they are told of now", () => {
    const empty: GroupNow = { ...groupNow([], [news({ incident: "aaaaaaaaaaaa" })]), movedTo: "other1234567" };
    const message = told(empty, {}, first());
    expect(message).toMatchObject({
      type: "incident.resolved",
      group: { mergedInto: "other1234567", id: "grp123def456" },
    });
    expect(message?.group.incidents.every(({ status }) => status === null)).toBe(true);
    expect(told(empty, {}, message?.group ?? null)).toBeNull();
    expect(told(empty)).toBeNull();
  });
  it("who was told of one that left is told how the rest stands: it may be over", () => {
    const before = first(groupNow([kraken, base]));
    const rest = {
      ...groupNow([over(base)], [news({ incident: "aaaaaaaaaaaa", sequence: 3 })]),
      movedTo: "other1234567",
    };
    expect(told(rest, {}, before)).toMatchObject({ type: "incident.resolved", group: { mergedInto: null } });
    const theirs = { ...first(groupNow([kraken])) };
    expect(told(rest, { services: ["kraken"] }, theirs)).toMatchObject({ group: { mergedInto: "other1234567" } });
  });
  it("nobody knows how a component does that is judged no more: nothing is said of it", () => {
    const unseen = detail({ id: "aaaaaaaaaaaa", resolvedAt: NOW, verdict: "unknown" });
    expect(first(groupNow([unseen])).incidents[0]?.status).toBeNull();
  });
  it("a person's note is theirs, cleaned", () => {
    const noted = {
      ...kraken,
      updates: [
        ...kraken.updates,
        step({ sequence: 2, kind: "noted", author: "ops", text: "We see\u202e it.\u0000", knownAt: NOW + 1 }),
      ],
    };
    expect(first(groupNow([noted])).updates[0]?.body).toBe("ops: We see it.");
  });
  it("every word of it is in the subscriber's language", () => {
    const message = tellGroup(groupNow([kraken, base]), { filter: EVERYTHING, language: "ja" }, null);
    expect(message?.group.name).toBe("障害：Kraken、Baseの公開RPC");
    expect(message?.group.updates.every(({ body }) => /。/.test(body))).toBe(true);
  });
});
