import { across, drawSpans, isTickShown, joined, type Pan, panOf, TOLD_CLASS } from "#components/replay/drawing.ts";
import { Panned, Placed, Playhead } from "#components/replay/nested.tsx";
import { notesOf } from "#components/replay/notes.ts";
import { clockOf, langOf } from "#components/replay/text.ts";
import { drawMeasured, STRIP } from "#components/strata/drawing.ts";
import { Drawn } from "#components/strata/strip.tsx";
import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import type { Words } from "#components/words/words.ts";
import type { Frame } from "#domain/replay/frame.ts";
import type { Entry, Replay, ReplayRow } from "#domain/replay/replay.ts";
import type { EpochMs } from "#domain/time.ts";
import { cellsOf } from "#domain/timeline/cells.ts";
import { ticksIn } from "#domain/timeline/range.ts";
import { LAYERS } from "#domain/timeline/rows.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const TICK_MS = 30 * MINUTE_MS;

interface Props {
  readonly replay: Replay;
  readonly frame: Frame;
  readonly words: Words;
}

/** The strata of a replay with its playhead. Everything is drawn; what lies after the playhead is under a veil. */
export function ReplayPicture(props: Props) {
  const { replay, frame } = props;
  const pan = panOf(replay.window, frame.shown);
  return (
    <div className="picture">
      <ReplayHead {...props} pan={pan} />
      <div className="body">
        <div className="ov">
          <svg aria-hidden="true">
            <Panned pan={pan}>
              <Grid replay={replay} />
              {replay.bands.map(({ event, from, to, leadIn }) => (
                <g key={event}>
                  <rect className="band" {...stretch(from, to, replay)} height="100%" />
                  {leadIn !== null && (
                    <rect className="lead-h" {...stretch(leadIn.from, leadIn.to, replay)} height="100%" />
                  )}
                </g>
              ))}
            </Panned>
          </svg>
        </div>
        {LAYERS.map((stratum) => (
          <Stratum key={stratum} stratum={stratum} pan={pan} {...props} />
        ))}
        <div className="ov top">
          <svg aria-hidden="true">
            <Panned pan={pan}>
              {linesOf(replay).map(({ className, at }) => (
                <line
                  key={`${className} ${at}`}
                  className={className}
                  {...upright(across(at, replay.window))}
                  y2="100%"
                />
              ))}
            </Panned>
            <Playhead x={across(frame.at, frame.shown)}>
              <rect className="veil" x="0" width="300%" height="100%" />
              <line className="ph" x1="0" x2="0" y1="0" y2="100%" />
            </Playhead>
          </svg>
        </div>
      </div>
      <div className="foot">
        <span />
        <div className="plot">
          <svg aria-hidden="true">
            <Panned pan={pan}>
              <Ticks replay={replay} frame={frame} y={16} />
            </Panned>
          </svg>
        </div>
      </div>
    </div>
  );
}

function ReplayHead({ replay, frame, words, pan }: Props & { pan: Pan }) {
  const say = words.replay;
  return (
    <div className="head">
      <span className="reading" />
      <div className="plot">
        <svg aria-hidden="true">
          <Panned pan={pan}>
            {replay.bands.slice(0, 1).map(({ event, onset, saidAt, leadIn, provider, region }) => {
              const place = placeName(provider, region, replay, words);
              return (
                <g key={event}>
                  {onset.at !== null && (
                    <>
                      <line className="onset" {...upright(across(onset.at, replay.window))} y1="2" y2="68" />
                      <Placed x={across(onset.at, replay.window)}>
                        <text className="t1" x="6" y="13">
                          {clockOf(onset.at)} {say.onset(place)}
                          {onset.by === "told" && <tspan className="desk">{say.onsetTold}</tspan>}
                        </text>
                      </Placed>
                    </>
                  )}
                  {saidAt !== null && (
                    <>
                      <line className="said" {...upright(across(saidAt, replay.window))} y1="17" y2="68" />
                      <Placed x={across(saidAt, replay.window)}>
                        <text className="t2" x="6" y="28">
                          {clockOf(saidAt)}{" "}
                          {say.saidLater(
                            place.split(" ")[0] ?? "",
                            leadIn === null ? "" : say.span(leadIn.to - leadIn.from),
                          )}
                        </text>
                      </Placed>
                    </>
                  )}
                </g>
              );
            })}
            <Ticks replay={replay} frame={frame} y={63} />
          </Panned>
          <Playhead x={across(frame.at, frame.shown)}>
            <rect className="phf" x="-19" y="33" width="38" height="17" rx="2" />
            <text className="pht" data-clock="" x="0" y="46" textAnchor="middle">
              {clockOf(frame.at)}
            </text>
            <line className="ph" x1="0" x2="0" y1="49" y2="68" />
          </Playhead>
        </svg>
      </div>
    </div>
  );
}

/** As its row is called. */
function placeName(provider: string, region: string | null, { rows }: Replay, words: Words): string {
  const id = region === null ? `cloud/${provider}` : `cloud/${provider}/${region}`;
  const name = rows.find((row) => row.id === id)?.name ?? provider;
  return words.replay.text(name).replaceAll("-", "\u2011");
}

function linesOf({ bands }: Replay) {
  return bands.flatMap(({ onset, saidAt, saidResolvedAt }) => [
    ...(onset.at === null ? [] : [{ className: "onset", at: onset.at }]),
    ...[saidAt, saidResolvedAt].flatMap((at) => (at === null ? [] : [{ className: "said", at }])),
  ]);
}

