import { LatencyBox } from "#components/charts/latency-box.tsx";
import { drawingOf, type ShownEvent } from "#components/charts/latency-data.ts";
import type { LatencyLabels } from "#components/charts/latency-labels.ts";
import { PhaseTable, TotalTable } from "#components/service/latency-table.tsx";
import { Section } from "#components/service/section.tsx";
import { CatalogText } from "#components/ui/catalog-text.tsx";
import { moment, type Words } from "#components/words/words.ts";
import { chartedChecks } from "#domain/latency/charted.ts";
import { LATENCY_RANGES, type LatencyRange, type LatencySeries, PHASES, silentSince } from "#domain/latency/series.ts";
import { placeText } from "#domain/publish/place.ts";
import type { ServicePast } from "#domain/publish/service-past.ts";
import type { CheckView, ServiceView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly service: ServiceView;
  readonly check: CheckView | null;
  readonly range: LatencyRange;
  /** Null when it could not be read. */
  readonly series: LatencySeries | null;
  readonly past: ServicePast | null;
  readonly words: Words;
  readonly now: EpochMs;
}

/** `polygon/head` of `infura/polygon/head`: what stands in the page's address. */
export function checkName({ id }: Pick<CheckView, "id">): string {
  return id.split("/").slice(1).join("/");
}

/** How long answers of one check took: by phase for up to a day, and longer by its percentiles. */
export function Latency({ service, check, range, series, past, words, now }: Props) {
  const say = words.service.latency;
  return (
    <Section id="latency" heading={say.heading}>
      {check === null ? (
        <p className="text-ink-2">{say.noChecks}</p>
      ) : (
        <>
          <Choice service={service} check={check} range={range} words={words} />
          {series === null ? (
            <p className="text-ink-2">{words.service.pastBlind}</p>
          ) : (
            <Drawn check={check} range={range} series={series} past={past} words={words} now={now} />
          )}
        </>
      )}
    </Section>
  );
}

/** Which check it is, and which else there are: links, so that each is an address. */
function Choice({ service, check, range, words }: Pick<Props, "service" | "range" | "words"> & { check: CheckView }) {
  const say = words.service.latency;
  const checks = chartedChecks(service);
  const addressOf = (one: CheckView) => {
    const rangeOf = range === "2h" ? "" : `range=${range}&`;
    return `/services/${service.slug}?${rangeOf}check=${checkName(one)}#latency`;
  };
  return (
    <>
      <p className="text-[13.5px] text-ink-2">
        <CatalogText text={check.spec.proves} words={words} />
      </p>
      {checks.length > 1 && (
        <nav aria-label={say.check} className="choice">
          {checks.map((one) => (
            <a
              key={one.id}
              href={words.service.at(addressOf(one))}
              aria-current={one.id === check.id ? "true" : undefined}
            >
              {checkName(one)}
            </a>
          ))}
        </nav>
      )}
    </>
  );
}

function Drawn({
  check,
  range,
  series,
  past,
  words,
  now,
}: Omit<Props, "service" | "check" | "series"> & { check: CheckView; series: LatencySeries }) {
  const say = words.service.latency;
  const drawing = drawingOf(series, eventsOf(past, words));
  const isEmpty = series.kind === "phases" ? series.whole === null : series.lines.length === 0;
  const note =
    series.kind === "phases" ? say.notes.phases(say.steps[range], series.vantages) : say.notes.totals(say.steps[range]);
  if (isEmpty) return <p className="pt-1 text-ink-2">{say.none}</p>;
  return (
    <>
      <Key series={series} words={words} />
      <LatencyBox data={{ drawing, labels: labelsOf(check, range, series, words, now) }}>
        {series.kind === "phases" ? (
          <PhaseTable series={series} words={words} now={now} />
        ) : (
          <TotalTable series={series} words={words} now={now} />
        )}
      </LatencyBox>
      <p className="mt-1 max-w-[68ch] text-[13px] text-ink-2">
        {note}
        {drawing.axis.above > 0 &&
          `${words.sentenceGap}${say.above(drawing.axis.above, `${words.number(drawing.axis.top)} ms`)}`}
        {drawing.bands.map((band) => (
          <span key={band.label} className="ml-2 whitespace-nowrap">
            <svg width="14" height="10" aria-hidden="true" className="mr-1 inline-block">
              <rect width="14" height="10" className="fill-cloud/15" />
            </svg>
            {band.label}
          </span>
        ))}
      </p>
    </>
  );
}

