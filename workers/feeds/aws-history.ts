import { z } from "zod";
import { awsEvent, awsEventSchema } from "#workers/feeds/aws-event.ts";
import { convertEach, type EventFeed, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { readEntries, readJson, readShape } from "#workers/feeds/json.ts";

const envelope = z.record(z.string(), z.array(z.unknown()));

/**
 * AWS's `historyevents.json`: events of about a year by service. The slug of the list serves where an event has none. An
 * event of several services stands in several lists and is one event.
 */
export const parse: EventFeed = (bytes, context) =>
  reading(() => {
    const lists = Object.entries(readShape(envelope, readJson(bytes, context)));
    const skips = new Skips();
    const events = lists.flatMap(([slug, entries]) =>
      convertEach(readEntries(awsEventSchema, entries, skips), skips, (event) =>
        awsEvent(event, "aws-history", context.now, slug),
      ),
    );
    const entries = lists.reduce((count, [, list]) => count + list.length, 0);
    return { ok: true, events: uniqueById(events), ...skips.read(entries) };
  });
