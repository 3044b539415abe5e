import { type KeyboardEvent, type PointerEvent, useState } from "react";
import type { Drawing } from "#components/charts/latency-data.ts";
import { AXIS_WIDTH } from "#components/charts/latency-frame.ts";
import type { LatencyLabels } from "#components/charts/latency-labels.ts";
import { readingOf } from "#components/charts/latency-reading.ts";
import { PhasesChart } from "#components/charts/phases-chart.tsx";
import { placeAt, stepTo } from "#components/charts/steps.ts";
import { TotalsChart } from "#components/charts/totals-chart.tsx";

const PAGE = 15;

/** A chart of latency, the failed rounds below its axis, and one line that reads what is pointed at. */
export function LatencyPlot({ drawing, labels }: { drawing: Drawing; labels: LatencyLabels }) {
  const [place, setPlace] = useState<number | null>(null);
  const count = labels.times.length;
  const under = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return placeAt(event.clientX, { left: left + AXIS_WIDTH, width: width - AXIS_WIDTH }, count);
  };
  const step = (event: KeyboardEvent) => {
    if (event.key === "Escape") setPlace(null);
    const to = stepTo(event.key, place ?? count - 1, count, PAGE);
    if (to === null) return;
    event.preventDefault();
    setPlace(to);
  };
  return (
    <div className="plot">
      <div
        role="slider"
        tabIndex={0}
        aria-label={labels.whole}
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={(place ?? count - 1) + 1}
        aria-valuetext={place === null ? labels.whole : readingOf(drawing, labels, place)}
        className="relative touch-pan-y"
        onKeyDown={step}
        onFocus={(event) => event.currentTarget.matches(":focus-visible") && setPlace(place ?? count - 1)}
        onBlur={() => setPlace(null)}
        onPointerMove={(event) => event.pointerType === "mouse" && setPlace(under(event))}
        onPointerLeave={(event) => event.pointerType === "mouse" && setPlace(null)}
        onPointerUp={(event) => {
          const to = under(event);
          if (event.pointerType !== "mouse") setPlace(to === place ? null : to);
        }}
      >
        {drawing.kind === "phases" ? <PhasesChart drawing={drawing} /> : <TotalsChart drawing={drawing} />}
        {drawing.kind === "phases" && labels.silent !== null && drawing.silentFrom !== null && (
          <Silent from={drawing.silentFrom} of={count} text={labels.silent} />
        )}
        <Failed drawing={drawing} />
        {place !== null && <Crosshair place={place} of={count} />}
      </div>
      <p aria-hidden="true" className="flex justify-between pl-[52px] font-cond text-[12px] text-ink-3 leading-4">
        {labels.axis.map((label) => (
          <span key={label}>{label}</span>
        ))}
      </p>
      <p aria-hidden="true" className="h-5 truncate font-cond text-[13px] text-ink-2 leading-5">
        {place === null ? <span className="text-ink-3">{labels.hint}</span> : readingOf(drawing, labels, place)}
      </p>
    </div>
  );
}

/** Written into the gap, or left of it where it is too narrow. */
function Silent({ from, of, text }: { from: number; of: number; text: string }) {
  const isNarrow = of - from < of / 6;
  const x = `${Math.round((from / of) * 1_000) / 10}%`;
  return (
    <svg aria-hidden="true" className="plot-over h-[150px]">
      <text x={x} y="14" dx={isNarrow ? -6 : 6} textAnchor={isNarrow ? "end" : "start"} className="fill-ink-2">
        {text}
      </text>
    </svg>
  );
}

const FAILED_HEIGHT = 12;

/** Failed rounds have no duration: they stand below the axis, as high as their share of the bucket's. */
function Failed({ drawing }: { drawing: Drawing }) {
  const lines = drawing.kind === "phases" ? [drawing.buckets] : drawing.lines.map(({ buckets }) => buckets);
  const count = lines[0]?.length ?? 0;
  const shares = Array.from({ length: count }, (_, index) => {
    const rounds = lines.map((buckets) => buckets[index]);
    const failed = rounds.reduce((sum, bucket) => sum + (bucket?.failed ?? 0), 0);
    const all = rounds.reduce((sum, bucket) => sum + (bucket?.failed ?? 0) + (bucket?.answered ?? 0), 0);
    return failed === 0 ? 0 : failed / all;
  });
  const d = shares
    .map((share, x) => (share === 0 ? "" : `M${x} 0h.84v${Math.max(3, Math.round(share * FAILED_HEIGHT))}h-.84z`))
    .join("");
  return (
    <div className="mt-1.5 h-3.5 pl-[52px]">
      <svg
        viewBox={`0 0 ${count} ${FAILED_HEIGHT}`}
        preserveAspectRatio="none"
        width="100%"
        height={FAILED_HEIGHT}
        shapeRendering="crispEdges"
        aria-hidden="true"
        className="block"
      >
        <path d={d} className="fill-major" />
      </svg>
    </div>
  );
}

function Crosshair({ place, of }: { place: number; of: number }) {
  const x = `${Math.round(((place + 0.5) / of) * 10_000) / 100}%`;
  return (
    <svg aria-hidden="true" className="plot-over h-full">
      <line x1={x} x2={x} y1="0" y2="100%" className="stroke-ink" strokeWidth="1" shapeRendering="crispEdges" />
    </svg>
  );
}
