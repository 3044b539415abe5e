import { join } from "node:path";
import { until } from "#db/launch/poll.ts";
import { worldPath } from "#drill/world/paths.ts";
import { runningWorld } from "#drill/world/running.ts";
import { type Supervised, supervise } from "#scripts/start/supervise.ts";

export interface WorldProcess extends Supervised {
  /** Path of its world.json. */
  readonly file: string;
  /** Rejects when it does not answer within a minute. */
  readonly ready: Promise<void>;
}

/** What the world prints once it answers; see drill/world/world.ts. */
const READY = /^world: ready\b/;
const START_LIMIT_MS = 60_000;

/**
 * Refuses to go on beside a living world of the same home.
 * @param patienceMs how long one that is on its way out may take
 */
export async function refuseSecondWorld(home: string, patienceMs: number): Promise<void> {
  const look = () => runningWorld(worldPath(home));
  const free = await until(patienceMs, async () => ((await look()) === null ? true : null));
  const pid = free ? null : await look();
  if (pid !== null) throw new Error(`A world already runs for ${home} (process ${pid}). Stop it first.`);
}

/**
 * Starts the world as a process of its own. When it had to be started again its ports are others: `onMoved` hears of it,
 * for the workers must read world.json anew.
 */
export function startWorldProcess(options: {
  readonly root: string;
  readonly home: string;
  readonly vantages: readonly string[];
  readonly env: () => NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  readonly onMoved: () => void;
  readonly onFinal: () => void;
}): WorldProcess {
  const { root, home, print, onFinal } = options;
  let first = true;
  let onReady: () => void = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    const tooLate = setTimeout(
      () => reject(new Error("the world did not start within a minute; its own words are above")),
      START_LIMIT_MS,
    );
    onReady = () => {
      clearTimeout(tooLate);
      resolve();
    };
  });
  const child = supervise(
    {
      name: "world",
      command: process.execPath,
      args: ["--import", "tsx", join(root, "drill/world/main.ts"), "--vantages", options.vantages.join(",")],
      env: () => ({ ...options.env(), FAULTLINE_HOME: home }),
      onLine: (line) => {
        if (READY.test(line)) {
          if (!first) options.onMoved();
          first = false;
          onReady();
        }
        return line.replace(/^world: /, "");
      },
    },
    { print, onFinal },
  );
  return { ...child, file: worldPath(home), ready };
}
