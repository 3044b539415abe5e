import { rfc3339 } from "#domain/publish/figure.ts";
import { chatOf, type Tone } from "#domain/publish/webhook/chat.ts";
import { clip, clipLines } from "#domain/publish/webhook/clip.ts";
import type { Envelope } from "#domain/publish/webhook/envelope.ts";
import type { Message } from "#domain/publish/webhook/message.ts";

/** What Discord takes: by part, and 6,000 of all parts of a message together. */
const TITLE = 256;
const DESCRIPTION = 4_096;
const FOOTER = 512;

/** The fills of guides/conventions.md 1.5. */
const COLOURS: Readonly<Record<Tone, number>> = {
  operational: 0x078655,
  under_maintenance: 0x20297a,
  unknown: 0x697285,
  degraded_performance: 0xf2bd36,
  partial_outage: 0xb95905,
  major_outage: 0x520e1e,
  told: 0x697285,
};

/** Others' words as text: no emphasis, no masked link, no address that becomes one, no mention. */
function plain(text: string): string {
  return text.replace(/[\\`*_~|>#[\]()<@-]/g, "\\$&").replace(/:\/\//g, "\\://");
}

export function discordBody(message: Message, envelope: Envelope) {
  const { title, lines, tone, link, footer } = chatOf(message, envelope);
  const action = `[${plain(footer.action)}](${footer.url})`;
  const called = link === null || link.text === link.url ? [] : [`[${plain(link.text)}](${link.url})`];
  // Titles know no markup.
  const description = clipLines(lines.map(plain), DESCRIPTION - action.length - (called[0]?.length ?? 0) - 2);
  return {
    embeds: [
      {
        title: clip(title, TITLE),
        description: [description, ...called, action].join("\n"),
        ...(link === null ? {} : { url: link.url }),
        timestamp: rfc3339(message.at),
        color: COLOURS[tone],
        footer: { text: clip(footer.text, FOOTER) },
      },
    ],
    // Whatever the text holds, nobody is called.
    allowed_mentions: { parse: [] as string[] },
  };
}
