import { z } from "zod";
import { awsEvent, awsEventSchema } from "#workers/feeds/aws-event.ts";
import { convertEach, type EventFeed, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { readEntries, readJson, readShape } from "#workers/feeds/json.ts";

/** AWS Health's public `currentevents`: what is open now, in UTF-16 with a byte order mark. `[]` when nothing is. */
export const parse: EventFeed = (bytes, context) =>
  reading(() => {
    const entries = readShape(z.array(z.unknown()), readJson(bytes, context));
    const skips = new Skips();
    const events = convertEach(readEntries(awsEventSchema, entries, skips), skips, (event) =>
      awsEvent(event, "aws-health", context.now),
    );
    return { ok: true, events: uniqueById(events), ...skips.read(entries.length) };
  });
