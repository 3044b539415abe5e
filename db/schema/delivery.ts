import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { at, id } from "#db/schema/columns.ts";
import type { Message } from "#domain/publish/webhook/message.ts";
import type { WebhookFilter } from "#domain/publish/webhook/subscription.ts";

/** Who is told what happened, and how telling them went. */

export const subscription = pgTable(
  "subscription",
  {
    /** Public: letters and digits. */
    id: text("id").primaryKey(),
    state: text("state").notNull(),
    format: text("format").notNull(),
    language: text("language").notNull(),
    filter: jsonb("filter").$type<WebhookFilter>().notNull(),
    /** Of the receiver, for limits: the rest of the address may be a secret. */
    host: text("host").notNull(),
    /** SHA-256 of the address (and of the routing key): the same receiver is known again. */
    targetHash: text("target_hash").notNull(),
    /** Address and secrets under AES-256-GCM (db/sealing.ts); null when it has ended: nothing is kept of them. */
    sealed: text("sealed"),
    /** Under which key, so that all of an old one can be found. */
    keyId: text("key_id").notNull(),
    /** SHA-256 of the token that manages it. */
    manageHash: text("manage_hash").notNull().unique(),
    /** SHA-256 of the prefix of the address that asked for it; forgotten after a day. */
    requester: text("requester"),
    createdAt: at("created_at").notNull(),
    confirmedAt: at("confirmed_at"),
    endedAt: at("ended_at"),
    disabledReason: text("disabled_reason"),
    /** When the first attempt after the last success failed. */
    failingSince: at("failing_since"),
    /** Answers 403 and 404 in a row. */
    refusals: integer("refusals").notNull().default(0),
  },
  (t) => [
    index("subscription_state_idx").on(t.state),
    index("subscription_host_idx").on(t.host),
    index("subscription_target_hash_idx").on(t.targetHash, t.createdAt),
    index("subscription_requester_idx").on(t.requester, t.createdAt),
    check("subscription_state_check", sql`${t.state} in ('pending', 'active', 'disabled', 'ended')`),
  ],
);

/** One message to one subscriber, sent at least once. Its id is the `webhook-id` of every attempt. */
export const delivery = pgTable(
  "delivery",
  {
    id: text("id").primaryKey(),
    subscriptionId: text("subscription_id")
      .notNull()
      .references(() => subscription.id),
    /** What it tells of, as its subscription knows it: the same cause never makes two deliveries. */
    cause: text("cause").notNull(),
    /** `incident/{group}`, `component/{service}/{component}`, `subscription` */
    subject: text("subject").notNull(),
    /** Counts the deliveries of a subject to a subscription, from 1. */
    sequence: integer("sequence").notNull(),
    type: text("type").notNull(),
    message: jsonb("message").$type<Message>().notNull(),
    state: text("state").notNull(),
    /** Attempts begun. */
    attempts: integer("attempts").notNull().default(0),
    createdAt: at("created_at").notNull(),
    nextAt: at("next_at").notNull(),
    /** Whose it is while in flight, and until when: who has not come back by then is dead. */
    lockedBy: text("locked_by"),
    lockedUntil: at("locked_until"),
    doneAt: at("done_at"),
  },
  (t) => [
    unique("delivery_subscription_id_cause_unique").on(t.subscriptionId, t.cause),
    index("delivery_due_idx").on(t.nextAt).where(sql`done_at is null`),
    index("delivery_subject_idx").on(t.subject, t.subscriptionId, t.sequence),
    index("delivery_subscription_id_created_at_idx").on(t.subscriptionId, t.createdAt),
    index("delivery_done_at_idx").on(t.doneAt),
    // `dropped`: newer news took its place, or the subscription ended. `dead`: every attempt failed.
    check("delivery_state_check", sql`${t.state} in ('pending', 'inflight', 'ok', 'dead', 'dropped')`),
  ],
);

/** One attempt, written when it begins: one without an end was cut off by a crash. Of an answer no more than an excerpt is kept. */
export const deliveryAttempt = pgTable(
  "delivery_attempt",
  {
    id: id(),
    deliveryId: text("delivery_id")
      .notNull()
      .references(() => delivery.id),
    subscriptionId: text("subscription_id").notNull(),
    number: integer("number").notNull(),
    at: at("at").notNull(),
    endedAt: at("ended_at"),
    tookMs: bigint("took_ms", { mode: "number" }),
    status: integer("status"),
    /** In our own words, when there was no answer. */
    reason: text("reason"),
    excerpt: text("excerpt"),
  },
  (t) => [
    unique("delivery_attempt_delivery_id_number_unique").on(t.deliveryId, t.number),
    index("delivery_attempt_subscription_id_at_idx").on(t.subscriptionId, t.at),
  ],
);
