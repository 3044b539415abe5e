import type { Tx } from "#db/client.ts";
import { hashOf } from "#db/sealing.ts";
import type { ManagedSubscription, RecentDelivery } from "#domain/publish/webhook/managed.ts";
import type { DisabledReason } from "#domain/publish/webhook/message.ts";

const SHOWN = 20;

interface SubscriptionRow extends Omit<ManagedSubscription, "createdAt" | "disabledReason" | "deliveries"> {
  created_at: Date;
  disabled_reason: DisabledReason | null;
}

/** The subscription that a token manages, with its newest deliveries; null when it manages none. */
export async function readManaged(tx: Tx, manageToken: string): Promise<ManagedSubscription | null> {
  const [row] = await tx<SubscriptionRow[]>`
    select id, state, format, language, filter, host, created_at, disabled_reason from subscription
    where manage_hash = ${hashOf(manageToken)}`;
  if (row === undefined) return null;
  const { created_at, disabled_reason, ...rest } = row;
  return {
    ...rest,
    createdAt: created_at.getTime(),
    disabledReason: disabled_reason,
    deliveries: await readRecent(tx, row.id),
  };
}

async function readRecent(tx: Tx, id: string): Promise<RecentDelivery[]> {
  const rows = await tx<
    (Pick<RecentDelivery, "id" | "type" | "state" | "attempts" | "status" | "reason"> & {
      created_at: Date;
      next_at: Date | null;
    })[]
  >`
    select d.id, d.type, d.state, d.attempts, d.created_at, case when d.done_at is null then d.next_at end as next_at,
      a.status, a.reason
    from delivery d
    left join lateral (
      select status, reason from delivery_attempt where delivery_id = d.id and ended_at is not null order by number desc limit 1
    ) a on true
    where d.subscription_id = ${id} order by d.created_at desc, d.id desc limit ${SHOWN}`;
  return rows.map(({ created_at, next_at, ...row }) => ({
    ...row,
    createdAt: created_at.getTime(),
    nextAt: next_at?.getTime() ?? null,
  }));
}

/** Those of some slugs that no service has. */
export async function unknownServices(tx: Tx, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const rows = await tx<{ slug: string }[]>`
    select wanted.slug from unnest(${[...slugs]}::text[]) as wanted (slug)
    where not exists (select from service s where s.slug = wanted.slug and s.withdrawn_at is null)`;
  return rows.map(({ slug }) => slug);
}
