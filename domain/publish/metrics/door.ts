import { type Family, seconds, single } from "#domain/publish/metrics/metrics.ts";

/** What the door has done since it opened. */
export interface DoorFigures {
  /** By the status of the answer. */
  readonly answers: ReadonlyMap<number, number>;
  /** Answers that were at hand, and those that somebody waited for. */
  readonly atHand: number;
  readonly waitedFor: number;
  readonly cacheBytes: number;
  readonly cacheEntries: number;
  /** Answers that were made, by how it went. */
  readonly made: Readonly<Record<MadeHow, number>>;
  /** Time from being wanted to being made, of all together. */
  readonly makingMs: number;
  readonly listeners: number;
}

/** `unseen`: the record did not answer. `busy`: too many waited already. */
export const MADE_HOW = ["seen", "unseen", "busy", "failed"] as const;
export type MadeHow = (typeof MADE_HOW)[number];

export function doorFamilies(figures: DoorFigures): Family[] {
  const { answers, atHand, waitedFor, cacheBytes, cacheEntries, made, makingMs, listeners } = figures;
  return [
    {
      name: "faultline_http_requests_total",
      help: "Requests that were answered, by the status of the answer.",
      type: "counter",
      samples: [...answers]
        .sort(([a], [b]) => a - b)
        .map(([code, value]) => ({ labels: { code: String(code) }, value })),
    },
    {
      name: "faultline_cache_lookups_total",
      help: "Answers that were looked for in memory: hits were at hand, misses were waited for.",
      type: "counter",
      samples: [
        { labels: { result: "hit" }, value: atHand },
        { labels: { result: "miss" }, value: waitedFor },
      ],
    },
    single("gauge", "faultline_cache_size_bytes", "Memory that kept answers hold.", cacheBytes),
    single("gauge", "faultline_cache_entries", "Answers that are kept.", cacheEntries),
    {
      name: "faultline_renders_total",
      help: "Answers that were made, by how it went; busy: too many waited already.",
      type: "counter",
      samples: MADE_HOW.map((result) => ({ labels: { result }, value: made[result] })),
    },
    single(
      "counter",
      "faultline_render_seconds_total",
      "Time from an answer being wanted to its being made, waiting included.",
      seconds(makingMs),
    ),
    single("gauge", "faultline_stream_listeners", "Clients that listen to server-sent events.", listeners),
  ];
}
