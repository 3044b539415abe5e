import { pathIn } from "#domain/publish/feed/address.ts";
import {
  type Announced,
  announcedByCloud,
  announcedByVendor,
  isCalledOff,
  spanOfAnnounced,
  titleOfAnnounced,
  windowText,
} from "#domain/publish/feed/announced.ts";
import { type FeedSite, real } from "#domain/publish/feed/feed.ts";
import type { FeedRecord } from "#domain/publish/feed/record.ts";
import type { EpochMs } from "#domain/time.ts";

/** Octets of a line, without its end (RFC 5545, 3.1). */
const LINE_OCTETS = 75;
const ASK_AGAIN = "PT15M";

export interface Calendar {
  readonly text: string;
  /** The newest change of anything in it; null when it is empty. */
  readonly updatedAt: EpochMs | null;
}

/** Announced maintenance as iCalendar (RFC 5545, 7986): one event for each announcement, called off or not. */
export function writeCalendar(record: FeedRecord, site: FeedSite, now: EpochMs): Calendar {
  const { voice, of, language } = site;
  const announced = [
    ...record.notices.flatMap((notice) => announcedByVendor(notice) ?? []),
    ...record.events.flatMap((event) => announcedByCloud(event) ?? []),
  ]
    .map((one) => ({ ...one, changedAt: held(one.changedAt, now), firstSaidAt: held(one.firstSaidAt, now) }))
    .sort((a, b) => b.window.from - a.window.from || (a.id < b.id ? -1 : 1));
  const name = textValue(real(voice.feeds.titles.maintenance(of), site));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//Faultline//Maintenance//${language.toUpperCase()}`,
    "CALSCALE:GREGORIAN",
    `NAME:${name}`,
    `X-WR-CALNAME:${name}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${ASK_AGAIN}`,
    `X-PUBLISHED-TTL:${ASK_AGAIN}`,
    ...announced.flatMap((one) => eventOf(one, site)),
    "END:VCALENDAR",
  ];
  return {
    text: lines.map((line) => `${folded(line)}\r\n`).join(""),
    updatedAt: announced.length === 0 ? null : Math.max(...announced.map(({ changedAt }) => changedAt)),
  };
}

/** No instant of ours lies ahead, and none is before 1970. */
function held(at: EpochMs, now: EpochMs): EpochMs {
  return Math.max(0, Math.min(at, now));
}

function eventOf(announced: Announced, site: FeedSite): string[] {
  const { feeds } = site.voice;
  const { name, window, source } = announced;
  const { from, to } = spanOfAnnounced(announced);
  const description = [
    ...(isCalledOff(announced) ? [feeds.calledOff] : []),
    windowText(window, site.voice),
    announced.isCloud ? feeds.cloudsWord(name) : feeds.vendorsWord(name),
    ...(source === null ? [] : [source]),
  ].join("\n");
  return [
    "BEGIN:VEVENT",
    // Of what the entries of feeds are named by as well: the same when the site moves.
    `UID:${announced.id.replace("/", "-")}@${site.tag.replace(/,\d+$/, "")}`,
    `DTSTAMP:${instant(announced.changedAt)}`,
    `CREATED:${instant(announced.firstSaidAt)}`,
    `LAST-MODIFIED:${instant(announced.changedAt)}`,
    `SEQUENCE:${sequenceOf(announced)}`,
    `DTSTART:${instant(from)}`,
    `DTEND:${instant(to)}`,
    `SUMMARY:${textValue(real(titleOfAnnounced(announced, site.voice), site))}`,
    `DESCRIPTION:${textValue(description)}`,
    `URL:${site.url}${pathIn(site.language, announced.path)}`,
    `STATUS:${isCalledOff(announced) ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** It only grows (RFC 5545, 3.8.7.4): seconds from the first announcement to the newest change of it, its going and coming back included. */
function sequenceOf({ firstSaidAt, changedAt }: Announced): number {
  return Math.max(0, Math.floor((changedAt - firstSaidAt) / 1_000));
}

/** `20261122T143207Z` */
function instant(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** A value of type TEXT: on one line, without control characters. */
function textValue(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n?|\n/g, "\\n")
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, "");
}

/** Lines of 75 octets at most, of which each but the first begins with a space; never within a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [text, octets] = ["", 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > LINE_OCTETS) {
      text += "\r\n ";
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
