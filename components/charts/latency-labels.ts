import type { Drawing } from "#components/charts/latency-data.ts";
import type { Phase } from "#domain/latency/series.ts";

/** The words of a chart of latency: what goes to the browser is text, for functions cannot. */
export interface LatencyLabels {
  readonly phases: Readonly<Record<Phase, string>>;
  readonly p50: string;
  readonly p95: string;
  readonly answered: string;
  readonly failed: string;
  /** Written into the gap; null while there are answers. */
  readonly silent: string | null;
  /** The whole chart in words. */
  readonly whole: string;
  readonly asTable: string;
  readonly asChart: string;
  readonly table: string;
  readonly hint: string;
  /** Below the axis, evenly from its begin to its end. */
  readonly axis: readonly string[];
  /** Buckets by their time, to be read. */
  readonly times: readonly string[];
  readonly nothing: string;
}

/** All that a chart of latency is made of. */
export interface LatencyData {
  readonly drawing: Drawing;
  readonly labels: LatencyLabels;
}
