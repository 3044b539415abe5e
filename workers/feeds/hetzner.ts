import { z } from "zod";
import { eventFromNotice } from "#domain/cloud/from-notice.ts";
import type { Notice, PageComponent } from "#domain/cloud/notice.ts";
import { decodeText } from "#workers/feeds/decode.ts";
import { convertEach, type EventFeed, FeedError, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { anyId, listOf, looseText, readEntries, readShape } from "#workers/feeds/json.ts";
import { isOver, statusWord } from "#workers/feeds/notice-words.ts";
import { plainName, plainText, plainTitle } from "#workers/feeds/text.ts";
import { anyTime, maybeTime } from "#workers/feeds/time.ts";

const LISTS = ["topNotification", "informationList", "maintenanceList", "incidentHistory"] as const;

const dataSchema = z.object({
  props: z.object({
    pageProps: z.object({
      systems: listOf(z.object({ id: anyId, titleEn: looseText })),
      incidents: z.record(z.string(), z.unknown()),
    }),
  }),
});

const entrySchema = z.object({
  id: anyId.nullish().catch(null),
  uuid: anyId.nullish().catch(null),
  system: looseText,
  titleEn: looseText,
  descriptionEn: looseText,
  incidentState: looseText,
  incidentType: looseText,
  startTime: maybeTime,
  endTime: maybeTime,
  createdAt: anyTime,
  updatedAt: maybeTime,
});
type Entry = z.output<typeof entrySchema>;

/** The JSON that Next.js leaves in the page. */
function embedded(html: string): unknown {
  const mark = html.indexOf('id="__NEXT_DATA__"');
  const from = mark < 0 ? -1 : html.indexOf(">", mark) + 1;
  const to = from <= 0 ? -1 : html.indexOf("</script", from);
  if (to < 0) throw new FeedError(mark < 0 ? "error_page" : "wrong_shape", "no __NEXT_DATA__ in the page");
  try {
    return JSON.parse(html.slice(from, to));
  } catch {
    throw new FeedError("not_json", "__NEXT_DATA__ is not JSON");
  }
}

function noticeOf(entry: Entry, systems: ReadonlyMap<string, string>): Notice {
  const id = entry.uuid ?? entry.id;
  if (!id) throw new Error("no id");
  const system = /([^/]+)$/.exec(entry.system ?? "")?.[1];
  const name = system === undefined ? "" : (systems.get(system) ?? system);
  const components: PageComponent[] =
    system === undefined ? [] : [{ id: system, name: plainName(name), group: null, state: null }];
  const planned = entry.incidentType === "maintenance";
  const status = statusWord(entry.incidentState);
  const text = plainText(entry.descriptionEn);
  return {
    page: "hetzner",
    id,
    title: plainTitle(entry.titleEn) || id,
    url: null,
    impact: planned ? "maintenance" : entry.incidentType === "outage" ? "major" : "unstated",
    status,
    startedAt: entry.startTime ?? entry.createdAt,
    publishedAt: entry.createdAt,
    resolvedAt: planned ? (isOver(status) ? (entry.endTime ?? entry.createdAt) : null) : entry.endTime,
    changedAt: entry.updatedAt,
    components,
    updates: text === "" ? [] : [{ id: null, at: entry.createdAt, text, status, set: [] }],
    maintenance: planned ? { from: entry.startTime ?? entry.createdAt, until: entry.endTime } : null,
  };
}

/** Hetzner's status page: the data of its own rendering. Best effort: no sample was at hand. */
export const parse: EventFeed = (bytes, context) =>
  reading(() => {
    const { systems, incidents } = readShape(dataSchema, embedded(decodeText(bytes, context.contentType))).props
      .pageProps;
    const names = new Map(systems.map(({ id, titleEn }) => [id, titleEn ?? id]));
    const entries = LISTS.flatMap((name) => {
      const list = incidents[name];
      return Array.isArray(list) ? list : list && typeof list === "object" ? [list] : [];
    });
    const skips = new Skips();
    const notices = convertEach(readEntries(entrySchema, entries, skips), skips, (entry) => noticeOf(entry, names));
    const events = uniqueById(notices).map((notice) => eventFromNotice(notice, "hetzner", "hetzner", context.now));
    return { ok: true, events, ...skips.read(entries.length) };
  });
