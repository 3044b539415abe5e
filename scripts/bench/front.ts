import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type Bench, type BenchContext, type BenchRow, median } from "#scripts/bench/bench.ts";
import { usedBy } from "#scripts/bench/cpu.ts";
import { measureHistory } from "#scripts/bench/front-history.ts";
import { measureHostile } from "#scripts/bench/front-hostile.ts";
import { load } from "#scripts/bench/front-load.ts";
import { servePlain } from "#scripts/bench/front-plain.ts";
import { type LivingRecord, openLivingRecord } from "#scripts/bench/front-record.ts";
import { answered, measured } from "#scripts/bench/front-rows.ts";
import { type SpawnedServer, spawnServer } from "#scripts/bench/front-site.ts";
import { openWire } from "#scripts/bench/front-wire.ts";
import { buildIfNeeded } from "#scripts/start/build.ts";

const DAYS = { long: 90, short: 1 } as const;
const BARS = { ratio: 0.7, htmlKb: 60, scriptKb: 200 } as const;

const CONNECTIONS = 64;
/** Short, and many: a machine that is shared changes its speed within seconds, and a pair must be measured under one. */
const ROUND_MS = 600;
const ROUNDS = 13;
/** The same bytes by the door and by a bare server: pages, JSON, badges, feeds. */
const TARGETS = [
  "/",
  "/ja",
  "/services/kraken",
  "/api/v1/services",
  "/api/v1/concentration",
  "/api/v2/summary.json",
  "/badge/kraken.svg",
  "/badge/kraken.json",
  "/history.rss",
  "/feed.json",
] as const;

const STOPPED = { requests: 20_000, connections: 256 } as const;
const STOPPED_PATHS = ["/", "/ja", "/services", "/services/infura", "/clouds", "/concentration", "/api/v1/services"];
/** A page's note of its age, filled in (components/live/live.tsx). */
const TOLD_AGE = /<p id="age"[^>]*>[^<]*<time/;
const TELLS_WITHIN_MS = 20_000;
/** Every component of a day. */
const LARGEST = "/?range=24h&all=1";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the door costs beside a bare server, what a history costs, hostile queries, and a database that is gone. */
export const front: Bench = {
  about: `pages, badges, feeds and JSON through the door beside node:http sending the same bytes, at least ${BARS.ratio} times as many`,
  run: async (context) => {
    await buildIfNeeded(root, context.say);
    const database = await context.ownServer("front");
    const open = async (days: number) => {
      context.say(`front: making up ${days} ${days === 1 ? "day" : "days"}`);
      await database.ensureDatabase(`faultline_bench_front_${days}`);
      return openLivingRecord(database.urlFor(`faultline_bench_front_${days}`), days);
    };
    const records = { long: await open(DAYS.long), short: await open(DAYS.short) };
    const history = await measureHistory(root, records, context);
    await records.short.close();
    const wire = await openWire(records.long.url);
    const site = await spawnServer("site", [join(root, "server/main.ts")], {
      DATABASE_URL: wire.url,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: "0",
      // Feeds and Statuspage's API are made of it.
      FAULTLINE_URL: "https://status.example.org",
    });
    try {
      await records.long.catchUp();
      const rows = [
        ...(await measureBytes(site)),
        ...(await measureRatios(site, records.long, context)),
        ...history,
        ...(await measureHostile(site, wire, context)),
      ];
      await records.long.catchUp();
      await load({ port: site.port, paths: STOPPED_PATHS, connections: 8, requests: 80 });
      await records.long.close();
      await database.stop();
      rows.push(...(await measureStopped(site, context)));
      return {
        title: `front: ${DAYS.long} days of made-up history, ${CONNECTIONS} connections, brotli, ${ROUNDS} rounds of ${ROUND_MS / 1_000} s in turns`,
        notes: [
          "each answer is made anew once a second, which the bare server does not do; the load is a process of its own",
          "per CPU second: of the server's main thread, so that it does not matter who else is at work",
          `a page of ${DAYS.short} day beside one of ${DAYS.long}: CPU of the web process + of its backends, with its queries`,
        ],
        head: ["", "bare", "door", "ratio", "per CPU s", "", "ratio", "bar", ""],
        rows,
      };
    } finally {
      await site.stop();
      await wire.close();
    }
  },
};

