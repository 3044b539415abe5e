import type { Sql } from "#db/client.ts";
import { SealedError, type SealingKeys, unseal } from "#db/sealing.ts";
import {
  type Claim,
  claimDeliveries,
  dropOlder,
  holdRecord,
  putRecord,
  recordAttempt,
  returnDelivery,
  settleDelivery,
} from "#db/write/claims.ts";
import { confirmSubscription, disableSubscription, endSubscription, type Sealed } from "#db/write/subscriptions.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import { encodeBody } from "#domain/publish/webhook/encode.ts";
import {
  type AttemptResult,
  afterAttempt,
  RETRY_DELAYS,
  readRetryAfter,
  recordAfter,
  whyDisable,
} from "#domain/publish/webhook/retry.ts";
import { webhookId } from "#domain/publish/webhook/signature.ts";
import type { EpochMs } from "#domain/time.ts";
import { envelopeOf, isConsent } from "#workers/deliver/envelope.ts";
import type { Answer, Send } from "#workers/deliver/send.ts";
import { signatureHeaders } from "#workers/deliver/sign.ts";
import type { OwnNetwork } from "#workers/vantage/gate.ts";

/** Longer than an attempt can take with its transactions: only who is dead loses it. */
const LEASE_MS = 60_000;
/** An attempt that is begun later than this before the end of its lease might be under way when another's begins. */
const LONGEST_MS = 30_000;
const AT_ONCE = 20;
const PER_HOST = 2;
const PER_MINUTE = 60;
const ASKS_PER_DAY = 3;
const LONGEST_EXCERPT = 200;

export interface DelivererOptions {
  readonly sql: Sql;
  readonly now: () => EpochMs;
  /** Real monotonic ms: how long an attempt took. */
  readonly monotonic: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Who holds what is in flight: unlike any other process. */
  readonly holder: string;
  readonly keys: SealingKeys;
  /** Origin of the site, for links. */
  readonly site: string;
  readonly userAgent: string;
  readonly send: Send;
  readonly gate: Pick<OwnNetwork, "lostNetworkSince">;
  /** Told of what failed here, never of what a receiver did. */
  readonly onError: (error: unknown) => void;
}

export interface Deliverer {
  /** Takes what is due as far as there is room, and begins to send it. @returns how many were taken */
  pass(): Promise<number>;
  /** Waits until nothing is in flight. */
  settled(): Promise<void>;
  /** Cuts off what is in flight and gives it back: another sends it again under the same id. */
  stop(): Promise<void>;
}

/** Sends what is due, each outside of any transaction; what follows from it is written in one. */
export function createDeliverer(options: DelivererOptions): Deliverer {
  const { sql, now, holder, onError } = options;
  const stopping = new AbortController();
  const flying = new Set<Promise<void>>();

  const settled = async () => {
    while (flying.size > 0) await Promise.all(flying);
  };
  return {
    pass: async () => {
      const limit = AT_ONCE - flying.size;
      if (limit <= 0 || stopping.signal.aborted) return 0;
      const caps = { perHost: PER_HOST, perMinute: PER_MINUTE, asksPerDay: ASKS_PER_DAY };
      const rules = { holder, leaseMs: LEASE_MS, limit, delays: RETRY_DELAYS, ...caps };
      const claims = await sql.begin((tx) => claimDeliveries(tx, rules, now()));
      for (const claim of claims) {
        const flight: Promise<void> = attempt(claim, options, stopping.signal)
          .catch(onError)
          .finally(() => flying.delete(flight));
        flying.add(flight);
      }
      return claims.length;
    },
    settled,
    stop: async () => {
      stopping.abort();
      await settled();
    },
  };
}

