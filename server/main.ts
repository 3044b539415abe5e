import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";
import { timeOf } from "#server/drill.ts";
import { type Assets, loadAssets } from "#server/front/assets.ts";
import { createCache } from "#server/front/cache.ts";
import { clientOf } from "#server/front/client.ts";
import { older } from "#server/front/dress.ts";
import { createTurns } from "#server/front/turns.ts";
import { createFront } from "#server/front.ts";
import { siteOf } from "#server/headers.ts";
import { answerHealth, answerReadiness } from "#server/health.ts";
import { hangUp, listen } from "#server/listen.ts";
import { createLive } from "#server/live.ts";
import { messageOf } from "#server/message.ts";
import { createMaking } from "#server/pages/making.ts";
import type { Read } from "#server/pages/messages.ts";
import { startPages } from "#server/pages/pages.ts";
import { readWebSettings, type WebSettings } from "#server/settings.ts";
import { EXIT_FINAL, stopWithParent } from "#workers/process.ts";

/** Longest that a stop may take; then the process ends as it is. */
const STOP_WITHIN_MS = 8_000;
/** Answers with all their encodings: every page there is in both languages, many times over. */
const CACHE_BYTES = 64_000_000;
/** Rendering takes one core: more at a time only wait for the database. */
const RENDERED_AT_ONCE = 4;
const WAITING_TO_BE_RENDERED = 1_000;

/** The composition root of the web process: the only place that reads its environment. */
async function main(): Promise<void> {
  const settings = settingsOrExit();
  const root = process.cwd();
  const time = timeOf(settings);
  const site = siteOf(settings.FAULTLINE_URL);
  const proxies = settings.FAULTLINE_PROXIES;
  const live = createLive({
    site,
    now: Date.now,
    clientOf: (request) => clientOf(request, proxies),
    instance: randomBytes(4).toString("hex"),
  });
  let read: Omit<Read, "said"> = { readAt: null, error: "the web process has not read anything yet" };
  const pages = startPages({
    entry: new URL("./pages/thread.ts", import.meta.url),
    data: { settings, root },
    onRead: ({ said, ...newest }) => {
      read = newest;
      live.tell(said);
    },
    onError: (what) => console.error(`web: ${what}`),
  });
  const assets: Assets = await loadAssets(join(root, ".next"), site);
  await pages.ready;

  const turns = createTurns({ atOnce: RENDERED_AT_ONCE, waiting: WAITING_TO_BE_RENDERED });
  const cache = createCache({
    render: createMaking(pages, turns),
    state: () => live.said.version,
    older,
    now: Date.now,
    maxBytes: CACHE_BYTES,
  });
  const front = createFront({
    cache,
    assets,
    own: new Map([
      ["/healthz", (_, response) => answerHealth(response)],
      ["/readyz", (_, response) => answerReadiness(response, read, time())],
      ["/api/v1/stream", live.listen],
    ]),
    proxies,
    now: Date.now,
    onError: (what, error) => console.error(`web: ${what}: ${messageOf(error)}`),
  });
  const server = createServer(front);
  listen(server, settings.HOST, settings.PORT);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    live.close();
    await hangUp(server);
    await pages.stop();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop());
  stopWithParent(() => void stop());
}

function settingsOrExit(): WebSettings {
  try {
    return readWebSettings(process.env);
  } catch (error) {
    console.error(`web: ${messageOf(error)}`);
    process.exit(EXIT_FINAL);
  }
}

main().catch((error: unknown) => {
  console.error(`web: ${messageOf(error)}`);
  process.exit(1);
});
