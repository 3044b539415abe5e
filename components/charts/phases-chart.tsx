import { Bar, CartesianGrid, ComposedChart, Line, ReferenceArea, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { PhaseDrawing } from "#components/charts/latency-data.ts";
import { AXIS_WIDTH, PLOT_HEIGHT, PLOT_MARGIN, TICK, tickText } from "#components/charts/latency-frame.ts";
import { PHASES } from "#domain/latency/series.ts";

const FILL = {
  dns: "var(--p-dns)",
  connect: "var(--p-connect)",
  tls: "var(--p-tls)",
  wait: "var(--p-wait)",
  download: "var(--p-download)",
} as const;

/** The medians of each phase one upon the other, and the 95th percentile of the whole as a short line above. */
export function PhasesChart({ drawing }: { drawing: PhaseDrawing }) {
  const { axis, buckets, bands } = drawing;
  const data = buckets.map((bucket, at) => {
    const sum =
      bucket?.phases == null ? 0 : PHASES.reduce((height, phase) => height + (bucket.phases?.[phase] ?? 0), 0);
    return {
      at,
      ...(bucket?.phases ?? {}),
      p95: bucket?.p95 == null ? null : Math.min(bucket.p95, axis.top),
      above: Math.max(sum, bucket?.p95 ?? 0) > axis.top,
    };
  });
  return (
    <ResponsiveContainer width="100%" height={PLOT_HEIGHT}>
      <ComposedChart data={data} margin={PLOT_MARGIN} barCategoryGap="8%" accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--rule)" />
        <XAxis dataKey="at" hide />
        <YAxis
          width={AXIS_WIDTH}
          domain={[0, axis.top]}
          ticks={[...axis.ticks]}
          interval={0}
          allowDataOverflow
          axisLine={false}
          tickLine={false}
          tickFormatter={tickText(axis)}
          tick={TICK}
        />
        {bands.map((band) => (
          <ReferenceArea
            key={band.from}
            x1={band.from}
            x2={band.to}
            fill="var(--cloud)"
            fillOpacity={0.12}
            ifOverflow="hidden"
          />
        ))}
        {PHASES.map((phase) => (
          <Bar key={phase} dataKey={phase} stackId="phases" fill={FILL[phase]} isAnimationActive={false} />
        ))}
        <Line dataKey="p95" stroke="none" dot={Mark} activeDot={false} isAnimationActive={false} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

interface MarkProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly index?: number;
  readonly payload?: { readonly p95: number | null; readonly above: boolean };
}

/** A short line at the 95th percentile; a wedge where something went on above the axis. */
function Mark({ cx, cy, index, payload }: MarkProps) {
  if (cx === undefined || cy === undefined || payload?.p95 == null) return <g key={index} />;
  return payload.above ? (
    <path key={index} d={`M${cx - 3} ${PLOT_MARGIN.top + 5}h6l-3-5z`} fill="var(--ink)" />
  ) : (
    <path key={index} d={`M${cx - 1.5} ${cy}h3`} stroke="var(--ink-2)" strokeWidth="1" shapeRendering="crispEdges" />
  );
}
