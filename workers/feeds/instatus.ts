import { z } from "zod";
import type { Notice, PageComponent } from "#domain/cloud/notice.ts";
import { convertEach, type NoticeFeed, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { anyId, looseText, readEntries, readJson, readShape } from "#workers/feeds/json.ts";
import { componentState, impactOf, isOver, statusWord } from "#workers/feeds/notice-words.ts";
import { httpUrl, plainName, plainTitle } from "#workers/feeds/text.ts";
import { MINUTE, maybeTime } from "#workers/feeds/time.ts";

const list = z.array(z.unknown()).nullish();

/** Lists are left out when they are empty; what must be there is the page or the components. */
const pageSchema = z
  .object({
    page: z.object({ name: looseText, url: looseText, status: looseText }).nullish(),
    components: list,
    activeIncidents: list,
    activeMaintenances: list,
  })
  .refine((page) => page.page || page.components, "neither page nor components");

const componentSchema = z.object({
  id: anyId,
  name: z.string(),
  status: looseText,
  group: z
    .union([z.string(), z.object({ name: looseText }).transform(({ name }) => name)])
    .nullish()
    .catch(null),
});

const entrySchema = z.object({
  id: anyId.nullish().catch(null),
  name: z.string().min(1),
  status: looseText,
  impact: looseText,
  url: looseText,
  started: maybeTime,
  start: maybeTime,
  updatedAt: maybeTime,
  duration: z.coerce.number().nonnegative().nullish().catch(null),
});
type Entry = z.output<typeof entrySchema>;

function noticeOf(entry: Entry, page: string, planned: boolean): Notice {
  const url = httpUrl(entry.url);
  const from = entry.started ?? entry.start;
  if (from === null) throw new Error("no beginning");
  // Older pages give no id: the address of the notice, else its name and beginning.
  const id = entry.id ?? url ?? `${entry.name.slice(0, 200)} @${from}`;
  const status = statusWord(entry.status);
  // Minutes, as far as Instatus's own pages show it.
  const until = entry.duration ? from + entry.duration * MINUTE : null;
  return {
    page,
    id,
    title: plainTitle(entry.name) || id,
    url,
    impact: planned ? "maintenance" : impactOf(entry.impact),
    status,
    startedAt: from,
    publishedAt: from,
    resolvedAt: isOver(status) ? (entry.updatedAt ?? from) : null,
    changedAt: entry.updatedAt,
    components: [],
    updates: [],
    maintenance: planned ? { from, until } : null,
  };
}

/** Instatus: `summary.json` of any version, `components.json` as an object or a bare list. Words are in capitals, unspaced. */
export const parse: NoticeFeed = (bytes, context) =>
  reading(() => {
    const json = readJson(bytes, context);
    const body = readShape(pageSchema, Array.isArray(json) ? { components: json } : json);
    const page = httpUrl(body.page?.url) ?? (plainName(body.page?.name) || "unknown");
    const skips = new Skips();
    const components = readEntries(componentSchema, body.components ?? [], skips).map(
      ({ id, name, status, group }): PageComponent => ({
        id,
        name: plainName(name),
        group: plainName(group) || null,
        state: componentState(status),
      }),
    );
    const lists = [body.activeIncidents ?? [], body.activeMaintenances ?? []] as const;
    const notices = lists.flatMap((entries, index) =>
      convertEach(readEntries(entrySchema, entries, skips), skips, (entry) => noticeOf(entry, page, index === 1)),
    );
    const total = lists[0].length + lists[1].length + (body.components ?? []).length;
    return { ok: true, page, notices: uniqueById(notices), components, ...skips.read(total) };
  });
