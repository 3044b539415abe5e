import type { EpochMs } from "#domain/time.ts";
import { FeedError } from "#workers/feeds/feed.ts";
import { statusWord } from "#workers/feeds/notice-words.ts";
import { decodeReferences, plainText } from "#workers/feeds/text.ts";
import { monthOf, nearestYear, zoneOffset } from "#workers/feeds/time.ts";

/** A post inside the HTML of a Statuspage feed's entry; Oracle writes the same. */
export interface HtmlPost {
  readonly at: EpochMs;
  /** In lower case with underscores: `resolved`. */
  readonly status: string;
  readonly text: string;
}

const POST =
  /<small>\s*([A-Z][a-z]{2,8})\s*<var data-var='date'>\s*(\d{1,2})<\/var>\s*,?\s*<var data-var='time'>\s*(\d{1,2}):(\d\d)<\/var>\s*([A-Z]{1,4})?\s*<\/small>\s*<br ?\/?>\s*<strong>([^<]{1,40})<\/strong>\s*(?:-\s*)?/g;
const MOST_HTML = 1024 * 1024;

/**
 * The posts of an entry, oldest first. Their times have no year: each is of the year that puts it nearest to the anchor.
 */
export function htmlPosts(html: string, anchor: EpochMs): HtmlPost[] {
  if (html.length > MOST_HTML) throw new FeedError("too_large", "an entry of more than 1 MB");
  const source = html.replace(/data-var="(date|time)"/g, "data-var='$1'");
  const marks = [...source.matchAll(POST)];
  return marks
    .flatMap((mark, index) => {
      const [whole, monthName = "", day, hour, minute, zone, status = ""] = mark;
      const month = monthOf(monthName);
      const offset = zoneOffset(zone ?? "UTC");
      if (month === null || offset === null) return [];
      const wall = { month, day: Number(day), hour: Number(hour), minute: Number(minute) };
      const at = nearestYear(wall, offset, anchor);
      if (at === null) return [];
      const text = plainText(source.slice(mark.index + whole.length, marks[index + 1]?.index));
      return [{ at, status: statusWord(decodeReferences(status)), text }];
    })
    .reverse()
    .sort((a, b) => a.at - b.at);
}
