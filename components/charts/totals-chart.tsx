import { CartesianGrid, Line, LineChart, ReferenceArea, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { TotalDrawing } from "#components/charts/latency-data.ts";
import { AXIS_WIDTH, PLOT_HEIGHT, PLOT_MARGIN, TICK, tickText } from "#components/charts/latency-frame.ts";

/** Vantages are told apart by their dashes, for colours are taken. */
const DASHES = ["", "5 3", "2 2", "8 3 2 3"] as const;

const COLOURS = { p50: "var(--p-tls)", p95: "var(--p-wait)" } as const;

/** Median and 95th percentile of whole answers, a pair of lines for each vantage; missing is a gap, never a line across. */
export function TotalsChart({ drawing }: { drawing: TotalDrawing }) {
  const { axis, lines, bands } = drawing;
  const count = lines[0]?.buckets.length ?? 0;
  const cut = (value: number | null | undefined) => (value == null ? null : Math.min(value, axis.top));
  const data = Array.from({ length: count }, (_, at) => ({
    at,
    ...Object.fromEntries(
      lines.flatMap(({ buckets }, line) => [
        [`p50 ${line}`, cut(buckets[at]?.p50)],
        [`p95 ${line}`, cut(buckets[at]?.p95)],
      ]),
    ),
  }));
  return (
    <ResponsiveContainer width="100%" height={PLOT_HEIGHT}>
      <LineChart data={data} margin={PLOT_MARGIN} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--rule)" />
        <XAxis dataKey="at" type="number" domain={[-0.5, count - 0.5]} hide />
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
            x1={band.from - 0.5}
            x2={band.to + 0.5}
            fill="var(--cloud)"
            fillOpacity={0.12}
            ifOverflow="hidden"
          />
        ))}
        {lines.flatMap(({ vantage }, line) =>
          (["p95", "p50"] as const).map((which) => (
            <Line
              key={`${which} ${vantage}`}
              dataKey={`${which} ${line}`}
              stroke={COLOURS[which]}
              strokeWidth={1.5}
              strokeDasharray={DASHES[line % DASHES.length] ?? ""}
              // A bucket between two gaps has no line to be seen by.
              dot={{ r: 1, strokeWidth: 0, fill: COLOURS[which] }}
              activeDot={false}
              connectNulls={false}
              isAnimationActive={false}
            />
          )),
        )}
      </LineChart>
    </ResponsiveContainer>
  );
}
