import { parentPort, workerData } from "node:worker_threads";
import type { Order, PagesData, Report } from "#server/pages/messages.ts";

/** Stands in for the thread that makes pages: its paths say how it behaves. */

const tell = (report: Report) => parentPort?.postMessage(report);
const { root } = workerData as PagesData;
if (root === "/broken") throw new Error("there is no build");

const statuses = new Map([["kraken/api", "operational"] as const]);
tell({ kind: "read", said: { version: "v1", headline: "h1", statuses }, readAt: 7, error: null, figures: [] });

parentPort?.on("message", (order: Order) => {
  if (order.kind === "stop") {
    if (root === "/stubborn") return;
    return parentPort?.close();
  }
  const { id, path } = order;
  if (path === "/die") process.exit(3);
  if (path === "/throw") throw new Error("out of its mind");
  if (path === "/hang") for (;;);
  if (path === "/eat") for (const eaten: number[][] = []; ; ) eaten.push(Array(10_000).fill(0.5));
  if (path === "/never") return;
  if (path === "/fail") return tell({ kind: "failed", id, message: "the page has an error" });
  const bytes = new Uint8Array(Buffer.from(`page ${path}`));
  const answer = { status: 200, type: "text/html", bytes, headers: [["X-A", "1"]] as const };
  tell({ kind: "rendered", id, answer, seen: path !== "/unseen" });
});
tell({ kind: "ready" });
