import type { AttributionRecord, StoredAttribution } from "#domain/attribution/record.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { window } from "#domain/cloud/testing/notice.ts";
import { en as attributionsEn } from "#domain/publish/attribution-en.ts";
import { ja as attributionsJa } from "#domain/publish/attribution-ja.ts";
import { NO_CHAINS } from "#domain/publish/component-told.ts";
import { contentOf } from "#domain/publish/feed/content.ts";
import { type FeedVoice, MARKERS } from "#domain/publish/feed/entry.ts";
import { composeFeed, type FeedSite } from "#domain/publish/feed/feed.ts";
import type { FeedGroup, FeedNotice, FeedRecord } from "#domain/publish/feed/record.ts";
import { readHtml } from "#domain/publish/feed/testing/xml.ts";
import { feeds as feedsEn } from "#domain/publish/feed-en.ts";
import { feeds as feedsJa } from "#domain/publish/feed-ja.ts";
import type { IncidentDetail, StoredUpdate } from "#domain/publish/incident.ts";
import { en as sentencesEn } from "#domain/publish/sentences-en.ts";
import { ja as sentencesJa } from "#domain/publish/sentences-ja.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import { makeIncidentView, NOW } from "#domain/status/testing/views.ts";
import type { EpochMs } from "#domain/time.ts";

const VOICES: Readonly<Record<"en" | "ja", FeedVoice>> = {
  en: { feeds: feedsEn, sentences: sentencesEn, attributions: attributionsEn },
  ja: { feeds: feedsJa, sentences: sentencesJa, attributions: attributionsJa },
};

export function siteOf(change: Partial<FeedSite> = {}): FeedSite {
  const language = change.language ?? "en";
  return {
    url: "https://status.example.org",
    tag: "status.example.org,2026",
    language,
    scope: { kind: "all" },
    of: null,
    unreal: null,
    voice: VOICES[language],
    ...change,
  };
}

export const EMPTY: FeedRecord = { groups: [], attributions: new Map(), notices: [], events: [] };

/** The feed of a record, as it is composed at `NOW`. */
export function feedOf(
  record: Partial<FeedRecord>,
  site: FeedSite = siteOf(),
  file: "history.rss" | "updates.rss" = "history.rss",
  now = NOW,
) {
  return composeFeed(file, { ...EMPTY, ...record }, site, { chains: NO_CHAINS, now });
}

/** A step that was known so many minutes before `NOW`. */
export function step(sequence: number, minutesAgo: number, change: Partial<StoredUpdate> = {}): StoredUpdate {
  return {
    sequence,
    kind: "opened",
    knownAt: NOW - minutesAgo * 60_000,
    effectiveAt: NOW - minutesAgo * 60_000,
    verdict: "down",
    finding: { kind: "failing", failureType: "tcp.refused", phase: "connection" },
    severity: "critical",
    author: null,
    text: null,
    ...change,
  };
}

export const over = { kind: "resolved", verdict: "up", finding: { kind: "answers" } } as const;

/** An incident of a service of one component, with its steps. */
export function detail(
  slug: string,
  updates: readonly StoredUpdate[],
  { about, ...change }: Partial<Omit<IncidentView, "about">> & { about?: Partial<IncidentView["about"]> } = {},
): IncidentDetail {
  const view = makeIncidentView({
    id: slug.padEnd(12, "0"),
    component: `${slug}/api`,
    sequence: updates.at(-1)?.sequence ?? 1,
    startedAt: updates[0]?.effectiveAt ?? NOW,
    lastGood: (updates[0]?.effectiveAt ?? NOW) - 30_000,
    detectedAt: updates[0]?.knownAt ?? NOW,
    ...change,
  });
  const name = slug.slice(0, 1).toUpperCase() + slug.slice(1);
  return { incident: { ...view, about: { ...view.about, serviceSlug: slug, service: name, ...about } }, updates };
}

/** With AWS us-east-1, possibly. */
export function attributed(incident: string, computedAt: EpochMs): StoredAttribution {
  const best = { provider: "aws", region: "us-east-1", score: 50, word: "possible", basis: "coincidence" };
  return { incident, cloudEvent: "evt", record: { best } as AttributionRecord, computedAt, ruleVersion: 1 };
}

/** Work on Polygon at Infura, announced a day before `NOW` and planned for an hour from then on. */
export function announced(notice: Partial<Notice> = {}, change: Partial<FeedNotice> = {}): FeedNotice {
  return {
    id: "ntc123def456",
    service: { slug: "infura", name: "Infura" },
    parts: ["Polygon PoS"],
    whole: false,
    notice: window({ publishedAt: NOW - 86_400_000, maintenance: { from: NOW, until: NOW + 3_600_000 }, ...notice }),
    firstSeenAt: NOW - 86_300_000,
    changedAt: NOW - 86_300_000,
    vanishedAt: null,
    ...change,
  };
}

export const group = (id: string, ...details: readonly IncidentDetail[]): FeedGroup => ({ id, details, others: 0 });

/** Down for half an hour, an hour before `NOW`; and one that is down still. */
export const kraken = detail("kraken", [step(1, 60), step(2, 30, over)], {
  resolvedAt: NOW - 1_800_000,
  verdict: "up",
});
export const okx = detail("okx", [step(1, 50)]);

/** What stands in the paragraphs of the first entry. */
export function said(...args: Parameters<typeof feedOf>): readonly string[] {
  const feed = feedOf(...args);
  const [first] = feed.entries;
  if (first === undefined) throw new Error("no entry");
  return readHtml(contentOf(first, feed));
}

/** Statuspage's words in the first entry, the newest first. */
export function markers(...args: Parameters<typeof feedOf>): string[] {
  return said(...args).flatMap((text) => new RegExp(`UTC(${MARKERS.join("|")}) - `).exec(text)?.[1] ?? []);
}
