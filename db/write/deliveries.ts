import type { Tx } from "#db/client.ts";
import { randomId } from "#db/sealing.ts";
import type { Message, StatusMessage, ToldGroup } from "#domain/publish/webhook/message.ts";
import { subjectOf } from "#domain/publish/webhook/message.ts";
import type { WebhookFilter, WebhookFormat, WebhookLanguage } from "#domain/publish/webhook/subscription.ts";
import type { EpochMs } from "#domain/time.ts";

/** A subscription that is told. */
export interface Subscriber {
  readonly id: string;
  readonly format: WebhookFormat;
  readonly language: WebhookLanguage;
  readonly filter: WebhookFilter;
  /** What happened before is not told. */
  readonly since: EpochMs;
}

export async function readSubscribers(tx: Tx): Promise<Subscriber[]> {
  const rows = await tx<(Omit<Subscriber, "since"> & { confirmed_at: Date })[]>`
    select id, format, language, filter, confirmed_at from subscription where state = 'active' order by id`;
  return rows.map(({ id, format, language, filter, confirmed_at }) => ({
    id,
    format,
    language,
    filter,
    since: confirmed_at.getTime(),
  }));
}

/** The newest that each subscriber was told of each group, or is about to be, by `{subscription} {group}`. */
export async function readTold(tx: Tx, groups: readonly string[]): Promise<Map<string, ToldGroup>> {
  const rows = await tx<{ subscription_id: string; message: { group: ToldGroup } }[]>`
    select distinct on (subscription_id, subject) subscription_id, message from delivery
    where subject = any(${groups.map((id) => `incident/${id}`)}::text[]) and state in ('pending', 'inflight', 'ok')
    order by subscription_id, subject, sequence desc`;
  return new Map(rows.map(({ subscription_id, message: { group } }) => [`${subscription_id} ${group.id}`, group]));
}

export interface NewDelivery {
  readonly subscription: string;
  /** Never twice for one subscription. */
  readonly cause: string;
  readonly message: Message;
  readonly nextAt: EpochMs;
}

/** Queues a delivery. The same cause again changes nothing. */
export async function addDelivery(
  tx: Tx,
  { subscription, cause, message, nextAt }: NewDelivery,
  now: EpochMs,
): Promise<void> {
  const subject = subjectOf(message);
  await tx`
    insert into delivery (id, subscription_id, cause, subject, sequence, type, message, state, created_at, next_at)
    select ${randomId()}::text, ${subscription}::text, ${cause}::text, ${subject}::text,
      coalesce((select max(sequence) from delivery where subscription_id = ${subscription} and subject = ${subject}), 0) + 1,
      ${message.type}::text, ${tx.json(message as never)}::jsonb, 'pending', ${new Date(now)}::timestamptz, ${new Date(nextAt)}::timestamptz
    on conflict (subscription_id, cause) do nothing`;
}

/** Changes of one component are told at most once in so long. */
const CALM_MS = 60_000;

/**
 * Queues a change of a component's status. One that waits is replaced, for only the newest is news; what came back to what the
 * subscriber was told last is not told at all.
 */
export async function addStatusDelivery(
  tx: Tx,
  delivery: Omit<NewDelivery, "nextAt"> & { readonly message: StatusMessage },
  now: EpochMs,
): Promise<void> {
  const { subscription, message } = delivery;
  const subject = subjectOf(message);
  await tx`
    update delivery set state = 'dropped', done_at = ${new Date(now)}
    where subscription_id = ${subscription} and subject = ${subject} and state = 'pending' and attempts = 0`;
  // Calm is between messages. One that failed waits for longer, but what is newer than it does not.
  const [last] = await tx<{ told_at: Date; message: StatusMessage }[]>`
    select coalesce((select max(a.at) from delivery_attempt a where a.delivery_id = d.id), next_at) as told_at, message
    from delivery d where subscription_id = ${subscription} and subject = ${subject} and state <> 'dropped'
    order by sequence desc limit 1`;
  const before = last?.message.change.after ?? message.change.before;
  if (before === message.change.after) return;
  const nextAt = Math.max(now, (last?.told_at.getTime() ?? 0) + CALM_MS);
  await addDelivery(tx, { ...delivery, message: { ...message, change: { ...message.change, before } }, nextAt }, now);
}

const DAY_MS = 86_400_000;
/** Deliveries and attempts are kept for so long after their end; what was last told of a group that is still open, a year. */
const KEPT_MS = 30 * DAY_MS;
const OPEN_KEPT_MS = 400 * DAY_MS;

export async function deleteOldDeliveries(tx: Tx, now: EpochMs): Promise<void> {
  const [until, openUntil] = [new Date(now - KEPT_MS), new Date(now - OPEN_KEPT_MS)];
  await tx`delete from delivery_attempt where at <= ${until}`;
  await tx`
    delete from delivery d where done_at <= ${until}
      and (done_at <= ${openUntil} or message->'group' is null or message->'group'->>'resolvedAt' is not null)
      and not exists (select from delivery_attempt a where a.delivery_id = d.id)`;
}