/** Events that incidents of this service coincide with, each once. */
function eventsOf(past: ServicePast | null, words: Words): ShownEvent[] {
  const events = [...(past?.attributions.values() ?? [])].map(({ cloudEvent, record: { event } }) => {
    const shown: ShownEvent = {
      label: words.service.latency.event(placeText(event)),
      from: event.t0.at,
      to: event.end,
    };
    return [cloudEvent, shown] as const;
  });
  return [...new Map(events).values()];
}

/** What the colours mean, and the figures of the whole time. */
function Key({ series, words }: { series: LatencySeries; words: Words }) {
  const say = words.service.latency;
  const fills = {
    dns: "fill-p-dns",
    connect: "fill-p-connect",
    tls: "fill-p-tls",
    wait: "fill-p-wait",
    download: "fill-p-download",
  } as const;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-1 pb-2 font-cond text-[12px] text-ink-2 leading-4">
      {series.kind === "phases" ? (
        <>
          {PHASES.map((phase) => (
            <Swatch key={phase} text={words.check.phases[phase]}>
              <rect y="3" width="14" height="10" className={fills[phase]} />
            </Swatch>
          ))}
          <Swatch text={say.p95}>
            <path d="M3 8h8" strokeWidth="1.5" className="stroke-ink-2" />
          </Swatch>
        </>
      ) : (
        <>
          <Swatch text={say.p50}>
            <path d="M0 8h14" strokeWidth="1.5" className="stroke-p-tls" />
          </Swatch>
          <Swatch text={say.p95}>
            <path d="M0 8h14" strokeWidth="1.5" className="stroke-p-wait" />
          </Swatch>
          {series.lines.length > 1 && <span>{series.lines.map(({ vantage }) => vantage).join(words.comma)}</span>}
        </>
      )}
      <Swatch text={say.failedRounds}>
        <rect y="3" width="7" height="10" className="fill-major" />
      </Swatch>
      {series.kind === "phases" && series.whole !== null && (
        <b className="ml-auto font-semibold text-[13px] text-ink">{wholeText(series.whole, words)}</b>
      )}
    </div>
  );
}

function Swatch({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg width="14" height="16" aria-hidden="true" className="flex-none">
        {children}
      </svg>
      {text}
    </span>
  );
}

function wholeText({ p50, p95, answered }: Whole, words: Words): string {
  const say = words.service.latency;
  if (p50 === null || p95 === null) return say.noAnswers;
  const ms = (value: number) => `${words.number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))} ms`;
  return say.whole(ms(p50), ms(p95), words.number(answered));
}

type Whole = NonNullable<Extract<LatencySeries, { kind: "phases" }>["whole"]>;

/** Labels below the axis: its begin, its end and what lies between them. */
const AXIS_LABELS = 5;

function labelsOf(
  check: CheckView,
  range: LatencyRange,
  series: LatencySeries,
  words: Words,
  now: EpochMs,
): LatencyLabels {
  const say = words.service.latency;
  const { window, bucketMs } = series;
  const isDays = range === "7d" || range === "90d";
  const short = (at: EpochMs) => (isDays ? words.service.dayMonth(at) : new Date(at).toISOString().slice(11, 16));
  const silent = series.kind === "phases" ? silentSince(series.buckets) : null;
  const whole = series.kind === "phases" && series.whole !== null ? `. ${wholeText(series.whole, words)}` : "";
  return {
    phases: words.check.phases,
    p50: say.p50,
    p95: say.p95,
    answered: say.answered,
    failed: say.failed,
    silent: silent === null ? null : say.silent(moment(silent, now, words, "minute")),
    whole: `${say.label(check.id)}${whole}`,
    asTable: say.asTable,
    asChart: say.asChart,
    table: say.label(check.id),
    hint: say.hint,
    axis: Array.from({ length: AXIS_LABELS }, (_, index) =>
      short(window.from + ((window.to - window.from) * index) / (AXIS_LABELS - 1)),
    ),
    times: Array.from({ length: LATENCY_RANGES[range].buckets }, (_, index) =>
      timeText(window.from + index * bucketMs, range, words, now),
    ),
    nothing: say.nothing,
  };
}

/** When a bucket begins, as finely as it is long. */
export function timeText(at: EpochMs, range: LatencyRange, words: Words, now: EpochMs): string {
  return range === "90d" ? words.shortDate(at) : moment(at, now, words, "minute");
}
