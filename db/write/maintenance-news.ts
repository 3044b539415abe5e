import type { Tx } from "#db/client.ts";
import { readVendors } from "#db/read/maintenance.ts";
import { appendEvent } from "#db/write/incidents.ts";
import { readerOf } from "#db/write/maintenance.ts";
import { type Known, type MaintenanceNews, maintenanceNews, vanishingNews } from "#domain/cloud/maintenance-news.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { maintainedBy, touchedBy } from "#domain/cloud/touched.ts";
import type { EpochMs } from "#domain/time.ts";

/** Notices of maintenance as they are known, by id. */
export async function readKnown(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  if (ids.length === 0) return new Map();
  const rows = await tx<{ id: string; notice: Notice; vanished: boolean }[]>`
    select id, notice, vanished_at is not null as vanished from notice where id = any(${[...ids]}::text[]) for update`;
  return new Map(rows.map(({ id, notice, vanished }) => [id, { notice, vanished }]));
}

/** A notice as it is said now; null where it is gone from its page. */
export interface Said {
  readonly id: string;
  readonly known: Known | null;
  readonly now: Notice | null;
}

/**
 * Puts what is new of announced work into the outbox, in the transaction that takes it into the record. Work on nothing that is
 * watched here is no news.
 */
export async function appendMaintenance(tx: Tx, service: string, all: readonly Said[], seenAt: EpochMs): Promise<void> {
  const told = all.flatMap(({ id, known, now }) => {
    const news = now === null ? known && vanishingNews(known.notice, seenAt) : maintenanceNews(known, now, seenAt);
    const notice = now ?? (known?.notice as Notice | undefined);
    return news === null || notice === undefined ? [] : [{ id, news, notice }];
  });
  if (told.length === 0) return;
  const [vendor] = await readVendors(readerOf(tx), [{ service }]);
  if (vendor === undefined) return;
  for (const { id, news, notice } of told) {
    const slugs = maintainedBy(touchedBy(notice, vendor), vendor);
    const parts = vendor.components.filter(({ slug }) => slugs.includes(slug));
    const [first] = parts;
    if (first === undefined) continue;
    const type = `maintenance.${news satisfies MaintenanceNews}` as const;
    const layers = [...new Set(parts.map(({ layer }) => layer))];
    const key = `maintenance/${id}/${seenAt}/${news}`;
    // One answer of a page may say the same twice: by what it lists anew, and by how it is listed.
    const twice = await tx`select from outbox where key = ${key}`;
    if (twice.length > 0) continue;
    const component = `${service}/${first.slug}`;
    await appendEvent(tx, { type, key, occurredAt: seenAt, component, notice: id, layers }, first.id);
  }
}
