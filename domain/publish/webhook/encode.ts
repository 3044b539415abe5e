import { plainText } from "#domain/publish/markup.ts";
import { discordBody } from "#domain/publish/webhook/discord.ts";
import type { Envelope } from "#domain/publish/webhook/envelope.ts";
import type { Message } from "#domain/publish/webhook/message.ts";
import { pagerdutyBody } from "#domain/publish/webhook/pagerduty.ts";
import { slackBody } from "#domain/publish/webhook/slack.ts";
import { standardBody } from "#domain/publish/webhook/standard.ts";
import { statuspageBody } from "#domain/publish/webhook/statuspage.ts";
import type { WebhookFormat } from "#domain/publish/webhook/subscription.ts";

const ENCODERS: Readonly<Record<WebhookFormat, (message: Message, envelope: Envelope) => object | null>> = {
  standard: standardBody,
  statuspage: statuspageBody,
  slack: slackBody,
  discord: discordBody,
  pagerduty: pagerdutyBody,
};

/**
 * The body of a delivery: made once, and these bytes are signed and sent. The same message and envelope give the same text.
 * @returns null when the format has no word for the message
 */
export function encodeBody(format: WebhookFormat, message: Message, envelope: Envelope): string | null {
  const body = ENCODERS[format](message, envelope);
  // Others' texts are clean by now; names are the catalog's, and an operator's own file may hold anything.
  return body === null
    ? null
    : JSON.stringify(body, (_, value) => (typeof value === "string" ? plainText(value) : value));
}

const BLANK: Envelope = {
  site: "",
  unsubscribe: "",
  generatedAt: 0,
  sequence: 1,
  consent: null,
  routingKey: null,
};

/** Whether a format has a word for a message. */
export function speaks(format: WebhookFormat, message: Message): boolean {
  return ENCODERS[format](message, BLANK) !== null;
}
