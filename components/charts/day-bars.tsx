import { BAR_HEIGHT, type BarState, type Segment, segmentsOf } from "#components/charts/day-segments.ts";
import type { DaySeconds } from "#domain/uptime/day-seconds.ts";

/** Of a day's pitch; the rest is the gap to the next. */
const WIDTH = 0.77;

const FILL: Readonly<Record<Exclude<BarState, "unknown">, string>> = {
  up: "fill-operational",
  degraded: "fill-degraded",
  maintenance: "fill-maintenance",
  part: "fill-partial",
  down: "fill-major",
};
const STATES = Object.keys(FILL) as (keyof typeof FILL)[];

/**
 * A bar for each day, as high as its worst state and filled by the share of each (day-segments.ts). One path for each state,
 * for a page has hundreds of days; what was not measured is hatched, and patterns must not be stretched.
 */
export function DayBars({ days, downAs }: { days: readonly DaySeconds[]; downAs: "part" | "down" }) {
  const bars = days.map(({ seconds }) => segmentsOf(seconds, downAs));
  const paths = STATES.flatMap((state) => {
    const d = bars
      .flatMap((segments, x) => segments.filter((segment) => segment.state === state).map((one) => boxOf(one, x)))
      .join("");
    return d === "" ? [] : [{ state, d }];
  });
  const edges = bars
    .flatMap((segments, x) =>
      segments
        .filter(({ state }) => state === "degraded")
        .map((one) => boxOf({ ...one, y: topOf(one) - 1, height: 1 }, x)),
    )
    .join("");
  return (
    <svg width="100%" height={BAR_HEIGHT} aria-hidden="true" className="block">
      {hatched(bars).map(({ from, to, y, height }) => (
        <rect
          key={from}
          x={percent(from / days.length)}
          width={percent((to - 1 + WIDTH - from) / days.length)}
          y={BAR_HEIGHT - y - height}
          height={height}
          className="fill-[url(#unknown-hatch)]"
        />
      ))}
      <svg
        viewBox={`0 0 ${days.length} ${BAR_HEIGHT}`}
        preserveAspectRatio="none"
        width="100%"
        height={BAR_HEIGHT}
        shapeRendering="crispEdges"
        aria-hidden="true"
      >
        {paths.map(({ state, d }) => (
          <path key={state} d={d} className={FILL[state]} />
        ))}
        {edges !== "" && <path d={edges} className="fill-degraded-edge" />}
      </svg>
    </svg>
  );
}

const topOf = ({ y, height }: Pick<Segment, "y" | "height">) => y + height;

function boxOf({ y, height }: Pick<Segment, "y" | "height">, x: number): string {
  return `M${x} ${BAR_HEIGHT - y - height}h${WIDTH}v${height}h-${WIDTH}z`;
}

const percent = (share: number) => `${Math.round(share * 10_000) / 100}%`;

interface Run {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly height: number;
}

/** Neighbouring days that are hatched alike, as one. */
function hatched(bars: readonly (readonly Segment[])[]): Run[] {
  const runs: Run[] = [];
  bars.forEach((segments, index) => {
    const unknown = segments.find(({ state }) => state === "unknown");
    if (unknown === undefined) return;
    const { y, height } = unknown;
    const last = runs.at(-1);
    if (last?.to === index && last.y === y && last.height === height)
      runs[runs.length - 1] = { ...last, to: index + 1 };
    else runs.push({ from: index, to: index + 1, y, height });
  });
  return runs;
}
