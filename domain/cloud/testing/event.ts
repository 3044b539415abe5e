import type { CloudEvent, EventUpdate, Severity } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** 2026-03-01 12:00 UTC. */
export const START = Date.UTC(2026, 2, 1, 12);

export function update(at: EpochMs, text: string, severity: Severity | null = null): EventUpdate {
  return { id: null, at, text, severity, state: null };
}

/** An open event of one service in one region that was posted when it began. */
export function cloudEvent(changes: Partial<CloudEvent> = {}): CloudEvent {
  const onsetAt = changes.onsetAt ?? START;
  return {
    provider: "aws",
    feed: "aws-health",
    id: "event-1",
    kin: null,
    title: "Increased error rates",
    url: null,
    onsetAt,
    onsetQuality: "first_status_post",
    firstPublishedAt: onsetAt,
    firstSeenAt: onsetAt,
    endedAt: null,
    changedAt: null,
    severity: { peak: "degraded", now: "degraded", stated: true },
    scope: { kind: "regions", regions: ["us-east-1"] },
    services: [{ slug: "ec2", name: "EC2" }],
    periods: [{ service: "ec2", region: "us-east-1", zone: null, from: onsetAt, to: null, severity: "degraded" }],
    course: "stated",
    updates: [update(onsetAt, "We are investigating.")],
    maintenance: null,
    state: "1",
    ...changes,
  };
}
