import type { BenchContext, BenchRow } from "#scripts/bench/bench.ts";
import { load } from "#scripts/bench/front-load.ts";
import { answered, measured } from "#scripts/bench/front-rows.ts";
import { residentMb, type SpawnedServer } from "#scripts/bench/front-site.ts";
import type { CountingWire } from "#scripts/bench/front-wire.ts";

const BARS = { extraQueries: 10, grownMb: 30 } as const;
const CONNECTIONS = 64;
const REQUESTS = 10_000;

/** Names that nothing knows, and known ones that no key holds: of pages, JSON, badges and feeds. */
const DISTINCT = [
  "/?x{n}={n}",
  "/?range=24h&speed={n}&sel=s{n}",
  "/ja?utm_source={n}&_rsc=r{n}",
  "/clouds?t={n}",
  "/services/kraken?range=7d&y={n}",
  "/api/v1/incidents?unknown{n}={n}",
  "/api/v2/summary.json?_={n}",
  "/badge/kraken.svg?x={n}",
  "/badge/kraken/uptime/90d.svg?link={n}&style=s{n}",
  "/history.rss?x={n}",
  "/updates.atom?utm_source={n}",
  "/nowhere/{n}",
];
/** The same without what is distinct. */
const SAME = [
  "/",
  "/?range=24h",
  "/ja",
  "/clouds",
  "/services/kraken?range=7d",
  "/api/v1/incidents",
  "/api/v2/summary.json",
  "/badge/kraken.svg",
  "/badge/kraken/uptime/90d.svg",
  "/history.rss",
  "/updates.atom",
  "/nowhere",
];

/** Every one is an answer of its own, which is made of what was read before. */
const NAMED = 800;
const NAMED_PATHS = [
  "/?cloud=x{n}",
  "/services?q=x{n}",
  "/api/v1/checks?service=x{n}",
  "/api/v1/timeline?service=x{n}",
  "/api/v1/incidents?service=x{n}",
  "/api/v1/cloud-events?provider=x{n}",
  "/badge/kraken.svg?label=x{n}",
  "/badge/kraken/uptime/90d.svg?label=x{n}",
];
const NAMED_SAME = [
  "/",
  "/services",
  "/api/v1/checks",
  "/api/v1/timeline",
  "/api/v1/incidents?service=nobody",
  "/api/v1/cloud-events?provider=nobody",
  "/badge/kraken.svg",
  "/badge/kraken/uptime/90d.svg",
];

/** After this nothing of what pages remember for some seconds is fresh: whoever asks first has all of it read, once. */
const FORGOTTEN_MS = 6_000;

/** Ten thousand distinct queries beside as many requests that have none, twice: what they ask of the database, and of memory. */
export async function measureHostile(
  { pid, port }: SpawnedServer,
  wire: CountingWire,
  { say }: BenchContext,
): Promise<BenchRow[]> {
  say(`front: ${REQUESTS} distinct queries`);
  const asked = async (paths: readonly string[], until: { readonly requests: number } | { readonly ms: number }) => {
    await new Promise((resolve) => setTimeout(resolve, FORGOTTEN_MS));
    const before = pageQueries(wire);
    const report = await load({ port, paths, connections: CONNECTIONS, ...until });
    return { report, queries: pageQueries(wire) - before };
  };
  await asked(SAME, { requests: REQUESTS });
  const same = await asked(SAME, { requests: REQUESTS });
  const heldMb = residentMb(pid);
  const distinct = await asked(DISTINCT, { requests: REQUESTS });
  await asked(DISTINCT, { requests: REQUESTS });
  const grownMb = (residentMb(pid) ?? Number.NaN) - (heldMb ?? Number.NaN);

  say(`front: ${NAMED} answers that nobody has asked for`);
  const named = await asked(NAMED_PATHS, { requests: NAMED });
  // They take seconds: what is read every few seconds is read again meanwhile, whoever asks.
  const known = await asked(NAMED_SAME, { ms: named.report.ms });
  return [
    answered("distinct queries", distinct.report, ["200", "400", "404"]),
    queriesRow(same.queries, distinct.queries, BARS.extraQueries),
    measured(
      ["  memory after 20,000 of them", `${heldMb?.toFixed(0) ?? "?"} MB`, `+ ${grownMb.toFixed(0)} MB`],
      `+ ${BARS.grownMb} MB`,
      Number.isNaN(grownMb) || grownMb <= BARS.grownMb,
    ),
    answered("names that nobody has", named.report, ["200", "404"]),
    queriesRow(known.queries, named.queries, NAMED / 10),
  ];
}

function queriesRow(same: number, distinct: number, extra: number): BenchRow {
  const cells = ["  their queries to the database", String(same), String(distinct)];
  return measured(cells, `+ ${extra}`, distinct - same <= extra);
}

/** Of pages and routes: those of the snapshot go on by themselves. */
function pageQueries(wire: CountingWire): number {
  const counts = wire.counts();
  return (counts.get("faultline-web-past") ?? 0) + (counts.get("faultline-web-clouds") ?? 0);
}
