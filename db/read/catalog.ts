import type { Tx } from "#db/client.ts";
import type { ComponentSpec, Layer, ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import { groupedBy } from "#domain/grouped.ts";

/** The catalog as whoever owns the database has put it there. */
export interface StoredCatalog {
  readonly services: readonly ServiceSpec[];
  /** Numeric ids by three-part check id. */
  readonly checkIds: ReadonlyMap<string, number>;
}

interface ComponentRow {
  id: string;
  service_id: string;
  slug: string;
  name: string;
  layer: Layer;
  chain: string | null;
  weight: number;
}

/** Reads what is not withdrawn, in the catalog's order: what a vantage probes that may not bring a catalog of its own. */
export async function readCatalog(tx: Tx): Promise<StoredCatalog> {
  const services = await tx<{ id: string; spec: Omit<ServiceSpec, "components"> }[]>`
    select id, spec from service where withdrawn_at is null order by position`;
  const components = await tx<ComponentRow[]>`
    select id, service_id, slug, name, layer, chain, weight from component where withdrawn_at is null order by position`;
  const checks = await tx<{ id: string; component_id: string; key: string; spec: CheckSpec }[]>`
    select id, component_id, key, spec from check_def where withdrawn_at is null order by position`;
  const componentsOf = groupedBy(components, (row) => row.service_id);
  const checksOf = groupedBy(checks, (row) => row.component_id);
  return {
    services: services.map(({ id, spec }) => ({
      ...spec,
      components: (componentsOf.get(id) ?? []).map(
        ({ id: of, slug, name, layer, chain, weight }): ComponentSpec => ({
          slug,
          name,
          layer,
          ...(chain === null ? {} : { chain }),
          weight,
          checks: (checksOf.get(of) ?? []).map((row) => row.spec),
        }),
      ),
    })),
    checkIds: new Map(checks.map(({ id, key }) => [key, Number(id)])),
  };
}

/** What changes when any of that does. */
export async function readCatalogDigest(tx: Tx): Promise<string> {
  const [row] = await tx<{ digest: string }[]>`
    select md5(
      (select coalesce(string_agg(slug || spec::text, ',' order by slug), '') from service where withdrawn_at is null) ||
      (select coalesce(string_agg(row(service_id, slug, name, layer, chain, weight)::text, ',' order by id), '')
        from component where withdrawn_at is null) ||
      (select coalesce(string_agg(key || spec::text, ',' order by key), '') from check_def where withdrawn_at is null)
    ) as digest`;
  return row?.digest ?? "";
}
