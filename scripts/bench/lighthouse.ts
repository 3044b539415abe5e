import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { type Bench, type BenchContext, type BenchRow, median } from "#scripts/bench/bench.ts";
import { openLivingRecord } from "#scripts/bench/front-record.ts";
import { spawnServer } from "#scripts/bench/front-site.ts";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { ensureChromium } from "#scripts/test/chromium.ts";

const BAR = 95;
const RUNS = 5;
/** Of this many in a row one must have worked: Chromium's trace of a page load is lost now and then (NO_NAVSTART). */
const TRIES = 3;
const DAYS = 90;
const DEBUGGING_PORT = 15_852;

/** What is looked at. */
const PATHS = ["/", "/services/infura", "/replay/2025-10-20-aws-us-east-1"] as const;
/** Lighthouse's own: a phone on a slow line, and a desktop. */
const PRESETS = { mobile: undefined, desktop: desktopConfig } as const;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Lighthouse's four categories of the site as it is served. */
export const lighthouseBench: Bench = {
  about: `Lighthouse's four categories, phone and desktop, median of ${RUNS}: at least ${BAR}`,
  run: async (context) => {
    await buildIfNeeded(root, context.say);
    const database = await context.ownServer("lighthouse");
    await database.ensureDatabase("faultline_bench_lighthouse");
    context.say(`lighthouse: making up ${DAYS} days`);
    const record = await openLivingRecord(database.urlFor("faultline_bench_lighthouse"), DAYS);
    const site = await spawnServer("site", [join(root, "server/main.ts")], {
      DATABASE_URL: record.url,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: "0",
    });
    const browser = await openBrowser(context);
    const rows: BenchRow[] = [];
    try {
      for (const path of PATHS) {
        for (const preset of ["mobile", "desktop"] as const) {
          await record.catchUp();
          rows.push(...(await measure(`http://127.0.0.1:${site.port}${path}`, path, preset, context)));
        }
      }
    } finally {
      await browser.close();
      await site.stop();
      await record.close();
    }
    return {
      title: `lighthouse: ${DAYS} days of made-up history, ${RUNS} runs each`,
      notes: [
        "median of each category; what falls short is named with its audits",
        "the browser can reach nothing but this machine",
      ],
      head: ["", "", "performance", "accessibility", "best practices", "SEO", "bar", ""],
      rows,
    };
  },
};

/** As root it runs without its sandbox, which needs an ordinary user. No name resolves, so that nothing is asked outside. */
function openBrowser({ say }: BenchContext): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium(say),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [`--remote-debugging-port=${DEBUGGING_PORT}`, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
}

/** The scores of one run, of 100, and the audits that cost points. */
interface Scores {
  readonly scores: readonly number[];
  readonly short: readonly string[];
}

async function measure(
  url: string,
  path: string,
  preset: keyof typeof PRESETS,
  { say }: BenchContext,
): Promise<BenchRow[]> {
  const runs: Scores[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const scores = await again(() => scoresOf(url, preset), say);
    say(`lighthouse: ${path}, ${preset}, ${run} of ${RUNS}: ${scores.scores.join(" ")}`);
    runs.push(scores);
  }
  const medians = CATEGORIES.map((_, index) => median(runs.map(({ scores }) => scores[index] ?? 0)));
  const passes = medians.every((score) => score >= BAR);
  const short = [...new Set(runs.flatMap((run) => run.short))];
  return [
    { cells: [path, preset, ...medians.map(String), `>= ${BAR}`, passes ? "PASS" : "FAIL"], passes },
    ...(passes ? [] : short.map((audit): BenchRow => ({ cells: [`  ${audit}`], passes: null }))),
  ];
}

async function again<T>(look: () => Promise<T>, say: BenchContext["say"], tries = TRIES): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (tries === 1) throw error;
    say(`lighthouse: once more: ${error instanceof Error ? error.message : error}`);
    return again(look, say, tries - 1);
  }
}

/** Looks at a page once, in a profile without a cache. @throws Error when the page could not be looked at */
async function scoresOf(url: string, preset: keyof typeof PRESETS): Promise<Scores> {
  const onlyCategories = [...CATEGORIES];
  const result = await lighthouse(url, { port: DEBUGGING_PORT, logLevel: "error", onlyCategories }, PRESETS[preset]);
  if (!result || result.lhr.runtimeError)
    throw new Error(`${url}: ${result?.lhr.runtimeError?.message ?? "no result"}`);
  const { categories, audits } = result.lhr;
  const own = CATEGORIES.map((name) => categories[name]);
  const short = own.flatMap((category) =>
    (category?.score ?? 0) * 100 >= BAR
      ? []
      : (category?.auditRefs ?? []).flatMap(({ id, weight }) => {
          const audit = audits[id];
          if (!audit || weight === 0 || audit.score === null || audit.score >= 0.9) return [];
          return [`${id}: ${audit.displayValue ?? audit.title}`];
        }),
  );
  return { scores: own.map((category) => Math.round((category?.score ?? 0) * 100)), short };
}
