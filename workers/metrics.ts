import { once } from "node:events";
import { createServer } from "node:http";
import { METRICS_TYPE, renderMetrics } from "#domain/publish/metrics/metrics.ts";
import { processFamilies } from "#domain/publish/metrics/process.ts";
import { type WorkerFigures, workerFamilies } from "#domain/publish/metrics/worker.ts";
import { VERSION } from "#workers/environment.ts";

export interface WorkerMetricsOptions {
  readonly host: string;
  readonly port: number;
  readonly figures: () => WorkerFigures;
}

export interface WorkerMetrics {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers `GET /metrics` on a port of the worker's own, from memory.
 * @throws Error when it cannot listen there
 */
export async function serveMetrics({ host, port, figures }: WorkerMetricsOptions): Promise<WorkerMetrics> {
  const startedAtS = Math.round(Date.now() / 1_000 - process.uptime());
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    const known = request.url?.split("?", 1)[0] === "/metrics";
    if (!known || (request.method !== "GET" && request.method !== "HEAD")) {
      response.writeHead(known ? 405 : 404, known ? { Allow: "GET, HEAD" } : {}).end();
      return;
    }
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    const now = figures();
    const text = renderMetrics([
      ...processFamilies({
        version: VERSION,
        startedAtS,
        cpuS: (user + system) / 1e6,
        residentBytes: rss,
        heapBytes: heapUsed,
        loopLagS: now.loopLagMs / 1_000,
      }),
      ...workerFamilies(now),
    ]);
    response.writeHead(200, { "Content-Type": METRICS_TYPE, "Cache-Control": "no-store" });
    response.end(request.method === "HEAD" ? undefined : text);
  });
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
