import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { clockText, type SharedClock } from "#domain/clock.ts";
import { worldPath } from "#drill/world/paths.ts";
import { CLOCK_VARIABLE } from "#scripts/drill/clock.ts";
import type { Drill } from "#scripts/drill/prepare.ts";
import { plainLine } from "#scripts/start/lines.ts";
import type { Shutdown } from "#scripts/start/shutdown.ts";
import { type Supervised, supervise } from "#scripts/start/supervise.ts";

export interface CrewOptions {
  readonly root: string;
  /** The drill's own folder: its world must not meet that of `npm start -- --world`. */
  readonly home: string;
  readonly databaseUrl: string;
  readonly vantages: readonly string[];
  readonly clock: SharedClock;
  readonly shutdown: Shutdown;
  readonly print: (line: string) => void;
  /** Why the drill cannot be relied on any more. */
  readonly onFailure: (why: string) => void;
}

export interface Crew {
  /** Resolves when the workers have written all they have. */
  stop(): Promise<void>;
}

const READY = /^world: ready\b/;
const PROBLEM = /^problem: /;
const START_LIMIT_MS = 30_000;

/** Starts the processes of a drill: its world, then a worker for each vantage. */
export async function startCrew(drill: Drill, options: CrewOptions): Promise<Crew> {
  const { root, home, databaseUrl, vantages, clock, shutdown, print, onFailure } = options;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    [CLOCK_VARIABLE]: clockText(clock),
    DATABASE_URL: databaseUrl,
    FAULTLINE_WORLD: worldPath(home),
  };
  const crew: Supervised[] = [];
  shutdown.own(async () => void (await Promise.all(crew.map((one) => one.stop()))));
  const start = (name: string, script: string, args: readonly string[], onLine: (line: string) => string | null) => {
    const one = supervise(
      {
        name,
        command: process.execPath,
        args: ["--import", "tsx", join(root, script), "--scenario", drill.scenario.id, ...args],
        env: () => env,
        onLine,
      },
      { print: watched(print, onFailure), onFinal: () => onFailure(`${name} could not go on`) },
    );
    crew.push(one);
    return one;
  };

  let onReady: () => void = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error("the drill's world did not start")), START_LIMIT_MS);
    onReady = () => {
      clearTimeout(tooLate);
      resolve();
    };
  });
  start("world", "scripts/drill-world.ts", ["--home", home, "--vantages", vantages.join(",")], (line) => {
    if (READY.test(line)) onReady();
    if (PROBLEM.test(line)) onFailure(line.replace(PROBLEM, ""));
    return line.replace(/^world: /, "");
  });
  await shutdown.until(ready);
  const workers = vantages.map((vantage) =>
    start(vantage, "scripts/drill-worker.ts", ["--vantage", vantage], plainLine),
  );
  return { stop: async () => void (await Promise.all(workers.map((one) => one.stop()))) };
}

/** A process that had to be started again has missed a part of the day. */
function watched(print: (line: string) => void, onFailure: (why: string) => void) {
  return (line: string) => {
    if (/^[\w-]+: ended \(/.test(line)) onFailure(line);
    print(line);
  };
}
