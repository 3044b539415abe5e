import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";
import { exportsFolder } from "#domain/publish/export/manifest.ts";
import { openDesk } from "#server/desk/open.ts";
import { timeOf } from "#server/drill.ts";
import { createExports } from "#server/exports.ts";
import { type Assets, loadAssets } from "#server/front/assets.ts";
import { createCache } from "#server/front/cache.ts";
import { clientOf } from "#server/front/client.ts";
import { older } from "#server/front/dress.ts";
import { sparingly } from "#server/front/sparingly.ts";
import { createTurns } from "#server/front/turns.ts";
import { createFront } from "#server/front.ts";
import { siteOf } from "#server/headers.ts";
import { answerHealth, answerReadiness } from "#server/health.ts";
import { hangUp, listen } from "#server/listen.ts";
import { createLive } from "#server/live.ts";
import { messageOf } from "#server/message.ts";
import { openMetrics } from "#server/metrics/metrics.ts";
import { watchProcess } from "#server/metrics/process.ts";
import { createTally } from "#server/metrics/tally.ts";
import { createMaking } from "#server/pages/making.ts";
import type { Read } from "#server/pages/messages.ts";
import { startPages } from "#server/pages/pages.ts";
import { mapPath } from "#server/paths.ts";
import { readWebSettings, type WebSettings } from "#server/settings.ts";
import { EXIT_FINAL, stopWithParent } from "#workers/process.ts";
import packageJson from "../package.json" with { type: "json" };

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
  let read: Omit<Read, "said"> = { readAt: null, error: "the web process has not read anything yet", figures: [] };
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
  const tally = createTally(() => performance.now());
  const cache = tally.cache(
    createCache({
      render: tally.render(createMaking(pages, turns)),
      state: () => live.said.version,
      older,
      now: Date.now,
      maxBytes: CACHE_BYTES,
    }),
  );
  const desk = openDesk({
    settings,
    now: time,
    page: async (path, request) => {
      const target = mapPath(path);
      if (!("path" in target)) throw new Error(`${path} is no page`);
      return (await cache.get(target.path, () => clientOf(request, proxies))).version.answer;
    },
    clientOf: (request) => clientOf(request, proxies),
    onError: (what, error) => console.error(`web: ${what}: ${messageOf(error)}`),
  });
  const onError = (what: string, error: unknown) => console.error(`web: ${what}: ${messageOf(error)}`);
  const metrics = openMetrics({
    url: settings.DATABASE_URL,
    now: Date.now,
    process: watchProcess(packageJson.version),
    door: () => tally.figures(cache, live.listeners),
    state: () => read.figures,
    webhooks: settings.FAULTLINE_SECRET_KEY !== undefined && settings.FAULTLINE_URL !== undefined,
    onError: sparingly(onError),
  });
  const isMadeUp = settings.FAULTLINE_WORLD !== undefined || settings.FAULTLINE_DRILL !== undefined;
  const takeExport = createExports({
    folder: join(settings.FAULTLINE_HOME ?? join(root, ".faultline"), exportsFolder(isMadeUp)),
    site,
    now: Date.now,
    onError: sparingly(onError),
  });
  const front = createFront({
    cache,
    assets,
    desk: (request, response) => desk.take(request, response) || takeExport(request, response),
    own: new Map([
      ["/healthz", (_, response) => answerHealth(response)],
      ["/readyz", (_, response) => answerReadiness(response, read, time())],
      ["/api/v1/stream", live.listen],
      ["/metrics", metrics.answer],
    ]),
    proxies,
    now: Date.now,
    onError,
  });
  const server = createServer((request, response) => {
    front(request, response);
    tally.answered(response);
  });
  listen(server, settings.HOST, settings.PORT);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    live.close();
    await hangUp(server);
    await Promise.all([pages.stop(), desk.close(), metrics.close()]);
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
