import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CDPSession, chromium, type Page } from "@playwright/test";
import type { Bench, BenchRow } from "#scripts/bench/bench.ts";
import { openLivingRecord } from "#scripts/bench/front-record.ts";
import { spawnServer } from "#scripts/bench/front-site.ts";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { ensureChromium } from "#scripts/test/chromium.ts";

/** A frame has 16.7 ms: half of it is for what the page does, the rest for painting. */
const BAR_MS = 8;
const SHARE = 0.95;
/** Across the overview, there and back. */
const STEPS = 400;
const PATHS = ["/replay/2025-10-20-aws-us-east-1", "/replay/2025-04-15-aws-ap-northeast-1"] as const;
/** What is script, style or layout; what one of them does within another counts once. */
const WORK = new Set([
  "EventDispatch",
  "FireAnimationFrame",
  "TimerFire",
  "FunctionCall",
  "UpdateLayoutTree",
  "Layout",
]);
const FRAME = "BeginMainThreadFrame";
/** Work is told in the first, frames in the second. */
const CATEGORIES = "devtools.timeline,disabled-by-default-devtools.timeline.frame";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
}

/** What scrubbing through a replay costs the browser, frame by frame. */
export const replayBench: Bench = {
  about: `scrubbing a replay: script and layout of a frame at most ${BAR_MS} ms at p95`,
  run: async (context) => {
    await buildIfNeeded(root, context.say);
    const database = await context.ownServer("replay");
    await database.ensureDatabase("faultline_bench_replay");
    const record = await openLivingRecord(database.urlFor("faultline_bench_replay"), 1);
    const site = await spawnServer("site", [join(root, "server/main.ts")], {
      DATABASE_URL: record.url,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: "0",
    });
    const browser = await chromium.launch({ executablePath: ensureChromium(context.say) });
    const rows: BenchRow[] = [];
    try {
      for (const path of PATHS) {
        const page = await browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
        await page.goto(`http://127.0.0.1:${site.port}${path}`);
        await page.locator(".rep[data-ready]").waitFor();
        rows.push(rowOf(path, await traced(page, () => scrub(page))));
        await page.close();
      }
    } finally {
      await browser.close();
      await site.stop();
      await record.close();
    }
    return {
      title: `replay: ${STEPS} steps across the overview and back, in Chromium`,
      notes: ["script, style and layout of each frame in which there was any, from the browser's own trace"],
      head: ["", "frames", "p50 ms", "p95 ms", "max ms", "bar", ""],
      rows,
    };
  },
};

function rowOf(path: string, frames: readonly number[]): BenchRow {
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  const p95 = at(SHARE);
  const passes = frames.length > 0 && p95 <= BAR_MS;
  const ms = (value: number) => value.toFixed(2);
  const cells = [
    path,
    String(frames.length),
    ms(at(0.5)),
    ms(p95),
    ms(at(1)),
    `<= ${BAR_MS}`,
    passes ? "PASS" : "FAIL",
  ];
  return { cells, passes };
}

/** With the pointer down, from one end of the overview to the other and back. */
async function scrub(page: Page): Promise<void> {
  const box = await page.locator("[data-over]").boundingBox();
  if (box === null) throw new Error("there is no overview to scrub");
  const y = box.y + 20;
  await page.mouse.move(box.x + 2, y);
  await page.mouse.down();
  for (let step = 0; step <= STEPS; step += 1) {
    const share = step <= STEPS / 2 ? (2 * step) / STEPS : 2 - (2 * step) / STEPS;
    await page.mouse.move(box.x + 2 + share * (box.width - 4), y);
  }
  await page.mouse.up();
}

/** Milliseconds of work in each frame that had any, while `act` runs. */
async function traced(page: Page, act: () => Promise<void>): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", { categories: CATEGORIES, transferMode: "ReportEvents" });
  await act();
  await ended(session);
  return framesOf(events);
}

async function ended(session: CDPSession): Promise<void> {
  const complete = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.end");
  await complete;
}

/** The busiest thread's work, added up between one frame's beginning and the next's. */
function framesOf(events: readonly TraceEvent[]): number[] {
  const begins = events.filter(({ name }) => name === FRAME);
  const threads = byThread(begins);
  const [main] = [...threads.values()].sort((a, b) => b.length - a.length);
  if (main === undefined || main[0] === undefined) return [];
  const { pid, tid } = main[0];
  const starts = main.map(({ ts }) => ts).sort((a, b) => a - b);
  const work = events
    .filter((event) => event.ph === "X" && event.pid === pid && event.tid === tid && WORK.has(event.name))
    .sort((a, b) => a.ts - b.ts);
  const frames = new Array<number>(starts.length).fill(0);
  let [until, frame] = [0, 0];
  for (const { ts, dur = 0 } of work) {
    const [from, to] = [Math.max(ts, until), ts + dur];
    until = Math.max(until, to);
    if (to <= from) continue;
    // What an event does before the frame begins is of the frame that it makes necessary.
    while (frame < starts.length - 1 && (starts[frame] ?? 0) < ts) frame += 1;
    frames[frame] = (frames[frame] ?? 0) + (to - from) / 1_000;
  }
  return frames.filter((ms) => ms > 0);
}

function byThread(events: readonly TraceEvent[]): Map<string, TraceEvent[]> {
  const threads = new Map<string, TraceEvent[]>();
  for (const event of events) {
    const key = `${event.pid}/${event.tid}`;
    threads.set(key, [...(threads.get(key) ?? []), event]);
  }
  return threads;
}
