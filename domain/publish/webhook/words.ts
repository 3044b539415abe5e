import type { MaintenanceNews } from "#domain/cloud/maintenance-news.ts";
import { en as attributionEn } from "#domain/publish/attribution-en.ts";
import { ja as attributionJa } from "#domain/publish/attribution-ja.ts";
import type { AttributionWords } from "#domain/publish/attribution-words.ts";
import type { SentenceWords } from "#domain/publish/sentence-words.ts";
import { en as sentencesEn } from "#domain/publish/sentences-en.ts";
import { ja as sentencesJa } from "#domain/publish/sentences-ja.ts";
import type { DisabledReason, IncidentStage } from "#domain/publish/webhook/message.ts";
import type { SubscriptionState, WebhookLanguage } from "#domain/publish/webhook/subscription.ts";
import type { Status } from "#domain/status/status.ts";

/** What messages are made of in one language. */
export interface WebhookWords {
  readonly sentences: SentenceWords;
  readonly attribution: AttributionWords;
  /** An entry that is a group no more. */
  merged(group: string): string;
  readonly unattributed: string;
  /** A person's note. */
  note(author: string, text: string): string;
  /** That it was seen from one place only. */
  readonly unconfirmed: string;
  readonly stages: Readonly<Record<IncidentStage, string>>;
  readonly taken: string;
  readonly statuses: Readonly<Record<Status, string>>;
  statusChange(name: string, before: Status | null, after: Status): string;
  more(n: number): string;
  readonly footer: string;
  readonly unsubscribe: string;
  readonly verification: { readonly title: string; readonly text: string; readonly confirm: string };
  readonly test: { readonly title: string; readonly text: string };
  readonly disabled: { readonly title: string; readonly reasons: Readonly<Record<DisabledReason, string>> };
  /** Before the name of announced work. */
  readonly maintenance: Readonly<Record<MaintenanceNews, string>>;
  /** Of the page that manages a subscription. */
  readonly counter: {
    readonly states: Readonly<Record<SubscriptionState, string>>;
    readonly deliveries: Readonly<Record<"pending" | "inflight" | "ok" | "dead" | "dropped", string>>;
    attempts(n: number): string;
    next(at: string): string;
    readonly none: string;
    /** What an action has done. `secret`: a new one. */
    readonly news: Readonly<Record<"test" | "enable" | "end" | "not", string>> & { rotate(secret: string): string };
  };
}

const statusesEn: WebhookWords["statuses"] = {
  operational: "operational",
  under_maintenance: "maintenance",
  unknown: "unknown",
  degraded_performance: "degraded",
  partial_outage: "partial outage",
  major_outage: "down",
};

const en: WebhookWords = {
  sentences: sentencesEn,
  attribution: attributionEn,
  merged: (group) =>
    `What was told here is told as ${group} from now on: it began at one time, or coincides with one event.`,
  unattributed: "It coincides with no event of a cloud any more.",
  note: (author, text) => `${author}: ${text}`,
  unconfirmed: "Seen from one place.",
  stages: { investigating: "Open", identified: "Open", resolved: "Over" },
  taken: "Taken back",
  statuses: statusesEn,
  statusChange: (name, before, after) =>
    before === null ? `${name}: ${statusesEn[after]}` : `${name}: ${statusesEn[before]} → ${statusesEn[after]}`,
  more: (n) => `and ${n} more`,
  footer: "Measured by Faultline",
  unsubscribe: "Unsubscribe",
  verification: {
    title: "Please confirm this subscription",
    text: "Somebody asked Faultline to report incidents to this address. Nothing more is sent unless it is confirmed within 24 hours.",
    confirm: "Look at it and confirm",
  },
  test: { title: "A test", text: "Somebody who manages this subscription asked for a test. Nothing has happened." },
  disabled: {
    title: "This subscription is switched off",
    reasons: {
      gone: "The receiver answered 410: nothing more is sent.",
      refused: "The receiver answered 403 or 404 ten times in a row.",
      silent: "Nothing could be delivered for five days.",
    },
  },
  maintenance: {
    scheduled: "Planned",
    started: "Begun",
    updated: "Changed",
    completed: "Over",
    cancelled: "Called off",
  },
  counter: {
    states: {
      pending: "It waits to be confirmed.",
      active: "It is active.",
      disabled: "It is switched off.",
      ended: "It has ended.",
    },
    deliveries: { pending: "waits", inflight: "on its way", ok: "delivered", dead: "given up", dropped: "left out" },
    attempts: (n) => (n === 1 ? "1 attempt" : `${n} attempts`),
    next: (at) => `next at ${at}`,
    none: "Nothing was sent yet.",
    news: {
      test: "A test is on its way.",
      enable: "It is active again, for what happens from now on.",
      end: "It has ended. Nothing more is sent, and the address is deleted.",
      not: "That cannot be done now.",
      rotate: (secret) => `The new secret, shown once: ${secret} For a day the old one signs as well.`,
    },
  },
};

