import { chatOf } from "#domain/publish/webhook/chat.ts";
import { clip } from "#domain/publish/webhook/clip.ts";
import type { Envelope } from "#domain/publish/webhook/envelope.ts";
import type { Message } from "#domain/publish/webhook/message.ts";

/** What Slack takes: a header of 150 units, 3,000 in a section or an element of a context. */
const HEADER = 150;
const SECTION = 3_000;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Text as it may stand in Slack's markup: `<!channel>` and `<https://…|…>` are text again. Cut before a letter, never inside an entity. */
function escaped(text: string, longest: number): string {
  let kept = "";
  for (const letter of text) {
    const safe = ESCAPES[letter] ?? letter;
    if (kept.length + safe.length > longest - 1) return `${kept.trimEnd()}…`;
    kept += safe;
  }
  return kept;
}

/** An incoming webhook's body: a fallback text and blocks. */
export function slackBody(message: Message, envelope: Envelope) {
  const chat = chatOf(message, envelope);
  // `verbatim`: what looks like a link or a name in others' words stays text.
  const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
  const link = chat.link === null ? [] : [`<${chat.link.url}|${escaped(chat.link.text, HEADER)}>`];
  const footer = [
    escaped(chat.footer.text, HEADER),
    ...link,
    `<${chat.footer.url}|${escaped(chat.footer.action, HEADER)}>`,
  ];
  return {
    text: escaped(`${chat.title}\n${chat.lines[0] ?? ""}`, SECTION),
    blocks: [
      // Plain text: it knows no markup, and is not escaped.
      { type: "header", text: { type: "plain_text", text: clip(chat.title, HEADER), emoji: false } },
      { type: "section", text: mrkdwn(escaped(chat.lines.join("\n"), SECTION)) },
      { type: "context", elements: [mrkdwn(footer.join(" · "))] },
    ],
  };
}
