import { describe, expect, it } from "vitest";
import { NO_CHAINS } from "#domain/publish/component-told.ts";
import {
  publishIncident,
  publishIncidentDetail,
  publishIncidents,
  type StoredUpdate,
} from "#domain/publish/incident.ts";
import { makeIncidentView, makeMaintenance, NOW } from "#domain/status/testing/views.ts";

const published = (change: Parameters<typeof makeIncidentView>[0] = {}) =>
  publishIncident(makeIncidentView(change), NO_CHAINS);

describe("a published incident", () => {
  it("has every field that the API promises, and no other", () => {
    expect(published()).toEqual({
      id: "abc123def456",
      group: "grp123def456",
      service: "kraken",
      component: "api",
      state: "open",
      confirmed: true,
      severity: "critical",
      started_at: "2026-03-10T11:55:00.000Z",
      onset: { last_good: "2026-03-10T11:54:00.000Z", first_bad: "2026-03-10T11:55:00.000Z" },
      detected_at: "2026-03-10T11:58:00.000Z",
      resolved_at: null,
      end: null,
      maintenance: null,
      retracted: false,
      retraction: null,
      vantages: ["here", "there"],
      failure_types: ["tcp.refused"],
      sentence: "Kraken: connections are refused. Since 2026-03-10 11:55 UTC, seen from all 2 places.",
      attribution: null,
    });
  });

  it("says what was announced for when it began", () => {
    expect(published({ maintenance: makeMaintenance({ until: null }) }).maintenance).toEqual({
      notice: "ntc123def456",
      title: "Scheduled maintenance",
      url: "https://status.example.com/incidents/1",
      from: "2026-03-10T11:45:00.000Z",
      until: null,
      announced_at: "2026-03-09T12:00:00.000Z",
    });
  });

  it("says when it is over, and when nothing good was seen before it", () => {
    const ended = { resolvedAt: NOW, verdict: "up", lastGood: null, lastBad: NOW - 60_000 } as const;
    expect(published(ended)).toMatchObject({
      state: "resolved",
      resolved_at: "2026-03-10T12:00:00.000Z",
      end: { last_bad: "2026-03-10T11:59:00.000Z", first_good: "2026-03-10T12:00:00.000Z" },
      onset: { last_good: null },
      sentence: expect.stringContaining("connections were refused"),
    });
  });

  it("that ended unseen is over, and claims no good answer", () => {
    expect(published({ resolvedAt: NOW, verdict: "unknown" })).toMatchObject({
      state: "resolved",
      resolved_at: "2026-03-10T12:00:00.000Z",
      end: { last_bad: null, first_good: null },
      sentence: expect.stringContaining("how it ended is not known"),
    });
  });

  it("that was taken back is not open, and says who took it back and why", () => {
    const retracted = { at: NOW, author: "Jo", reason: "our own cable" };
    expect(published({ retracted })).toMatchObject({
      state: "resolved",
      resolved_at: null,
      retracted: true,
      retraction: { at: "2026-03-10T12:00:00.000Z", author: "Jo", reason: "our own cable" },
      sentence: expect.stringContaining("retracted (our own cable)"),
    });
  });

  it("of a made-up history says so", () => {
    expect(published({ madeUp: true })).toMatchObject({ made_up: true });
    expect(published()).not.toHaveProperty("made_up");
  });
});

it("a list says where it goes on, and that it does not", () => {
  const next = { knownTo: NOW, section: "open", startedAt: NOW, id: "abc123def456" } as const;
  expect(publishIncidents({ incidents: [makeIncidentView()], next }, NO_CHAINS)).toMatchObject({
    data: [{ id: "abc123def456" }],
    next_cursor: expect.stringMatching(/abc123def456$/),
  });
  expect(publishIncidents({ incidents: [], next: null }, NO_CHAINS)).toEqual({ data: [], next_cursor: null });
});

it("an incident's history tells each step as it was known then, and who said what", () => {
  const step = (sequence: number, change: Partial<StoredUpdate>): StoredUpdate => ({
    sequence,
    kind: "opened",
    knownAt: NOW,
    effectiveAt: NOW,
    verdict: "down",
    finding: { kind: "failing", failureType: "tcp.refused" },
    severity: "major",
    author: null,
    text: null,
    ...change,
  });
  const retracted = { at: NOW, author: "Jo", reason: "our own cable" };
  const { data } = publishIncidentDetail(
    {
      incident: makeIncidentView({ resolvedAt: NOW, verdict: "up", retracted }),
      updates: [
        step(1, { verdict: "degraded", finding: { kind: "partial", failureType: "tcp.timed_out" }, severity: "minor" }),
        step(2, { kind: "worsened" }),
        step(3, { kind: "noted", author: "Jo", text: "We look into it." }),
        step(4, { kind: "resolved", verdict: "up", finding: { kind: "answers" } }),
        step(5, {
          kind: "retracted",
          verdict: "up",
          finding: { kind: "answers" },
          author: "Jo",
          text: "our own cable",
        }),
      ],
    },
    NO_CHAINS,
  );
  expect(data.updates[0]).toEqual({
    sequence: 1,
    kind: "opened",
    known_at: "2026-03-10T12:00:00.000Z",
    effective_at: "2026-03-10T12:00:00.000Z",
    verdict: "degraded",
    severity: "minor",
    sentence: "Kraken: connections time out. Since 2026-03-10 11:55 UTC.",
    author: null,
    text: null,
  });
  expect(data.updates.map(({ sentence }) => sentence.replace(/^Kraken: /, "").split(".")[0])).toEqual([
    "connections time out",
    "connections are refused",
    "connections are refused",
    "connections were refused",
    "this incident is retracted (our own cable)",
  ]);
  expect(data.updates[2]).toMatchObject({ author: "Jo", text: "We look into it." });
});
