import { rfc3339 } from "#domain/publish/figure.ts";
import type { EpochMs } from "#domain/time.ts";

export interface StatuspageUpdate<S extends string> {
  readonly id: string;
  readonly status: S;
  readonly body: string;
  readonly at: EpochMs;
}

/** A step of an incident or of announced work, in Statuspage's form. */
export function publishUpdate<S extends string>(incident: string, { id, status, body, at }: StatuspageUpdate<S>) {
  return {
    id,
    status,
    body,
    incident_id: incident,
    created_at: rfc3339(at),
    updated_at: rfc3339(at),
    display_at: rfc3339(at),
    affected_components: null,
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  };
}
