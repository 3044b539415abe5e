import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { userAgentOf } from "#domain/publish/operator.ts";
import { saidNow } from "#domain/publish/stream.ts";
import { type Face, readFaces } from "#server/faces.ts";
import { loadAssets } from "#server/front/assets.ts";
import { type Cache, createCache } from "#server/front/cache.ts";
import { clientOf } from "#server/front/client.ts";
import { readClientModules } from "#server/front/client-modules.ts";
import { createDresser } from "#server/front/dress.ts";
import { readIslands } from "#server/front/islands.ts";
import { createRenderer, type Handler } from "#server/front/render.ts";
import { createTurns } from "#server/front/turns.ts";
import { createFront } from "#server/front.ts";
import type { Site } from "#server/headers.ts";
import { answerHealth, answerReadiness } from "#server/health.ts";
import { hangUp, listen } from "#server/listen.ts";
import { createLive } from "#server/live.ts";
import { messageOf } from "#server/message.ts";
import { keepNow } from "#server/now.ts";
import { kindOf } from "#server/paths.ts";
import { openRecord } from "#server/record.ts";
import { readWebSettings, type WebSettings } from "#server/settings.ts";
import { type PublicSite, publishSite } from "#server/site.ts";
import { publishRecord, publishSnapshot } from "#server/snapshot.ts";
import { EXIT_FINAL, stopWithParent } from "#workers/process.ts";
import packageJson from "../package.json" with { type: "json" };

/** Longest that a stop may take; then the process ends as it is. */
const STOP_WITHIN_MS = 8_000;
/** Answers with all their encodings: every page there is in both languages, many times over. */
const CACHE_BYTES = 64_000_000;
/** Rendering takes the one core that this process has: more at a time only wait for the database. */
const RENDERED_AT_ONCE = 4;
const WAITING_TO_BE_RENDERED = 1_000;

/** The composition root of the web process: the only place that reads its environment. */
async function main(): Promise<void> {
  const settings = settingsOrExit();
  const site: Site = { secure: settings.FAULTLINE_URL?.startsWith("https:") ?? false };
  const live = createLive({
    site,
    now: Date.now,
    clientOf: (request) => clientOf(request, settings.FAULTLINE_PROXIES),
    instance: randomBytes(4).toString("hex"),
  });
  const now = keepNow(settings.DATABASE_URL, ({ overview }) => live.tell(saidNow(overview, Date.now())));
  const past = openRecord(settings.DATABASE_URL, () => now.current().error === null);
  publishSite(siteOf(settings, await readFaces(process.cwd())));
  publishSnapshot(() => ({ ...now.current(), version: live.said.version }));
  publishRecord(past.record);

  const app = next({ dev: false, dir: process.cwd(), hostname: settings.HOST, port: settings.PORT });
  const handle: Handler = app.getRequestHandler();
  await Promise.all([app.prepare(), now.first]);

  const build = join(process.cwd(), ".next");
  const front = createFront({
    cache: await openCache(build, site, handle, () => live.said.version),
    assets: await loadAssets(build, site),
    own: {
      "/healthz": (_, response) => answerHealth(response),
      "/readyz": (_, response) => answerReadiness(response, now.current(), Date.now()),
      "/api/v1/stream": live.listen,
    },
    proxies: settings.FAULTLINE_PROXIES,
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
    await Promise.race([app.close(), new Promise((resolve) => setTimeout(resolve, 1_000))]);
    await Promise.all([now.stop(), past.close()]);
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop());
  stopWithParent(() => void stop());
}

function siteOf(settings: WebSettings, faces: readonly Face[]): PublicSite {
  const {
    FAULTLINE_URL: url = null,
    FAULTLINE_OPERATOR: operator = null,
    FAULTLINE_CONTACT: contact = null,
  } = settings;
  return { url, operator, contact, faces, userAgent: userAgentOf(packageJson.version, contact, url) };
}

function settingsOrExit(): WebSettings {
  try {
    return readWebSettings(process.env);
  } catch (error) {
    console.error(`web: ${messageOf(error)}`);
    process.exit(EXIT_FINAL);
  }
}

async function openCache(build: string, site: Site, handle: Handler, state: () => string): Promise<Cache> {
  const [islands, clientModules] = await Promise.all([readIslands(build), readClientModules(build)]);
  const { dress, older } = createDresser({ islands, clientModules, site });
  const render = createRenderer(handle);
  const turns = createTurns({ atOnce: RENDERED_AT_ONCE, waiting: WAITING_TO_BE_RENDERED });
  return createCache({
    render: async (path, client) => {
      const raw = await turns.take(client, () => render(path));
      // What Next.js sends then is an empty page and a script; ours says what is the matter.
      if (raw.status === 500) throw new Error("an error while it was rendered");
      return { answer: dress(raw, kindOf(path)), seen: raw.seen };
    },
    state,
    older,
    now: Date.now,
    maxBytes: CACHE_BYTES,
  });
}

await main();
