import { type Family, single } from "#domain/publish/metrics/metrics.ts";

/** How a worker does, by its own count since its start. */
export interface WorkerFigures {
  readonly vantage: string;
  readonly ticksPlanned: number;
  readonly ticksDone: number;
  readonly ticksSkipped: number;
  readonly rowsBuffered: number;
  readonly rowsLost: number;
  /** Longest stall of the last minute. */
  readonly loopLagMs: number;
  readonly gated: boolean;
}

export function workerFamilies(figures: WorkerFigures): Family[] {
  const { vantage, ticksPlanned, ticksDone, ticksSkipped, rowsBuffered, rowsLost, gated } = figures;
  return [
    {
      name: "faultline_worker_info",
      help: "The vantage that this worker probes from.",
      type: "gauge",
      samples: [{ labels: { vantage }, value: 1 }],
    },
    {
      name: "faultline_worker_ticks_total",
      help: "Rounds of checks since the start: planned, and of those done or skipped.",
      type: "counter",
      samples: Object.entries({ planned: ticksPlanned, done: ticksDone, skipped: ticksSkipped }).map(
        ([result, value]) => ({ labels: { result }, value }),
      ),
    },
    single("gauge", "faultline_worker_buffered_rows", "Measurements that wait to be stored.", rowsBuffered),
    single("counter", "faultline_worker_lost_rows_total", "Measurements that could not be stored.", rowsLost),
    single("gauge", "faultline_worker_gated", "Whether this vantage has lost its own network.", Number(gated)),
  ];
}
