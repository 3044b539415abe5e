import { z } from "zod";
import { called, count, dataOf, figure, flag, orNull, text, time } from "#app/api/schema/common.ts";
import { ONSET_QUALITIES } from "#domain/cloud/event.ts";

const seconds = orNull(figure);
const counts = z.looseObject({ acknowledged: count, never: count, pending: count, unread: count });
const notice = z.looseObject({ id: text, title: text, url: orNull(text) });
const delay = called(
  "Delay",
  z.looseObject({
    seconds: figure,
    error_seconds: seconds,
    order: z.enum(["vendor_first", "vendor_late", "cannot_tell"]),
  }),
);

const summary = called(
  "SaidSummary",
  z.looseObject({
    acknowledged: count,
    of: count,
    share_low: figure,
    share_high: figure,
    median_seconds: seconds,
    median_error_seconds: seconds,
    no_median: orNull(z.enum(["never_said", "not_watched"])),
    vendor_first: count,
    vendor_late: count,
    cannot_tell: count,
    backdated: count,
    grade: orNull(text),
    grade_average_minutes: orNull(figure),
  }),
);

const serviceShape = {
  service: text,
  name: text,
  page: z.looseObject({ read_from: orNull(time), not_readable_since: orNull(time) }),
  incidents: counts,
  outside: count,
  summary: orNull(summary),
};

const cloud = z.looseObject({
  provider: text,
  events: count,
  median_published_seconds: seconds,
  median_seen_seconds: seconds,
  newest: z.array(
    z.looseObject({
      event: text,
      title: text,
      onset_at: time,
      onset_quality: z.enum(ONSET_QUALITIES),
      published_seconds: figure,
      seen_seconds: seconds,
    }),
  ),
});

const row = z.looseObject({
  incident: text,
  component: orNull(text),
  started_at: time,
  resolved_at: orNull(time),
  state: z.enum(["acknowledged", "never", "pending", "unread"]),
  settled: flag,
  notice: orNull(notice),
  said: orNull(delay),
  said_by_page_seconds: seconds,
  not_said_for_seconds: seconds,
  cleared: orNull(delay),
  backdated_seconds: seconds,
});

const outside = z.looseObject({
  notice,
  said_at: time,
  posted_at: orNull(time),
  cleared_at: orNull(time),
});

export const said = dataOf(
  z.looseObject({
    overall: z.looseObject({ incidents: counts, summary: orNull(summary) }),
    services: z.array(called("SaidOfService", z.looseObject(serviceShape))),
    clouds: z.array(cloud),
  }),
  { days: figure, generated_at: time },
);

export const saidOfService = dataOf(
  z.looseObject({ ...serviceShape, rows: z.array(row), outside_what_we_measure: z.array(outside) }),
  { days: figure, generated_at: time, next_cursor: orNull(text) },
);
