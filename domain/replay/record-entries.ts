import { activePeriods } from "#domain/cloud/active.ts";
import { samePost } from "#domain/cloud/course.ts";
import { type CloudEvent, type EventUpdate, worstOf } from "#domain/cloud/event.ts";
import type { Notice, NoticeImpact, NoticeUpdate } from "#domain/cloud/notice.ts";
import type { UpdateKind } from "#domain/incident/incident.ts";
import { type Chains, subjectOfIncident } from "#domain/publish/component-told.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import { type IncidentDetail, type StoredUpdate, updateSentence } from "#domain/publish/incident.ts";
import { nameOf } from "#domain/publish/sentence.ts";
import { en } from "#domain/publish/sentences-en.ts";
import { ja } from "#domain/publish/sentences-ja.ts";
import type { OutageRecord, RecordedCloud, RecordedNotice } from "#domain/replay/outage-record.ts";
import { type Both, notedText, stepText } from "#domain/replay/record-words.ts";
import type { Entry, ReplayRow } from "#domain/replay/replay.ts";
import { statusOf } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import { statusSaid } from "#domain/timeline/cloud-spans.ts";

const DAY_MS = 86_400_000;
/** Foreign words of an entry. */
const LONGEST = { post: 400, note: 400, title: 120, author: 80 } as const;

/** Steps that a replay tells. How incidents are grouped, and what else was found of one, its own page tells. */
const TOLD: readonly UpdateKind[] = [
  "opened",
  "reopened",
  "worsened",
  "improved",
  "confirmed",
  "resolved",
  "noted",
  "retracted",
];
/** Steps that say something of an instant at which nothing changed. */
const REMARKS: readonly UpdateKind[] = ["noted", "retracted"];

type Bare = Pick<Entry, "id" | "row" | "status" | "kind" | "text" | "source"> & {
  readonly at: EpochMs;
  readonly knownAt: EpochMs;
  readonly isRemark?: boolean;
};

export interface RecordedEntry extends Entry {
  readonly at: EpochMs;
  /** Somebody said something of an incident: nothing changed. */
  readonly isRemark: boolean;
}

/**
 * Every claim of a record, by its time, whether it lies in the window or after it: our own steps, when each holds from; and
 * what clouds and vendors posted, by their clocks. Each says when it became known.
 *
 * @param events ids of the cloud events that belong to the outage
 */
