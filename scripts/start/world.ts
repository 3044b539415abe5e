import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Supervised, supervise } from "#scripts/start/supervise.ts";

export interface WorldProcess extends Supervised {
  /** Path of its world.json. */
  readonly file: string;
}

/** What the world prints once it answers; see drill/world/world.ts. */
const READY = /^world: ready\b/;

/**
 * Starts the world as a process of its own and waits until it answers. When it had to be started again its ports are
 * others: `onMoved` hears of it, for the workers must read world.json anew.
 */
export async function startWorldProcess(options: {
  readonly root: string;
  readonly home: string;
  readonly vantages: readonly string[];
  readonly print: (line: string) => void;
  readonly onMoved: () => void;
}): Promise<WorldProcess> {
  const { root, home, print } = options;
  const file = join(home, "world", "world.json");
  rmSync(file, { force: true });
  let ready = false;
  return new Promise((resolve, reject) => {
    const child = supervise(
      {
        name: "world",
        command: process.execPath,
        args: ["--import", "tsx", join(root, "drill/world/main.ts"), "--vantages", options.vantages.join(",")],
        env: () => ({ ...process.env, FAULTLINE_HOME: home }),
        onLine: (line) => {
          if (READY.test(line)) {
            if (ready) options.onMoved();
            ready = true;
            clearTimeout(tooLate);
            resolve({ ...child, file });
          }
          return line.replace(/^world: /, "");
        },
      },
      { print },
    );
    const tooLate = setTimeout(() => {
      void child.stop();
      reject(new Error("the world did not start within a minute; its own words are above"));
    }, 60_000);
  });
}
