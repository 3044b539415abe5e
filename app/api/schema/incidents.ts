import { z } from "zod";
import {
  called,
  count,
  dataOf,
  figure,
  flag,
  orNull,
  pageOf,
  severity,
  text,
  texts,
  time,
} from "#app/api/schema/common.ts";
import { maintenance } from "#app/api/schema/services.ts";
import { CLOUD_SEVERITIES, ONSET_QUALITIES } from "#domain/attribution/event.ts";
import { UPDATE_KINDS } from "#domain/incident/incident.ts";
import { GROUP_STATES } from "#domain/publish/group-query.ts";
import { INCIDENT_STATES } from "#domain/publish/incident-query.ts";
import { VERDICTS } from "#domain/status/verdict.ts";

const share = z.looseObject({ hit: count, of: count });

/** With which cloud event it coincides, and what speaks for that. */
const attribution = called(
  "Attribution",
  z.looseObject({
    provider: text,
    region: orNull(text),
    score: figure,
    word: text,
    basis: text,
    publishable: flag,
    provisional: flag,
    uncalibrated: flag,
    sentence: text,
    // Each kind of reason has figures of its own.
    reasons: z.array(z.looseObject({ kind: text, text })).meta({ description: "Each kind has figures of its own." }),
    runner_up: orNull(z.looseObject({ provider: text, region: orNull(text), score: figure, word: text })),
    event: z.looseObject({
      onset_at: time,
      onset_quality: z.enum(ONSET_QUALITIES),
      severity: z.enum(CLOUD_SEVERITIES),
      single_zone: flag,
      hit: count,
      services: count,
      left_out: count,
      expected: figure,
      p: figure,
      p_exact: figure,
      p_basis: text,
      draws: orNull(count),
      passes: flag,
      window: z.looseObject({ from: time, to: time, complete: flag }),
      dependents: share,
      others: share,
      contrast_p: figure,
      median_lag_minutes: orNull(figure),
      sentence: text,
    }),
  }),
);

const incidentShape = {
  id: text,
  group: text,
  service: text,
  component: text,
  state: z.enum(INCIDENT_STATES),
  confirmed: flag,
  severity,
  started_at: time,
  onset: z.looseObject({ last_good: orNull(time), first_bad: time }),
  detected_at: time,
  resolved_at: orNull(time),
  end: orNull(z.looseObject({ last_bad: orNull(time), first_good: orNull(time) })),
  maintenance: orNull(maintenance),
  retracted: flag,
  retraction: orNull(z.looseObject({ at: time, author: text, reason: text })),
  vantages: texts,
  failure_types: texts,
  sentence: text,
  attribution: orNull(attribution),
  made_up: z.literal(true).optional(),
};
const incident = called("Incident", z.looseObject(incidentShape));

const update = called(
  "IncidentUpdate",
  z.looseObject({
    sequence: count,
    kind: z.enum(UPDATE_KINDS),
    known_at: time,
    effective_at: time,
    verdict: z.enum(VERDICTS),
    severity,
    sentence: text,
    author: orNull(text),
    text: orNull(text),
  }),
);

const group = called(
  "IncidentGroup",
  z.looseObject({
    id: text,
    state: z.enum(GROUP_STATES),
    severity,
    confirmed: flag,
    retracted: flag,
    started_at: time,
    detected_at: time,
    resolved_at: orNull(time),
    services: texts,
    attribution: orNull(attribution),
    incidents: z.array(incident),
  }),
);

export const incidents = pageOf(incident);
export const oneIncident = dataOf(z.looseObject({ ...incidentShape, updates: z.array(update) }));
export const groups = pageOf(group);
export const oneGroup = dataOf(group);
