import type { EpochMs } from "#domain/time.ts";
import type { Answer } from "#drill/world/answers/answer.ts";

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
}

/** `<name>text</name>`, with the text escaped. */
export function tag(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

export function cdata(name: string, text: string): string {
  return `<${name}><![CDATA[${text}]]></${name}>`;
}

/** An RSS 2.0 feed: lines of the channel, then its items. */
export function rss(channel: readonly string[], items: readonly string[]): Answer {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0">',
    "<channel>",
    ...channel,
    ...items.map((item) => `<item>${item}</item>`),
    "</channel>",
    "</rss>",
  ];
  return { status: 200, type: "application/rss+xml; charset=utf-8", body: `${lines.join("\n")}\n` };
}

const RFC_822 = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/Los_Angeles",
  weekday: "short",
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
});

/** `Thu, 30 Apr 2026 00:25:54 PDT`: the date as AWS writes it. */
export function pacificDate(at: EpochMs): string {
  const parts = Object.fromEntries(RFC_822.formatToParts(at).map(({ type, value }) => [type, value]));
  const { weekday, day, month, year, hour, minute, second, timeZoneName } = parts;
  return `${weekday}, ${day} ${month} ${year} ${hour}:${minute}:${second} ${timeZoneName}`;
}

/** `Thu, 30 Apr 2026 00:25:54`, to which each feed adds its own letters for UTC. */
export function utcDate(at: EpochMs): string {
  return new Date(at).toUTCString().replace(/ GMT$/, "");
}

/** `2026-04-30T00:25:54.000Z` */
export function iso(at: EpochMs): string {
  return new Date(at).toISOString();
}
