import type { MaintenanceWindow } from "#domain/cloud/event.ts";
import { WITHOUT_END_MS } from "#domain/cloud/maintenance.ts";
import { type CloudEventView, providerName } from "#domain/publish/cloud.ts";
import {
  type FeedEntry,
  type FeedVoice,
  LONGEST_TEXT,
  LONGEST_TITLE,
  type Marker,
  namedPosts,
  webAddress,
} from "#domain/publish/feed/entry.ts";
import type { FeedNotice } from "#domain/publish/feed/record.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import { placePath } from "#domain/publish/place.ts";
import { laterMinute } from "#domain/publish/sentence.ts";
import type { EpochMs } from "#domain/time.ts";

/** Regions that are named; work in more of them goes by its provider's name. */
const MOST_REGIONS = 3;

/** A post of whoever announced it. */
interface Post {
  readonly at: EpochMs;
  readonly text: string | null;
  readonly status: string | null;
}

/** Work that somebody announced: a vendor on its page, or a cloud in its feed. */
export interface Announced {
  /** Beneath the tag: `maintenance/ntc123def456`. The same for ever. */
  readonly id: string;
  /** Whose work it is. */
  readonly name: string;
  /** What of it; null for all of it, or where nobody said. */
  readonly parts: readonly string[] | null;
  /** As it was called, cleaned; null without a title. */
  readonly title: string | null;
  readonly window: MaintenanceWindow;
  readonly status: string;
  /** Oldest first. */
  readonly posts: readonly Post[];
  /** By whoever announced it; null while it is not over. */
  readonly resolvedAt: EpochMs | null;
  readonly vanishedAt: EpochMs | null;
  readonly firstSaidAt: EpochMs;
  readonly changedAt: EpochMs;
  readonly source: string | null;
  /** Our page that tells of it, without a language. */
  readonly path: string;
  readonly isCloud: boolean;
}

/** From 1970 to 9998: what others wrote down may be no instant that a feed or a calendar has a form for. */
const isWritable = (at: EpochMs) => at >= 0 && at < Date.UTC(9_999, 0);

/** A window as it may be written; null for one that begins at no such instant. */
function writable(window: MaintenanceWindow | null): MaintenanceWindow | null {
  if (window === null || !isWritable(window.from)) return null;
  return window.until === null || isWritable(window.until) ? window : { ...window, until: null };
}

/** Null for what is no maintenance, or at no time. */
export function announcedByVendor(told: FeedNotice): Announced | null {
  const { notice, service, parts, whole, firstSeenAt } = told;
  const window = writable(notice.maintenance);
  if (window === null) return null;
  return {
    id: `maintenance/${told.id}`,
    name: service.name,
    parts: whole || parts.length === 0 ? null : parts,
    title: foreignText(notice.title, LONGEST_TITLE),
    window,
    status: notice.status,
    posts: notice.updates,
    resolvedAt: notice.resolvedAt,
    vanishedAt: told.vanishedAt,
    firstSaidAt: Math.min(notice.publishedAt, firstSeenAt),
    changedAt: told.changedAt,
    source: webAddress(notice.url),
    path: `/services/${service.slug}`,
    isCloud: false,
  };
}

/** Null for what is no maintenance, or at no time. */
export function announcedByCloud({ id, event, vanishedAt, changedAt }: CloudEventView): Announced | null {
  const window = writable(event.maintenance);
  if (window === null) return null;
  const { scope, provider } = event;
  const regions = scope.kind === "regions" || scope.kind === "zones" ? scope.regions : [];
  return {
    id: `cloud-event/${id}`,
    name: providerName(provider),
    parts: regions.length === 0 || regions.length > MOST_REGIONS ? null : regions,
    title: foreignText(event.title, LONGEST_TITLE),
    window,
    status: event.state,
    posts: event.updates.map(({ at, text, state }) => ({ at, text, status: state })),
    resolvedAt: event.endedAt,
    vanishedAt,
    firstSaidAt: Math.min(event.firstPublishedAt, event.firstSeenAt),
    changedAt,
    source: webAddress(event.url),
    path: placePath({ provider, region: null }),
    isCloud: true,
  };
}

