import type { LatencyAxis } from "#domain/latency/axis.ts";
import { latencyAxis } from "#domain/latency/axis.ts";
import {
  type LatencySeries,
  PHASES,
  type Phase,
  type PhaseBucket,
  silentSince,
  slots,
} from "#domain/latency/series.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** Everything a chart of latency draws, as plain data: it goes to the browser as it is. Times are epoch ms, lengths ms. */
interface Drawn {
  readonly window: Window;
  readonly bucketMs: number;
  readonly axis: LatencyAxis;
  /** Events of clouds, cut to the window, as places among the buckets; the last bucket included. */
  readonly bands: readonly Band[];
}

export interface Band {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** Rounds of one bucket: answered and failed. */
export interface Rounds {
  readonly answered: number;
  readonly failed: number;
}

/** One bucket by phase, each cut off where the axis ends; null where nothing was measured. */
export interface DrawnPhases extends Rounds {
  readonly phases: Readonly<Record<Phase, number>> | null;
  readonly p50: number | null;
  readonly p95: number | null;
}

export interface DrawnTotal extends Rounds {
  readonly p50: number | null;
  readonly p95: number | null;
}

export interface PhaseDrawing extends Drawn {
  readonly kind: "phases";
  readonly buckets: readonly (DrawnPhases | null)[];
  /** Since when there was no answer, as a place among the buckets. */
  readonly silentFrom: number | null;
}

export interface TotalDrawing extends Drawn {
  readonly kind: "totals";
  readonly lines: readonly { readonly vantage: string; readonly buckets: readonly (DrawnTotal | null)[] }[];
}

export type Drawing = PhaseDrawing | TotalDrawing;

/** A cloud's event as a chart shows it. */
export interface ShownEvent {
  readonly label: string;
  readonly from: EpochMs;
  /** Null while it lasts. */
  readonly to: EpochMs | null;
}

const tenth = (value: number) => Math.round(value * 10) / 10;
const orNull = (value: number | null) => (value === null ? null : tenth(value));

/** The height of a bucket's bar: its medians one upon the other. */
function heightOf({ phases }: PhaseBucket): number {
  return PHASES.reduce((sum, phase) => sum + (phases[phase] ?? 0), 0);
}

/** What of a series is drawn. */
export function drawingOf(series: LatencySeries, events: readonly ShownEvent[]): Drawing {
  const { window, bucketMs } = series;
  const bands = events.flatMap((event) => bandOf(event, window, bucketMs));
  if (series.kind === "totals") {
    const values = series.lines.flatMap(({ buckets }) =>
      buckets.flatMap(({ p50, p95 }) => [p50 ?? [], p95 ?? []].flat()),
    );
    const lines = series.lines.map(({ vantage, buckets }) => ({
      vantage,
      buckets: slots(buckets, series).map((bucket): DrawnTotal | null => {
        if (bucket === undefined) return null;
        const { answered, failed, p50, p95 } = bucket;
        return { answered, failed, p50: orNull(p50), p95: orNull(p95) };
      }),
    }));
    return { kind: "totals", window, bucketMs, axis: latencyAxis(values), bands, lines };
  }
  const p95s = series.buckets.flatMap(({ p95 }) => p95 ?? []);
  const silent = silentSince(series.buckets);
  return {
    kind: "phases",
    window,
    bucketMs,
    axis: latencyAxis(series.buckets.map(heightOf), p95s),
    bands,
    buckets: slots(series.buckets, series).map((bucket) => (bucket === undefined ? null : phasesOf(bucket))),
    silentFrom: silent === null ? null : Math.floor((silent - window.from) / bucketMs),
  };
}

function phasesOf({ answered, failed, phases, p50, p95 }: PhaseBucket): DrawnPhases {
  const drawn = Object.fromEntries(PHASES.map((phase) => [phase, tenth(phases[phase] ?? 0)])) as Record<Phase, number>;
  return { answered, failed, phases: answered === 0 ? null : drawn, p50: orNull(p50), p95: orNull(p95) };
}

function bandOf({ from, to, label }: ShownEvent, window: Window, bucketMs: number): Band[] {
  const end = to ?? window.to;
  if (end <= window.from || from >= window.to) return [];
  const place = (at: EpochMs) =>
    Math.floor((Math.min(Math.max(at, window.from), window.to - 1) - window.from) / bucketMs);
  return [{ from: place(from), to: place(end), label }];
}
