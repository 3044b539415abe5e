import type { Drawing } from "#components/charts/latency-data.ts";
import type { LatencyLabels } from "#components/charts/latency-labels.ts";
import { PHASES } from "#domain/latency/series.ts";

/** Milliseconds as a reader takes them: tenths below ten of them. */
function msText(value: number | null): string {
  return value === null ? "–" : `${value < 10 ? value : Math.round(value)} ms`;
}

/** What a chart shows at one bucket, in one line. */
export function readingOf(drawing: Drawing, labels: LatencyLabels, place: number): string {
  const at = labels.times[place] ?? "";
  const rounds = ({ answered, failed }: { answered: number; failed: number }) => [
    answered === 0 ? "" : `${labels.answered} ${answered}`,
    failed === 0 ? "" : `${labels.failed} ${failed}`,
  ];
  const percentiles = ({ p50, p95 }: { p50: number | null; p95: number | null }) =>
    p50 === null ? [] : [`${labels.p50} ${msText(p50)}`, `${labels.p95} ${msText(p95)}`];
  if (drawing.kind === "totals") {
    const told = drawing.lines.flatMap(({ vantage, buckets }) => {
      const bucket = buckets[place];
      return bucket == null ? [] : [[vantage, ...percentiles(bucket), ...rounds(bucket)].filter(Boolean).join(" ")];
    });
    return `${at}: ${told.length === 0 ? labels.nothing : told.join(" · ")}`;
  }
  const bucket = drawing.buckets[place];
  if (bucket == null) return `${at}: ${labels.nothing}`;
  const { phases } = bucket;
  const parts = phases === null ? [] : PHASES.map((phase) => `${labels.phases[phase]} ${msText(phases[phase])}`);
  return `${at}: ${[...percentiles(bucket), ...rounds(bucket), ...parts].filter(Boolean).join(" · ")}`;
}
