import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { ownCatalog } from "#catalog/load.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { type Bench, type BenchContext, type BenchRow, median } from "#scripts/bench/bench.ts";
import { usedBy } from "#scripts/bench/cpu.ts";
import { type LoadReport, load } from "#scripts/bench/front-load.ts";
import { servePlain } from "#scripts/bench/front-plain.ts";
import { residentMb, type SpawnedServer, spawnServer } from "#scripts/bench/front-site.ts";
import { type CountingWire, openWire } from "#scripts/bench/front-wire.ts";
import { openJudgeBench } from "#scripts/bench/judge-court.ts";
import { buildIfNeeded } from "#scripts/start/build.ts";

const HOUR_MS = 3_600_000;
const DAYS = 90;
const BARS = { ratio: 0.7, htmlKb: 60, scriptKb: 200, extraQueries: 10, grownMb: 30 } as const;

const CONNECTIONS = 64;
const ROUND_MS = 1_500;
const ROUNDS = 5;
/** The same bytes by the door and by a bare server. */
const TARGETS = ["/", "/ja", "/services/kraken", "/api/v1/services", "/api/v1/concentration"] as const;

const HOSTILE = 10_000;
const HOSTILE_PATHS = [
  "/?x{n}={n}",
  "/?range=24h&speed={n}&sel=s{n}",
  "/ja?utm_source={n}&_rsc=r{n}",
  "/clouds?t={n}",
  "/services/kraken?range=7d&y={n}",
  "/api/v1/incidents?unknown{n}={n}",
  "/nowhere/{n}",
];
const SAME_PATHS = ["/", "/?range=24h", "/ja", "/clouds", "/services/kraken?range=7d", "/api/v1/incidents", "/nowhere"];

