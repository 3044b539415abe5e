import type { Layer } from "#domain/check/service.ts";
import type { MaintenanceNews } from "#domain/cloud/maintenance-news.ts";
import { stableId } from "#domain/incident/identity.ts";
import { type Announced, announcedByVendor, entryOfAnnounced, isCalledOff } from "#domain/publish/feed/announced.ts";
import type { FeedVoice, Marker } from "#domain/publish/feed/entry.ts";
import type { FeedNotice } from "#domain/publish/feed/record.ts";
import { feeds as feedsEn } from "#domain/publish/feed-en.ts";
import { feeds as feedsJa } from "#domain/publish/feed-ja.ts";
import { wantsMaintenance } from "#domain/publish/webhook/filter.ts";
import type { MaintenanceMessage, MaintenanceStage, ToldMaintenance } from "#domain/publish/webhook/message.ts";
import type { Wanted, WebhookLanguage } from "#domain/publish/webhook/subscription.ts";
import { webhookWords } from "#domain/publish/webhook/words.ts";
import type { EpochMs } from "#domain/time.ts";

const MOST_UPDATES = 10;

/** What is new of announced work, and how it stands. */
export interface MaintenanceNow {
  readonly at: EpochMs;
  readonly news: MaintenanceNews;
  readonly notice: FeedNotice;
  /** Of all that it is about. */
  readonly layers: readonly Layer[];
}

/** What a subscriber is told of it; null when it is none of theirs, or at no time. */
export function tellMaintenance(
  { at, news, notice, layers }: MaintenanceNow,
  { filter, language }: Wanted,
): MaintenanceMessage | null {
  if (!wantsMaintenance(filter, { service: notice.service.slug, layers })) return null;
  const announced = announcedByVendor(notice);
  if (announced === null) return null;
  return {
    type: `maintenance.${news}`,
    at,
    language,
    maintenance: told(notice, announced, voiceOf(language)),
  };
}

function voiceOf(language: WebhookLanguage): FeedVoice {
  const { sentences, attribution: attributions } = webhookWords(language);
  return { feeds: language === "ja" ? feedsJa : feedsEn, sentences, attributions };
}

const STAGES: Partial<Record<Marker, MaintenanceStage>> = {
  "In progress": "in_progress",
  Verifying: "verifying",
  Completed: "completed",
};

/** In the words of feeds: the same is said of it wherever it is told. */
function told({ id, service }: FeedNotice, announced: Announced, voice: FeedVoice): ToldMaintenance {
  const entry = entryOfAnnounced(announced, voice);
  const updates = entry.steps.slice(0, MOST_UPDATES).map(({ id: step, marker, at, text }) => ({
    id: stableId(step),
    stage: STAGES[marker] ?? "scheduled",
    at,
    body: text,
  }));
  return {
    id,
    service: service.slug,
    name: entry.title,
    stage: updates[0]?.stage ?? "scheduled",
    cancelled: isCalledOff(announced),
    from: announced.window.from,
    until: announced.window.until,
    announcedAt: entry.publishedAt,
    updatedAt: entry.updatedAt,
    sentences: [...entry.foot, ...entry.lead],
    updates,
    source: entry.source,
  };
}
