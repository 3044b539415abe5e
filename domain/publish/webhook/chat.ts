import type { MaintenanceNews } from "#domain/cloud/maintenance-news.ts";
import type { Envelope } from "#domain/publish/webhook/envelope.ts";
import { siteUrl } from "#domain/publish/webhook/envelope.ts";
import type { GroupMessage, MaintenanceMessage, Message, StatusMessage } from "#domain/publish/webhook/message.ts";
import { noticeOf } from "#domain/publish/webhook/notice.ts";
import { groupUrl } from "#domain/publish/webhook/standard.ts";
import { type WebhookWords, webhookWords } from "#domain/publish/webhook/words.ts";
import type { Status } from "#domain/status/status.ts";

/** How bad it is, as far as a colour says so; the words say it, too. */
export type Tone = Status | "told";

/** A message for people, before any markup. */
export interface Chat {
  readonly title: string;
  /** Most important first. */
  readonly lines: readonly string[];
  readonly tone: Tone;
  readonly link: { readonly url: string; readonly text: string } | null;
  readonly footer: { readonly text: string; readonly action: string; readonly url: string };
}

export function chatOf(message: Message, envelope: Envelope): Chat {
  const words = webhookWords(message.language);
  const footer = { text: words.footer, action: words.unsubscribe, url: envelope.unsubscribe };
  if ("group" in message) return { ...groupChat(message, envelope, words), footer };
  if ("change" in message) return { ...statusChat(message, envelope, words), footer };
  if ("maintenance" in message) return { ...maintenanceChat(message, envelope, words), footer };
  const { title, text, action, link } = noticeOf(message, envelope);
  return {
    title,
    lines: [text],
    tone: "told",
    link: link === null || action === null ? null : { url: link, text: action },
    footer,
  };
}

function groupChat(message: GroupMessage, envelope: Envelope, words: WebhookWords): Omit<Chat, "footer"> {
  const { group } = message;
  const [newest] = group.updates;
  const stage = group.retracted ? words.taken : words.stages[group.stage];
  // The newest step is mostly what its own part says, too: that is not said twice.
  const others = group.incidents.filter(({ id }) => id !== newest?.incident).map(({ sentence }) => sentence);
  const url = groupUrl(message, envelope);
  return {
    title: `${stage} · ${group.name}`,
    lines: [
      ...(newest === undefined ? [] : [newest.body]),
      ...others,
      ...(group.more === 0 ? [] : [words.more(group.more)]),
      ...(group.attribution === null || group.attribution.sentence === newest?.body
        ? []
        : [group.attribution.sentence]),
      ...(group.confirmed || group.retracted ? [] : [words.unconfirmed]),
    ],
    tone: toneOf(message),
    link: { url, text: url },
  };
}

function toneOf({ group }: GroupMessage): Tone {
  if (group.resolvedAt !== null) {
    // What nobody saw end, or was taken back, is not said to be well.
    return group.incidents.every(({ status }) => status === "operational") ? "operational" : "unknown";
  }
  return { minor: "degraded_performance", major: "partial_outage", critical: "major_outage" }[group.severity] as Status;
}

function maintenanceChat(
  { type, maintenance, language }: MaintenanceMessage,
  envelope: Envelope,
  words: WebhookWords,
): Omit<Chat, "footer"> {
  const news = type.slice("maintenance.".length) as MaintenanceNews;
  const [newest] = maintenance.updates;
  const url = siteUrl(envelope, language, `/services/${maintenance.service}`);
  return {
    title: `${words.maintenance[news]} · ${maintenance.name}`,
    lines: [...new Set([...(newest === undefined ? [] : [newest.body]), ...maintenance.sentences])],
    // That work is over says nothing of how well it went.
    tone: maintenance.stage === "completed" ? "told" : "under_maintenance",
    link: { url, text: url },
  };
}

function statusChat(
  { change, language }: StatusMessage,
  envelope: Envelope,
  words: WebhookWords,
): Omit<Chat, "footer"> {
  const url = siteUrl(envelope, language, `/services/${change.service}`);
  return {
    title: words.statusChange(change.name, change.before, change.after),
    lines: [change.sentence],
    tone: change.after,
    link: { url, text: url },
  };
}
