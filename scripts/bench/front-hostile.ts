import type { BenchContext, BenchRow } from "#scripts/bench/bench.ts";
import { load } from "#scripts/bench/front-load.ts";
import { answered, measured } from "#scripts/bench/front-rows.ts";
import { residentMb, type SpawnedServer } from "#scripts/bench/front-site.ts";
import type { CountingWire } from "#scripts/bench/front-wire.ts";

const BARS = { extraQueries: 10, grownMb: 30 } as const;
const CONNECTIONS = 64;
const REQUESTS = 10_000;

/** Names that no page knows, and known ones that no key holds. */
const DISTINCT = [
  "/?x{n}={n}",
  "/?range=24h&speed={n}&sel=s{n}",
  "/ja?utm_source={n}&_rsc=r{n}",
  "/clouds?t={n}",
  "/services/kraken?range=7d&y={n}",
  "/api/v1/incidents?unknown{n}={n}",
  "/nowhere/{n}",
];
/** The same without what is distinct. */
const SAME = ["/", "/?range=24h", "/ja", "/clouds", "/services/kraken?range=7d", "/api/v1/incidents", "/nowhere"];

/** Every one is a page of its own, which is rendered from what was read before. */
const NAMED = 400;
const NAMED_PATHS = ["/?cloud=x{n}", "/services?q=x{n}"];
const NAMED_SAME = ["/", "/services"];

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

  say(`front: ${NAMED} pages that nobody has asked for`);
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
