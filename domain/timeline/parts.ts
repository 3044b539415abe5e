import { hasVerdict, isBlockProduction } from "#domain/status/answering.ts";
import type { ComponentView, Overview, ServiceView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import { bandsOf, type Hit } from "#domain/timeline/bands.ts";
import { cellsOf } from "#domain/timeline/cells.ts";
import { componentSpans } from "#domain/timeline/component-spans.ts";
import { logWithNow, type TimelineRecord } from "#domain/timeline/live.ts";
import { RANGES, type RangeName, windowOf } from "#domain/timeline/range.ts";
import type { ShownRow } from "#domain/timeline/rows.ts";
import type { Timeline } from "#domain/timeline/timeline.ts";

/** A component of a service, and beside it whether its chain made blocks: red above green is the thesis in one row. */
export interface PartRow extends ShownRow {
  /** Slug of the component. */
  readonly part: string;
  /** Cells of its chain's block production; null for what serves none, and for a chain itself. */
  readonly pulse: ShownRow["cells"] | null;
}

/** A service's components on one time axis. */
export interface PartsTimeline extends Timeline {
  readonly rows: readonly PartRow[];
}

/** Those of its components that are judged, in the catalog's order. @param hits incidents of this service alone */
export function partsTimeline(
  overview: Overview,
  record: TimelineRecord,
  { service, hits }: { readonly service: ServiceView; readonly hits: readonly Hit[] },
  range: RangeName,
  now: EpochMs,
): PartsTimeline {
  const window = windowOf(range, now);
  const { unitMs } = RANGES[range];
  const { judge } = overview;
  const spansOf = (slug: string, component: ComponentView) =>
    componentSpans(
      component.slug,
      logWithNow(component, record.components.get(`${slug}/${component.slug}`), judge, now),
      window,
      now,
    );
  const pulseOf = ({ slug, chain }: ComponentView) => {
    const producer = producerOf(overview, chain);
    if (producer === null || (producer.service === service.slug && producer.component.slug === slug)) return null;
    return cellsOf(spansOf(producer.service, producer.component), window, unitMs);
  };
  const ids = new Set(hits.map(({ event }) => event));
  const clouds = record.clouds.map((cloud) => ({ ...cloud, events: cloud.events.filter(({ id }) => ids.has(id)) }));
  return {
    window,
    unitMs,
    asOf: now,
    rows: service.components.filter(hasVerdict).map((component): PartRow => {
      const spans = spansOf(service.slug, component);
      return {
        id: `part/${component.slug}`,
        part: component.slug,
        stratum: component.layer,
        name: component.name,
        path: `/services/${service.slug}#part-${component.slug}`,
        kind: service.kind,
        source: "measured",
        spans,
        cells: cellsOf(spans, window, unitMs),
        now: spans.at(-1)?.status ?? "unknown",
        pulse: pulseOf(component),
      };
    }),
    bands: bandsOf(clouds, hits, window, now),
  };
}

/** The component that tells whether a chain makes blocks. */
function producerOf({ services }: Overview, chain: string | undefined) {
  if (chain === undefined) return null;
  for (const service of services) {
    const component = service.components.find((one) => one.chain === chain && isBlockProduction(one));
    if (component !== undefined) return { service: service.slug, component };
  }
  return null;
}
