import { awsEvent, awsEventSchema } from "#workers/feeds/aws-event.ts";
import type { EventFeed } from "#workers/feeds/feed.ts";
import { eventList } from "#workers/feeds/json.ts";

/** AWS Health's public `currentevents`: what is open now, in UTF-16 with a byte order mark. `[]` when nothing is. */
export const parse: EventFeed = eventList(awsEventSchema, (event, now) => awsEvent(event, "aws-health", now));
