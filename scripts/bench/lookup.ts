import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { connect, type Sql } from "#db/client.ts";
import { keepHosting } from "#db/write/hosting.ts";
import { claimSource, heldRanges, storeRanges } from "#db/write/ranges.ts";
import { RANGE_PROVIDERS, type RangeProvider, type RangeRow } from "#domain/hosting/address.ts";
import type { Bench, BenchReport } from "#scripts/bench/bench.ts";
import { parseAddress, parsePrefix } from "#workers/ranges/address.ts";
import { createRangeMap } from "#workers/ranges/keep.ts";
import { buildLookup } from "#workers/ranges/lookup.ts";
import { rangeParsers } from "#workers/ranges/parsers.ts";

const samples = fileURLToPath(new URL("../../../shared/data/samples/feeds/ranges/", import.meta.url));
const SAMPLE_FILES: Readonly<Record<RangeProvider, readonly string[]>> = {
  aws: ["aws-ip-ranges.seligman.json"],
  gcp: ["google-cloud-ip-ranges.json"],
  azure: ["azure-ServiceTags_Public.trimmed.json"],
  cloudflare: ["cloudflare-v4-ip-ranges.txt", "cloudflare-v6-ip-ranges.txt"],
  fastly: ["fastly-ip-ranges.json"],
  digitalocean: ["digitalocean.csv"],
  linode: ["linode.txt"],
  oracle: ["oracle-cloud-ip-ranges.json"],
};

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function capturedFiles(): ReadonlyMap<RangeProvider, Uint8Array> {
  return new Map(
    RANGE_PROVIDERS.map((provider) => [
      provider,
      Buffer.concat(SAMPLE_FILES[provider].flatMap((name) => [readFileSync(`${samples}${name}`), Buffer.from("\n")])),
    ]),
  );
}

/** One file in AWS's form, as large as everything that is published together. */
function generatedFiles(): ReadonlyMap<RangeProvider, Uint8Array> {
  const random = numbers(1);
  const place = () => {
    const region = `us-east-${random(40)}`;
    return { region, service: random(2) ? "AMAZON" : "EC2", network_border_group: region };
  };
  const prefixes = Array.from({ length: 25_000 }, () => ({
    ip_prefix: `${11 + random(200)}.${random(256)}.${random(256)}.0/24`,
    ...place(),
  }));
  const ipv6_prefixes = Array.from({ length: 11_000 }, () => ({
    ipv6_prefix: `2600:${random(65_536).toString(16)}:${(1 + random(65_535)).toString(16)}::/48`,
    ...place(),
  }));
  const file = { syncToken: "1", prefixes, ipv6_prefixes };
  return new Map([["aws", new TextEncoder().encode(JSON.stringify(file))]]);
}

/** How long something takes, and how long it kept others from running. */
async function timed<T>(task: () => Promise<T>): Promise<{ result: T; ms: number; stallMs: number }> {
  let [last, stallMs] = [performance.now(), 0];
  const note = () => {
    const now = performance.now();
    stallMs = Math.max(stallMs, now - last - 1);
    last = now;
  };
  const timer = setInterval(note, 1);
  const from = performance.now();
  const result = await task();
  const ms = performance.now() - from;
  note();
  clearInterval(timer);
  return { result, ms, stallMs };
}

/** Microseconds for each of `items`. */
function each<T>(items: readonly T[], task: (item: T) => unknown): number {
  const from = performance.now();
  for (const item of items) task(item);
  return ((performance.now() - from) * 1_000) / items.length;
}

/** Addresses inside of published ranges, and as many that may be anywhere. */
function addresses(rows: readonly RangeRow[], count: number): string[] {
  const random = numbers(2);
  return Array.from({ length: count }, (_, n) => {
    const inside = rows[random(rows.length)]?.prefix.split("/")[0] ?? "";
    return n % 2 ? inside : `${1 + random(223)}.${random(256)}.${random(256)}.${random(256)}`;
  });
}

/** What a lookup would be without the map: every range of IPv4 is compared, and of those that match the longest is kept. */
function linearScan(rows: readonly RangeRow[]): (address: string) => RangeRow | null {
  const ranges = rows.flatMap((row) => {
    const prefix = parsePrefix(row.prefix);
    return prefix?.family === 4
      ? [{ bits: prefix.bits | 0, mask: -1 << (32 - prefix.length), length: prefix.length, row }]
      : [];
  });
  return (text) => {
    const address = parseAddress(text);
    if (address?.family !== 4) return null;
    let best: (typeof ranges)[number] | null = null;
    for (const range of ranges) {
      if ((address.bits & range.mask) === range.bits && (best === null || range.length > best.length)) best = range;
    }
    return best?.row ?? null;
  };
}

/** A lookup's cost beside a linear scan's, and that of parsing, storing and using all published ranges. */
export const lookup: Bench = {
  about: "a longest-prefix lookup of an address beside a linear scan, and a refresh of all ranges; no bar",
  run: async ({ freshDatabase }) => {
    const sql = connect({ url: await freshDatabase("lookup"), name: "faultline-bench" });
    try {
      return await measure(sql);
    } finally {
      await sql.end({ timeout: 5 });
    }
  },
};