async function attempt(claim: Claim, options: DelivererOptions, stopping: AbortSignal): Promise<void> {
  const { sql, holder, monotonic, now, gate } = options;
  const begun = monotonic();
  const giveBack = () => sql.begin((tx) => returnDelivery(tx, claim, holder));
  // The process stood still since it took this: what is left of its lease does not cover an attempt.
  if (now() > claim.until - LONGEST_MS) return giveBack();
  const made = orReason(() => prepare(claim, options), options.onError);
  if ("reason" in made) {
    const answer: Answer = { status: null, reason: made.reason, retryAfter: undefined, body: Buffer.alloc(0) };
    await settle(claim, { answer, consents: false, tookMs: 0 }, options);
    return;
  }
  const { post, envelope } = made;
  const sentAt = now();
  const answer = await options.send(post, stopping);
  if (answer.status === null && (stopping.aborted || (await gate.lostNetworkSince(sentAt)))) return giveBack();
  const consents = claim.message.type === "subscription.verification" && isConsent(answer.body, envelope);
  await settle(claim, { answer, consents, tookMs: monotonic() - begun }, options);
}

/** What cannot be opened or made fails as any attempt does: an operator who brings the key back in time loses nothing. */
function orReason<T>(make: () => T, onError: DelivererOptions["onError"]): T | { readonly reason: string } {
  try {
    return make();
  } catch (error) {
    if (error instanceof SealedError || error instanceof UnspeakableError) return { reason: error.message };
    onError(error);
    return { reason: "it could not be made" };
  }
}

class UnspeakableError extends Error {}

/** The request of one attempt: encoded once, and the same bytes signed and sent. @throws SealedError, UnspeakableError */
function prepare(claim: Claim, { keys, site, userAgent, now }: DelivererOptions) {
  const sealed = unseal(keys, claim.subscription, claim.sealed) as Sealed;
  const envelope = envelopeOf(claim, sealed, site, keys);
  const body = encodeBody(claim.format, claim.message, envelope);
  if (body === null) throw new UnspeakableError("its format has no word for it");
  const at = now();
  const secrets = sealed.secrets.filter(({ until }) => until === null || until > at).map(({ secret }) => secret);
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": userAgent,
    accept: "application/json, */*;q=0.1",
    ...signatureHeaders({ id: webhookId(claim.id), body, secrets }, at),
  };
  return { envelope, post: { url: sealed.url, headers, body: Buffer.from(body, "utf8") } };
}

interface Outcome {
  readonly answer: Answer;
  /** The receiver repeated the challenge. */
  readonly consents: boolean;
  readonly tookMs: number;
}

async function settle(claim: Claim, { answer, consents, tookMs }: Outcome, options: DelivererOptions): Promise<void> {
  const { sql, holder, now, random } = options;
  const at = now();
  const result: AttemptResult = {
    status: answer.status,
    reason: answer.reason,
    retryAfterMs: readRetryAfter(answer.retryAfter, at),
  };
  const excerpt = foreignText(answer.body.toString("utf8"), LONGEST_EXCERPT);
  const after = afterAttempt(result, claim.attempt, at, random());
  await sql.begin(async (tx) => {
    await recordAttempt(tx, claim, { status: answer.status, reason: answer.reason, excerpt, tookMs }, at);
    const state = after.state === "gone" ? ("dead" as const) : after.state;
    const next = after.state === "pending" ? after.at : null;
    // Somebody else has it by now: what they find counts.
    if (!(await settleDelivery(tx, claim, holder, { state, next }, at))) return;
    // Others read no sequence: to them what arrives last is what holds.
    if (state === "ok" && claim.format !== "standard") await dropOlder(tx, claim, at);
    const record = await holdRecord(tx, claim.subscription);
    if (record === null) return;
    const newest = recordAfter(record, result, at);
    await putRecord(tx, claim.subscription, newest);
    if (record.state === "pending") {
      if (after.state === "ok" && consents) await confirmSubscription(tx, claim.subscription, at);
      if (after.state === "gone") await endSubscription(tx, claim.subscription, at);
      return;
    }
    const why = record.state === "active" ? whyDisable(newest, result, at) : null;
    if (why !== null) await disableSubscription(tx, claim.subscription, why, at);
  });
}