function upright(x: string) {
  return { x1: x, x2: x };
}

function stretch(from: EpochMs, to: EpochMs, { window }: Replay) {
  return { x: across(from, window), width: across(window.from + to - from, window) };
}

function Grid({ replay }: { replay: Replay }) {
  return ticksIn(replay.window, TICK_MS).map((at) => (
    <line key={at} className="grid-line" {...upright(across(at, replay.window))} y1="0" y2="100%" />
  ));
}

/** Whole hours on a phone, half hours elsewhere. */
function Ticks({ replay, frame, y }: { replay: Replay; frame: Frame; y: number }) {
  return ticksIn(replay.window, TICK_MS).map((at) => (
    <text
      key={at}
      x={across(at, replay.window)}
      y={y}
      textAnchor="middle"
      data-time={new Date(at).toISOString()}
      data-tick={at}
      visibility={isTickShown(at, frame.shown) ? "visible" : "hidden"}
      {...(at % (2 * TICK_MS) === 0 ? {} : { className: "desk" })}
    >
      {clockOf(at)}
    </text>
  ));
}

function Stratum({ stratum, pan, ...props }: Props & { stratum: ReplayRow["stratum"]; pan: Pan }) {
  const { replay, words } = props;
  const rows = replay.rows.filter((row) => row.stratum === stratum);
  if (rows.length === 0) return null;
  const timed = rows.filter(({ spans }) => spans.length > 0);
  const untimed = rows.filter(({ spans }) => spans.length === 0);
  return (
    <section className={stratum === "chain" ? "stratum chain" : "stratum"} aria-labelledby={`stratum-${stratum}`}>
      <h3 id={`stratum-${stratum}`}>{words.strata.layers[stratum].name}</h3>
      {timed.length > 0 && <Rows rows={timed} pan={pan} {...props} />}
      {untimed.length > 0 && (
        <>
          <p className="kind">{words.replay.untimed}</p>
          <Rows rows={untimed} pan={pan} {...props} />
        </>
      )}
    </section>
  );
}

function Rows({ rows, ...props }: Props & { rows: readonly ReplayRow[]; pan: Pan }) {
  const entries = new Map(props.replay.entries.map((entry) => [entry.id, entry]));
  return (
    <ol>
      {rows.map((row) => (
        <Row key={row.id} row={row} entries={entries} {...props} />
      ))}
    </ol>
  );
}

function Row({
  row,
  entries,
  frame,
  replay,
  words,
  pan,
}: Props & { row: ReplayRow; entries: ReadonlyMap<string, Entry>; pan: Pan }) {
  const status = frame.states.get(row.id)?.status ?? "unknown";
  const notes = notesOf(row, entries, Math.floor(replay.opening / DAY_MS) * DAY_MS, words);
  const hasStrip = row.spans.length > 0;
  return (
    <li id={row.id} className="rrow" data-row="">
      <span className="name">
        <span className={statusText(status)} data-state={status}>
          <Glyph name={GLYPH_OF_STATUS[status]} />
          <span className="sr-only">{words.statuses[status]}</span>
        </span>
        {row.path === null ? (
          <span {...langOf(row.name, words)}>{words.replay.text(row.name)}</span>
        ) : (
          <a href={words.replay.at(row.path)} {...langOf(row.name, words)}>
            {words.replay.text(row.name)}
          </a>
        )}
      </span>
      <div className="lane">
        {hasStrip && <ReplayStrip row={row} replay={replay} words={words} pan={pan} />}
        {notes.map(({ key, status: claimed, kind, text, lang }) => (
          <p key={key} className={`note ${TOLD_CLASS[claimed]}`} title={text}>
            <b>{hasStrip ? words.replay.noClock(kind) : words.replay.teller(kind)}</b> <span {...lang}>{text}</span>
          </p>
        ))}
      </div>
    </li>
  );
}

function ReplayStrip({ row, replay, words, pan }: { row: ReplayRow; replay: Replay; words: Words; pan: Pan }) {
  const label = words.replay.strip(
    words.replay.text(row.name),
    joined(row.spans).map(({ status, from }) => ({ status: words.statuses[status], from: clockOf(from) })),
  );
  return (
    <div className="strip" role="img" aria-label={label}>
      <svg width="100%" height={STRIP} aria-hidden="true">
        <Panned pan={pan}>
          {row.source === "measured" ? <Measured row={row} replay={replay} /> : <Told row={row} replay={replay} />}
        </Panned>
      </svg>
    </div>
  );
}

function Measured({ row, replay }: { row: ReplayRow; replay: Replay }) {
  const cells = cellsOf(row.spans, replay.window, MINUTE_MS);
  return <Drawn drawing={drawMeasured(cells)} cells={cells.length} />;
}

function Told({ row, replay }: { row: ReplayRow; replay: Replay }) {
  const { boxes, sightings } = drawSpans(row.spans, replay.window);
  return (
    <>
      {boxes.map(({ isOpen, ...box }) => (
        <rect key={box.x} {...box} {...(isOpen ? { strokeDasharray: "4 3" } : {})} />
      ))}
      {sightings.map(({ className, x }) => (
        <Placed key={x} x={x}>
          <path className={className} d="M0 2 6 8 0 14-6 8z" />
        </Placed>
      ))}
    </>
  );
}
