import type { IncomingMessage, ServerResponse } from "node:http";
import { connectDrizzle } from "#db/client.ts";
import { createOperatingReader } from "#db/read/operating.ts";
import { type DoorFigures, doorFamilies } from "#domain/publish/metrics/door.ts";
import { type Family, METRICS_TYPE, renderMetrics, single } from "#domain/publish/metrics/metrics.ts";
import { operatingFamilies } from "#domain/publish/metrics/operating.ts";
import { type ProcessFigures, processFamilies } from "#domain/publish/metrics/process.ts";
import type { EpochMs } from "#domain/time.ts";
import { limited } from "#server/limited.ts";

/** A scrape waits no longer than this for what only the database knows: the rest is worth more on time. */
const WAIT_MS = 2_000;

export interface MetricsOptions {
  readonly url: string;
  readonly now: () => EpochMs;
  readonly process: () => ProcessFigures;
  readonly door: () => DoorFigures;
  /** Of the newest state that was read; none before the first. */
  readonly state: () => readonly Family[];
  /** Whether webhooks are sent here. */
  readonly webhooks: boolean;
  readonly onError: (what: string, error: unknown) => void;
}

/** `GET /metrics`. What the database alone knows is read at most four times a minute, however often it is asked for. */
export function openMetrics(options: MetricsOptions) {
  const { url, now, onError, state } = options;
  const reader = connectDrizzle({ url, name: "faultline-web-metrics", max: 1, statementMs: 5_000 });
  const operating = limited(createOperatingReader(reader.db, now), () => WAIT_MS);

  const page = async (): Promise<string> => {
    const figures = await operating.figures().catch((error: unknown) => {
      onError("the figures of feeds and deliveries cannot be read", error);
      return null;
    });
    return renderMetrics([
      ...processFamilies(options.process()),
      ...doorFamilies(options.door()),
      single("gauge", "faultline_webhooks_enabled", "Whether webhooks are sent here.", Number(options.webhooks)),
      single(
        "gauge",
        "faultline_record_readable",
        "Whether the database answered for the figures that it alone knows; without it they are absent.",
        Number(figures !== null),
      ),
      ...state(),
      ...(figures === null ? [] : operatingFamilies(figures)),
    ]);
  };
  return {
    answer: (request: IncomingMessage, response: ServerResponse): void => {
      page().then(
        (text) => {
          response.writeHead(200, {
            "Content-Type": METRICS_TYPE,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
          });
          response.end(request.method === "HEAD" ? undefined : text);
        },
        (error: unknown) => {
          onError("/metrics could not be answered", error);
          response.destroy();
        },
      );
    },
    close: reader.close,
  };
}
