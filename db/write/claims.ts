import type { Tx } from "#db/client.ts";
import type { Message } from "#domain/publish/webhook/message.ts";
import type { DeliveryRecord } from "#domain/publish/webhook/retry.ts";
import type { SubscriptionState, WebhookFormat } from "#domain/publish/webhook/subscription.ts";
import type { EpochMs } from "#domain/time.ts";

/** A delivery that its holder alone may send until the lease ends. */
export interface Claim {
  readonly id: string;
  readonly subscription: string;
  /** Number of this attempt, from 1. */
  readonly attempt: number;
  readonly format: WebhookFormat;
  readonly message: Message;
  readonly sequence: number;
  readonly createdAt: EpochMs;
  readonly sealed: string;
  /** Nothing may be on its way any more by then: another takes it. */
  readonly until: EpochMs;
}

export interface ClaimRules {
  /** Who takes them: unlike any other process. */
  readonly holder: string;
  readonly leaseMs: number;
  readonly limit: number;
  /** In flight to one host at a time, by all workers together. */
  readonly perHost: number;
  /** Attempts for one subscription, by all workers together. */
  readonly perMinute: number;
  /** Requests in a day to one receiver that has not agreed, whoever asked for them and however they ended. */
  readonly asksPerDay: number;
  /** How long after the one before each attempt comes at the earliest, in ms; there are as many as of these. */
  readonly delays: readonly number[];
}

const CLAIMING = "claiming deliveries";
const DAY_MS = 86_400_000;

interface ClaimRow {
  id: string;
  subscription_id: string;
  attempts: number;
  format: WebhookFormat;
  message: Message;
  sequence: number;
  created_at: Date;
  sealed: string;
}

/**
 * Takes what is due, and what a dead holder left behind: sent again under the same id, as late as after any failure, for it may
 * be what its holder died of; after the last attempt it is given up. The limits are of all workers together,
 * so they take turns in looking; the row that they wait for is held for no longer than this transaction. Of one subject one
 * message is on its way at a time, so that none overtakes another on the wire. What may not go for another reason takes no place of its
 * host's from what may. What would ask a receiver once more that was
 * asked often enough is dropped.
 */
export async function claimDeliveries(
  tx: Tx,
  { holder, leaseMs, limit, perHost, perMinute, asksPerDay, delays }: ClaimRules,
  now: EpochMs,
): Promise<Claim[]> {
  await tx`
    insert into lease as l (name, holder, epoch, until) values (${CLAIMING}, ${holder}, 1, ${new Date(now)})
    on conflict (name) do update set holder = excluded.holder, epoch = l.epoch + 1, until = excluded.until`;
  const [at, dayAgo, until] = [new Date(now), new Date(now - DAY_MS), now + leaseMs];
  // By the number of the attempt that was left behind: what is left to wait after its lease.
  const waits = delays.slice(1).map((ms) => Math.max(0, ms - leaseMs));
  const rows = await tx<ClaimRow[]>`
    with due as (
      select d.id, d.next_at, d.subscription_id, d.subject, d.sequence, s.host, s.target_hash,
        d.type = 'subscription.verification' as asks
      from delivery d join subscription s on s.id = d.subscription_id
      where d.done_at is null and s.sealed is not null
        and ((d.state = 'pending' and d.next_at <= ${at}) or (d.state = 'inflight'
          and d.locked_until + (${waits}::float8[])[d.attempts] * interval '1 millisecond' <= ${at}))
        and (s.state = 'active' or d.type = 'subscription.disabled'
          or (s.state = 'pending' and d.type = 'subscription.verification'))
    ), turn as (
      select *, row_number() over (partition by target_hash, asks order by next_at, id) as of_target,
        row_number() over (partition by subscription_id, subject order by sequence) as of_subject
      from due
    ), busy as (
      select s.host, count(*) as n from delivery d join subscription s on s.id = d.subscription_id
      where d.done_at is null and d.state = 'inflight' and d.locked_until > ${at} group by s.host
    ), recent as (
      select subscription_id, count(*) as n from delivery_attempt
      where subscription_id in (select subscription_id from due) and at > ${new Date(now - 60_000)} group by subscription_id
    ), asked as (
      select s.target_hash, count(*) as n from subscription s join delivery d on d.subscription_id = s.id
      join delivery_attempt a on a.delivery_id = d.id
      where s.target_hash in (select target_hash from due where asks) and d.type = 'subscription.verification' and a.at > ${dayAgo}
      group by s.target_hash
    ), unasked as (
      update delivery d set state = 'dropped', done_at = ${at}, locked_by = null, locked_until = null
      from turn t join asked a on a.target_hash = t.target_hash
      where d.id = t.id and t.asks and a.n >= ${asksPerDay}
    ), spent as (
      update delivery set state = 'dead', done_at = ${at}, locked_by = null, locked_until = null
      where done_at is null and state = 'inflight' and locked_until <= ${at} and attempts >= ${delays.length}
    ), ready as (
      select t.*, row_number() over (partition by t.subscription_id order by t.next_at, t.id) as of_subscription
      from turn t left join asked a on a.target_hash = t.target_hash
      where (not t.asks or t.of_target + coalesce(a.n, 0) <= ${asksPerDay})
        and (t.subject = 'subscription' or (t.of_subject = 1 and not exists (
          select from delivery f where f.subscription_id = t.subscription_id and f.subject = t.subject
            and f.state = 'inflight' and f.locked_until > ${at})))
    ), fitting as (
      select y.*, row_number() over (partition by y.host order by y.next_at, y.id) as of_host
      from ready y left join recent r on r.subscription_id = y.subscription_id
      where y.of_subscription + coalesce(r.n, 0) <= ${perMinute}
    ), taken as (
      select d.id from delivery d join fitting t on t.id = d.id left join busy b on b.host = t.host
      where t.of_host + coalesce(b.n, 0) <= ${perHost}
      order by t.next_at, t.id limit ${limit}
      for update of d skip locked
    )
    update delivery d set state = 'inflight', attempts = d.attempts + 1, locked_by = ${holder},
      locked_until = ${new Date(until)}
    from taken, subscription s where d.id = taken.id and s.id = d.subscription_id
    returning d.id, d.subscription_id, d.attempts, s.format, d.message, d.sequence, d.created_at, s.sealed`;
  for (const row of rows) {
    await tx`
      insert into delivery_attempt (delivery_id, subscription_id, number, at)
      values (${row.id}, ${row.subscription_id}, ${row.attempts}, ${at})`;
  }
  return rows.map((row) => ({
    id: row.id,
    subscription: row.subscription_id,
    attempt: row.attempts,
    format: row.format,
    message: row.message,
    sequence: row.sequence,
    createdAt: row.created_at.getTime(),
    sealed: row.sealed,
    until,
  }));
}

