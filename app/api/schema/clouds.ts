import { z } from "zod";
import { called, count, dataOf, figure, flag, orNull, pageOf, text, texts, time } from "#app/api/schema/common.ts";
import { evidenceShape } from "#app/api/schema/services.ts";
import { ONSET_QUALITIES, SEVERITIES } from "#domain/cloud/event.ts";
import { CLOUD_EVENT_STATES } from "#domain/publish/cloud-query.ts";

const severity = called("CloudSeverity", z.enum(SEVERITIES));
const quality = z.enum(ONSET_QUALITIES);

const eventShape = {
  id: text,
  provider: text,
  title: text,
  url: orNull(text),
  state: z.enum(CLOUD_EVENT_STATES),
  stale: flag,
  severity: orNull(severity),
  peak_severity: severity,
  severity_stated: flag,
  onset_at: time,
  onset_quality: quality,
  provisional: flag,
  first_published_at: time,
  first_seen_at: time,
  ended_at: orNull(time),
  vanished_at: orNull(time),
  changed_at: time,
  versions: count,
  scope: z.enum(["global", "regions", "zones", "unstated"]),
  regions: texts,
  zones: texts,
  services: z.array(z.looseObject({ slug: text, name: text })),
  periods: z.array(
    z.looseObject({
      service: orNull(text),
      region: orNull(text),
      zone: orNull(text),
      from: time,
      to: orNull(time),
      severity,
    }),
  ),
  updates: z.array(z.looseObject({ at: time, text, severity: orNull(severity), state: orNull(text) })),
  maintenance: orNull(z.looseObject({ from: time, until: orNull(time) })),
};
const event = called("CloudEvent", z.looseObject(eventShape));

const version = z.looseObject({
  first_seen_at: time,
  last_seen_at: time,
  feed: text,
  title: text,
  onset_at: time,
  onset_quality: quality,
  severity: orNull(severity),
  ended_at: orNull(time),
});

const dependentsShape = { count, slugs: texts };

const provider = called(
  "Provider",
  z.looseObject({
    provider: text,
    name: text,
    feeds: z.array(
      z.looseObject({
        kind: text,
        url: text,
        checked_at: time,
        read_at: orNull(time),
        not_readable_since: orNull(time),
        reason: orNull(text),
        entries: count,
        broken_entries: count,
      }),
    ),
    regions: z.array(
      z.looseObject({
        region: orNull(text),
        severity,
        zones: texts,
        services: texts,
        events: texts,
        stale: flag,
      }),
    ),
    open: z.array(event),
    dependents: orNull(
      z.looseObject({
        ...dependentsShape,
        regions: z.array(z.looseObject({ region: orNull(text), ...dependentsShape })),
      }),
    ),
  }),
);

export const clouds = dataOf(z.array(provider), { dependents_at: orNull(time), generated_at: time });
export const cloudEvents = pageOf(event);
export const oneCloudEvent = dataOf(
  z.looseObject({
    ...eventShape,
    record: z.array(version),
    incidents: z.array(
      z.looseObject({ id: text, service: text, region: orNull(text), score: figure, word: text, basis: text }),
    ),
  }),
);

const evidence = called("Evidence", z.looseObject(evidenceShape));

export const hosting = dataOf(
  z.array(
    z.looseObject({
      service: text,
      component: text,
      name: text,
      origin_hidden: flag,
      unplaced: flag,
      places: z.array(evidence),
    }),
  ),
  {
    ranges: z.array(
      z.looseObject({
        provider: text,
        version: orNull(text),
        rows: count,
        broken_rows: count,
        fetched_at: orNull(time),
        changed_at: orNull(time),
        confirmed_at: orNull(time),
        refused: orNull(z.looseObject({ since: time, version: orNull(text), rows: count, reason: text })),
        unreadable: orNull(z.looseObject({ since: time, reason: text })),
      }),
    ),
    observed_for_days: figure,
    generated_at: time,
  },
);
