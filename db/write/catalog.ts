import { createHash } from "node:crypto";
import type { Tx } from "#db/client.ts";
import { flags } from "#db/write/arrays.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * Fingerprint of what a check asks and expects. Words about it (what it proves, notes, documentation) are left out:
 * rewording a sentence must not make a check unproven.
 */
export function specDigest(check: CheckSpec): string {
  const { request, status, assertions, freshness, facts, expectsChainId, neutral } = check;
  const asked = { request, status, assertions, freshness, facts, expectsChainId, neutral };
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 16);
}

/**
 * Makes the mirror equal to the catalog: new slugs are added, changed ones updated, vanished ones marked withdrawn and
 * never deleted. A check whose digest changed is unproven again. Idempotent; concurrent callers wait for one another.
 * @returns numeric ids by three-part check id.
 */
export async function syncCatalog(
  tx: Tx,
  catalog: Pick<Catalog, "services">,
  now: EpochMs,
): Promise<Map<string, number>> {
  await tx`select pg_advisory_xact_lock(hashtext('faultline catalog'))`;
  const at = new Date(now);
  const services = await upsertServices(tx, catalog, at);
  const components = await upsertComponents(tx, catalog, services, at);
  return upsertChecks(tx, catalog, components, at);
}

async function upsertServices(tx: Tx, catalog: Pick<Catalog, "services">, at: Date): Promise<Map<string, number>> {
  const rows = catalog.services.map(({ components: _, ...spec }, position) => ({
    slug: spec.slug,
    name: spec.name,
    kind: spec.kind,
    lifecycle: spec.lifecycle.state,
    position,
    spec: JSON.stringify(spec),
  }));
  const list = await tx<{ id: string; slug: string }[]>`
    insert into service (slug, name, kind, lifecycle, position, spec, created_at, updated_at)
    select slug, name, kind, lifecycle, position, spec::jsonb, ${at}, ${at}
    from unnest(${rows.map((r) => r.slug)}::text[], ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.kind)}::text[],
      ${rows.map((r) => r.lifecycle)}::text[], ${rows.map((r) => r.position)}::int[], ${rows.map((r) => r.spec)}::text[])
      as r (slug, name, kind, lifecycle, position, spec)
    on conflict (slug) do update set name = excluded.name, kind = excluded.kind, lifecycle = excluded.lifecycle,
      position = excluded.position, spec = excluded.spec, withdrawn_at = null,
      updated_at = case when (service.name, service.kind, service.lifecycle, service.spec)
        is distinct from (excluded.name, excluded.kind, excluded.lifecycle, excluded.spec)
        then excluded.updated_at else service.updated_at end
    returning id, slug`;
  await tx`update service set withdrawn_at = ${at} where withdrawn_at is null and slug <> all(${rows.map((r) => r.slug)}::text[])`;
  return new Map(list.map((row) => [row.slug, Number(row.id)]));
}

async function upsertComponents(
  tx: Tx,
  catalog: Pick<Catalog, "services">,
  services: Map<string, number>,
  at: Date,
): Promise<Map<string, number>> {
  const rows = catalog.services.flatMap((service) =>
    service.components.map((component, position) => ({
      ...component,
      key: `${service.slug}/${component.slug}`,
      serviceId: idOf(services, service.slug),
      position,
    })),
  );
  const list = await tx<{ id: string; service_id: string; slug: string }[]>`
    insert into component (service_id, slug, name, layer, chain, weight, position)
    select * from unnest(${rows.map((r) => r.serviceId)}::bigint[], ${rows.map((r) => r.slug)}::text[],
      ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.layer)}::text[],
      ${rows.map((r) => r.chain ?? null)}::text[], ${rows.map((r) => r.weight ?? 1)}::real[],
      ${rows.map((r) => r.position)}::int[])
    on conflict (service_id, slug) do update set name = excluded.name, layer = excluded.layer, chain = excluded.chain,
      weight = excluded.weight, position = excluded.position, withdrawn_at = null
    returning id, service_id, slug`;
  const ids = list.map((row) => row.id);
  await tx`update component set withdrawn_at = ${at} where withdrawn_at is null and id <> all(${ids}::bigint[])`;
  const slugs = new Map([...services].map(([slug, id]) => [id, slug]));
  return new Map(list.map((row) => [`${slugs.get(Number(row.service_id))}/${row.slug}`, Number(row.id)]));
}

async function upsertChecks(
  tx: Tx,
  catalog: Pick<Catalog, "services">,
  components: Map<string, number>,
  at: Date,
): Promise<Map<string, number>> {
  const rows = locateChecks(catalog).map(({ id, service, component, check }) => ({
    key: id,
    componentId: idOf(components, `${service.slug}/${component.slug}`),
    check,
    position: component.checks.indexOf(check),
    digest: specDigest(check),
  }));
  const keys = rows.map((r) => r.key);
  // What comes back is expected from now on, not for the time in which nobody was to run it; and so is what is asked more or less often now.
  await tx`
    update check_vantage v set since = ${at}
    from check_def d join unnest(${keys}::text[], ${rows.map((r) => r.check.intervalS)}::int[]) as r (key, interval_s) on r.key = d.key
    where d.id = v.check_id and (d.withdrawn_at is not null or d.interval_s <> r.interval_s)`;
  const list = await tx<{ id: string; key: string }[]>`
    insert into check_def (component_id, key, slug, tier, vital, interval_s, position, spec, spec_digest, created_at, changed_at)
    select component_id, key, slug, tier, vital = 1, interval_s, position, spec::jsonb, digest, ${at}, ${at}
    from unnest(${rows.map((r) => r.componentId)}::bigint[], ${keys}::text[], ${rows.map((r) => r.check.slug)}::text[],
      ${rows.map((r) => r.check.tier)}::text[], ${flags(rows.map((r) => r.check.vital ?? false))}::int[],
      ${rows.map((r) => r.check.intervalS)}::int[], ${rows.map((r) => r.position)}::int[],
      ${rows.map((r) => JSON.stringify(r.check))}::text[], ${rows.map((r) => r.digest)}::text[])
      as r (component_id, key, slug, tier, vital, interval_s, position, spec, digest)
    on conflict (key) do update set component_id = excluded.component_id, slug = excluded.slug, tier = excluded.tier,
      vital = excluded.vital, interval_s = excluded.interval_s, position = excluded.position, spec = excluded.spec,
      withdrawn_at = null,
      changed_at = case when check_def.spec_digest = excluded.spec_digest then check_def.changed_at else excluded.changed_at end,
      proven_at = case when check_def.spec_digest = excluded.spec_digest then check_def.proven_at end,
      spec_digest = excluded.spec_digest
    returning id, key`;
  await tx`update check_def set withdrawn_at = ${at} where withdrawn_at is null and key <> all(${keys}::text[])`;
  return new Map(list.map((row) => [row.key, Number(row.id)]));
}

function idOf(ids: Map<string, number>, key: string): number {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`catalog sync lost ${key}`);
  return id;
}
