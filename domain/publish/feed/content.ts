import type { FeedStep } from "#domain/publish/feed/entry.ts";
import type { Feed, WrittenEntry } from "#domain/publish/feed/feed.ts";
import { escapeMarkup } from "#domain/publish/markup.ts";

/**
 * What an entry says, as HTML: before all else what must be known first, then its steps in the form of Statuspage's feeds, the
 * newest first, which others read by program; then what stands beside it. Every text is escaped here, once.
 */
export function contentOf({ entry, source }: WrittenEntry, feed: Pick<Feed, "voice">): string {
  const { feeds } = feed.voice;
  return [
    ...entry.lead.map(paragraph),
    ...entry.steps.map((step) => stepParagraph(step, feed)),
    ...entry.foot.map(paragraph),
    ...(source === null ? [] : [`<p><a href="${escapeMarkup(source)}">${escapeMarkup(feeds.source)}</a></p>`]),
  ].join("");
}

function paragraph(text: string): string {
  return `<p>${escapeMarkup(text)}</p>`;
}

/** `<p><small>Jun <var data-var='date'>18</var>, <var data-var='time'>18:09</var> UTC</small><br><strong>Resolved</strong> - text</p>` */
function stepParagraph({ at, marker, text }: FeedStep, { voice }: Pick<Feed, "voice">): string {
  const date = new Date(at);
  const [before, day, between, time] = voice.feeds.stepped(
    date.getUTCMonth(),
    String(date.getUTCDate()),
    date.toISOString().slice(11, 16),
  );
  const when = `${before}<var data-var='date'>${day}</var>${between}<var data-var='time'>${time}</var> UTC`;
  return `<p><small>${when}</small><br><strong>${marker}</strong> - ${escapeMarkup(text)}</p>`;
}

/** A feed is never larger than this; the oldest entries are left out. */
export const LARGEST_BYTES = 512_000;

/** So many of the parts as fit with what stands around them, each with a byte between. */
export function fitting(parts: readonly string[], around: string): string[] {
  const encoder = new TextEncoder();
  let left = LARGEST_BYTES - encoder.encode(around).length;
  const kept: string[] = [];
  for (const part of parts) {
    left -= encoder.encode(part).length + 1;
    if (left < 0) break;
    kept.push(part);
  }
  return kept;
}
