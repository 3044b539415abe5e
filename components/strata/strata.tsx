import type { ReactNode } from "react";
import { CODES } from "#components/strata/drawing.ts";
import { Foot, Ground, Head, Lines } from "#components/strata/frame.tsx";
import { type PictureQuery, pictureAddress } from "#components/strata/query.ts";
import type { Plot } from "#components/strata/reading.ts";
import { Strip } from "#components/strata/strip.tsx";
import { notesOf, stripLabel } from "#components/strata/told.ts";
import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { KIND_GROUPS, type KindGroup, type Language, type Words } from "#components/words/words.ts";
import { isTroubled } from "#domain/status/algebra.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import { RANGES } from "#domain/timeline/range.ts";
import type { Others, ShownRow, Stratum } from "#domain/timeline/rows.ts";
import type { Timeline } from "#domain/timeline/timeline.ts";

/** What stands right of a strip: the state with its length, and why, or one figure of what is well. */
export interface RowValue {
  readonly status: Status;
  /** Empty for what is well: only its glyph is seen. */
  readonly state: string;
  readonly why: string;
}

interface Props {
  readonly timeline: Timeline;
  readonly strata: readonly Stratum[];
  /** By the row's id. */
  readonly values: ReadonlyMap<string, RowValue>;
  /** Of this page, in its language. */
  readonly path: string;
  readonly query: PictureQuery;
  readonly language: Language;
  readonly words: Words;
}

/** Letters of a name for which there is room everywhere; a longer one ends in dots where there is none. */
const FITS = 18;

/** Whole ranges of hours are cut to their right half on a phone. */
const isCropped = ({ unitMs }: Timeline) => unitMs < 3_600_000;

/**
 * The picture: strips of cloud, access and chain on one time axis, with cloud events through all of them. It is all there
 * without a script; the island adds the crosshair (island.ts).
 */
export function Strata(props: Props) {
  const { timeline, strata, query, language, words } = props;
  const frame = { timeline, tickMs: RANGES[query.range].tickMs, words };
  const counted = strata.find(({ layer }) => layer === "access")?.all.length ?? 0;
  const plot: Plot = {
    from: timeline.window.from,
    unitMs: timeline.unitMs,
    total: Math.round((timeline.window.to - timeline.window.from) / timeline.unitMs),
    cells: Math.ceil((timeline.asOf - timeline.window.from) / timeline.unitMs),
    of: counted,
    states: Object.fromEntries(STATUSES.map((status) => [CODES[status], words.statuses[status]])),
    say: {
      count: words.strata.reading.count,
      row: words.strata.reading.row,
      nothing: words.strata.reading.nothing,
      comma: words.comma,
      locale: isCropped(timeline) ? null : language === "en" ? "en-GB" : language,
    },
  };
  const isNothing = strata.every(({ rows, others }) => rows.length === 0 && others === null);
  const isWatching = strata.some(({ all }) => all.length > 0);
  return (
    <div
      className={isCropped(timeline) ? "picture cropped" : "picture"}
      data-island="strata"
      data-plot={JSON.stringify(plot)}
      data-label={words.strata.reading.plot}
    >
      <Head {...frame} />
      <div className="body" data-steady="">
        <Ground {...frame} />
        {strata.map((stratum) => (
          <Layer key={stratum.layer} stratum={stratum} {...props} />
        ))}
        <Lines timeline={timeline} />
        <div className="ov cross" data-own="" />
      </div>
      {isNothing && <p className="py-2">{words.strata.filter[isWatching ? "none" : "unwatched"]}</p>}
      <Foot {...frame} />
    </div>
  );
}

function Layer({ stratum, ...props }: Props & { stratum: Stratum }) {
  const { words, query } = props;
  const { layer, rows, others } = stratum;
  const { name, asks } = words.strata.layers[layer];
  if (rows.length === 0 && others === null) return null;
  const groups = query.all && layer === "access" ? byKind(rows) : [{ kind: null, rows }];
  return (
    <section
      className={layer === "chain" ? "stratum chain" : "stratum"}
      aria-labelledby={`stratum-${layer}`}
      id={`in-${layer}`}
    >
      <h3 id={`stratum-${layer}`}>
        {name}
        <span>{asks}</span>
      </h3>
      {groups.map(({ kind, rows: own }) => (
        <div key={kind ?? layer} id={`rows-${kind ?? layer}`}>
          {kind !== null && <h4 className="kind">{words.kinds[kind]}</h4>}
          <ol>
            {own.map((row) => (
              <Row key={row.id} row={row} isCounted={layer === "access"} {...props} />
            ))}
            {others !== null && <OthersRow others={others} isAlone={rows.length === 0} layer={layer} {...props} />}
          </ol>
        </div>
      ))}
    </section>
  );
}

/** In the order of the kinds, those without a row left out. */
function byKind(rows: readonly ShownRow[]): { readonly kind: KindGroup; readonly rows: readonly ShownRow[] }[] {
  const kinds = [...new Set(Object.values(KIND_GROUPS))];
  return kinds
    .map((kind) => ({ kind, rows: rows.filter((row) => row.kind !== null && KIND_GROUPS[row.kind] === kind) }))
    .filter((group) => group.rows.length > 0);
}

function Row({ row, isCounted, timeline, values, words }: Props & { row: ShownRow; isCounted: boolean }) {
  const { id, name, path, now, cells, source } = row;
  const value = values.get(id) ?? { status: now, state: words.strata.short[now], why: "" };
  return (
    <li id={id} className={isTroubled(now) ? "row bad" : "row"} {...(isCounted ? { "data-counted": "" } : {})}>
      <a className="name" href={words.now.at(path)} {...(name.length > FITS ? { title: name } : {})}>
        {name}
      </a>
      <Strip
        cells={cells}
        source={source}
        label={stripLabel(row, timeline, words)}
        notes={notesOf(row, timeline, words)}
      />
      <Value value={value} words={words} asOf={timeline.asOf} />
    </li>
  );
}

function OthersRow({
  others,
  isAlone,
  layer,
  timeline,
  path,
  query,
  words,
}: Props & { others: Others; isAlone: boolean; layer: Stratum["layer"] }) {
  const name = (isAlone ? words.strata.allOf : words.strata.others)(others.count);
  const why =
    layer === "access" ? <a href={pictureAddress(path, query, { all: true })}>{words.strata.showAll}</a> : null;
  const isWell = others.now === "operational";
  return (
    <li id={`${layer}/others`} className="row">
      <span className="name">{name}</span>
      <Strip
        cells={others.cells}
        source={layer === "cloud" ? "told" : "measured"}
        label={stripLabel({ name, cells: others.cells }, timeline, words)}
        notes=""
      />
      <Value
        value={{
          status: others.now,
          state: isWell ? "" : words.strata.short[others.now],
          why: layer === "cloud" && isWell ? words.strata.noEvent : "",
        }}
        words={words}
        asOf={timeline.asOf}
      >
        {why}
      </Value>
    </li>
  );
}

function Value({
  value: { status, state, why },
  words,
  asOf,
  children,
}: {
  value: RowValue;
  words: Words;
  asOf: EpochMs;
  children?: ReactNode;
}) {
  return (
    <span className="val">
      <span className={statusText(status)}>
        <Glyph name={GLYPH_OF_STATUS[status]} />
      </span>
      {state === "" ? (
        <span className="sr-only">{words.statuses[status]}</span>
      ) : (
        <b className={statusText(status)}>{state}</b>
      )}
      {(why !== "" || children) && <i>{children ?? <Sentence text={why} now={asOf} />}</i>}
    </span>
  );
}
