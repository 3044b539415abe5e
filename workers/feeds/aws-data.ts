import { z } from "zod";
import { splitAwsSlug } from "#domain/cloud/aws-regions.ts";
import type { CloudEvent, EventUpdate } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";
import { awsSeverity, awsTitle, newestWindow, resolvedPost } from "#workers/feeds/aws-codes.ts";
import { awsScope } from "#workers/feeds/aws-event.ts";
import { inZones } from "#workers/feeds/aws-periods.ts";
import { convertEach, type EventFeed, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { looseText, readEntries, readJson, readShape } from "#workers/feeds/json.ts";
import { plainName, plainText, plainTitle } from "#workers/feeds/text.ts";
import { anyTime, DAY, HOUR, MINUTE, monthOf, nearestYear, zoneOffset } from "#workers/feeds/time.ts";

const envelope = z.object({ archive: z.array(z.unknown()), current: z.array(z.unknown()) });

const itemSchema = z.object({
  service: z.string().min(1).max(200),
  service_name: looseText,
  summary: looseText,
  date: anyTime,
  status: z.union([z.string(), z.number()]),
  description: looseText,
});
type Item = z.output<typeof itemSchema>;

const STAMP = /<div>\s*<span class="yellowfg">([^<]{1,60})<\/span>/g;
const CLOCK = /^\s*(?:([A-Z][a-z]{2}) (\d{1,2}),\s*)?(\d{1,2}):(\d\d) ([AP]M) (P[SD]T)\s*$/;
/** The moment a post's clock means: a stamp without a date is of the day of the event's own time, and none has a year. */
function momentOf(stamp: string, eventAt: EpochMs): EpochMs | null {
  const match = CLOCK.exec(stamp);
  const offset = match ? zoneOffset(match[6] ?? "") : null;
  if (match === null || offset === null) return null;
  const hour = (Number(match[3]) % 12) + (match[5] === "PM" ? 12 : 0);
  const minute = Number(match[4]);
  const month = match[1] === undefined ? null : monthOf(match[1]);
  if (month !== null) return nearestYear({ month, day: Number(match[2]), hour, minute }, offset, eventAt);
  const midnight = Math.floor((eventAt + offset * MINUTE) / DAY) * DAY - offset * MINUTE;
  return midnight + hour * HOUR + minute * MINUTE;
}

function updatesOf({ description, date }: Item): EventUpdate[] {
  const html = description ?? "";
  const stamps = [...html.matchAll(STAMP)];
  return stamps
    .flatMap((stamp, index) => {
      const text = plainText(html.slice(stamp.index + stamp[0].length, stamps[index + 1]?.index));
      const at = momentOf(stamp[1] ?? "", date);
      return at === null ? [] : [{ id: null, at, text, severity: null, state: null }];
    })
    .sort((a, b) => a.at - b.at);
}

function eventOf(item: Item, listed: "archive" | "current", now: EpochMs): CloudEvent {
  const { service, region } = splitAwsSlug(item.service);
  const { title, resolved } = awsTitle(item.summary ?? "");
  const level = awsSeverity(item.status);
  if (level === undefined) throw new Error(`status: ${String(item.status).slice(0, 20)}`);
  const over = resolved || level === null || listed === "archive";
  const told = updatesOf(item);
  const first = told[0]?.at ?? item.date;
  // The event's own time is that of the first post to the second, unless it was moved later.
  const firstPublishedAt = Math.abs(item.date - first) < 2 * MINUTE ? item.date : Math.min(item.date, first);
  const last = told.at(-1);
  const window = over ? newestWindow(told, firstPublishedAt) : null;
  const onsetAt = window?.from ?? firstPublishedAt;
  const endedAt = over ? Math.max(onsetAt, window?.to ?? resolvedPost(told)?.at ?? item.date) : null;
  // Only the newest post's severity is known: it is the event's now. In the archive the code is the peak.
  const updates = told.map((update) =>
    update === last && listed === "current"
      ? { ...update, severity: over ? null : level, state: String(item.status) }
      : update,
  );
  const scope = awsScope(region, updates);
  const peak = level ?? "informational";
  return {
    provider: "aws",
    feed: "aws-data",
    id: `${item.service}_${item.date / 1000}`,
    kin: null,
    title: plainTitle(title) || item.service,
    url: null,
    onsetAt,
    onsetQuality: window ? "stated_start" : "first_status_post",
    firstPublishedAt,
    firstSeenAt: now,
    endedAt,
    changedAt: null,
    severity: { peak, now: over ? null : level, stated: level !== null },
    scope,
    services: [{ slug: service, name: plainName(item.service_name) || service }],
    periods: inZones([{ service, region, zone: null, from: onsetAt, to: endedAt, severity: peak }], scope),
    course: listed === "archive" ? "stated" : "versions",
    updates,
    maintenance: null,
    state: String(item.status),
  };
}

/**
 * `data.json` of AWS's former dashboard, silent since April 2023: the best history of AWS there is. `current` tells how bad
 * it is now, `archive` how bad it got.
 */
export const parse: EventFeed = (bytes, context) =>
  reading(() => {
    const lists = readShape(envelope, readJson(bytes, context));
    const skips = new Skips();
    const events = (["current", "archive"] as const).flatMap((listed) =>
      convertEach(readEntries(itemSchema, lists[listed], skips), skips, (item) => eventOf(item, listed, context.now)),
    );
    return { ok: true, events: uniqueById(events), ...skips.read(lists.archive.length + lists.current.length) };
  });
