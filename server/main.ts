import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { connect, connectDrizzle, RECORDED_CHANNEL } from "#db/client.ts";
import { readAttributions } from "#db/read/clouds.ts";
import { readIncident, readIncidents } from "#db/read/incidents.ts";
import { createOverviewReader } from "#db/read/overview.ts";
import { mapPath } from "#server/paths.ts";
import { readWebSettings, type WebSettings } from "#server/settings.ts";
import { keepSnapshot, publishRecord, publishSnapshot } from "#server/snapshot.ts";

/** A snapshot older than this means that we cannot see: the instance is not ready to be sent readers. */
const READY_WITHIN_MS = 60_000;

/** Exit code for what no restart can mend: whoever supervises this process gives up instead of trying again. */
const HOPELESS = 78;
/** Longest that a stop may take; then the process ends as it is. */
const STOP_WITHIN_MS = 8_000;

const settings = settingsOrExit();
const reader = connectDrizzle({ url: settings.DATABASE_URL, name: "faultline-web" });
const listener = connect({ url: settings.DATABASE_URL, name: "faultline-web-listen", max: 1 });

const readOverview = createOverviewReader(reader.db);
const keeper = keepSnapshot({
  read: () => readOverview(Date.now()),
  now: Date.now,
  pollMs: 5_000,
  spacingMs: 1_000,
  onError: (error) => console.error(`web: cannot read the current state: ${messageOf(error)}`),
});
publishSnapshot(keeper.current);
publishRecord({
  incidents: (query) => told(readIncidents(reader.db, query)),
  incident: (id) => told(readIncident(reader.db, id)),
  attributions: (ids) => told(readAttributions(reader.db, ids)),
});
listener
  .listen(RECORDED_CHANNEL, keeper.poke, keeper.poke)
  .catch((error: unknown) => console.error(`web: cannot listen, polling instead: ${messageOf(error)}`));

const app = next({ dev: false, dir: process.cwd(), hostname: settings.HOST, port: settings.PORT });
const handle = app.getRequestHandler();
await Promise.all([app.prepare(), keeper.first]);

const server = createServer((request, response) => {
  respond(request, response).catch((error: unknown) => {
    console.error(`web: ${request.method} ${request.url} failed: ${messageOf(error)}`);
    if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
    response.end("Something broke on our side.\n");
  });
});
// A client that never finishes its request must not hold a connection for ever.
server.headersTimeout = 10_000;
server.requestTimeout = 20_000;
server.listen(settings.PORT, settings.HOST, () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : settings.PORT;
  console.log(`web: listening at http://${settings.HOST.includes(":") ? `[${settings.HOST}]` : settings.HOST}:${port}`);
});
server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(`web: cannot listen on ${settings.HOST}:${settings.PORT}: ${error.message}`);
  process.exit(error.code === "EADDRINUSE" || error.code === "EACCES" ? HOPELESS : 1);
});

function settingsOrExit(): WebSettings {
  try {
    return readWebSettings(process.env);
  } catch (error) {
    console.error(`web: ${messageOf(error)}`);
    process.exit(HOPELESS);
  }
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? "/";
  const path = url.split("?", 1)[0];
  if (path === "/healthz") {
    plain(response, 200, "ok\n");
    return;
  }
  if (path === "/readyz") {
    const { status, text } = readiness();
    plain(response, status, text);
    return;
  }
  const target = mapPath(url);
  if ("bad" in target) {
    plain(response, 400, `${target.bad}\n`);
    return;
  }
  if ("redirect" in target) {
    response.writeHead(308, { location: target.redirect }).end();
    return;
  }
  request.url = target.path;
  if (target.status !== 200) answerWith(target.status, response);
  await handle(request, response);
}

/**
 * Gives an answer that would be 200 another status. Only as it is sent: Next.js takes a 404 that it finds in the response
 * for a page that was not found, and leaves out the page's own title.
 */
function answerWith(status: number, response: ServerResponse): void {
  const writeHead = response.writeHead;
  response.writeHead = function send(this: ServerResponse, ...args: unknown[]) {
    const [own, ...rest] = args;
    return Reflect.apply(writeHead, this, [own === 200 ? status : own, ...rest]);
  } as typeof writeHead;
}

function readiness(): { status: number; text: string } {
  const { overview, error } = keeper.current();
  if (overview === null) {
    return { status: 503, text: `not ready: nothing has been read from the database yet (${error})\n` };
  }
  const ageMs = Date.now() - overview.readAt;
  if (ageMs > READY_WITHIN_MS) {
    return { status: 503, text: `not ready: the current state is ${Math.round(ageMs / 1000)} s old\n` };
  }
  return { status: 200, text: "ready\n" };
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }).end(text);
}

/** Never the whole error: a connection error's properties may hold the address with its password. */
function messageOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** Who asks learns only that we cannot see; why is for the operator. */
async function told<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    console.error(`web: cannot read incidents: ${messageOf(error)}`);
    throw error;
  }
}

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  server.close();
  server.closeIdleConnections();
  await Promise.race([app.close(), new Promise((resolve) => setTimeout(resolve, 3_000))]);
  await keeper.stop();
  await Promise.all([reader.close(), listener.end({ timeout: 2 })]);
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop());
if (process.env.FAULTLINE_SUPERVISED === "1") {
  // The supervisor holds the other end and never writes: when it ends, however, the supervisor is gone.
  for (const event of ["end", "close", "error"]) process.stdin.once(event, () => void stop());
  process.stdin.resume();
}
