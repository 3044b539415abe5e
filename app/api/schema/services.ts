import { z } from "zod";
import { called, dataOf, figure, flag, orNull, pageOf, status, text, texts, time } from "#app/api/schema/common.ts";
import { SERVICE_KINDS } from "#domain/check/service.ts";
import { SIGNALS, TIERS } from "#domain/check/spec.ts";
import { OUTCOMES, PHASES } from "#domain/failure/failure.ts";
import { CHECK_STATES } from "#domain/status/answering.ts";
import { UPTIME_WINDOWS } from "#domain/status/overview.ts";
import { VERDICTS } from "#domain/status/verdict.ts";

const milliseconds = orNull(figure);

const resultShape = {
  at: time,
  vantage: text,
  outcome: z.enum(OUTCOMES),
  failure_type: orNull(text),
  phase: orNull(z.enum(PHASES)),
  http_status: orNull(z.int()),
  address: orNull(text),
  dns_ms: milliseconds,
  connect_ms: milliseconds,
  tls_ms: milliseconds,
  wait_ms: milliseconds,
  download_ms: milliseconds,
  total_ms: milliseconds,
  facts: z.record(z.string(), z.union([figure, text])),
};
const result = called("Result", z.looseObject(resultShape));

const checkShape = {
  slug: text,
  proves: text,
  signal: z.enum(SIGNALS),
  tier: z.enum(TIERS),
  vital: flag,
  lifecycle: z.enum(["active", "retired", "unproven"]),
  interval_seconds: figure,
  last: orNull(result),
};

const byWindow = <T extends z.ZodType>(schema: T) =>
  z.looseObject(Object.fromEntries(UPTIME_WINDOWS.map((window) => [window, schema])));

/** As a vendor announced it. */
export const maintenance = called(
  "Maintenance",
  z.looseObject({
    notice: text,
    title: text,
    url: orNull(text),
    from: time,
    until: orNull(time),
    announced_at: time,
  }),
);

const componentShape = {
  slug: text,
  name: text,
  layer: z.enum(["access", "chain", "cloud"]),
  status,
  verdict: orNull(z.enum(VERDICTS)),
  maintenance: orNull(maintenance),
  since: orNull(time),
  sentence: text,
  incident: orNull(text),
  uptime: byWindow(orNull(figure)),
  uptime_text: byWindow(text),
  coverage: byWindow(figure),
  maintenance_seconds: byWindow(figure),
  uptime_incl_maintenance: byWindow(orNull(figure)),
  monitored: flag,
  checks: z.array(called("Check", z.looseObject(checkShape))),
};

const service = called(
  "Service",
  z.looseObject({
    slug: text,
    name: text,
    kind: z.enum(SERVICE_KINDS),
    lifecycle: z.enum(["active", "retired", "unproven"]),
    status,
    components: z.array(called("Component", z.looseObject(componentShape))),
  }),
);

const times = { generated_at: time, judged_at: orNull(time), judge_lateness_seconds: orNull(figure) };

export const services = dataOf(z.array(service), times);
export const oneService = dataOf(service, times);
export const components = dataOf(z.array(z.looseObject({ service: text, ...componentShape })), times);
export const checks = dataOf(
  z.array(
    z.looseObject({
      id: text,
      service: text,
      component: text,
      state: z.enum(CHECK_STATES),
      ...checkShape,
      proven_at: orNull(time),
      vantages: z.array(z.looseObject({ vantage: text, asks: flag, reason: orNull(text) })),
      results: z.array(result),
    }),
  ),
  times,
);
export const measurements = pageOf(z.looseObject({ check: text, round_at: time, ...resultShape }), { hours: figure });

/** What a place is stood on by, with its source. */
export const evidenceShape = {
  provider: text,
  region: orNull(text),
  zone: orNull(text),
  basis: text,
  edge: flag,
  belief: figure,
  first_seen_at: orNull(time),
  last_seen_at: orNull(time),
  vantages: texts,
  ranges: texts,
  via: orNull(text),
  claim: orNull(text),
  source: orNull(text),
};