export function recordedEntries(
  record: OutageRecord,
  rows: readonly ReplayRow[],
  events: ReadonlySet<string>,
  chains: Chains,
): RecordedEntry[] {
  const entries = [
    ...record.incidents.flatMap((detail) => stepsOf(detail, chains)),
    ...record.clouds.flatMap((cloud) =>
      cloud.events.filter(({ id }) => events.has(id)).flatMap((seen) => postsOf(cloud, seen, rows)),
    ),
    ...record.notices.flatMap((seen) => noticePosts(seen, rows)),
  ];
  return entries.map((entry) => whole(entry, record)).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function whole({ knownAt, isRemark = false, ...bare }: Bare, { window }: OutageRecord): RecordedEntry {
  return {
    ...bare,
    isRemark,
    ...(knownAt > bare.at ? { knownAt } : {}),
    day: Math.floor(bare.at / DAY_MS) * DAY_MS,
    isAbout: false,
    within: null,
    part: null,
    isRecovering: false,
    note: null,
    scope: null,
    isDisputed: false,
    wasKnownThen: knownAt <= window.to,
  };
}

function stepsOf(detail: IncidentDetail, chains: Chains): Bare[] {
  const { incident, updates } = detail;
  const { layer, serviceSlug, service, component, single } = incident.about;
  return updates
    .filter(({ kind }) => TOLD.includes(kind))
    .map(
      (update): Bare => ({
        ...(REMARKS.includes(update.kind) ? { isRemark: true, at: update.knownAt } : { at: update.effectiveAt }),
        id: `${incident.id}-${update.sequence}`,
        knownAt: update.knownAt,
        row: `${layer}/${serviceSlug}`,
        status: statusOf(update.verdict),
        kind: "ours",
        text: textOfStep(detail, update, chains),
        source: { url: `/incidents/${incident.id}`, title: single ? service : `${service}, ${component}` },
      }),
    );
}

function textOfStep({ incident }: IncidentDetail, update: StoredUpdate, chains: Chains): Both {
  if (update.kind === "noted") {
    const author = update.author === null ? null : foreignText(update.author, LONGEST.author);
    const name = nameOf(subjectOfIncident(incident, chains), en);
    return notedText(name, author, foreignText(update.text ?? "", LONGEST.note) ?? "–");
  }
  const sentence = {
    en: updateSentence(incident, update, chains, en),
    ja: updateSentence(incident, update, chains, ja),
  };
  return stepText(update.kind, sentence);
}

/** What a cloud posted of an event; of one without posts its title. */
function postsOf(
  { provider }: RecordedCloud,
  { id, event, history }: RecordedCloud["events"][number],
  rows: readonly ReplayRow[],
): Bare[] {
  const first: EventUpdate = { id: null, at: event.firstPublishedAt, text: event.title, severity: null, state: null };
  const posts = event.updates.length === 0 ? [first] : event.updates;
  return posts.map((post, index) => {
    const seen = history.versions.find((version) => version.event.updates.some((other) => samePost(other, post)));
    return {
      id: `${id}-${index + 1}`,
      at: post.at,
      knownAt: seen?.firstSeenAt ?? event.firstSeenAt,
      row: rowOfEvent(provider, event, rows),
      status: statusOfPost(event, post),
      kind: "official_status",
      text: foreignText(post.text, LONGEST.post) ?? foreignText(event.title, LONGEST.post) ?? "–",
      source: sourceOf(event.url, `/clouds/${provider}`, event.title),
    };
  });
}

/** The first place that it names and that is drawn. */
function rowOfEvent(provider: string, { periods }: CloudEvent, rows: readonly ReplayRow[]): string {
  const ids = periods.map(({ region }) => (region === null ? `cloud/${provider}` : `cloud/${provider}/${region}`));
  return ids.find((id) => rows.some((row) => row.id === id)) ?? `cloud/${provider}`;
}

/** As the post says; else as the event says of that instant. */
function statusOfPost(event: CloudEvent, { at, severity }: EventUpdate): Status {
  if (severity !== null) return statusSaid(severity);
  if (event.endedAt !== null && at >= event.endedAt) return "operational";
  const regions = [...new Set(event.periods.map(({ region }) => region))];
  const worst = worstOf(
    regions.flatMap((region) => activePeriods(event, at, { region }).map((one) => one.period.severity)),
  );
  return worst === null ? "unknown" : statusSaid(worst);
}

/** A vendor's word as a status. What it says nothing of is not known. */
const STATUS_OF: Readonly<Record<NoticeImpact, Status>> = {
  none: "unknown",
  unstated: "unknown",
  maintenance: "under_maintenance",
  minor: "degraded_performance",
  major: "partial_outage",
  critical: "major_outage",
};

/** What a vendor posted on its own page; of a notice without posts its title. */
function noticePosts({ id, service, notice, versions }: RecordedNotice, rows: readonly ReplayRow[]): Bare[] {
  const row = [`access/${service}`, `chain/${service}`].find((one) => rows.some((drawn) => drawn.id === one));
  const first: NoticeUpdate = { id: null, at: notice.publishedAt, text: notice.title, status: null, set: [] };
  const posts = notice.updates.length === 0 ? [first] : notice.updates;
  return posts.map((post, index) => {
    const seen = versions.find((version) => version.notice.updates.some((other) => isSame(other, post)));
    return {
      id: `${id}-${index + 1}`,
      at: post.at,
      knownAt: (seen ?? versions[0])?.seenAt ?? post.at,
      row: row ?? `access/${service}`,
      status: statusOfNotice(notice, post),
      kind: "official_status",
      text: foreignText(post.text, LONGEST.post) ?? foreignText(notice.title, LONGEST.post) ?? "–",
      source: sourceOf(notice.url, `/services/${service}`, notice.title),
    };
  });
}

function isSame(a: NoticeUpdate, b: NoticeUpdate): boolean {
  return a.id !== null && b.id !== null ? a.id === b.id : a.at === b.at;
}

function statusOfNotice({ impact, resolvedAt, maintenance }: Notice, { at }: NoticeUpdate): Status {
  if (resolvedAt !== null && at >= resolvedAt) return "operational";
  return maintenance === null ? STATUS_OF[impact] : "under_maintenance";
}

/** Where it was said; a page of ours where the address is not one that may be linked. */
function sourceOf(url: string | null, own: string, title: string): Entry["source"] {
  const address = url?.startsWith("https://") ? url : own;
  return { url: address, title: foreignText(title, LONGEST.title) ?? address };
}
