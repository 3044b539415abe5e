import { partValue } from "#components/service/part-value.ts";
import { CODES } from "#components/strata/drawing.ts";
import { Foot, Ground, Head, Lines } from "#components/strata/frame.tsx";
import type { Plot } from "#components/strata/reading.ts";
import { Strip } from "#components/strata/strip.tsx";
import { StrataTables } from "#components/strata/table.tsx";
import { notesOf, stripLabel } from "#components/strata/told.ts";
import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import type { Language, Words } from "#components/words/words.ts";
import { isTroubled } from "#domain/status/algebra.ts";
import type { Overview, ServiceView } from "#domain/status/overview.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import { runsOf } from "#domain/timeline/cells.ts";
import type { PartRow, PartsTimeline } from "#domain/timeline/parts.ts";
import { RANGE_NAMES, RANGES, type RangeName } from "#domain/timeline/range.ts";

interface Props {
  readonly service: ServiceView;
  readonly overview: Overview;
  readonly timeline: PartsTimeline;
  readonly range: RangeName;
  /** The check that the chart below is of, which the ranges' addresses keep; empty for the first. */
  readonly check: string;
  readonly language: Language;
  readonly words: Words;
  readonly now: EpochMs;
}

/** A service's parts on one time axis, each above the pulse of the chain that it serves. */
export function Parts(props: Props) {
  const { timeline, range, words } = props;
  const { rows } = timeline;
  if (rows.length === 0) return null;
  const frame = { timeline, tickMs: RANGES[range].tickMs, words };
  const isCropped = timeline.unitMs < 3_600_000;
  return (
    <section className="strata" aria-label={words.service.parts.heading}>
      <Ranges {...props} />
      <div
        className={isCropped ? "picture pairs cropped" : "picture pairs"}
        data-island="strata"
        data-plot={JSON.stringify(plotOf(props, isCropped))}
        data-label={words.strata.reading.plot}
      >
        <Head {...frame} />
        <div className="body" data-steady="">
          <Ground {...frame} />
          <div className="stratum" id="in-parts">
            <ol>
              {rows.map((row) => (
                <Part key={row.id} row={row} {...props} />
              ))}
            </ol>
          </div>
          <Lines timeline={timeline} />
          <div className="ov cross" data-own="" />
        </div>
        <Foot {...frame} />
      </div>
      <details className="mt-1 mb-2">
        <summary className="inline-block text-[13px] text-link underline underline-offset-2">
          {words.strata.table.link}
        </summary>
        <StrataTables timeline={timeline} strata={layersOf(rows)} words={words} />
      </details>
    </section>
  );
}

function Ranges({ service, timeline, range, check, words }: Props) {
  const at = (name: RangeName) => {
    const query = [name === "2h" ? "" : `range=${name}`, check === "" ? "" : `check=${check}`].filter(Boolean);
    return words.service.at(`/services/${service.slug}${query.length === 0 ? "" : `?${query.join("&")}`}`);
  };
  const isPaired = timeline.rows.some(({ pulse }) => pulse !== null);
  return (
    <div className="bar">
      <h2 className="sr-only">{words.service.parts.heading}</h2>
      <nav className="seg" aria-label={words.strata.range}>
        {RANGE_NAMES.map((name) => (
          <a key={name} href={at(name)} aria-current={name === range ? "true" : undefined}>
            <span className="desk">{words.strata.ranges[name]}</span>
            <span className="phone">{words.strata.phoneRanges[name]}</span>
          </a>
        ))}
      </nav>
      <span className="sp" />
      {isPaired && (
        <p className="key">
          <svg width="18" height="16" aria-hidden="true">
            <rect width="18" height="12" className="fill-major" />
            <rect y="14" width="18" height="2" className="fill-operational" />
          </svg>
          {words.service.parts.key}
        </p>
      )}
    </div>
  );
}

function Part({ row, service, overview, timeline, words, now }: Props & { row: PartRow }) {
  const component = service.components.find(({ slug }) => slug === row.part);
  const named = { ...row, name: words.sentences.component(row.name) };
  const value = component === undefined ? null : partValue(component, overview.judge, words, now);
  return (
    <li id={row.id} className={isTroubled(row.now) ? "row bad" : "row"} data-counted="">
      <a className="name" href={`#part-${row.part}`}>
        {named.name}
      </a>
      <div className="pair">
        <Strip
          cells={row.cells}
          source="measured"
          label={stripLabel(named, timeline, words)}
          notes={notesOf(row, timeline, words)}
        />
        {row.pulse !== null && <Pulse cells={row.pulse} label={pulseLabel(row.pulse, words)} />}
      </div>
      <span className="val">
        <span className={statusText(value?.status ?? row.now)}>
          <Glyph name={GLYPH_OF_STATUS[value?.status ?? row.now]} />
        </span>
        {value === null || value.state === "" ? (
          <span className="sr-only">{words.statuses[row.now]}</span>
        ) : (
          <b className={statusText(value.status)}>{value.state}</b>
        )}
        {value !== null && value.why !== "" && (
          <i>
            <Sentence text={value.why} now={timeline.asOf} />
          </i>
        )}
      </span>
    </li>
  );
}

const PULSE: Readonly<Record<Status, string>> = {
  operational: "fill-operational",
  under_maintenance: "fill-maintenance",
  unknown: "f-unk",
  degraded_performance: "fill-degraded",
  partial_outage: "fill-partial",
  major_outage: "fill-major",
};

/** The chain itself, two pixels high. */
function Pulse({ cells, label }: { cells: PartRow["cells"]; label: string }) {
  const share = (cell: number) => `${Math.round((cell / cells.length) * 100_000) / 1_000}%`;
  return (
    <svg className="pulse crop" role="img" aria-label={label} width="100%" height="2" shapeRendering="crispEdges">
      {runsOf(cells).map(({ status, from, to }) => (
        <rect key={from} x={share(from)} width={share(to - from)} height="2" className={PULSE[status]} />
      ))}
    </svg>
  );
}

/** What the chain was meanwhile: every state that it had, the present one first. */
function pulseLabel(cells: PartRow["cells"], words: Words): string {
  const states = [...new Set(runsOf(cells).map(({ status }) => words.statuses[status]))].toReversed();
  return words.service.parts.chain(states.length === 0 ? words.statuses.unknown : words.list(states));
}

function layersOf(rows: readonly PartRow[]) {
  return (["access", "chain"] as const).map((layer) => {
    const own = rows.filter(({ stratum }) => stratum === layer);
    return { layer, rows: own, others: null, all: own };
  });
}

function plotOf({ timeline, language, words }: Props, isCropped: boolean): Plot {
  const { window, unitMs, asOf, rows } = timeline;
  const say = words.strata.reading;
  return {
    from: window.from,
    unitMs,
    total: Math.round((window.to - window.from) / unitMs),
    cells: Math.ceil((asOf - window.from) / unitMs),
    of: rows.length,
    states: Object.fromEntries(STATUSES.map((status) => [CODES[status], words.statuses[status]])),
    say: {
      count: say.count,
      row: say.row,
      nothing: say.nothing,
      comma: words.comma,
      locale: isCropped ? null : language === "en" ? "en-GB" : language,
    },
  };
}