export interface Ended {
  readonly status: number | null;
  readonly reason: string | null;
  readonly excerpt: string | null;
  readonly tookMs: number;
}

/** Writes down how an attempt ended. It says nothing of the delivery: another may hold it by now. */
export async function recordAttempt(tx: Tx, { id, attempt }: Claim, ended: Ended, now: EpochMs): Promise<void> {
  await tx`
    update delivery_attempt set ended_at = ${new Date(now)}, status = ${ended.status}, reason = ${ended.reason},
      excerpt = ${ended.excerpt}, took_ms = ${Math.round(ended.tookMs)}
    where delivery_id = ${id} and number = ${attempt}`;
}

/** What becomes of a delivery: `next` is when it is tried again, null when it is done. @returns whether the holder still had it */
export async function settleDelivery(
  tx: Tx,
  { id, attempt }: Claim,
  holder: string,
  { state, next }: { readonly state: "ok" | "pending" | "dead" | "dropped"; readonly next: EpochMs | null },
  now: EpochMs,
): Promise<boolean> {
  const done = next === null ? new Date(now) : null;
  const rows = await tx`
    update delivery set state = ${state}, next_at = coalesce(${next === null ? null : new Date(next)}::timestamptz, next_at),
      done_at = ${done}, locked_by = null, locked_until = null
    where id = ${id} and state = 'inflight' and locked_by = ${holder} and attempts = ${attempt} returning id`;
  return rows.length === 1;
}

/** Drops what is older news of the same subject and waits to be tried again, left behind or not: what has arrived says all that it would say. */
export async function dropOlder(tx: Tx, { id }: Claim, now: EpochMs): Promise<void> {
  await tx`
    update delivery o set state = 'dropped', done_at = ${new Date(now)} from delivery d
    where d.id = ${id} and d.subject <> 'subscription' and o.subscription_id = d.subscription_id and o.subject = d.subject
      and o.sequence < d.sequence
      and (o.state = 'pending' or (o.state = 'inflight' and o.locked_until <= ${new Date(now)}))`;
}

/** Gives back what was taken and never sent: that was no attempt. */
export async function returnDelivery(tx: Tx, { id, attempt }: Claim, holder: string): Promise<void> {
  const rows = await tx`
    update delivery set state = 'pending', attempts = attempts - 1, locked_by = null, locked_until = null
    where id = ${id} and state = 'inflight' and locked_by = ${holder} and attempts = ${attempt} returning id`;
  if (rows.length === 1) await tx`delete from delivery_attempt where delivery_id = ${id} and number = ${attempt}`;
}

/** How a subscription's deliveries have gone, held until the transaction ends. Null when it is not one that is told. */
export async function holdRecord(
  tx: Tx,
  id: string,
): Promise<(DeliveryRecord & { readonly state: SubscriptionState }) | null> {
  const [row] = await tx<{ failing_since: Date | null; refusals: number; state: SubscriptionState }[]>`
    select failing_since, refusals, state from subscription where id = ${id} for update`;
  if (row === undefined) return null;
  return { failingSince: row.failing_since?.getTime() ?? null, refusals: row.refusals, state: row.state };
}

export async function putRecord(tx: Tx, id: string, { failingSince, refusals }: DeliveryRecord): Promise<void> {
  await tx`
    update subscription set failing_since = ${failingSince === null ? null : new Date(failingSince)}, refusals = ${refusals}
    where id = ${id}`;
}
