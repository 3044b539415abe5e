import type { Tx } from "#db/client.ts";
import type { ChainSpec, Layer } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { Docket, DocketCheck, DocketComponent, DocketService, DocketVantage } from "#domain/status/docket.ts";
import type { EpochMs } from "#domain/time.ts";

/** What is to be judged, with the numeric keys it is stored under. */
export interface StoredDocket {
  readonly docket: Docket;
  /** By three-part id, two-part key and name. */
  readonly checkIds: ReadonlyMap<string, number>;
  readonly componentIds: ReadonlyMap<string, number>;
  readonly vantageIds: ReadonlyMap<string, number>;
  readonly proven: ReadonlySet<string>;
  /** Components that have a verdict and are on the docket no more, by two-part key. */
  readonly leaving: ReadonlyMap<string, number>;
}

/** A vantage silent for this long beside one that is not was renamed or taken down. */
const FORGOTTEN_AFTER_MS = 86_400_000;
/** A worker that has not been heard of for this long is not waited for. Its beat comes every 5 s. */
const LIVE_WITHIN_MS = 30_000;

/**
 * The catalog as the database knows it, without what has closed for good, with the vantages that run each check. Chains come
 * from the worker's catalog.
 */
export async function readDocket(tx: Tx, chains: readonly ChainSpec[]): Promise<StoredDocket> {
  const vantages = await tx<{ id: string; name: string }[]>`
    select v.id, v.name from vantage v join worker_heartbeat h on h.vantage_id = v.id
    where h.beat_at > (select max(beat_at) from worker_heartbeat) - ${FORGOTTEN_AFTER_MS} * interval '1 millisecond'
    order by v.name`;
  const services = await tx<{ slug: string; name: string; id: string }[]>`
    select id, slug, name from service where withdrawn_at is null and lifecycle <> 'retired' order by position`;
  const components = await tx<ComponentRow[]>`
    select id, service_id, slug, name, layer, chain, weight from component where withdrawn_at is null order by position`;
  const checks = await tx<CheckRow[]>`
    select d.id, d.component_id, d.key, d.spec, d.proven_at is not null as proven,
      coalesce(array_agg(v.name order by v.name) filter (where v.id is not null), '{}') as vantages,
      coalesce(max(c.stagger_ms), 0) as stagger_ms
    from check_def d
    left join check_vantage c on c.check_id = d.id and c.reason is null
    left join vantage v on v.id = c.vantage_id and v.id = any(${vantages.map(({ id }) => Number(id))}::bigint[])
    where d.withdrawn_at is null group by d.id order by d.position`;
  const judged = await tx<{ id: string; key: string }[]>`
    select c.id, s.slug || '/' || c.slug as key
    from component_verdict v join component c on c.id = v.component_id join service s on s.id = c.service_id`;
  const componentRows = components.map((row) => ({ row, service: services.find(({ id }) => id === row.service_id) }));
  const componentIds = new Map(
    componentRows.flatMap(({ row, service }) => (service ? [[`${service.slug}/${row.slug}`, Number(row.id)]] : [])),
  );
  const docketServices = services.map(
    (service): DocketService => ({
      slug: service.slug,
      name: service.name,
      components: componentRows
        .filter((entry) => entry.service === service)
        .map(({ row }) => componentOf(service.slug, row, checks)),
    }),
  );
  return {
    docket: { services: docketServices, chains: new Map(chains.map((chain) => [chain.slug, chain])) },
    checkIds: new Map(checks.map(({ id, key }) => [key, Number(id)])),
    componentIds,
    vantageIds: new Map(vantages.map(({ id, name }) => [name, Number(id)])),
    proven: new Set(checks.filter(({ proven }) => proven).map(({ key }) => key)),
    leaving: new Map(judged.filter(({ key }) => !componentIds.has(key)).map(({ id, key }) => [key, Number(id)])),
  };
}

interface ComponentRow {
  id: string;
  service_id: string;
  slug: string;
  name: string;
  layer: string;
  chain: string | null;
  weight: number;
}

interface CheckRow {
  id: string;
  component_id: string;
  key: string;
  spec: CheckSpec;
  proven: boolean;
  vantages: string[];
  stagger_ms: number;
}

function componentOf(service: string, row: ComponentRow, checks: readonly CheckRow[]): DocketComponent {
  return {
    key: `${service}/${row.slug}`,
    name: row.name,
    service,
    layer: row.layer as Layer,
    chain: row.chain,
    weight: row.weight,
    checks: checks
      .filter(({ component_id }) => component_id === row.id)
      .map(
        ({ key, spec, vantages, stagger_ms }): DocketCheck => ({
          id: key,
          spec,
          operator: spec.operator ?? service,
          vantages,
          staggerMs: stagger_ms,
        }),
      ),
  };
}

/** The vantages as they are now. */
export interface PresentVantages {
  readonly vantages: readonly DocketVantage[];
  /**
   * Changes whenever the docket may have: a worker that starts brings its catalog and its vantage with it, and one that was
   * forgotten may be back.
   */
  readonly version: string;
}

export async function readVantages(tx: Tx, now: EpochMs): Promise<PresentVantages> {
  const rows = await tx<{ name: string; live: boolean; gated: boolean; started: string }[]>`
    select v.name, h.stopped_at is null and h.beat_at > ${new Date(now - LIVE_WITHIN_MS)} as live, h.gated,
      concat(h.vantage_id, ' ', h.started_at, ' ',
        h.beat_at > max(h.beat_at) over () - ${FORGOTTEN_AFTER_MS} * interval '1 millisecond') as started
    from vantage v join worker_heartbeat h on h.vantage_id = v.id order by v.name`;
  return {
    vantages: rows.map(({ name, live, gated }) => ({ name, live, gated: live && gated })),
    version: rows.map(({ started }) => started).join(),
  };
}
