import type { Tx } from "#db/client.ts";
import { hashOf, randomId, randomSecret, randomToken, type SealingKeys, seal, unseal } from "#db/sealing.ts";
import { addDelivery } from "#db/write/deliveries.ts";
import type { DisabledReason, SubscriptionMessage } from "#domain/publish/webhook/message.ts";
import type {
  SubscriptionState,
  WebhookFilter,
  WebhookFormat,
  WebhookLanguage,
} from "#domain/publish/webhook/subscription.ts";
import { isSharedHost } from "#domain/publish/webhook/target.ts";
import type { EpochMs } from "#domain/time.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Nobody who is written to without being asked is written to often (guides/conventions.md 3.5). */
const LIMITS = { perTargetAndDay: 3, unconfirmedPerRequesterAndDay: 20, perHost: 10 } as const;
/** After a change of secrets both sign for so long. */
const OVERLAP_MS = DAY_MS;

/** What only the sender knows of a receiver. */
export interface Sealed {
  readonly url: string;
  readonly routingKey: string | null;
  /** The newest first. `until`: when an older one ends; null for never. */
  readonly secrets: readonly { readonly secret: string; readonly until: EpochMs | null }[];
}

export interface NewSubscription {
  readonly format: WebhookFormat;
  readonly language: WebhookLanguage;
  readonly filter: WebhookFilter;
  /** Checked (domain/publish/webhook/target.ts). */
  readonly target: { readonly url: string; readonly host: string; readonly routingKey: string | null };
  /** Prefix of the address that asks; null when it is not known. */
  readonly requester: string | null;
}

export type SubscriptionRefusal = "asked_too_often" | "too_many_pending" | "too_many_for_host";

export type AddedSubscription =
  /** Token and secret are shown once: of the token a hash is kept. */
  | { readonly id: string; readonly manageToken: string; readonly secret: string }
  | { readonly refused: SubscriptionRefusal };

/** Writes a subscription that nobody has confirmed, and the one message that asks for it. */
export async function addSubscription(
  tx: Tx,
  keys: SealingKeys,
  wanted: NewSubscription,
  now: EpochMs,
): Promise<AddedSubscription> {
  const { format, language, filter, target } = wanted;
  // One at a time: what the limits count must not change meanwhile.
  await tx`lock table subscription in share row exclusive mode`;
  const targetHash = hashOf(`${target.url}\n${target.routingKey ?? ""}`);
  const requester = wanted.requester === null ? null : hashOf(wanted.requester);
  const refused = await refusalOf(tx, { targetHash, requester, host: target.host }, now);
  if (refused !== null) return { refused };
  const [id, manageToken, secret] = [randomId(), randomToken(), randomSecret()];
  const sealed: Sealed = { url: target.url, routingKey: target.routingKey, secrets: [{ secret, until: null }] };
  await tx`
    insert into subscription (id, state, format, language, filter, host, target_hash, sealed, key_id, manage_hash, requester, created_at)
    values (${id}, 'pending', ${format}, ${language}, ${tx.json(filter as never)}, ${target.host}, ${targetHash},
      ${seal(keys, id, sealed)}, ${keys.current.id}, ${hashOf(manageToken)}, ${requester}, ${new Date(now)})`;
  await queueOwn(tx, { id, language }, { type: "subscription.verification" }, now);
  return { id, manageToken, secret };
}

async function refusalOf(
  tx: Tx,
  { targetHash, requester, host }: { targetHash: string; requester: string | null; host: string },
  now: EpochMs,
): Promise<SubscriptionRefusal | null> {
  const dayAgo = new Date(now - DAY_MS);
  const [row] = await tx<{ of_target: number; of_requester: number; of_host: number }[]>`
    select
      (select count(*)::int from subscription where target_hash = ${targetHash} and created_at > ${dayAgo}) as of_target,
      (select count(*)::int from subscription where requester = ${requester} and confirmed_at is null
        and created_at > ${dayAgo}) as of_requester`;
  if (row === undefined) throw new Error("a count gave no row");
  if (row.of_target >= LIMITS.perTargetAndDay) return "asked_too_often";
  // What was ended since counts as well: whoever ends what nobody agreed to has still had somebody written to.
  if (row.of_requester >= LIMITS.unconfirmedPerRequesterAndDay) return "too_many_pending";
  return (await hasRoom(tx, { host, targetHash })) ? null : "too_many_for_host";
}

/** Whether one more may be active: few for a host, and one for an address where each is somebody else's room. */
async function hasRoom(
  tx: Tx,
  { host, targetHash }: { readonly host: string; readonly targetHash: string },
): Promise<boolean> {
  const [row] = await tx<{ of_host: number; of_target: number }[]>`
    select count(*)::int as of_host, (count(*) filter (where target_hash = ${targetHash}))::int as of_target
    from subscription where host = ${host} and state = 'active'`;
  return isSharedHost(host) ? row?.of_target === 0 : (row?.of_host ?? 0) < LIMITS.perHost;
}

type OwnMessage =
  | { readonly type: Exclude<SubscriptionMessage["type"], "subscription.disabled"> }
  | { readonly type: "subscription.disabled"; readonly reason: DisabledReason };

/** Queues a message about the subscription itself. */
async function queueOwn(
  tx: Tx,
  { id, language }: { readonly id: string; readonly language: WebhookLanguage },
  own: OwnMessage,
  now: EpochMs,
): Promise<void> {
  const message: SubscriptionMessage = { ...own, at: now, language };
  await addDelivery(tx, { subscription: id, cause: `${own.type}/${now}`, message, nextAt: now }, now);
}

