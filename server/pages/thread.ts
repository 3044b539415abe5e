import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import next from "next";
import { stateFamilies } from "#domain/publish/metrics/record.ts";
import { userAgentOf } from "#domain/publish/operator.ts";
import { saidNow } from "#domain/publish/stream.ts";
import { drillOf, timeOf } from "#server/drill.ts";
import { readFaces } from "#server/faces.ts";
import { feedTagOf } from "#server/feed-tag.ts";
import { openFolder, publishFolders } from "#server/folder.ts";
import { readClientModules } from "#server/front/client-modules.ts";
import { createDress } from "#server/front/dress.ts";
import { readFirstFonts } from "#server/front/fonts.ts";
import { readIslands } from "#server/front/islands.ts";
import { createRenderer, type Handler } from "#server/front/render.ts";
import { sparingly } from "#server/front/sparingly.ts";
import { siteOf } from "#server/headers.ts";
import { messageOf } from "#server/message.ts";
import { keepNow } from "#server/now.ts";
import { ownAddressOf } from "#server/own-address.ts";
import { limitDrawing } from "#server/pages/drawing.ts";
import type { Order, PagesData, Report } from "#server/pages/messages.ts";
import { stayOffline } from "#server/pages/offline.ts";
import { kindOf } from "#server/paths.ts";
import { openRecord } from "#server/record.ts";
import type { WebSettings } from "#server/settings.ts";
import { type PublicSite, publishSite } from "#server/site.ts";
import { publishRecord, publishSnapshot, publishTime } from "#server/snapshot.ts";

/** Longest that Next.js may take to stop. */
const STOP_MS = 1_000;

/** The composition root of the thread that makes pages: Next.js, and all that pages ask. */
async function main({ settings, root }: PagesData): Promise<void> {
  stayOffline();
  limitDrawing();
  const tell = (report: Report, moved: readonly ArrayBuffer[] = []) => parentPort?.postMessage(report, moved);
  const time = timeOf(settings);
  let said = saidNow(null, time());
  const now = keepNow(settings.DATABASE_URL, time, ({ overview, error }) => {
    said = saidNow(overview, time());
    const figures = overview === null ? [] : stateFamilies(overview, time());
    tell({ kind: "read", said, readAt: overview?.readAt ?? null, error, figures });
  });
  const past = openRecord(settings.DATABASE_URL, time, () => now.current().error === null);
  publishSite(await publicSite(settings, root));
  publishSnapshot(() => ({ ...now.current(), version: said.version }));
  publishTime(time);
  publishRecord(past.record);
  const folder = (path: string) =>
    openFolder(path, Date.now, (error) => console.error(`web: cannot read ${path}: ${messageOf(error)}`));
  publishFolders({
    dossiers: folder(join(root, "catalog/dossiers")),
    scorecards: folder(join(settings.FAULTLINE_HOME ?? join(root, ".faultline"), "drill")),
  });

  const app = next({ dev: false, dir: root, hostname: settings.HOST, port: settings.PORT });
  const handle: Handler = app.getRequestHandler();
  await Promise.all([app.prepare(), now.first]);

  const build = join(root, ".next");
  const [islands, clientModules, fonts] = await Promise.all([
    readIslands(build),
    readClientModules(build),
    readFirstFonts(build),
  ]);
  const dress = createDress({
    islands,
    clientModules,
    fonts,
    site: siteOf(settings.FAULTLINE_URL),
    onForeign: sparingly((what) => console.error(`web: ${what}`)),
  });
  const render = createRenderer(handle);

  const answer = async (id: number, path: string) => {
    try {
      const raw = await render(path);
      // What Next.js sends then is an empty page and a script; the door says what is the matter.
      if (raw.status === 500) throw new Error("an error while it was rendered");
      const made = dress(raw, kindOf(path));
      const bytes = new Uint8Array(made.bytes);
      tell({ kind: "rendered", id, answer: { ...made, bytes }, seen: raw.seen }, [bytes.buffer]);
    } catch (error) {
      tell({ kind: "failed", id, message: messageOf(error) });
    }
  };
  const stop = async () => {
    await Promise.race([app.close(), new Promise((resolve) => setTimeout(resolve, STOP_MS))]);
    await Promise.all([now.stop(), past.close()]);
    tell({ kind: "stopped" });
    parentPort?.close();
  };
  parentPort?.on("message", (order: Order) => void (order.kind === "stop" ? stop() : answer(order.id, order.path)));
  tell({ kind: "ready" });
}

async function publicSite(settings: WebSettings, root: string): Promise<PublicSite> {
  const {
    FAULTLINE_URL: url = null,
    FAULTLINE_OPERATOR: operator = null,
    FAULTLINE_CONTACT: contact = null,
  } = settings;
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const ownAddress = ownAddressOf(settings);
  return {
    url,
    ownAddress,
    feedTag: feedTagOf(url ?? ownAddress, settings),
    operator,
    contact,
    faces: await readFaces(root),
    userAgent: userAgentOf(version, contact, url),
    drill: drillOf(settings),
  };
}

await main(workerData as PagesData);
