import { z } from "zod";
import type { ComponentState, Notice, NoticeImpact, NoticeUpdate, PageComponent } from "#domain/cloud/notice.ts";
import { convertEach, type NoticeFeed, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { anyId, listOf, looseText, readEntries, readJson, readShape } from "#workers/feeds/json.ts";
import { componentState, impactOf, isOver, statusWord } from "#workers/feeds/notice-words.ts";
import { plainName, plainText, plainTitle } from "#workers/feeds/text.ts";
import { anyTime, maybeTime } from "#workers/feeds/time.ts";

const list = z.array(z.unknown()).nullish();
const code = z.coerce.number().nullish().catch(null);

const bodySchema = z.object({
  result: z.object({
    status_overall: z.object({ status_code: code }).nullish(),
    status: z.array(z.unknown()),
    incidents: list,
    maintenance: z.object({ active: list, upcoming: list }).nullish().catch(null),
  }),
});

const partSchema = z.object({ id: anyId, name: z.string(), status: looseText, status_code: code });
const componentSchema = partSchema.extend({ containers: listOf(partSchema) });

const affectedSchema = z.object({ _id: anyId, name: looseText });
const messageSchema = z.object({ details: looseText, state: code, status: code, datetime: anyTime });
const entrySchema = z.object({
  _id: anyId,
  name: z.string().min(1),
  datetime_open: anyTime,
  datetime_resolved: maybeTime,
  datetime_planned_start: maybeTime,
  datetime_planned_end: maybeTime,
  messages: listOf(messageSchema),
  components_affected: listOf(affectedSchema),
  containers_affected: listOf(affectedSchema),
});
type Entry = z.output<typeof entrySchema>;

/** Codes of a status: 100 operational, 200 maintenance, 300 degraded, 400 partial, 500 disruption, 600 security. */
const BY_CODE: ReadonlyMap<number, readonly [ComponentState, NoticeImpact]> = new Map([
  [100, ["operational", "none"]],
  [200, ["under_maintenance", "maintenance"]],
  [300, ["degraded_performance", "minor"]],
  [400, ["partial_outage", "major"]],
  [500, ["major_outage", "critical"]],
  [600, ["unknown", "major"]],
]);

/** Codes of an incident's state. */
const STATES: ReadonlyMap<number, string> = new Map([
  [100, "investigating"],
  [200, "identified"],
  [300, "monitoring"],
  [400, "resolved"],
]);

function stateOf(word: string | null | undefined, number: number | null | undefined): ComponentState {
  return BY_CODE.get(number ?? -1)?.[0] ?? componentState(word);
}

function componentsOf(entries: readonly z.output<typeof componentSchema>[]): PageComponent[] {
  return entries.flatMap(({ id, name, status, status_code, containers }) => [
    { id, name: plainName(name), group: null, state: stateOf(status, status_code) },
    // A container is a place where the component runs.
    ...containers.map((part) => ({
      id: `${id}/${part.id}`,
      name: plainName(part.name),
      group: plainName(name),
      state: stateOf(part.status, part.status_code),
    })),
  ]);
}

function noticeOf(entry: Entry, page: string, planned: boolean): Notice {
  const messages = entry.messages.toSorted((a, b) => a.datetime - b.datetime);
  const updates = messages.map(
    ({ details, state, datetime }): NoticeUpdate => ({
      id: null,
      at: datetime,
      text: plainText(details),
      status: planned ? null : (STATES.get(state ?? -1) ?? null),
      set: [],
    }),
  );
  const status =
    updates.findLast((update) => update.status !== null)?.status ?? statusWord(planned ? "scheduled" : null);
  const worst = Math.max(0, ...messages.map((message) => message.status ?? 0));
  const from = entry.datetime_planned_start ?? entry.datetime_open;
  const resolvedAt = entry.datetime_resolved ?? (isOver(status) ? (updates.at(-1)?.at ?? entry.datetime_open) : null);
  const named = [...entry.components_affected, ...entry.containers_affected];
  return {
    page,
    id: entry._id,
    title: plainTitle(entry.name) || entry._id,
    url: null,
    impact: planned ? "maintenance" : (BY_CODE.get(worst)?.[1] ?? impactOf(null)),
    status: resolvedAt === null ? status : "resolved",
    startedAt: entry.datetime_open,
    publishedAt: Math.min(entry.datetime_open, updates[0]?.at ?? entry.datetime_open),
    resolvedAt,
    changedAt: null,
    components: uniqueById(
      named.map(({ _id, name }) => ({ id: _id, name: plainName(name), group: null, state: null })),
    ),
    updates,
    maintenance: planned ? { from, until: entry.datetime_planned_end } : null,
  };
}

/** Status.io's public status API. The page's id is in the address, not in the answer. Codes are from memory. */
export const parse: NoticeFeed = (bytes, context) =>
  reading(() => {
    const { result } = readShape(bodySchema, readJson(bytes, context));
    const skips = new Skips();
    const components = componentsOf(readEntries(componentSchema, result.status, skips));
    const planned = [...(result.maintenance?.active ?? []), ...(result.maintenance?.upcoming ?? [])];
    const lists = [result.incidents ?? [], planned] as const;
    const notices = lists.flatMap((entries, index) =>
      convertEach(readEntries(entrySchema, entries, skips), skips, (entry) =>
        noticeOf(entry, "status-io", index === 1),
      ),
    );
    const total = result.status.length + lists[0].length + lists[1].length;
    return { ok: true, page: "status-io", notices: uniqueById(notices), components, ...skips.read(total) };
  });
