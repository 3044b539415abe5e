import type { DisabledReason, MessageType } from "#domain/publish/webhook/message.ts";
import type {
  SubscriptionState,
  WebhookFilter,
  WebhookFormat,
  WebhookLanguage,
} from "#domain/publish/webhook/subscription.ts";
import { webhookWords } from "#domain/publish/webhook/words.ts";
import type { EpochMs } from "#domain/time.ts";

/** One delivery as whoever manages the subscription sees it: never its body, nor what the receiver wrote. */
export interface RecentDelivery {
  readonly id: string;
  readonly type: MessageType;
  readonly state: "pending" | "inflight" | "ok" | "dead" | "dropped";
  readonly attempts: number;
  readonly createdAt: EpochMs;
  /** When it is tried again; null when it is done. */
  readonly nextAt: EpochMs | null;
  /** How the newest attempt ended. */
  readonly status: number | null;
  readonly reason: string | null;
}

export interface ManagedSubscription {
  readonly id: string;
  readonly state: SubscriptionState;
  readonly format: WebhookFormat;
  readonly language: WebhookLanguage;
  readonly filter: WebhookFilter;
  readonly host: string;
  readonly createdAt: EpochMs;
  readonly disabledReason: DisabledReason | null;
  /** Newest first. */
  readonly deliveries: readonly RecentDelivery[];
}

/** What the page of a subscription says of it, in the reader's language. */
export function managedText({ state, disabledReason, deliveries }: ManagedSubscription, language: WebhookLanguage) {
  const { counter, disabled, sentences } = webhookWords(language);
  const { minute } = sentences.quantities;
  const why = disabledReason === null ? "" : ` ${disabled.reasons[disabledReason]}`;
  const lines = deliveries.map((one) =>
    [
      `${minute(one.createdAt)} UTC`,
      one.type,
      counter.deliveries[one.state],
      one.status === null ? (one.reason ?? "–") : `HTTP ${one.status}`,
      counter.attempts(one.attempts),
      ...(one.nextAt === null ? [] : [counter.next(`${minute(one.nextAt)} UTC`)]),
    ].join(" · "),
  );
  return {
    state: `${counter.states[state]}${why}`,
    deliveries: lines.length === 0 ? counter.none : lines.join("\n"),
  };
}
