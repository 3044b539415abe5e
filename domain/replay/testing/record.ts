import type { AttributionRecord } from "#domain/attribution/record.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { EventVersion } from "#domain/cloud/versions.ts";
import { eventAsOf } from "#domain/cloud/versions.ts";
import type { UpdateKind } from "#domain/incident/incident.ts";
import type { IncidentDetail, StoredUpdate } from "#domain/publish/incident.ts";
import type { OutageRecord, RecordedCloud, RecordedLog } from "#domain/replay/outage-record.ts";
import { clock } from "#domain/replay/testing/entry.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";
import type { Verdict } from "#domain/status/verdict.ts";
import type { LogEntry } from "#domain/timeline/component-spans.ts";

/** `["12:00", "down"]`, or with when it was known. */
export type Logged = readonly [from: string, verdict: Verdict, known?: string];

export function recordedLog(entries: readonly Logged[], retracted: RecordedLog["retracted"] = []): RecordedLog {
  return {
    entries: entries.map(
      ([from, verdict, known = from]): LogEntry => ({
        knownAt: clock(known),
        effectiveAt: clock(from),
        verdict,
        finding: verdict === "up" ? "answers" : "failing",
        failureType: verdict === "up" ? null : "tcp.refused",
        seen: { n: 2, of: 2 },
        before: null,
      }),
    ),
    retracted,
    maintenance: [],
  };
}

/** An incident of a service's one component, seen two minutes after it began; with its opening and its end. */
export function recordedIncident(
  slug: string,
  from: string,
  to: string | null,
  over: Partial<IncidentView> = {},
): IncidentDetail {
  const view = makeIncidentView({
    id: slug.padEnd(12, "0"),
    group: "grp123def456",
    component: `${slug}/api`,
    about: {
      serviceSlug: slug,
      componentSlug: "api",
      service: slug.toUpperCase(),
      component: "API",
      single: true,
      layer: "access",
      chain: null,
    },
    startedAt: clock(from),
    lastGood: clock(from) - 60_000,
    detectedAt: clock(from) + 120_000,
    resolvedAt: to === null ? null : clock(to),
    verdict: to === null ? "down" : "up",
    ...over,
  });
  const end = to === null ? [] : [step(view, 2, "resolved", clock(to), clock(to) + 60_000)];
  return { incident: view, updates: [step(view, 1, "opened", view.startedAt, view.detectedAt), ...end] };
}

export function step(
  { finding, severity }: IncidentView,
  sequence: number,
  kind: UpdateKind,
  effectiveAt: number,
  knownAt: number,
): StoredUpdate {
  const verdict = kind === "resolved" ? "up" : "down";
  return { sequence, kind, knownAt, effectiveAt, verdict, finding, severity, author: null, text: null };
}

/** A cloud whose one event was seen so, each version from when it was seen. */
export function recordedCloud(
  id: string,
  versions: readonly { readonly seen: string; readonly event: CloudEvent }[],
): RecordedCloud {
  const stored = versions.map(
    ({ seen, event }): EventVersion => ({
      digest: seen,
      firstSeenAt: clock(seen),
      lastSeenAt: clock(seen),
      event: { ...event, firstSeenAt: clock(seen) },
    }),
  );
  const history = { provider: "aws", id: "event-1", versions: stored, missing: null };
  const event = eventAsOf(history);
  return {
    provider: "aws",
    reading: { pollMs: 180_000, unread: [], unlisted: [] },
    events: event === null ? [] : [{ id, event, vanishedAt: null, history }],
  };
}

/** As much of an attribution as a replay reads. */
export function attributedTo(cloudEvent: string, incident: string, word: "likely" | "not_attributed" = "likely") {
  const best = { provider: "aws", region: "us-east-1", score: 80, word, publishable: true };
  return {
    incident,
    cloudEvent,
    record: { best } as unknown as AttributionRecord,
    computedAt: clock("12:30"),
    ruleVersion: 1,
  };
}

export function outageRecord(over: Partial<OutageRecord>): OutageRecord {
  return {
    group: "grp123def456",
    window: { from: clock("11:00"), to: clock("14:00") },
    asOf: clock("20:00"),
    incidents: [],
    attributions: new Map(),
    components: new Map(),
    clouds: [],
    notices: [],
    ...over,
  };
}
