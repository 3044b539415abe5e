import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownCatalog } from "#catalog/load.ts";
import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import type { CloudStatement } from "#domain/drill/scenario.ts";
import type { EpochMs } from "#domain/time.ts";
import type { PressTimes } from "#drill/world/press/times.ts";
import { startWorld, type World } from "#drill/world/world.ts";
import { probes } from "#workers/probe/map.ts";
import { createMemory } from "#workers/probe/memory.ts";
import { worldNetwork } from "#workers/probe/network.ts";
import { type Limits, NotReady, type ProbeContext, type ProbeReport } from "#workers/probe/probe.ts";

/** For tests only: a world, and the product's own probes before it. */

/** Short, so that a test of silence is soon over, and shorter than what `slow` adds. */
const SHORT: Limits = {
  dnsMs: 1_500,
  connectMs: 1_500,
  headersMs: 2_000,
  bodyMs: 2_000,
  messageMs: 2_000,
  totalMs: 10_000,
  bodyBytes: 256 * 1024,
};

/** A clock that a test moves. */
export interface TestClock {
  readonly now: () => EpochMs;
  advance(ms: number): void;
}

export function testClock(start: EpochMs = Date.now()): TestClock {
  let at = start;
  return {
    now: () => at,
    advance(ms) {
      at += ms;
    },
  };
}

export function tempHome(): { readonly home: string; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), "faultline-world-"));
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

export interface TestWorld {
  readonly world: World;
  /** Checks that the world answers for. */
  readonly checks: readonly LocatedCheck[];
  /** One attempt of a check, from a vantage. */
  probe(id: string, vantage?: string): Promise<ProbeReport>;
  /** The failure type that a probe sees, or `ok`. */
  seen(id: string, vantage?: string): Promise<string>;
  stop(): Promise<void>;
}

/** What a probe of this vantage is given, as a worker would build it. */
function contextOf(world: World, vantage: string, now: () => EpochMs, limits: Limits): ProbeContext {
  return {
    network: worldNetwork(world.file, world.file.vantages[vantage]),
    now,
    monotonic: () => performance.now(),
    env: (name) => world.file.env[name],
    memory: createMemory(),
    limits,
    userAgent: "Faultline-test",
    signal: new AbortController().signal,
  };
}

export async function openTestWorld({
  catalog = ownCatalog,
  vantages = ["here"],
  now = Date.now,
  home,
  limits = SHORT,
  times = {},
  statements = [],
}: {
  catalog?: Catalog;
  vantages?: readonly string[];
  now?: () => EpochMs;
  home?: string;
  limits?: Limits;
  times?: Partial<PressTimes>;
  statements?: readonly CloudStatement[];
} = {}): Promise<TestWorld> {
  const temp = tempHome();
  const world = await startWorld({ catalog, home: home ?? temp.home, vantages, now, statements, ...times });
  const contexts = new Map(vantages.map((name) => [name, contextOf(world, name, now, limits)]));
  const [first = ""] = vantages;

  async function probe(id: string, vantage = first): Promise<ProbeReport> {
    const [located, context] = [world.plan.checks.get(id), contexts.get(vantage)];
    const run = located && probes[located.check.request.probe];
    if (!run || !context) throw new Error(`no probe for ${id} at ${vantage}`);
    const report = await run(located, context);
    if (report instanceof NotReady) {
      await probe(report.waitsFor, vantage);
      return probe(id, vantage);
    }
    const { head_number } = report.result.facts;
    if (head_number !== undefined) context.memory.set(id, head_number, now());
    return report;
  }

  return {
    world,
    checks: [...world.plan.checks.values()],
    probe,
    seen: async (id, vantage) => (await probe(id, vantage)).result.failureType ?? "ok",
    async stop() {
      await world.stop();
      temp.remove();
    },
  };
}

/** Runs a task for every item, a few at a time. */
export async function forAll<T, R>(items: readonly T[], atOnce: number, task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.map((item, index) => ({ item, index }));
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next.index] = await task(next.item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