/** What a first visit of the front page fetches, as gzip makes it. */
async function measureBytes(site: SpawnedServer): Promise<BenchRow[]> {
  const origin = `http://127.0.0.1:${site.port}`;
  const sizeOf = async (path: string) => gzipSync(await (await fetch(origin + path)).text()).length;
  const html = await (await fetch(origin)).text();
  const scripts = [...html.matchAll(/(?:src|rel="modulepreload" href)="([^"]+\.js)"/g)].map(([, path = ""]) => path);
  let bytes = 0;
  for (const path of scripts) bytes += await sizeOf(path);
  const kbRow = (name: string, size: number, bar: number) =>
    measured([name, "", `${(size / 1_000).toFixed(1)} kB`], `<= ${bar} kB`, size <= bar * 1_000);
  return [
    kbRow(`HTML of ${LARGEST}, gzip`, await sizeOf(LARGEST), BARS.htmlKb),
    kbRow("first-load JS of /, gzip", bytes, BARS.scriptKb),
  ];
}

interface Speed {
  /** Requests per second, and per second of the server's CPU (NaN where the system does not tell). */
  readonly rate: number;
  readonly perCpu: number;
}

async function measureRatios(site: SpawnedServer, record: LivingRecord, { say }: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const path of TARGETS) {
    say(`front: ${path}`);
    await record.catchUp();
    const plain = await servePlain(`http://127.0.0.1:${site.port}${path}`, "br");
    const speeds: { plain: Speed; door: Speed }[] = [];
    // The first round compiles both. Neither is always the second.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const isDoorFirst = round % 2 === 0;
      const first = await speedOf(isDoorFirst ? site : plain, path);
      const second = await speedOf(isDoorFirst ? plain : site, path);
      if (round > 0) speeds.push(isDoorFirst ? { plain: second, door: first } : { plain: first, door: second });
    }
    await plain.stop();
    const middle = (of: (speed: { plain: Speed; door: Speed }) => number) => median(speeds.map(of));
    const ratio = middle(({ plain: p, door: d }) => d.rate / p.rate);
    const cpuRatio = middle(({ plain: p, door: d }) => d.perCpu / p.perCpu);
    const decides = Number.isNaN(cpuRatio) ? ratio : Math.min(ratio, cpuRatio);
    const count = (value: number) => (Number.isNaN(value) ? "?" : Math.round(value).toLocaleString("en"));
    const figures = [
      path,
      count(middle(({ plain: p }) => p.rate)),
      count(middle(({ door: d }) => d.rate)),
      ratio.toFixed(2),
      count(middle(({ plain: p }) => p.perCpu)),
      count(middle(({ door: d }) => d.perCpu)),
      Number.isNaN(cpuRatio) ? "?" : cpuRatio.toFixed(2),
    ];
    rows.push(measured(figures, `>= ${BARS.ratio}`, decides >= BARS.ratio));
  }
  return rows;
}

async function speedOf(server: SpawnedServer, path: string): Promise<Speed> {
  const before = usedBy(server.pid);
  const report = await load({ port: server.port, paths: [path], connections: CONNECTIONS, ms: ROUND_MS });
  const [after, { requests, ms, errors, statuses }] = [usedBy(server.pid), report];
  if (errors > 0 || statuses["200"] !== requests) throw new Error(`${path}: ${JSON.stringify(report)}`);
  const cpuMs = before === null || after === null ? Number.NaN : after - before;
  return { rate: (requests / ms) * 1_000, perCpu: (requests / cpuMs) * 1_000 };
}

/** With the database gone: first the page has to say so, then everybody comes. */
async function measureStopped(site: SpawnedServer, { say }: BenchContext): Promise<BenchRow[]> {
  say(`front: ${STOPPED.requests} requests over ${STOPPED.connections} connections without a database`);
  const tells = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${site.port}${path}`);
    return response.status === 200 && TOLD_AGE.test(await response.text());
  };
  const bothTell = async () => (await Promise.all(["/", "/ja"].map(tells))).every(Boolean);
  const stopped = performance.now();
  while (!(await bothTell()) && performance.now() - stopped < TELLS_WITHIN_MS) {
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const report = await load({ port: site.port, paths: STOPPED_PATHS, ...STOPPED });
  return [
    answered("Postgres stopped", report, ["200"]),
    measured(["  the page says its age"], "in both languages", await bothTell()),
  ];
}
