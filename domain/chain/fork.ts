import { type HeadReport, witnessKey } from "#domain/chain/report.ts";

/** The hashes that operators gave for one height. Plain JSON. */
export interface HeightHashes {
  readonly height: number;
  /** By operator. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** What one vantage has seen. Newest height first; at most `MOST_HEIGHTS`. */
export type HashMemory = readonly HeightHashes[];

const MOST_HEIGHTS = 32;
/** Heights that several operators have named, of those: the rest is room for new ones to find company. */
const MOST_SHARED = 16;

/** As many operators besides the accused must share one hash. */
const WITNESSES = 2;

function isShared(entry: HeightHashes): boolean {
  return Object.keys(entry.hashes).length > 1;
}

/**
 * Keeps what can still tell something: the newest heights, those named by several operators before those named by one.
 * Operators are asked at different moments, so most heights are named once and never again.
 */
function bounded(entries: readonly HeightHashes[]): HashMemory {
  const newestFirst = entries.toSorted((a, b) => b.height - a.height);
  const shared = newestFirst.filter(isShared).slice(0, MOST_SHARED);
  const single = newestFirst.filter((entry) => !isShared(entry)).slice(0, MOST_HEIGHTS - shared.length);
  return [...shared, ...single].sort((a, b) => b.height - a.height);
}

/**
 * Takes the reports' hashes into the memory. Of two for one height by one operator, the younger stands: it has seen a
 * reorganisation. Heights above all of these reports are forgotten: the chain was rolled back.
 *
 * @param reports those that are not wildly ahead of the reference: a liar's heights would fill the memory
 */
export function stepHashes(memory: HashMemory, reports: readonly HeadReport[]): HashMemory {
  const highest = Math.max(0, ...reports.map((report) => report.height));
  const byHeight = new Map(
    memory.filter(({ height }) => height <= highest).map((entry) => [entry.height, entry.hashes]),
  );
  for (const report of reports.toSorted((a, b) => a.observedAt - b.observedAt)) {
    if (report.hash === undefined) continue;
    // Operators spell the same hexadecimal in capitals or not.
    const hash = report.hash.toLowerCase();
    byHeight.set(report.height, { ...byHeight.get(report.height), [report.operator]: hash });
  }
  return bounded([...byHeight].map(([height, hashes]) => ({ height, hashes })));
}

/**
 * What a height says of one operator: `agrees` with at least two others, `differs` from a hash that at least two others
 * share and that more operators have than its own, or null when it cannot tell.
 */
function testimony({ hashes }: HeightHashes, operator: string): "agrees" | "differs" | null {
  const own = hashes[operator];
  if (own === undefined) return null;
  const counts = new Map<string, number>();
  for (const hash of Object.values(hashes)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const mine = counts.get(own) ?? 0;
  counts.delete(own);
  const most = Math.max(0, ...counts.values());
  if (most >= WITNESSES && most > mine) return "differs";
  return mine - 1 >= WITNESSES && mine > most ? "agrees" : null;
}

function isForked(settled: HashMemory, operator: string): boolean {
  let differing = 0;
  for (const entry of settled) {
    const said = testimony(entry, operator);
    if (said === "agrees") return false;
    if (said === "differs") differing += 1;
    if (differing === 2) return true;
  }
  return false;
}

/**
 * Operators that are on another chain than everyone else: at two heights their hash is another than the one the others
 * share, and at no newer height the same (rpc-health, sections 1.4 and 5.3: "differs from the majority twice"). Only
 * heights at least `hashDepth` below the reference count, since nearer ones may be reorganised honestly; 0 compares none.
 *
 * @returns the operators, sorted
 */
export function forkedOperators(memory: HashMemory, referenceHeight: number, hashDepth: number): readonly string[] {
  if (hashDepth === 0) return [];
  const settled = memory.filter(({ height }) => height <= referenceHeight - hashDepth);
  const operators = new Set(settled.flatMap(({ hashes }) => Object.keys(hashes)));
  return [...operators].filter((operator) => isForked(settled, operator)).sort();
}

/** By vantage: each tells operators apart by what it has seen itself, so that one that makes hashes up is alone with it. */
export type HashMemories = Readonly<Record<string, HashMemory>>;

/** The memories of the vantages that report. One that does not begins anew when it is back. */
export function stepAllHashes(memories: HashMemories, reports: readonly HeadReport[]): HashMemories {
  const vantages = [...new Set(reports.map(({ vantage }) => vantage))].sort();
  return Object.fromEntries(
    vantages.map((name) => {
      const own = reports.filter(({ vantage }) => vantage === name);
      return [name, stepHashes(memories[name] ?? [], own)];
    }),
  );
}

/** Who is on another chain than everyone else, as each vantage sees it, by `witnessKey`. */
export function forkedWitnesses(
  memories: HashMemories,
  referenceHeight: number,
  hashDepth: number,
): ReadonlySet<string> {
  return new Set(
    Object.entries(memories).flatMap(([vantage, memory]) =>
      forkedOperators(memory, referenceHeight, hashDepth).map((operator) => witnessKey({ operator, vantage })),
    ),
  );
}
