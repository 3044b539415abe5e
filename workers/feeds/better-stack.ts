import { z } from "zod";
import type { Notice, NoticeUpdate, PageComponent } from "#domain/cloud/notice.ts";
import { convertEach, type NoticeFeed, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { anyId, listOf, looseText, readEntries, readJson, readShape } from "#workers/feeds/json.ts";
import { componentState, impactOf } from "#workers/feeds/notice-words.ts";
import { httpUrl, plainName, plainText, plainTitle } from "#workers/feeds/text.ts";
import { anyTime, maybeTime } from "#workers/feeds/time.ts";

/** JSON:API: the page, and everything of it in `included`. */
const documentSchema = z.object({
  data: z.object({
    id: anyId,
    attributes: z.object({ company_name: looseText, custom_domain: looseText, subdomain: looseText }),
  }),
  included: z.array(
    z.object({
      id: anyId,
      type: z.string(),
      attributes: z.unknown().optional(),
      relationships: z.unknown().optional(),
    }),
  ),
});
type Included = z.output<typeof documentSchema>["included"][number];

const sectionSchema = z.object({ name: looseText });
const resourceSchema = z.object({
  public_name: looseText,
  status: looseText,
  status_page_section_id: anyId.nullish().catch(null),
});
const affectedSchema = z.object({ status_page_resource_id: anyId, status: looseText });
const updateSchema = z.object({
  message: looseText,
  published_at: anyTime,
  status_report_id: anyId.nullish().catch(null),
  affected_resources: listOf(affectedSchema),
});
const reportSchema = z.object({
  title: looseText,
  report_type: looseText,
  starts_at: anyTime,
  ends_at: maybeTime,
  aggregate_state: looseText,
  affected_resources: listOf(affectedSchema),
});

const linkSchema = z.object({ status_updates: z.object({ data: listOf(z.object({ id: anyId })) }) });

interface Page {
  readonly name: string;
  readonly resources: ReadonlyMap<string, PageComponent>;
  readonly updates: ReadonlyMap<string, z.output<typeof updateSchema>>;
}

const unknownComponent = (id: string): PageComponent => ({ id, name: id, group: null, state: null });

function updatesOf(report: Included, { resources, updates }: Page): NoticeUpdate[] {
  const links = linkSchema.safeParse(report.relationships);
  const linked = new Set(links.success ? links.data.status_updates.data.map(({ id }) => id) : []);
  return [...updates]
    .filter(([id, update]) => linked.has(id) || update.status_report_id === report.id)
    .map(([id, { message, published_at, affected_resources }]) => ({
      id,
      at: published_at,
      text: plainText(message),
      status: null,
      set: affected_resources.map(({ status_page_resource_id: resource, status }) => ({
        ...(resources.get(resource) ?? unknownComponent(resource)),
        state: componentState(status),
      })),
    }))
    .sort((a, b) => a.at - b.at);
}

function noticeOf(report: Included, page: Page): Notice {
  const { title, report_type, starts_at, ends_at, aggregate_state, affected_resources } = reportSchema.parse(
    report.attributes,
  );
  const planned = report_type === "maintenance";
  const updates = updatesOf(report, page);
  const state = (aggregate_state ?? "").toLowerCase();
  // `ends_at` stays null on reports that are resolved: the aggregate state tells.
  const over = state === "operational" || state === "resolved";
  const worst = updates.flatMap(({ set }) => set).map((component) => component.state ?? "unknown");
  const impact = over
    ? (["major_outage", "partial_outage", "degraded_performance"].find((word) => worst.includes(word as never)) ?? null)
    : state;
  const listed = affected_resources.map(
    ({ status_page_resource_id: id }) => page.resources.get(id) ?? unknownComponent(id),
  );
  return {
    page: page.name,
    id: report.id,
    title: plainTitle(title) || report.id,
    url: null,
    impact: planned ? "maintenance" : impactOf(impact),
    status: over ? "resolved" : state || "unknown",
    startedAt: starts_at,
    publishedAt: updates[0]?.at ?? starts_at,
    resolvedAt: over ? (ends_at ?? updates.at(-1)?.at ?? starts_at) : null,
    changedAt: null,
    components: uniqueById(
      [...listed, ...updates.flatMap(({ set }) => set)].map((component) => ({ ...component, state: null })),
    ),
    updates,
    maintenance: planned ? { from: starts_at, until: ends_at } : null,
  };
}

/** Better Stack's `index.json`. */
export const parse: NoticeFeed = (bytes, context) =>
  reading(() => {
    const { data, included } = readShape(documentSchema, readJson(bytes, context));
    const of = (type: string) => included.filter((item) => item.type === type);
    const skips = new Skips();
    const sections = new Map(
      of("status_page_section").map(({ id, attributes }) => [
        id,
        plainName(sectionSchema.safeParse(attributes).data?.name),
      ]),
    );
    const components = convertEach(of("status_page_resource"), skips, ({ id, attributes }): PageComponent => {
      const { public_name, status, status_page_section_id: section } = resourceSchema.parse(attributes);
      return {
        id,
        name: plainName(public_name) || id,
        group: sections.get(section ?? "") || null,
        state: componentState(status),
      };
    });
    const updates = new Map(
      of("status_update").flatMap(({ id, attributes }) =>
        readEntries(updateSchema, [attributes], skips).map((update) => [id, update] as const),
      ),
    );
    const { custom_domain, subdomain, company_name } = data.attributes;
    const name =
      httpUrl(custom_domain ? `https://${custom_domain}` : null) ?? (plainName(subdomain ?? company_name) || data.id);
    const page: Page = { name, updates, resources: new Map(components.map((component) => [component.id, component])) };
    const notices = convertEach(of("status_report"), skips, (report) => noticeOf(report, page));
    const entries = ["status_page_resource", "status_update", "status_report"].reduce(
      (sum, type) => sum + of(type).length,
      0,
    );
    return { ok: true, page: name, notices: uniqueById(notices), components, ...skips.read(entries) };
  });
