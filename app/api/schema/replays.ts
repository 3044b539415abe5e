import { z } from "zod";
import {
  bothLanguages,
  called,
  count,
  dataOf,
  figure,
  flag,
  layer,
  orNull,
  status,
  stretch,
  text,
  texts,
  time,
} from "#app/api/schema/common.ts";

const source = z.enum(["measured", "told"]);
const certainty = z.enum(["known", "bracketed", "open"]);
const place = z.looseObject({ provider: text, region: orNull(text) });

const headShape = {
  id: text,
  title: bothLanguages,
  source,
  window: stretch,
  opening_at: time,
  milestones: z.array(
    z.looseObject({
      kind: z.enum(["onset", "seen", "said"]),
      at: time,
      by: bothLanguages,
      delay_seconds: orNull(figure),
    }),
  ),
  entry_count: count,
};

const entry = called(
  "ReplayEntry",
  z.looseObject({
    id: text,
    at: orNull(time),
    day: z.string().regex(/^\d{4}-\d\d-\d\d$/),
    precision: z.enum(["minute", "approx", "day"]),
    within: orNull(stretch),
    row: text,
    part: orNull(text),
    scope: orNull(text),
    status,
    recovering: flag,
    kind: text,
    text: bothLanguages,
    source: orNull(z.looseObject({ url: text, title: text })),
    note: orNull(bothLanguages),
    disputed: flag,
    known_then: flag,
  }),
);

const row = called(
  "ReplayRow",
  z.looseObject({
    id: text,
    layer,
    name: bothLanguages,
    path: orNull(text),
    source,
    spans: z.array(
      z.looseObject({
        from: time,
        to: time,
        status,
        begins: certainty,
        ends: certainty,
        known_at: orNull(time),
        by: z.union([text, z.looseObject({ entry: text })]),
      }),
    ),
    untimed_entries: texts,
  }),
);

export const replays = dataOf(z.array(called("ReplayHead", z.looseObject(headShape))), { complete: flag });
export const oneReplay = dataOf(
  z.looseObject({
    ...headShape,
    cause: orNull(bothLanguages),
    rows: z.array(row),
    events: z.array(
      z.looseObject({
        provider: text,
        region: orNull(text),
        title: text,
        onset: z.looseObject({ at: orNull(time), by: source }),
        first_said_at: orNull(time),
        said_resolved_at: orNull(time),
        ended_at: time,
      }),
    ),
    entries: z.array(entry),
    disagreements: z.array(
      z.looseObject({
        topic: bothLanguages,
        claims: z.array(z.looseObject({ value: bothLanguages, by: bothLanguages })),
      }),
    ),
    gaps: z.array(bothLanguages),
    notes: z.array(bothLanguages),
  }),
);

const drillShape = {
  scenario: z.looseObject({ id: text, title: bothLanguages, dossier: orNull(text) }),
  run: z.looseObject({ speed: figure, vantages: count, window: stretch, ended_at: time, took_seconds: figure }),
  passed: flag,
  totals: z.looseObject({
    modelled: count,
    seen: count,
    late: count,
    missed: count,
    invented: count,
    right: count,
    wrong: count,
    none: count,
    neutral: count,
  }),
};

export const drills = dataOf(z.array(called("DrillHead", z.looseObject(drillShape))));
export const oneDrill = dataOf(
  z.looseObject({
    ...drillShape,
    outages: z.array(
      z.looseObject({
        component: text,
        fault: text,
        from: time,
        to: time,
        cause: orNull(place),
        seen: orNull(
          z.looseObject({
            incident: text,
            started_at: time,
            detected_at: time,
            delay_seconds: figure,
            late: flag,
            resolved_at: orNull(time),
          }),
        ),
        said_at: orNull(time),
        attribution: z.enum(["right", "wrong", "none", "unseen"]),
        named: orNull(z.looseObject({ provider: text, region: orNull(text), word: text, score: figure })),
        runner_up: orNull(z.looseObject({ provider: text, region: orNull(text), score: figure })),
      }),
    ),
    invented: z.array(z.looseObject({ incident: text, component: text, started_at: time, detected_at: time })),
    clouds: z.array(z.looseObject({ place, began_at: time, first_post_at: time, worst: text, seen_at: orNull(time) })),
    samples: z.looseObject({
      recorded: count,
      coverage: figure,
      neutral: z.record(z.string(), count),
      outbox_events: count,
    }),
    failures: z.array(bothLanguages),
    assumptions: z.array(z.looseObject({ components: texts, from: time, to: time, reason: bothLanguages })),
    departures: z.array(bothLanguages),
  }),
);

const edge = called("Edge", z.looseObject({ certainty, other: orNull(time), clipped: flag }));
const part = orNull(z.looseObject({ n: count, of: count }));

export const timeline = dataOf(
  z.looseObject({
    window: stretch,
    unit_seconds: figure,
    as_of: time,
    rows: z.array(
      called(
        "TimelineRow",
        z.looseObject({
          id: text,
          layer,
          name: text,
          path: text,
          kind: orNull(text),
          source,
          spans: z.array(
            z.looseObject({
              from: time,
              to: time,
              status,
              begins: edge,
              ends: edge,
              known_at: orNull(time),
              why: z.looseObject({
                kind: text,
                component: orNull(text),
                finding: orNull(text),
                failure_type: orNull(text),
                seen: part,
                parts: part,
                event: orNull(text),
                severity: orNull(text),
              }),
            }),
          ),
        }),
      ),
    ),
    events: z.array(
      z.looseObject({
        event: text,
        provider: text,
        region: orNull(text),
        title: text,
        from: time,
        to: time,
        onset: z.looseObject({ at: orNull(time), by: source, bracketed: flag }),
        first_said_at: orNull(time),
        said_resolved_at: orNull(time),
        incidents: count,
      }),
    ),
  }),
);
