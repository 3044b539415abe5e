import type { IncidentDetail, StoredUpdate } from "#domain/publish/incident.ts";
import type { Envelope } from "#domain/publish/webhook/envelope.ts";
import type { GroupNews, GroupNow } from "#domain/publish/webhook/group.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import { makeIncidentView, NOW } from "#domain/status/testing/views.ts";

export function step(over: Partial<StoredUpdate> = {}): StoredUpdate {
  return {
    sequence: 1,
    kind: "opened",
    knownAt: NOW - 120_000,
    effectiveAt: NOW - 300_000,
    verdict: "down",
    finding: { kind: "failing", failureType: "tcp.refused", phase: "connection" },
    severity: "critical",
    author: null,
    text: null,
    ...over,
  };
}

/** An incident with its first step. */
export function detail(over: Partial<IncidentView> = {}): IncidentDetail {
  return { incident: makeIncidentView(over), updates: [step()] };
}

export function news(over: Partial<GroupNews> = {}): GroupNews {
  return { incident: "abc123def456", at: NOW, sequence: 1, attribution: null, correction: false, ...over };
}

/** A group in which the beginning of each incident is new. */
export function groupNow(
  details: readonly IncidentDetail[],
  fresh = details.map(({ incident }) => news({ incident: incident.id })),
): GroupNow {
  return { id: "grp123def456", details, attributions: new Map(), news: fresh, movedTo: null };
}

export function envelope(over: Partial<Envelope> = {}): Envelope {
  return {
    site: "https://status.example.org",
    unsubscribe: "https://status.example.org/unsubscribe/abc",
    generatedAt: NOW,
    sequence: 1,
    consent: null,
    routingKey: null,
    ...over,
  };
}
