import { clouds, rangeSources } from "#catalog/clouds/providers.ts";
import { connect } from "#db/client.ts";
import { SHORTEST_LIMIT_MS } from "#domain/drill/limits.ts";
import { play, type Step } from "#drill/play.ts";
import { startWorld } from "#drill/world/world.ts";
import type { Drill } from "#scripts/drill/prepare.ts";
import type { Clock } from "#workers/clock.ts";
import type { Sources } from "#workers/duties.ts";
import { buildNetwork, userAgent, VERSION } from "#workers/environment.ts";
import { cloudSources, pageSources } from "#workers/feeds/sources.ts";
import type { Log } from "#workers/log.ts";
import { DEFAULT_LIMITS, type Limits } from "#workers/probe/probe.ts";
import { startWorker } from "#workers/worker.ts";
import type { WorldFile } from "#workers/world-file.ts";

const RETENTION = { rawDays: 30, minutesDays: 90, evidenceDays: 400 };

interface Stage {
  readonly stop: () => Promise<void>;
}

export interface WorldStage extends Stage {
  readonly file: WorldFile;
}

/** The world of a drill, which does as the scenario says at its times. */
export async function openWorld(
  { scenario, statements, catalog }: Drill,
  options: {
    readonly home: string;
    readonly vantages: readonly string[];
    readonly clock: Clock;
    readonly log?: (line: string) => void;
    readonly onStep: (step: Step) => void;
    readonly onProblem: (problem: string) => void;
  },
): Promise<WorldStage> {
  const { clock, onStep, onProblem, ...rest } = options;
  const world = await startWorld({ ...rest, catalog, statements, now: () => clock.now() });
  const end = play(scenario, { world, clock, onStep, onProblem });
  return {
    file: world.file,
    stop: async () => {
      end();
      await world.stop();
    },
  };
}

/** A worker as workers/main.ts makes one for the world, but for the clock, its limits, and whose pages it reads. */
export async function openWorker(
  drill: Drill,
  options: {
    readonly url: string;
    readonly vantage: string;
    readonly clock: Clock;
    readonly world: WorldFile;
    readonly log: Log;
    readonly onReplaced: () => void;
  },
): Promise<Stage> {
  const { url, vantage, clock, world, log, onReplaced } = options;
  const sql = connect({ url, name: `faultline-drill-${vantage}` });
  const worker = await startWorker({
    sql,
    clock,
    catalog: drill.catalog,
    vantage: { name: vantage, provider: null, region: null, country: null, world: true },
    network: buildNetwork({ vantage }, world),
    env: (variable) => world.env[variable],
    userAgent: userAgent(undefined),
    version: VERSION,
    retention: RETENTION,
    limits: limitsAt(drill.speed),
    sources: sourcesOf(drill),
    log,
    onReplaced,
  });
  return {
    stop: async () => {
      await worker.stop();
      await sql.end({ timeout: 5 });
    },
  };
}

/** What is read in a drill: everything of the clouds, and the pages of the services that fail. */
export function sourcesOf({ scenario, catalog }: Pick<Drill, "scenario" | "catalog">): Sources {
  const failing = new Set(
    scenario.outages.flatMap(({ components }) => components.map((key) => key.slice(0, key.indexOf("/")))),
  );
  return {
    clouds: cloudSources(clouds),
    // The others have nothing to say, and each page costs as much as a check.
    pages: pageSources(catalog.services.filter(({ slug }) => failing.has(slug))),
    ranges: rangeSources,
    providers: clouds,
  };
}

/** Waiting costs the clock's time, so that limits shrink with its speed, as far as real time allows. */
function limitsAt(speed: number): Limits {
  const { bodyBytes, ...times } = DEFAULT_LIMITS;
  const scaled = (ms: number) => Math.min(ms, Math.max(SHORTEST_LIMIT_MS, ms / speed));
  return {
    bodyBytes,
    dnsMs: scaled(times.dnsMs),
    connectMs: scaled(times.connectMs),
    headersMs: scaled(times.headersMs),
    bodyMs: scaled(times.bodyMs),
    messageMs: scaled(times.messageMs),
    totalMs: scaled(times.totalMs),
  };
}
