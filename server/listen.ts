import type { Server } from "node:http";
import { EXIT_FINAL } from "#workers/process.ts";

/** Longest that answers under way are waited for when the process is to end. */
const ANSWERS_MS = 5_000;

/** Ends the process when the address cannot be had. */
export function listen(server: Server, host: string, port: number): void {
  // A client that never finishes its request must not hold a connection for ever.
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  // Longer than a proxy keeps its own idle: one that sends as we hang up would have to tell its reader of an error.
  server.keepAliveTimeout = 75_000;
  server.on("error", (error: NodeJS.ErrnoException) => {
    console.error(`web: cannot listen on ${host}:${port}: ${error.message}`);
    process.exit(error.code === "EADDRINUSE" || error.code === "EACCES" ? EXIT_FINAL : 1);
  });
  server.listen(port, host, () => {
    const address = server.address();
    const given = typeof address === "object" && address ? address.port : port;
    console.log(`web: listening at http://${host.includes(":") ? `[${host}]` : host}:${given}`);
  });
}

/**
 * Takes no new connection and ends the idle ones, and lets every answer that is under way be read to its end. Whoever keeps a
 * connection is told with his next answer that it is the last.
 */
export async function hangUp(server: Server, limitMs = ANSWERS_MS): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.prependListener("request", (_, response) => {
    response.shouldKeepAlive = false;
  });
  const timer = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearTimeout(timer);
}