const statusesJa: WebhookWords["statuses"] = {
  operational: "正常",
  under_maintenance: "メンテナンス中",
  unknown: "不明",
  degraded_performance: "品質低下",
  partial_outage: "一部停止",
  major_outage: "停止",
};

const ja: WebhookWords = {
  sentences: sentencesJa,
  attribution: attributionJa,
  merged: (group) => `同時期に始まったか、同じイベントと時期が重なるため、以後は${group}としてお知らせします。`,
  unattributed: "時期が重なるクラウドのイベントはなくなりました。",
  note: (author, text) => `${author}：${text}`,
  unconfirmed: "1か所でのみ確認しています。",
  stages: { investigating: "継続中", identified: "継続中", resolved: "終了" },
  taken: "取り消し",
  statuses: statusesJa,
  statusChange: (name, before, after) =>
    before === null ? `${name}：${statusesJa[after]}` : `${name}：${statusesJa[before]} → ${statusesJa[after]}`,
  more: (n) => `ほか${n}件`,
  footer: "Faultlineによる測定",
  unsubscribe: "配信を停止",
  verification: {
    title: "配信登録の確認をお願いします",
    text: "このアドレスにインシデントを通知するよう、Faultlineに登録がありました。24時間以内に確認されなければ、以後は何も送信しません。",
    confirm: "内容を見て確認する",
  },
  test: { title: "テスト送信", text: "この登録の管理者の操作による送信です。実際には何も起きていません。" },
  disabled: {
    title: "配信を停止しました",
    reasons: {
      gone: "受信側が410を返したため、以後は送信しません。",
      refused: "受信側が403または404を10回続けて返しました。",
      silent: "5日間、一度も届きませんでした。",
    },
  },
  maintenance: { scheduled: "予定", started: "開始", updated: "変更", completed: "終了", cancelled: "中止" },
  counter: {
    states: { pending: "確認待ちです。", active: "有効です。", disabled: "停止中です。", ended: "終了しました。" },
    deliveries: { pending: "待機中", inflight: "送信中", ok: "配信済み", dead: "断念", dropped: "省略" },
    attempts: (n) => `${n}回試行`,
    next: (at) => `次回 ${at}`,
    none: "まだ何も送信していません。",
    news: {
      test: "テストを送信します。",
      enable: "再び有効にしました。これ以降の出来事を通知します。",
      end: "終了しました。以後は何も送信せず、送信先も削除しました。",
      not: "現在、この操作はできません。",
      rotate: (secret) => `新しいシークレット（表示は今回限り）：${secret} 今後1日間は、以前のものでも署名します。`,
    },
  },
};

const WORDS: Readonly<Record<WebhookLanguage, WebhookWords>> = { en, ja };

export function webhookWords(language: WebhookLanguage): WebhookWords {
  return WORDS[language];
}
