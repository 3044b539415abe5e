import type { Layer } from "#domain/check/service.ts";
import { placePath, placeText } from "#domain/publish/place.ts";
import { hasVerdict, holdsNow, isJudging, isMonitored } from "#domain/status/answering.ts";
import { isQuorumComponent } from "#domain/status/docket.ts";
import type { ComponentView, JudgeView, Overview, ServiceView } from "#domain/status/overview.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { isEdgeOnly } from "#domain/status/service-status.ts";
import { shortName } from "#domain/status/situation.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import { bandsOf, type Hit } from "#domain/timeline/bands.ts";
import { cloudSpans, type ProviderSaid, placesIn } from "#domain/timeline/cloud-spans.ts";
import { type ComponentLog, componentSpans, type LogEntry } from "#domain/timeline/component-spans.ts";
import { RANGES, type RangeName, windowOf } from "#domain/timeline/range.ts";
import { combineSpans } from "#domain/timeline/service-spans.ts";
import type { Timeline, TimelineRow } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** What is on record of a stretch of time. */
export interface TimelineRecord {
  readonly readAt: EpochMs;
  /** By `infura/polygon`. */
  readonly components: ReadonlyMap<string, ComponentLog>;
  /** Those with a feed, in the catalog's order. */
  readonly clouds: readonly ProviderSaid[];
  readonly hits: readonly Hit[];
}

/** The record up to now, with what holds now on top of it: what the sentence above says is what the picture shows. */
export function liveTimeline(overview: Overview, record: TimelineRecord, range: RangeName, now: EpochMs): Timeline {
  const window = windowOf(range, now);
  return {
    window,
    unitMs: RANGES[range].unitMs,
    asOf: now,
    rows: [
      ...record.clouds.flatMap((cloud) => cloudRows(cloud, window, now)),
      ...(["access", "chain"] as const).flatMap((layer) =>
        overview.services.flatMap((service) => serviceRow(overview, record, { service, layer }, window, now)),
      ),
    ],
    bands: bandsOf(record.clouds, record.hits, window, now),
  };
}

/** A provider by its places in trouble, or as one where there are none. */
function cloudRows(cloud: ProviderSaid, window: Window, now: EpochMs): TimelineRow[] {
  const { provider } = cloud;
  const places = placesIn(cloud, window);
  return (places.length === 0 ? [null] : places).map((region) => ({
    id: region === null ? `cloud/${provider}` : `cloud/${provider}/${region}`,
    stratum: "cloud",
    name: placeText({ provider, region }),
    path: placePath({ provider, region }),
    kind: null,
    source: "told",
    spans: cloudSpans(cloud, { region }, window, now),
  }));
}

/** A service as seen in one layer; none where nothing of it is judged here, or no more. */
function serviceRow(
  { judge }: Overview,
  record: TimelineRecord,
  { service, layer }: { readonly service: ServiceView; readonly layer: Layer },
  window: Window,
  now: EpochMs,
): TimelineRow[] {
  const judged = service.components.filter((one) => one.layer === layer && hasVerdict(one));
  if (judged.length === 0 || service.lifecycle.state === "retired") return [];
  const parts = judged.map((component) => ({
    weight: component.weight,
    edgeOnly: edgeOnlyOf(component),
    spans: componentSpans(
      component.slug,
      logWithNow(component, record.components.get(`${service.slug}/${component.slug}`), judge, now),
      window,
      now,
    ),
  }));
  return [
    {
      id: `${layer}/${service.slug}`,
      stratum: layer,
      name: shortName(service),
      path: `/services/${service.slug}`,
      kind: service.kind,
      source: "measured",
      spans: combineSpans(parts, window),
    },
  ];
}

/** Whether nothing but an edge is asked of a component. */
export function edgeOnlyOf(component: ComponentView): boolean {
  return isEdgeOnly(
    {
      quorum: isQuorumComponent(component),
      checks: component.checks.map((check) => ({ spec: check.spec, monitored: isMonitored(check) })),
    },
    CURRENT_RULES,
  );
}

const NO_LOG: ComponentLog = { entries: [], retracted: [], maintenance: [] };

/** What is read may be some seconds older than what holds; from the last pass of a judge that has stopped nobody knows. */
export function logWithNow(
  component: ComponentView,
  log: ComponentLog = NO_LOG,
  judge: JudgeView | null,
  now: EpochMs,
): ComponentLog {
  const { judged } = component;
  const held = holdsNow(component, judge, now);
  if (held === null || judged === null) return log;
  const entries = [...log.entries, entryOf(judged, judged.knownAt)];
  if (isJudging(judge, now)) return { ...log, entries };
  // Nothing is laid over what nobody knows (domain/status/answering.ts).
  const maintenance = log.maintenance.map(({ from, to }) => ({ from, to: Math.min(to ?? held.since, held.since) }));
  return { ...log, entries: [...entries, entryOf(held, Math.max(now, judged.knownAt))], maintenance };
}

function entryOf(
  { since, verdict, finding, failureTypes, vantages, usable, ...judged }: Judged,
  knownAt: EpochMs,
): LogEntry {
  return {
    knownAt,
    effectiveAt: since,
    verdict,
    finding: finding.kind,
    failureType: failureTypes[0] ?? null,
    seen: { n: vantages.length, of: Math.max(vantages.length, usable) },
    before: verdict === "up" ? judged.lastBad : judged.lastGood,
  };
}
