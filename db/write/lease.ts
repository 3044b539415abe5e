import type { Tx } from "#db/client.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * Takes or keeps a lease for `ttlMs`. The row stays locked until the transaction ends, so that of two holders who both
 * believe in their lease only one can be at work, whatever their clocks say.
 * @returns the lease's epoch, or null while somebody else holds it. Another epoch than the one remembered means that
 * somebody else was at work in between: everything remembered must be read again.
 */
export async function holdLease(
  tx: Tx,
  { name, holder, ttlMs }: { name: string; holder: string; ttlMs: number },
  now: EpochMs,
): Promise<number | null> {
  const [row] = await tx<{ epoch: string }[]>`
    insert into lease as l (name, holder, epoch, until) values (${name}, ${holder}, 1, ${new Date(now + ttlMs)})
    on conflict (name) do update set holder = excluded.holder, until = excluded.until,
      epoch = l.epoch + case when l.holder = excluded.holder then 0 else 1 end
    where l.holder = excluded.holder or l.until <= ${new Date(now)}
    returning epoch`;
  return row ? Number(row.epoch) : null;
}

/** Waits for whoever is at work under the lease, and makes them read again what the caller is about to change. */
export async function interveneInLease(tx: Tx, name: string): Promise<void> {
  await tx`update lease set epoch = epoch + 1 where name = ${name}`;
}

/** Gives a lease up, so that the next one need not wait for its end. A clock that jumped forward never makes it longer. */
export async function releaseLease(tx: Tx, name: string, holder: string, now: EpochMs): Promise<void> {
  await tx`update lease set until = least(until, ${new Date(now)}) where name = ${name} and holder = ${holder}`;
}
