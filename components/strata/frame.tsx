import { endOf, startOf, tickLabel, ticksOf, toldAt } from "#components/strata/axis.ts";
import { percent } from "#components/strata/drawing.ts";
import { type Label, lanesOf } from "#components/strata/lanes.ts";
import type { Words } from "#components/words/words.ts";
import type { Timeline } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

interface Props {
  readonly timeline: Timeline;
  /** Distance of two ticks, in milliseconds. */
  readonly tickMs: number;
  readonly words: Words;
}

/** Height of what stands above the rows: three lanes and the axis. */
const HEAD = 68;
/** Baseline of the axis below the lanes, and where there is nothing to be told in any of them. */
const AXIS = 63;
const BARE_AXIS = 35;

/** Above the rows: what the lines in the picture are, and when. The reading of the crosshair stands in its first column. */
export function Head({ timeline, tickMs, words }: Props) {
  const lanes = lanesOf(timeline, words);
  const y = lanes.length === 0 ? BARE_AXIS : AXIS;
  return (
    <div className={lanes.length === 0 ? "head bare" : "head"}>
      <div className="reading" data-own="" aria-hidden="true" />
      <div className="plot">
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: its texts are read as they stand */}
        <svg className="crop">
          {lanes.map((label) => (
            <Lane key={`${label.kind} ${label.y} ${label.text}`} label={label} words={words} />
          ))}
        </svg>
        <svg className="crop" aria-hidden="true">
          <Ticks timeline={timeline} tickMs={tickMs} words={words} y={y} />
          <text className="nw" x="100%" y={y} textAnchor="end" {...toldAt(timeline.asOf, timeline.unitMs)}>
            {tickLabel(timeline.asOf, timeline.unitMs, words)}
          </text>
        </svg>
      </div>
      <span />
    </div>
  );
}

function Lane({ label, words }: { label: Label; words: Words }) {
  const { kind, x, y, anchor, at, text, more, line, path } = label;
  const told = (
    <text
      className={kind === "title" ? "t1" : "t2"}
      x={percent(x)}
      y={y}
      textAnchor={anchor}
      {...(at === null ? {} : { "data-time": new Date(at).toISOString() })}
    >
      {text}
      {more !== "" && (
        <tspan className="desk" lang="en">
          {more}
        </tspan>
      )}
    </text>
  );
  return (
    <>
      {line !== null && <line className={kind} x1={percent(line.x)} x2={percent(line.x)} y1={line.from} y2={HEAD} />}
      {path === null ? told : <a href={words.now.at(path)}>{told}</a>}
    </>
  );
}

export function Foot({ timeline, tickMs, words }: Props) {
  return (
    <div className="foot">
      <span />
      <div className="plot">
        <svg className="crop" aria-hidden="true">
          <Ticks timeline={timeline} tickMs={tickMs} words={words} y={16} />
          <text className="nw" x="100%" y={16} textAnchor="end">
            {timeline.unitMs >= 86_400_000 ? words.strata.today : words.strata.now}
          </text>
        </svg>
      </div>
      <span />
    </div>
  );
}

function Ticks({ timeline, tickMs, words, y }: Props & { y: number }) {
  return ticksOf(timeline, tickMs, words).map(({ at, x, label, isDesk }) => (
    <text
      key={at}
      x={x}
      y={y}
      textAnchor="middle"
      {...toldAt(at, timeline.unitMs)}
      {...(isDesk ? { className: "desk" } : {})}
    >
      {label}
    </text>
  ));
}

/** Below the rows: the grid, and each band with the time before its first notice. */
export function Ground({ timeline, tickMs, words }: Props) {
  const { bands } = timeline;
  return (
    <div className="ov">
      <svg className="crop" aria-hidden="true">
        {ticksOf(timeline, tickMs, words).map(({ at, x }) => (
          <line key={at} className="grid-line" x1={x} x2={x} y1="0" y2="100%" />
        ))}
        {bands.map(({ event, from, to, leadIn }) => (
          <g key={event}>
            <rect className="band" {...boxOf({ from, to }, timeline)} height="100%" />
            {leadIn !== null && <rect className="lead-h" {...leadBox(leadIn, timeline)} height="100%" />}
          </g>
        ))}
      </svg>
    </div>
  );
}

/** Whole cells, as everything in the rows. */
function boxOf({ from, to }: Window, timeline: Timeline) {
  const x = startOf(from, timeline);
  return { x: percent(x), width: percent(Math.max(0, endOf(to, timeline) - x)) };
}

/** Up to the line of the first notice, which stands where its cell begins. */
function leadBox({ from, to }: Window, timeline: Timeline) {
  const x = startOf(from, timeline);
  return { x: percent(x), width: percent(startOf(to, timeline) - x) };
}

/** Above the rows: the onset that we measured, and what was said first and last. */
export function Lines({ timeline }: Pick<Props, "timeline">) {
  const { bands } = timeline;
  const lines = bands.flatMap(({ event, onset, saidAt, saidResolvedAt }) => [
    ...(onset.at === null || onset.at === saidAt ? [] : [{ event, at: onset.at, className: "onset" }]),
    ...[saidAt, saidResolvedAt].flatMap((at) => (at === null ? [] : [{ event, at, className: "said" }])),
  ]);
  return (
    <div className="ov top">
      <svg className="crop" aria-hidden="true">
        {lines.map(({ event, at, className }) => {
          const x = percent(startOf(at, timeline));
          return <line key={`${event} ${at} ${className}`} className={className} x1={x} x2={x} y1="0" y2="100%" />;
        })}
      </svg>
    </div>
  );
}
