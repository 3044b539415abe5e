import { OUTCOMES, type Outcome } from "#domain/failure/failure.ts";
import { type Family, seconds, single } from "#domain/publish/metrics/metrics.ts";

/** How a worker does, by its own count since its start. */
export interface WorkerFigures {
  readonly vantage: string;
  readonly ticksPlanned: number;
  readonly ticksDone: number;
  readonly ticksSkipped: number;
  /** Of those that started: more than a second after their instant. */
  readonly ticksLate: number;
  /** By how much all that started were late, together. */
  readonly latenessMs: number;
  /** Measurements by outcome. */
  readonly measured: Readonly<Record<Outcome, number>>;
  /** Writes of measurements to the database: those that were done, with their rows, those that were not, and what all of them took. */
  readonly inserts: { readonly done: number; readonly rows: number; readonly failed: number; readonly tookMs: number };
  readonly rowsBuffered: number;
  readonly rowsLost: number;
  /** Longest stall of the last minute. */
  readonly loopLagMs: number;
  readonly gated: boolean;
  /** Hosts that asked us to wait, and for how long they still are not asked. */
  readonly hostsHeld: readonly { readonly host: string; readonly leftMs: number }[];
}

export function workerFamilies(figures: WorkerFigures): Family[] {
  const {
    vantage,
    ticksPlanned,
    ticksDone,
    ticksSkipped,
    measured,
    inserts,
    rowsBuffered,
    rowsLost,
    gated,
    hostsHeld,
  } = figures;
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
    single(
      "counter",
      "faultline_worker_late_ticks_total",
      "Rounds that started more than a second after their instant.",
      figures.ticksLate,
    ),
    single(
      "counter",
      "faultline_worker_tick_lateness_seconds_total",
      "How late all rounds started that did, together; waiting for a host's limit included.",
      seconds(figures.latenessMs),
    ),
    {
      name: "faultline_worker_measurements_total",
      help: "Measurements that were made, by outcome.",
      type: "counter",
      samples: OUTCOMES.map((outcome) => ({ labels: { outcome }, value: measured[outcome] })),
    },
    {
      name: "faultline_worker_inserts_total",
      help: "Batches of measurements that were written to the database, by whether it took them.",
      type: "counter",
      samples: [
        { labels: { result: "done" }, value: inserts.done },
        { labels: { result: "failed" }, value: inserts.failed },
      ],
    },
    single(
      "counter",
      "faultline_worker_inserted_rows_total",
      "Measurements in the batches that it took.",
      inserts.rows,
    ),
    single(
      "counter",
      "faultline_worker_insert_seconds_total",
      "Time that writing all these batches took.",
      seconds(inserts.tookMs),
    ),
    single("gauge", "faultline_worker_buffered_rows", "Measurements that wait to be stored.", rowsBuffered),
    single("counter", "faultline_worker_lost_rows_total", "Measurements that could not be stored.", rowsLost),
    single("gauge", "faultline_worker_gated", "Whether this vantage has lost its own network.", Number(gated)),
    single(
      "gauge",
      "faultline_worker_held_hosts",
      "Hosts that asked us to wait, and are not asked now.",
      hostsHeld.length,
    ),
    {
      name: "faultline_worker_host_held_seconds",
      help: "How long a host that asked us to wait will still not be asked.",
      type: "gauge",
      samples: hostsHeld.map(({ host, leftMs }) => ({ labels: { host }, value: seconds(leftMs) })),
    },
  ];
}
