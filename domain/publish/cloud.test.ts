import { describe, expect, it } from "vitest";
import { cloudEvent, DAY, START } from "#domain/cloud/testing/event.ts";
import { type CloudEventView, publishCloudEvent, publishClouds, publishFeed } from "#domain/publish/cloud.ts";
import {
  type CloudEventCursor,
  cloudEventQueryOf,
  decodeCloudCursor,
  encodeCloudCursor,
} from "#domain/publish/cloud-query.ts";

const view = (over: Partial<CloudEventView> = {}): CloudEventView => ({
  id: "abcdefghijkl",
  event: cloudEvent(),
  vanishedAt: null,
  versions: 2,
  changedAt: START,
  ...over,
});

describe("a cloud's event", () => {
  it("keeps apart when it began, was first published and was first seen", () => {
    const event = cloudEvent({
      onsetAt: START,
      onsetQuality: "stated_start",
      firstPublishedAt: START + 60_000,
      firstSeenAt: START + 90_000,
    });
    expect(publishCloudEvent(view({ event }), START)).toMatchObject({
      onset_at: "2026-03-01T12:00:00.000Z",
      onset_quality: "stated_start",
      provisional: false,
      first_published_at: "2026-03-01T12:01:00.000Z",
      first_seen_at: "2026-03-01T12:01:30.000Z",
      ended_at: null,
      versions: 2,
      state: "open",
      stale: false,
    });
  });
  it("of which nobody has said anything for two weeks is stale; one that is over is not", () => {
    expect(publishCloudEvent(view(), START + 15 * DAY)).toMatchObject({ state: "open", stale: true });
    const over = view({ event: cloudEvent({ endedAt: START + 1 }) });
    expect(publishCloudEvent(over, START + 15 * DAY)).toMatchObject({ state: "over", stale: false });
  });
  it("that vanished is over, and nobody said so", () => {
    expect(publishCloudEvent(view({ vanishedAt: START + 1 }), START + 2)).toMatchObject({
      state: "over",
      ended_at: null,
      vanished_at: "2026-03-01T12:00:00.001Z",
    });
  });
  it("is plain JSON", () => {
    const told = publishCloudEvent(view(), START);
    expect(JSON.parse(JSON.stringify(told))).toEqual(told);
  });
});

it("a feed that cannot be read says since when, and why", () => {
  const feed = {
    name: "cloud:aws/aws-health",
    kind: "aws-health",
    url: "https://example.com",
    checkedAt: START + 60_000,
    readAt: START,
    unreadable: { since: START + 60_000, reason: "not JSON" },
    entries: 3,
    broken: 1,
  };
  expect(publishFeed(feed)).toMatchObject({
    not_readable_since: "2026-03-01T12:01:00.000Z",
    reason: "not JSON",
    read_at: "2026-03-01T12:00:00.000Z",
    broken_entries: 1,
  });
  const aws = { provider: "aws", feeds: [feed], open: [view()], regions: [] };
  const losses = { at: START - 1_000, providers: [], regions: [] };
  expect(publishClouds([aws], losses, START)).toMatchObject({
    data: [{ provider: "aws", name: "AWS", open: [{ id: "abcdefghijkl" }], dependents: { count: 0 } }],
    dependents_at: "2026-03-01T11:59:59.000Z",
  });
  // Not to know who stands there is not to know that nobody does.
  expect(publishClouds([aws], null, START)).toMatchObject({ data: [{ dependents: null }], dependents_at: null });
});

describe("the list of cloud events", () => {
  it("is asked for with defaults, or as was given", () => {
    const none = { limit: 50, provider: null, region: null, state: null, cursor: null };
    expect(cloudEventQueryOf(new Map())).toEqual(none);
    const given = { limit: "200", state: "open", provider: "aws", region: "us-east-1" };
    expect(cloudEventQueryOf(new Map(Object.entries(given)))).toEqual({ ...none, ...given, limit: 200 });
  });
  it("a cursor is read as it was written, and nothing else is", () => {
    const cursor: CloudEventCursor = { onsetAt: START, id: "abcdefghijkl" };
    expect(decodeCloudCursor(encodeCloudCursor(cursor))).toEqual(cursor);
    for (const text of ["", ".", "a.b", `${encodeCloudCursor(cursor)}x`, "zzzzzzzzzzz.abcdefghijkl"]) {
      expect(decodeCloudCursor(text)).toBeNull();
    }
  });
});
