import type { Layer } from "#domain/check/service.ts";
import { eventAsOf } from "#domain/cloud/versions.ts";
import { placePath, plainPlaceText } from "#domain/publish/place.ts";
import type { OutageRecord, RecordedCloud, RecordedLog } from "#domain/replay/outage-record.ts";
import type { ReplayRow } from "#domain/replay/replay.ts";
import { hasVerdict } from "#domain/status/answering.ts";
import type { ComponentView, IncidentView, ServiceView } from "#domain/status/overview.ts";
import { shortName } from "#domain/status/situation.ts";
import type { EpochMs } from "#domain/time.ts";
import { cloudSpans, placesIn } from "#domain/timeline/cloud-spans.ts";
import { type ComponentLog, componentSpans } from "#domain/timeline/component-spans.ts";
import { edgeOnlyOf } from "#domain/timeline/live.ts";
import { appendSpan, endingOpen } from "#domain/timeline/pieces.ts";
import { combineSpans, type ServicePart } from "#domain/timeline/service-spans.ts";
import type { Span } from "#domain/timeline/timeline.ts";

const NO_LOG: RecordedLog = { entries: [], retracted: [], maintenance: [] };

/**
 * The places that the clouds' events speak of, told; the services of the group by when they began to fail; and every chain,
 * failing or not, in the catalog's order, for they are the control group: measured.
 *
 * @param events ids of the events that belong to the outage
 */
export function recordedRows(
  record: OutageRecord,
  services: readonly ServiceView[],
  events: ReadonlySet<string>,
): ReplayRow[] {
  const views = record.incidents.map(({ incident }) => incident);
  const failed = new Set(views.filter(({ about }) => about.layer === "access").map(({ about }) => about.serviceSlug));
  const rowOf = (layer: Layer, slug: string) =>
    serviceRow(record, {
      layer,
      slug,
      service: services.find((one) => one.slug === slug) ?? null,
      incidents: views.filter(({ about }) => about.layer === layer && about.serviceSlug === slug),
    });
  const chains = new Set([
    ...services
      .filter(({ lifecycle, components }) => lifecycle.state !== "retired" && components.some(isWatchedChain))
      .map(({ slug }) => slug),
    ...views.filter(({ about }) => about.layer === "chain").map(({ about }) => about.serviceSlug),
  ]);
  return [
    ...record.clouds.flatMap((cloud) => cloudRows(cloud, record, events)),
    ...[...failed].map((slug) => rowOf("access", slug)),
    ...[...chains].map((slug) => rowOf("chain", slug)),
  ];
}

function isWatchedChain(component: ComponentView): boolean {
  return component.layer === "chain" && hasVerdict(component);
}

interface Wanted {
  readonly layer: Layer;
  readonly slug: string;
  /** Null for one that has left the catalog. */
  readonly service: ServiceView | null;
  /** Of this service and layer. */
  readonly incidents: readonly IncidentView[];
}

/** As the live picture makes it, of what is known now; and as it was known at each instant. */
function serviceRow(record: OutageRecord, { layer, slug, service, incidents }: Wanted): ReplayRow {
  const failed = new Map(incidents.map(({ about }) => [about.componentSlug, about]));
  const present = (service?.components ?? []).filter(
    (one) => one.layer === layer && (hasVerdict(one) || failed.has(one.slug)),
  );
  const gone = [...failed.keys()].filter((one) => !present.some((component) => component.slug === one));
  const parts = [
    ...present.map((component) => ({
      component: component.slug,
      weight: component.weight,
      edgeOnly: edgeOnlyOf(component),
    })),
    // Of what has left the catalog nobody knows what it weighed: no less than another.
    ...gone.map((component) => ({ component, weight: 1, edgeOnly: false })),
  ];
  const spansOf = (logOf: (log: RecordedLog) => ComponentLog) =>
    combineSpans(
      parts.map(({ component, ...share }): ServicePart => {
        const log = record.components.get(`${slug}/${component}`) ?? NO_LOG;
        return { ...share, spans: componentSpans(component, logOf(log), record.window, record.asOf) };
      }),
      record.window,
    );
  const name = service === null ? (incidents[0]?.about.service ?? slug) : shortName(service);
  return {
    id: `${layer}/${slug}`,
    stratum: layer,
    name,
    path: service === null ? null : `/services/${slug}`,
    source: "measured",
    spans: spansOf((log) => log),
    spansThen: spansOf(asKnown),
    untimed: [],
  };
}

/** A log as it could be followed: each verdict holds from when it was known, and what was taken back stood until then. */
function asKnown({ entries, retracted, maintenance }: RecordedLog): ComponentLog {
  return {
    entries: entries.map((entry) => ({
      ...entry,
      effectiveAt: Math.max(entry.effectiveAt, entry.knownAt),
      before: null,
    })),
    retracted: retracted
      .map(({ from, to, at }) => ({ from: Math.max(from, at), to }))
      .filter(({ from, to }) => to === null || to > from),
    maintenance,
  };
}

function cloudRows(cloud: RecordedCloud, record: OutageRecord, wanted: ReadonlySet<string>): ReplayRow[] {
  const { provider } = cloud;
  const { window, asOf } = record;
  const own = cloud.events.filter(({ id }) => wanted.has(id));
  return placesIn({ ...cloud, events: own }, window).map((region): ReplayRow => {
    const id = region === null ? provider : `${provider}/${region}`;
    return {
      id: `cloud/${id}`,
      stratum: "cloud",
      name: plainPlaceText({ provider, region }),
      path: placePath({ provider, region }),
      source: "told",
      spans: cloudSpans(cloud, { region }, window, asOf),
      spansThen: cloudSpansThen(cloud, region, record),
      untimed: [],
    };
  });
}

/** What the provider had said at each instant: between two versions that we saw, what the first of them says. */
function cloudSpansThen(cloud: RecordedCloud, region: string | null, { window, asOf }: OutageRecord): Span[] {
  const end = Math.max(window.from, Math.min(window.to, asOf));
  const seen = cloud.events.flatMap(({ history }) => history.versions.map(({ firstSeenAt }) => firstSeenAt));
  const turns = [window.from, ...seen.filter((at) => at > window.from && at < end), end];
  const cuts = [...new Set(turns)].sort((a, b) => a - b);
  const spans: Span[] = [];
  cuts.forEach((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined) return;
    for (const span of cloudSpans({ ...cloud, events: eventsAt(cloud, from) }, { region }, { from, to }, to)) {
      appendSpan(spans, span);
    }
  });
  return endingOpen(spans);
}

function eventsAt({ events }: RecordedCloud, at: EpochMs) {
  return events.flatMap(({ history, ...seen }) => {
    const event = eventAsOf(history, at);
    return event === null ? [] : [{ ...seen, event }];
  });
}
