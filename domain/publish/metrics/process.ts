import { type Family, single } from "#domain/publish/metrics/metrics.ts";

/** What a process costs the machine. */
export interface ProcessFigures {
  /** Of the product. */
  readonly version: string;
  readonly startedAtS: number;
  readonly cpuS: number;
  /** Of the whole process, all its threads. */
  readonly residentBytes: number;
  /** Of JavaScript, in the thread that answers. */
  readonly heapBytes: number;
  /** The longest stall of about the last minute. */
  readonly loopLagS: number;
}

/** The names that every process of Prometheus's own makers bears, and ours for what has none. */
export function processFamilies(figures: ProcessFigures): Family[] {
  const { version, startedAtS, cpuS, residentBytes, heapBytes, loopLagS } = figures;
  return [
    {
      name: "faultline_build_info",
      help: "The version of Faultline that runs.",
      type: "gauge",
      samples: [{ labels: { version }, value: 1 }],
    },
    single("gauge", "process_start_time_seconds", "Start time of the process since the Unix epoch.", startedAtS),
    single("counter", "process_cpu_seconds_total", "User and system CPU time spent.", cpuS),
    single(
      "gauge",
      "process_resident_memory_bytes",
      "Memory that the process holds, of all its threads.",
      residentBytes,
    ),
    single("gauge", "faultline_process_heap_bytes", "JavaScript heap in use by the main thread.", heapBytes),
    single(
      "gauge",
      "faultline_process_event_loop_lag_seconds",
      "Longest stall of the main thread's event loop in about the last minute.",
      loopLagS,
    ),
  ];
}
