import type { Words } from "#components/words/words.ts";
import { rank } from "#domain/status/algebra.ts";
import { isTrouble, type NowRow } from "#domain/status/now.ts";
import type { Status } from "#domain/status/status.ts";

const HEIGHT = 12;
const WIDTH = 170;
/** Cells of 6 + 1 px, as long as there is room; then every service has its share of the width. */
const PITCH = 7;

/** Amplitude is severity, three quarters of that in a strip. */
const AMPLITUDE: Record<Status, number> = {
  operational: 3,
  under_maintenance: 6,
  unknown: 4.5,
  degraded_performance: 6,
  partial_outage: 9,
  major_outage: 12,
};

const FILL: Record<Status, string> = {
  operational: "fill-operational",
  under_maintenance: "fill-maintenance",
  unknown: "fill-[url(#unknown-hatch)]",
  degraded_performance: "fill-degraded",
  partial_outage: "fill-partial",
  major_outage: "fill-major",
};

/** How many services of each layer are not well: the way to the chains beside the chains themselves. */
export function Tally({ rows, words }: { rows: readonly NowRow[]; words: Words }) {
  return (
    <dl aria-label={words.tally.label} className="w-full text-[13px] desk:w-[300px]">
      {(["access", "chain"] as const).map((layer) => {
        const statuses = rows
          .filter((row) => row.layer === layer && row.judged && row.service.lifecycle.state !== "retired")
          .map(({ status }) => status)
          .sort((a, b) => rank(b) - rank(a));
        const troubled = statuses.filter(isTrouble).length;
        return (
          <div key={layer} className="tally">
            <dt className="font-semibold font-serif">{words.layers[layer].name}</dt>
            <dd aria-hidden="true">
              <Cells statuses={statuses} />
            </dd>
            <dd className="text-right">{words.tally.of(words.number(troubled), words.number(statuses.length))}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function Cells({ statuses }: { statuses: readonly Status[] }) {
  const pitch = Math.min(PITCH, WIDTH / Math.max(1, statuses.length));
  const gap = pitch === PITCH ? 1 : 0;
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      className="block max-w-full"
    >
      {runsOf(statuses, gap === 0).map(({ status, from, length }) => (
        <rect
          key={from}
          x={tenth(from * pitch)}
          y={(HEIGHT - AMPLITUDE[status]) / 2}
          width={tenth(length * pitch - gap)}
          height={AMPLITUDE[status]}
          className={FILL[status]}
        />
      ))}
    </svg>
  );
}

interface Run {
  readonly status: Status;
  readonly from: number;
  readonly length: number;
}

/** Neighbours of one status as one run where cells would have no gap between them, else each by itself. */
function runsOf(statuses: readonly Status[], isJoined: boolean): Run[] {
  const runs: Run[] = [];
  statuses.forEach((status, index) => {
    const last = runs.at(-1);
    if (isJoined && last?.status === status) runs[runs.length - 1] = { ...last, length: last.length + 1 };
    else runs.push({ status, from: index, length: 1 });
  });
  return runs;
}

const tenth = (value: number) => Math.round(value * 10) / 10;
