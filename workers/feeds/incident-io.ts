import { z } from "zod";
import type { Notice, NoticeUpdate, PageComponent } from "#domain/cloud/notice.ts";
import { convertEach, type NoticeFeed, type NoticesRead, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { anyId, listOf, looseText, readEntries, readJson, readShape } from "#workers/feeds/json.ts";
import { componentState, impactOf, statusWord } from "#workers/feeds/notice-words.ts";
import { readPage } from "#workers/feeds/statuspage.ts";
import { httpUrl, plainName, plainText, plainTitle } from "#workers/feeds/text.ts";
import { maybeTime } from "#workers/feeds/time.ts";

const list = z.array(z.unknown()).nullish();

/** `/api/v1/summary`, the Widget API: what is open only, no history. */
const widgetSchema = z
  .object({
    page_title: looseText,
    page_url: looseText,
    ongoing_incidents: list,
    in_progress_maintenances: list,
    scheduled_maintenances: list,
  })
  .refine((page) => page.ongoing_incidents !== undefined, "no ongoing_incidents");

const affectedSchema = z.object({ id: anyId, name: looseText, group_name: looseText, current_status: looseText });

const entrySchema = z.object({
  id: anyId,
  name: z.string().min(1),
  status: looseText,
  url: looseText,
  current_worst_impact: looseText,
  last_update_at: maybeTime,
  last_update_message: looseText,
  created_at: maybeTime,
  started_at: maybeTime,
  starts_at: maybeTime,
  ends_at: maybeTime,
  scheduled_end_at: maybeTime,
  affected_components: listOf(affectedSchema),
});
type Entry = z.output<typeof entrySchema>;

function noticeOf(entry: Entry, page: string, planned: boolean): Notice {
  const status = statusWord(entry.status);
  const set = entry.affected_components.map(({ id, name, group_name, current_status }): PageComponent => {
    return { id, name: plainName(name), group: plainName(group_name) || null, state: componentState(current_status) };
  });
  const text = plainText(entry.last_update_message);
  const saidAt = entry.last_update_at ?? entry.created_at ?? entry.started_at;
  const updates: NoticeUpdate[] = text === "" || saidAt === null ? [] : [{ id: null, at: saidAt, text, status, set }];
  const from = entry.started_at ?? entry.starts_at;
  // The widget does not say when an incident was first posted: no later than its newest word.
  const publishedAt = entry.created_at ?? saidAt ?? from;
  if (publishedAt === null) throw new Error("no time");
  return {
    page,
    id: entry.id,
    title: plainTitle(entry.name) || entry.id,
    url: httpUrl(entry.url),
    impact: planned ? "maintenance" : impactOf(entry.current_worst_impact),
    status,
    startedAt: from ?? publishedAt,
    publishedAt,
    resolvedAt: null,
    changedAt: entry.last_update_at,
    components: set.map((component) => ({ ...component, state: null })),
    updates,
    maintenance: planned ? { from: from ?? publishedAt, until: entry.scheduled_end_at ?? entry.ends_at } : null,
  };
}

function readWidget(json: unknown): NoticesRead {
  const widget = readShape(widgetSchema, json);
  const page = httpUrl(widget.page_url) ?? (plainName(widget.page_title) || "unknown");
  const skips = new Skips();
  const convert = (entries: readonly unknown[], planned: boolean) =>
    convertEach(readEntries(entrySchema, entries, skips), skips, (entry) => noticeOf(entry, page, planned));
  const incidents = widget.ongoing_incidents ?? [];
  const planned = [...(widget.in_progress_maintenances ?? []), ...(widget.scheduled_maintenances ?? [])];
  const notices = uniqueById([...convert(incidents, false), ...convert(planned, true)]);
  return { ok: true, page, notices, components: [], ...skips.read(incidents.length + planned.length) };
}

/** incident.io: the shape of Statuspage with null for empty lists, or its own Widget API. */
export const parse: NoticeFeed = (bytes, context) =>
  reading(() => {
    const json = readJson(bytes, context);
    const widget = typeof json === "object" && json !== null && Object.hasOwn(json, "ongoing_incidents");
    return widget ? readWidget(json) : readPage(json);
  });