const STOPPED = { requests: 20_000, connections: 256 } as const;
const STOPPED_PATHS = ["/", "/ja", "/services", "/services/infura", "/clouds", "/concentration", "/api/v1/services"];

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the door costs beside a bare server, what hostile queries cost, and what it does without a database. */
export const front: Bench = {
  about: `pages and JSON through the door beside node:http sending the same bytes, at least ${BARS.ratio} times as many`,
  run: async (context) => {
    await buildIfNeeded(root, context.say);
    const database = await context.ownServer("front");
    await database.ensureDatabase("faultline_bench_front");
    const url = database.urlFor("faultline_bench_front");
    await fill(url, context);
    const wire = await openWire(url);
    const site = await spawnServer("site", [join(root, "server/main.ts")], {
      DATABASE_URL: wire.url,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: "0",
    });
    try {
      const rows = [
        ...(await measureBytes(site)),
        ...(await measureRatios(site, context)),
        ...(await measureHostile(site, wire, context)),
      ];
      context.say(`front: ${STOPPED.requests} requests over ${STOPPED.connections} connections without a database`);
      await load({ port: site.port, paths: STOPPED_PATHS, connections: 8, requests: 80 });
      await database.stop();
      rows.push(row("Postgres stopped", await load({ port: site.port, paths: STOPPED_PATHS, ...STOPPED }), null));
      return {
        title: `front: ${DAYS} days of made-up history, ${CONNECTIONS} connections, brotli, ${ROUNDS} rounds of ${ROUND_MS / 1_000} s in turns`,
        notes: [
          "each answer is made anew once a second, which the bare server does not do; the load is a process of its own",
          "per CPU second: of the server's main thread, so that it does not matter who else is at work",
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

/** Every component with its history, and one round of results that was judged. */
async function fill(url: string, { say }: BenchContext): Promise<void> {
  say(`front: making up ${DAYS} days`);
  await migrateDatabase(url);
  const until = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const bench = await openJudgeBench(url, { catalog: ownCatalog, days: DAYS, until });
  await bench.nextRound();
  await bench.pass();
  await bench.close();
}

/** What a first visit of the front page fetches, as gzip makes it. */
async function measureBytes(site: SpawnedServer): Promise<BenchRow[]> {
  const origin = `http://127.0.0.1:${site.port}`;
  const html = await (await fetch(origin)).text();
  const scripts = [...html.matchAll(/(?:src|rel="modulepreload" href)="([^"]+\.js)"/g)].map(([, path = ""]) => path);
  let bytes = 0;
  for (const path of scripts) bytes += gzipSync(await (await fetch(origin + path)).text()).length;
  const kbRow = (name: string, size: number, bar: number): BenchRow => ({
    cells: [name, "", `${(size / 1_000).toFixed(1)} kB`, "", "", "", "", `<= ${bar} kB`, pass(size <= bar * 1_000)],
    passes: size <= bar * 1_000,
  });
  return [
    kbRow("HTML of /, gzip", gzipSync(html).length, BARS.htmlKb),
    kbRow("first-load JS of /, gzip", bytes, BARS.scriptKb),
  ];
}

interface Speed {
  /** Requests per second, and per second of the server's CPU (NaN where the system does not tell). */
  readonly rate: number;
  readonly perCpu: number;
}

async function measureRatios(site: SpawnedServer, { say }: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const path of TARGETS) {
    say(`front: ${path}`);
    const plain = await servePlain(`http://127.0.0.1:${site.port}${path}`, "br");
    const speeds: { plain: Speed; door: Speed }[] = [];
    // The first round compiles both.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const speed = { plain: await speedOf(plain, path), door: await speedOf(site, path) };
      if (round > 0) speeds.push(speed);
    }
    await plain.stop();
    const middle = (of: (speed: { plain: Speed; door: Speed }) => number) => median(speeds.map(of));
    const ratio = middle(({ plain: p, door: d }) => d.rate / p.rate);
    const cpuRatio = middle(({ plain: p, door: d }) => d.perCpu / p.perCpu);
    const decides = Number.isNaN(cpuRatio) ? ratio : Math.min(ratio, cpuRatio);
    const count = (value: number) => (Number.isNaN(value) ? "?" : Math.round(value).toLocaleString("en"));
    rows.push({
      cells: [
        path,
        count(middle(({ plain: p }) => p.rate)),
        count(middle(({ door: d }) => d.rate)),
        ratio.toFixed(2),
        count(middle(({ plain: p }) => p.perCpu)),
        count(middle(({ door: d }) => d.perCpu)),
        Number.isNaN(cpuRatio) ? "?" : cpuRatio.toFixed(2),
        `>= ${BARS.ratio}`,
        pass(decides >= BARS.ratio),
      ],
      passes: decides >= BARS.ratio,
    });
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

/** Ten thousand distinct queries beside as many requests that have none, twice: what they ask of the database, and of memory. */
async function measureHostile(site: SpawnedServer, wire: CountingWire, { say }: BenchContext): Promise<BenchRow[]> {
  say(`front: ${HOSTILE} distinct queries`);
  const asked = async (paths: readonly string[]) => {
    const before = pageQueries(wire);
    const report = await load({ port: site.port, paths, connections: CONNECTIONS, requests: HOSTILE });
    return { report, queries: pageQueries(wire) - before };
  };
  await asked(SAME_PATHS);
  const same = await asked(SAME_PATHS);
  const heldMb = residentMb(site.pid);
  const hostile = await asked(HOSTILE_PATHS);
  await asked(HOSTILE_PATHS);
  const grownMb = (residentMb(site.pid) ?? Number.NaN) - (heldMb ?? Number.NaN);
  const extra = hostile.queries - same.queries;
  const isFlat = Number.isNaN(grownMb) || grownMb <= BARS.grownMb;
  return [
    row("distinct queries", hostile.report, ["200", "400", "404"]),
    {
      cells: [
        "  their queries to the database",
        String(same.queries),
        String(hostile.queries),
        "",
        "",
        "",
        "",
        `+ ${BARS.extraQueries}`,
        pass(extra <= BARS.extraQueries),
      ],
      passes: extra <= BARS.extraQueries,
    },
    {
      cells: [
        "  memory after 20,000 of them",
        `${heldMb?.toFixed(0) ?? "?"} MB`,
        `+ ${grownMb.toFixed(0)} MB`,
        "",
        "",
        "",
        "",
        `+ ${BARS.grownMb} MB`,
        pass(isFlat),
      ],
      passes: isFlat,
    },
  ];
}

/** Of pages and routes: those of the snapshot go on by themselves. */
function pageQueries(wire: CountingWire): number {
  const counts = wire.counts();
  return (counts.get("faultline-web-past") ?? 0) + (counts.get("faultline-web-clouds") ?? 0);
}

/** A load that must be answered whole; `statuses` are those that are right, 200 alone when null. */
function row(
  name: string,
  { requests, ms, statuses, errors, latency }: LoadReport,
  right: readonly string[] | null,
): BenchRow {
  const wrong = Object.entries(statuses).filter(([status]) => !(right ?? ["200"]).includes(status));
  const failed = errors + wrong.reduce((sum, [, count]) => sum + count, 0);
  const rate = Math.round((requests / ms) * 1_000).toLocaleString("en");
  const times = `p50 ${latency.p50.toFixed(0)} ms, p99 ${latency.p99.toFixed(0)} ms, longest ${latency.max.toFixed(0)} ms`;
  return {
    cells: [name, "", rate, "", times, "", "", `0 of ${requests.toLocaleString("en")} fail`, pass(failed === 0)],
    passes: failed === 0,
  };
}

const pass = (passes: boolean) => (passes ? "PASS" : "FAIL");