/** `unknown`: there is none, or it has ended or is switched off. `full`: as many are active as may be. */
export type Confirmed = "active" | "full" | "unknown";

/** Who confirms twice has confirmed. */
export async function confirmSubscription(tx: Tx, id: string, now: EpochMs): Promise<Confirmed> {
  const state = await activate(tx, id, "pending", now);
  if (state === "full") return state;
  return state === "activated" || state === "active" ? "active" : "unknown";
}

/** Makes it active if it is as it is said to be and there is room. @returns what it is if it is not; null when there is none */
async function activate(
  tx: Tx,
  id: string,
  from: "pending" | "disabled",
  now: EpochMs,
): Promise<"activated" | "full" | SubscriptionState | null> {
  const [row] = await tx<{ state: SubscriptionState; host: string; target_hash: string }[]>`
    select state, host, target_hash from subscription where id = ${id} for update`;
  if (row === undefined || row.state !== from) return row?.state ?? null;
  // One at a time for a host: what is counted must not change meanwhile.
  await tx`select pg_advisory_xact_lock(hashtext(${`faultline subscriptions ${row.host}`}))`;
  if (!(await hasRoom(tx, { host: row.host, targetHash: row.target_hash }))) return "full";
  await tx`
    update subscription set state = 'active', disabled_reason = null, failing_since = null, refusals = 0,
      confirmed_at = ${new Date(now)} where id = ${id}`;
  return "activated";
}

/** Ends it: nothing more is sent, and nothing is kept of where to. */
export async function endSubscription(tx: Tx, id: string, now: EpochMs): Promise<boolean> {
  const rows = await tx`
    update subscription set state = 'ended', ended_at = ${new Date(now)}, sealed = null
    where id = ${id} and state <> 'ended' returning id`;
  await dropDeliveries(tx, id, now);
  return rows.length === 1;
}

/** Switches it off and drops what was to be sent; says so to the receiver, unless it wants no more of anything. */
export async function disableSubscription(tx: Tx, id: string, reason: DisabledReason, now: EpochMs): Promise<void> {
  const [row] = await tx<{ language: WebhookLanguage }[]>`
    update subscription set state = 'disabled', disabled_reason = ${reason} where id = ${id} and state = 'active' returning language`;
  if (row === undefined) return;
  await dropDeliveries(tx, id, now);
  if (reason !== "gone")
    await queueOwn(tx, { id, language: row.language }, { type: "subscription.disabled", reason }, now);
}

/** Told again from now on: what was dropped meanwhile is not sent. */
export async function enableSubscription(tx: Tx, id: string, now: EpochMs): Promise<boolean> {
  return (await activate(tx, id, "disabled", now)) === "activated";
}

/** One at a time: who presses the button again and again sends no more than who waits. */
export async function queueTest(tx: Tx, id: string, now: EpochMs): Promise<boolean> {
  const [row] = await tx<{ language: WebhookLanguage }[]>`
    select language from subscription where id = ${id} and state = 'active' and not exists (
      select from delivery where subscription_id = ${id} and type = 'subscription.test' and done_at is null)`;
  if (row === undefined) return false;
  await queueOwn(tx, { id, language: row.language }, { type: "subscription.test" }, now);
  return true;
}

/** A new secret. For a day both sign, so that the receiver may change over without losing a delivery. */
export async function rotateSecret(tx: Tx, keys: SealingKeys, id: string, now: EpochMs): Promise<string | null> {
  const [row] = await tx<{ sealed: string }[]>`
    select sealed from subscription where id = ${id} and sealed is not null for update`;
  if (row === undefined) return null;
  const old = unseal(keys, id, row.sealed) as Sealed;
  const secret = randomSecret();
  const [newest] = old.secrets;
  const until = now + OVERLAP_MS;
  const secrets = [{ secret, until: null }, ...(newest === undefined ? [] : [{ ...newest, until }])];
  await tx`
    update subscription set sealed = ${seal(keys, id, { ...old, secrets })}, key_id = ${keys.current.id} where id = ${id}`;
  return secret;
}

async function dropDeliveries(tx: Tx, id: string, now: EpochMs): Promise<void> {
  await tx`
    update delivery set state = 'dropped', done_at = ${new Date(now)}
    where subscription_id = ${id} and state = 'pending' and done_at is null`;
}

/** Kept for this long after it ended, so that an abuse can still be looked at. */
const KEPT_MS = 30 * DAY_MS;

/**
 * Ends what nobody confirmed in a day, and what was switched off and sent nothing for as long as attempts are kept; forgets who
 * asked, and deletes what ended long ago.
 */
export async function keepSubscriptions(tx: Tx, now: EpochMs): Promise<void> {
  const [dayAgo, keptFrom] = [new Date(now - DAY_MS), new Date(now - KEPT_MS)];
  const stale = await tx<{ id: string }[]>`
    select id from subscription s
    where (state = 'pending' and created_at <= ${dayAgo})
      or (state = 'disabled' and created_at <= ${keptFrom} and not exists (
        select from delivery_attempt a where a.subscription_id = s.id and a.at > ${keptFrom}))`;
  for (const { id } of stale) await endSubscription(tx, id, now);
  await tx`update subscription set requester = null where requester is not null and created_at <= ${dayAgo}`;
  await tx`
    delete from delivery_attempt where subscription_id in (select id from subscription where state = 'ended' and ended_at <= ${keptFrom})`;
  await tx`delete from delivery where subscription_id in (select id from subscription where state = 'ended' and ended_at <= ${keptFrom})`;
  await tx`delete from subscription where state = 'ended' and ended_at <= ${keptFrom}`;
}
