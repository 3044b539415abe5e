import { across, joined, TOLD_CLASS } from "#components/replay/drawing.ts";
import type { Words } from "#components/words/words.ts";
import { frameAt, worstInstant } from "#domain/replay/frame.ts";
import type { Replay, ReplayRow } from "#domain/replay/replay.ts";
import type { Status } from "#domain/status/status.ts";

const ROW = 7;
const BAR: Readonly<Record<Status, number>> = {
  operational: 2,
  under_maintenance: 3,
  unknown: 0,
  degraded_performance: 3,
  partial_outage: 4,
  major_outage: 6,
};
/** More rows than these cannot be told apart at this size. */
const MOST_ROWS = 12;

/** All rows with times, small: the shape of an outage. What nobody knows is left blank. */
export function SmallPicture({ replay, words }: { replay: Replay; words: Words }) {
  const rows = replay.rows.filter(({ spans }) => spans.length > 0).slice(0, MOST_ROWS);
  const most = frameAt(replay, worstInstant(replay)).failing.access.length;
  const height = rows.length * ROW + 4;
  return (
    <svg
      className="small"
      width="100%"
      height={height}
      role="img"
      aria-label={words.replay.list.picture(words.replay.text(replay.title), most)}
    >
      {replay.bands.map(({ event, from, to }) => (
        <rect
          key={event}
          className="band"
          x={across(from, replay.window)}
          width={across(replay.window.from + to - from, replay.window)}
          height={height}
        />
      ))}
      {rows.map((row, index) => (
        <Bars key={row.id} row={row} replay={replay} y={2 + index * ROW + ROW / 2} />
      ))}
    </svg>
  );
}

function Bars({ row, replay, y }: { row: ReplayRow; replay: Replay; y: number }) {
  return joined(row.spans)
    .filter(({ status }) => BAR[status] > 0)
    .map(({ status, from, to }) => (
      <rect
        key={from}
        className={`${row.source === "told" ? "o" : "f"}-${TOLD_CLASS[status]}`}
        x={across(from, replay.window)}
        width={across(replay.window.from + to - from, replay.window)}
        y={y - BAR[status] / 2}
        height={BAR[status]}
      />
    ));
}
