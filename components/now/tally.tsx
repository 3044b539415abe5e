import type { Words } from "#components/words/words.ts";
import { isTroubled, rank } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { Stratum } from "#domain/timeline/rows.ts";

const HEIGHT = 12;
const WIDTH = 170;
/** Cells of 6 + 1 px, as long as there is room; then every row has its share of the width. */
const PITCH = 7;
const MOST_CELLS = 24;

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
  operational: "f-op",
  under_maintenance: "f-mnt",
  unknown: "f-unk",
  degraded_performance: "f-deg",
  partial_outage: "f-part",
  major_outage: "f-maj",
};

/** How many of each stratum are in trouble now: the way to the chains beside the chains themselves. */
export function Tally({ strata, words }: { strata: readonly Stratum[]; words: Words }) {
  return (
    <table className="tally">
      <caption className="sr-only">{words.now.tally.caption}</caption>
      <tbody>
        {strata.map(({ layer, all }) => {
          const statuses = (layer === "cloud" ? providersOf(all) : all.map(({ now }) => now)).sort(
            (a, b) => rank(b) - rank(a),
          );
          return (
            <tr key={layer}>
              <th scope="row">{words.strata.layers[layer].name}</th>
              <td>
                <Cells statuses={statuses} />
              </td>
              <td>
                <b>{words.number(statuses.filter(isTroubled).length)}</b>{" "}
                {words.now.tally.of(words.number(statuses.length))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A provider counts once, however many places of it are told of, as the worst of them. */
function providersOf(rows: Stratum["all"]): Status[] {
  const worst = new Map<string, Status>();
  for (const { id, now } of rows) {
    const [, provider = ""] = id.split("/");
    const before = worst.get(provider);
    if (before === undefined || rank(now) > rank(before)) worst.set(provider, now);
  }
  return [...worst.values()];
}

function Cells({ statuses }: { statuses: readonly Status[] }) {
  const isRuns = statuses.length > MOST_CELLS;
  const pitch = isRuns ? WIDTH / statuses.length : PITCH;
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
      {runsOf(statuses, isRuns).map(({ status, from, length }) => (
        <rect
          key={from}
          className={FILL[status]}
          x={tenth(from * pitch)}
          y={(HEIGHT - AMPLITUDE[status]) / 2}
          width={tenth(length * pitch - (isRuns ? 0 : 1))}
          height={AMPLITUDE[status]}
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
