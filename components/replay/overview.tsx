import { across } from "#components/replay/drawing.ts";
import { clockOf } from "#components/replay/text.ts";
import type { Words } from "#components/words/words.ts";
import type { Frame } from "#domain/replay/frame.ts";
import type { Entry, EntryKind, Replay } from "#domain/replay/replay.ts";
import { ticksIn } from "#domain/timeline/range.ts";

const HOUR_MS = 3_600_000;
/** About so many hours are named below it. */
const MOST_TICKS = 12;

/** The lane of an entry: what was told afterwards, by whom it concerns, by the press. What we measured takes the first. */
const LANES: Readonly<Record<EntryKind, 0 | 1 | 2>> = {
  ours: 0,
  reconstructed: 0,
  measured: 0,
  official_status: 1,
  official_statement: 1,
  press: 2,
};
const LANE_Y = [9, 24, 39] as const;
const LANE_CLASS = ["ot-r", "ot-s", "ot-p"] as const;

interface Props {
  readonly replay: Replay;
  readonly frame: Frame;
  readonly words: Words;
}

/** The whole replay in a line: its entries in three lanes, the event, and what of it the picture shows. */
export function Overview({ replay, frame, words }: Props) {
  const { window, bands, entries } = replay;
  const say = words.replay.overview;
  const timed = entries.filter((entry): entry is Entry & { at: number } => entry.at !== null);
  const [from, to] = [frame.shown.from, Math.min(frame.shown.to, window.to)];
  return (
    <div className="over">
      <ol aria-hidden="true">
        <li>{replay.source === "measured" ? say.lanes.ours : say.lanes.afterwards}</li>
        <li>{say.lanes.said}</li>
        <li>{replay.source === "measured" ? "" : say.lanes.press}</li>
      </ol>
      <svg height="74" role="img" aria-label={say.label(timed.length, clockOf(from), clockOf(to))} data-over="">
        {bands.map(({ event, from: begin, to: end, leadIn }) => (
          <g key={event}>
            <rect
              className="band"
              x={across(begin, window)}
              width={across(window.from + end - begin, window)}
              y="4"
              height="50"
            />
            {leadIn !== null && (
              <rect
                className="lead-h"
                x={across(leadIn.from, window)}
                width={across(window.from + leadIn.to - leadIn.from, window)}
                y="4"
                height="50"
              />
            )}
          </g>
        ))}
        <Hours replay={replay} />
        {timed.map(({ id, at, kind }) => (
          <rect
            key={id}
            className={LANE_CLASS[LANES[kind]]}
            x={across(at, window)}
            y={LANE_Y[LANES[kind]]}
            width="3"
            height="10"
          />
        ))}
        <rect
          className="brush"
          data-brush=""
          x={across(from, window)}
          y="3.5"
          width={across(window.from + to - from, window)}
          height="51"
        />
        <svg data-over-head="" x={across(frame.at, window)} height="58" overflow="visible" aria-hidden="true">
          <line className="ph" x1="0" x2="0" y1="0" y2="58" />
        </svg>
      </svg>
    </div>
  );
}

/** The days of a long replay stand beside its midnights. */
function Hours({ replay: { window } }: { replay: Replay }) {
  const hours = (window.to - window.from) / HOUR_MS;
  const step = [0.5, 1, 2, 4, 6, 12].find((one) => hours / one <= MOST_TICKS) ?? 24;
  return ticksIn(window, step * HOUR_MS).map((at, index) => {
    const share = (at - window.from) / (window.to - window.from);
    const isEdge = share < 0.03 || share > 0.97;
    return (
      <g key={at}>
        <line className="grid-line" x1={across(at, window)} x2={across(at, window)} y1="4" y2="54" />
        {!isEdge && (
          <text
            x={across(at, window)}
            y="70"
            textAnchor="middle"
            data-time={new Date(at).toISOString()}
            {...(index % 2 === 1 ? { className: "desk" } : {})}
          >
            {clockOf(at)}
          </text>
        )}
      </g>
    );
  });
}
