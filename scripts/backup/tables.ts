import type { Tx } from "#db/client.ts";
import { listPartitions } from "#db/write/partitions.ts";
import type { Header, Manifest } from "#scripts/backup/manifest.ts";

/** Every table of the database with its columns; what is referred to comes before what refers to it. Days are parts of their tables. */
export async function listTables(tx: Tx): Promise<Header["tables"]> {
  const tables = await tx<{ name: string; columns: string[] }[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    group by c.relname order by c.relname`;
  const references = await tx<{ from: string; to: string }[]>`
    select distinct f.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and f.relnamespace = 'public'::regnamespace and f.oid <> t.oid`;
  return inOrder(tables, references);
}

/** @throws Error when tables refer to each other in a circle */
export function inOrder<T extends { readonly name: string }>(
  tables: readonly T[],
  references: readonly { readonly from: string; readonly to: string }[],
): T[] {
  const ordered: T[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const names = new Set(rest.map(({ name }) => name));
    const free = rest.filter(({ name }) => !references.some(({ from, to }) => from === name && names.has(to)));
    if (free.length === 0) throw new Error(`Tables refer to each other in a circle: ${[...names].join(", ")}`);
    ordered.push(...free);
    rest = rest.filter((table) => !free.includes(table));
  }
  return ordered;
}

export async function listDays(tx: Tx): Promise<Header["partitions"]> {
  return (await listPartitions(tx)).map(({ parent, day }) => ({ parent, day }));
}

export async function listSequences(tx: Tx): Promise<Manifest["sequences"]> {
  const rows = await tx<{ name: string; last: string | null }[]>`
    select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' order by 1`;
  return rows.map(({ name, last }) => ({ name, last: Number(last ?? 0) }));
}