const UNDER_WAY = /^(?:in_?progress|verifying)$/i;
const CALLED_OFF = /cancel/i;

/** Whether it was said to have begun. */
function hasBegun({ posts, status }: Announced): boolean {
  return UNDER_WAY.test(status) || posts.some((post) => UNDER_WAY.test(post.status ?? ""));
}

/** When it was over, by their word or because it was gone; null while it is not. */
function overAt({ resolvedAt, vanishedAt }: Announced): EpochMs | null {
  return resolvedAt ?? vanishedAt;
}

/** It was taken back before it began, in words or by its disappearance. */
export function isCalledOff(announced: Announced): boolean {
  if (CALLED_OFF.test(announced.status)) return true;
  const over = overAt(announced);
  return over !== null && over <= announced.window.from && !hasBegun(announced);
}

/** From when to when: as announced, to when it was said to be over, or for four hours where no end was announced. */
export function spanOfAnnounced(announced: Announced): { readonly from: EpochMs; readonly to: EpochMs } {
  const { from, until } = announced.window;
  const to = until === null || until <= from ? from + WITHOUT_END_MS : until;
  const over = announced.resolvedAt;
  return { from, to: over === null || over <= from ? to : Math.min(to, over) };
}

/** What announced work is called: whose it is, what of it, and how it was announced. */
export function titleOfAnnounced({ name, parts, title, isCloud }: Announced, { feeds, sentences }: FeedVoice): string {
  const told = isCloud ? parts : (parts?.map((part) => sentences.component(part)) ?? null);
  return feeds.cloudEvent(feeds.maintenance(name, told), title);
}

/** When it is, as announced. */
export function windowText({ from, until }: MaintenanceWindow, { feeds, sentences }: FeedVoice): string {
  const end = until === null ? null : laterMinute(from, until, sentences);
  return feeds.window(sentences.quantities.minute(from), end);
}

/** The entry of announced work. Nothing in it is an incident of ours. */
export function entryOfAnnounced(announced: Announced, voice: FeedVoice): FeedEntry {
  const { feeds } = voice;
  const { name, window, posts, firstSaidAt, changedAt } = announced;
  const when = windowText(window, voice);
  const title = titleOfAnnounced(announced, voice);
  // Who posts nothing has said no more than when it is.
  const said: readonly Post[] =
    posts.length === 0 ? [{ at: firstSaidAt, text: null, status: announced.status }] : posts;
  return {
    id: announced.id,
    title,
    path: announced.path,
    lead: [
      ...(isCalledOff(announced) ? [feeds.calledOff] : []),
      announced.isCloud ? feeds.cloudsWord(name) : feeds.vendorsWord(name),
    ],
    steps: namedPosts(announced.id, said).map(({ id, at, text, status }, index) => {
      const quoted = foreignText(text ?? undefined, LONGEST_TEXT);
      return {
        id,
        at: Math.min(at, changedAt),
        marker: index === 0 ? markerNow(announced, status) : markerOf(status),
        title,
        text: quoted === null ? when : feeds.says(name, quoted),
        path: announced.path,
      };
    }),
    foot: [
      ...(posts.length === 0 ? [] : [when]),
      ...(announced.resolvedAt === null && announced.vanishedAt !== null ? [feeds.vanished] : []),
    ],
    source: announced.source,
    publishedAt: firstSaidAt,
    updatedAt: changedAt,
  };
}

function markerOf(status: string | null): Marker {
  if (/^verifying$/i.test(status ?? "")) return "Verifying";
  if (UNDER_WAY.test(status ?? "")) return "In progress";
  return /^(?:completed?|resolved)$|cancel/i.test(status ?? "") ? "Completed" : "Scheduled";
}

function markerNow(announced: Announced, status: string | null): Marker {
  if (overAt(announced) !== null || isCalledOff(announced)) return "Completed";
  const marker = markerOf(status);
  if (marker !== "Scheduled" && marker !== "Completed") return marker;
  return hasBegun(announced) ? "In progress" : "Scheduled";
}
