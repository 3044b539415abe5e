import type { Envelope } from "#domain/publish/webhook/envelope.ts";
import type { SubscriptionMessage } from "#domain/publish/webhook/message.ts";
import { webhookWords } from "#domain/publish/webhook/words.ts";

/** A message about the subscription itself, for people. */
export interface Notice {
  readonly title: string;
  readonly text: string;
  /** What to do about it, and where; null when there is nothing to do. */
  readonly action: string | null;
  readonly link: string | null;
}

export function noticeOf(message: SubscriptionMessage, { consent }: Envelope): Notice {
  const { verification, test, disabled } = webhookWords(message.language);
  if (message.type === "subscription.verification") {
    const { title, text, confirm } = verification;
    return { title, text, action: confirm, link: consent?.confirmUrl ?? null };
  }
  if (!("reason" in message)) return { ...test, action: null, link: null };
  return { title: disabled.title, text: disabled.reasons[message.reason], action: null, link: null };
}