async function measure(sql: Sql): Promise<BenchReport> {
  const rows: { what: string; value: number; unit: string }[] = [];
  const say = (what: string, value: number, unit: string) => rows.push({ what, value, unit });
  const data = existsSync(samples) ? "captured" : "generated";
  const files = data === "captured" ? capturedFiles() : generatedFiles();

  const parsed = await timed(async () => {
    const lists = new Map<RangeProvider, readonly RangeRow[]>();
    for (const [provider, bytes] of files) {
      const file = await rangeParsers[provider](bytes);
      if (!file.ok) throw new Error(`${provider}: ${file.reason}`);
      lists.set(provider, file.rows);
    }
    return lists;
  });
  const all = [...parsed.result.values()].flat();
  say("ranges", all.length, "rows");
  say("parsing all files", parsed.ms, "ms");
  say("longest stall in it", parsed.stallMs, "ms");

  const built = await timed(() =>
    buildLookup(
      all.map((row) => ({ ...row, original: true })),
      0,
    ),
  );
  say("building the map", built.ms, "ms");
  say("longest stall in it", built.stallMs, "ms");
  const { find } = built.result;
  const [v4, v6] = [
    all.filter(({ prefix }) => !prefix.includes(":")),
    all.filter(({ prefix }) => prefix.includes(":")),
  ];
  const asked = { v4: addresses(v4, 50_000), v6: v6.slice(0, 20_000).map(({ prefix }) => prefix.split("/")[0] ?? "") };
  each(asked.v4, find);
  const perLookup = each(asked.v4, find);
  say("a lookup, IPv4", perLookup, "us");
  say("a lookup, IPv6", each(asked.v6, find), "us");
  const scan = linearScan(all);
  each(asked.v4.slice(0, 500), scan);
  const perScan = each(asked.v4.slice(0, 2_000), scan);
  say("a linear scan, IPv4", perScan, "us");
  say("lookups for one linear scan", perScan / perLookup, "times");

  const store = (change: (list: readonly RangeRow[]) => readonly RangeRow[], now: number) =>
    timed(async () => {
      for (const [provider, list] of parsed.result) {
        const version = String(now);
        const file = { provider, version, digest: version, etag: null, rows: change(list), broken: 0, nextAt: now };
        const done = await sql.begin((tx) => storeRanges(tx, file, now));
        if (!done.accepted) throw new Error(done.reason);
      }
    });
  for (const provider of files.keys())
    await sql.begin((tx) => claimSource(tx, provider, { everyMs: 1, retryMs: 1 }, 0));
  const first = await store((list) => list, 1_000);
  say("storing all ranges for the first time", first.ms, "ms");
  await sql`analyze cloud_range`;
  const again = await store((list) => list, 2_000);
  say("a refresh that changes nothing", again.ms, "ms");
  const moved = await store((list) => list.map((row, n) => (n % 100 ? row : { ...row, region: "moved-1" })), 3_000);
  say("a refresh that moves one range in a hundred", moved.ms, "ms");
  say("longest stall in a refresh", Math.max(first.stallMs, again.stallMs, moved.stallMs), "ms");
  const read = await timed(() => sql.begin((tx) => heldRanges(tx)));
  say("reading them for the map", read.ms, "ms");
  say("longest stall in it", read.stallMs, "ms");

  await observe(sql, asked.v4, say);
  return {
    title: "Address ranges: whose is an address",
    notes: [`${data} range files`],
    head: ["what", "value", "unit"],
    rows: rows.map(({ what, value, unit }) => ({ cells: [what, value.toPrecision(3), unit], passes: null })),
  };
}

/** The pass over the newest results: three vantages of 281 checks. */
async function observe(
  sql: Sql,
  met: readonly string[],
  say: (what: string, value: number, unit: string) => void,
): Promise<void> {
  const lookup = await createRangeMap(sql).current();
  const now = Date.parse("2026-03-10T00:00:00Z");
  const pairs = Array.from({ length: 281 * 3 }, (_, n) => n);
  await sql`
    insert into check_latest (check_id, vantage_id, tick, started_at, outcome, address, total_ms, attempts, facts)
    select n / 3, n % 3, ${new Date(now)}, ${new Date(now)}, 'ok', address, 1, 1, '{}'::jsonb
    from unnest(${pairs}::int[], ${pairs.map((n) => met[n] ?? "192.0.2.1")}::inet[]) as r (n, address)`;
  await sql`analyze check_latest`;
  const pass = (at: number) => timed(() => sql.begin((tx) => keepHosting(tx, lookup, at)));
  say("observed hosting, 843 new addresses", (await pass(now)).ms, "ms");
  await sql`analyze hosting_observed`;
  await pass(now);
  say("observed hosting, nothing new", (await pass(now)).ms, "ms");
}
