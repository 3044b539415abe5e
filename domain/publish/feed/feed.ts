import type { Chains } from "#domain/publish/component-told.ts";
import {
  type FeedFile,
  type FeedLanguage,
  type FeedScope,
  feedPath,
  pageOfScope,
  pathIn,
} from "#domain/publish/feed/address.ts";
import { announcedByCloud, announcedByVendor, entryOfAnnounced } from "#domain/publish/feed/announced.ts";
import { entryOfCloudEvent } from "#domain/publish/feed/cloud-events.ts";
import type { FeedEntry, FeedVoice } from "#domain/publish/feed/entry.ts";
import { entryOfGroup } from "#domain/publish/feed/incidents.ts";
import type { FeedRecord } from "#domain/publish/feed/record.ts";
import type { Unreal } from "#domain/publish/feed-words.ts";
import type { EpochMs } from "#domain/time.ts";

/** What a feed is of, and where it and what it links to stands. */
export interface FeedSite {
  /** `https://status.example.org`, from the configuration. */
  readonly url: string;
  /** `status.example.org,2026`: names the entries, and stays as it is when the site moves. */
  readonly tag: string;
  readonly language: FeedLanguage;
  readonly scope: FeedScope;
  /** What the scope is called; null for all there is. */
  readonly of: string | null;
  readonly unreal: Unreal | null;
  readonly voice: FeedVoice;
}

/** An entry as it is written: of a whole, or of one step. Every address in it is a whole one. */
export interface WrittenEntry {
  /** `tag:status.example.org,2026:incident-group/grp123def456` */
  readonly id: string;
  readonly url: string;
  readonly source: string | null;
  readonly entry: FeedEntry;
  readonly title: string;
}

export interface Feed {
  readonly id: string;
  /** Where it stands. */
  readonly self: string;
  /** The page that it is the feed of. */
  readonly home: string;
  readonly title: string;
  readonly description: string;
  readonly language: FeedLanguage;
  readonly voice: FeedVoice;
  /** The newest change of any entry; of a feed without entries the first instant of its tag's year. Never the time of writing. */
  readonly updatedAt: EpochMs;
  /** The one that changed last comes first. */
  readonly entries: readonly WrittenEntry[];
}

export const MOST_GROUPS = 50;
const MOST_ANNOUNCED = 25;
const MOST_EVENTS = 50;
const MOST_UPDATES = 100;

/** What a feed tells, whatever its form. Decided by the record alone: the same record at a later time is the same feed. */
export function composeFeed(
  file: Exclude<FeedFile, "maintenance.ics">,
  record: FeedRecord,
  site: FeedSite,
  { chains, now }: { readonly chains: Chains; readonly now: EpochMs },
): Feed {
  const { voice, scope, of } = site;
  const isUpdates = file.startsWith("updates");
  const whole = entriesOf(record, voice, chains).map((entry) => notLater(entry, now));
  const entries = newestFirst(isUpdates ? whole.flatMap(stepEntries) : whole)
    .slice(0, isUpdates ? MOST_UPDATES : undefined)
    .map((entry) => write(entry, site));
  const { titles, descriptions } = voice.feeds;
  const kind = isUpdates ? "updates" : "history";
  return {
    // One feed in two forms is one; in two languages it is two.
    id: tagged(site, pathIn(site.language, feedPath(scope, file).replace(/[^/]+$/, kind)).slice(1)),
    self: site.url + pathIn(site.language, feedPath(scope, file)),
    home: site.url + pathIn(site.language, pageOfScope(scope)),
    title: real(titles[kind](of), site),
    description: descriptions[kind],
    language: site.language,
    voice,
    updatedAt: entries[0]?.entry.updatedAt ?? firstOfYear(site.tag),
    entries,
  };
}

function entriesOf(record: FeedRecord, voice: FeedVoice, chains: Chains): FeedEntry[] {
  const { groups, attributions, notices, events } = record;
  const announced = [
    ...notices.flatMap((notice) => announcedByVendor(notice) ?? []),
    ...events.flatMap((event) => announcedByCloud(event) ?? []),
  ];
  return [
    ...groups.slice(0, MOST_GROUPS).flatMap((group) => entryOfGroup(group, { attributions, chains, voice }) ?? []),
    ...newestFirst(announced.map((one) => entryOfAnnounced(one, voice))).slice(0, MOST_ANNOUNCED),
    ...newestFirst(
      events.filter(({ event }) => event.maintenance === null).map((event) => entryOfCloudEvent(event, voice)),
    ).slice(0, MOST_EVENTS),
  ];
}

/** No instant of a feed lies ahead, for a clock that runs fast is held back; and none is before 1970, whatever others wrote. */
function notLater(entry: FeedEntry, now: EpochMs): FeedEntry {
  const held = (at: EpochMs) => Math.max(0, Math.min(at, now));
  return {
    ...entry,
    steps: entry.steps.map((step) => ({ ...step, at: held(step.at) })),
    publishedAt: held(entry.publishedAt),
    updatedAt: held(entry.updatedAt),
  };
}

/** Each step as an entry of its own: readers do not notice when an entry that they know changes. */
function stepEntries(entry: FeedEntry): FeedEntry[] {
  return entry.steps.map((step) => ({
    ...entry,
    id: step.id,
    title: step.title,
    path: step.path,
    steps: [step],
    publishedAt: step.at,
    updatedAt: step.at,
  }));
}

function newestFirst(entries: readonly FeedEntry[]): FeedEntry[] {
  return entries.toSorted((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1));
}

function write(entry: FeedEntry, site: FeedSite): WrittenEntry {
  return {
    id: tagged(site, entry.id),
    url: site.url + pathIn(site.language, entry.path),
    source: entry.source,
    entry,
    title: real(entry.title, site),
  };
}

/** RFC 4151. */
function tagged({ tag }: Pick<FeedSite, "tag">, specific: string): string {
  return `tag:${tag}:${specific}`;
}

/** A title, which says so where nothing is real. */
export function real(title: string, { unreal, voice }: Pick<FeedSite, "unreal" | "voice">): string {
  return unreal === null ? title : voice.feeds.unreal(unreal, title);
}

function firstOfYear(tag: string): EpochMs {
  return Date.UTC(Number(/,(\d{4})$/.exec(tag)?.[1] ?? 1970), 0);
}
