import { launchPostgres, type RunningPostgres } from "#db/launch/launch.ts";

export interface KeptPostgres {
  readonly current: RunningPostgres;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 2_000;

/**
 * Launches Postgres and launches it again when it dies. `onMoved` hears when it came back under another URL (its port was
 * taken meanwhile): whoever was given the old one must be restarted. One named by DATABASE_URL is its operator's.
 */
export async function keepPostgres(
  home: string,
  print: (line: string) => void,
  onMoved: () => void,
): Promise<KeptPostgres> {
  const launch = () => launchPostgres({ home, env: process.env, log: (line) => print(`database: ${line}`) });
  let current = await launch();
  let stopped = false;
  let reviving: Promise<void> | null = null;

  const revive = async () => {
    print("database: it is gone; starting it again");
    try {
      const before = current.url;
      current = await launch();
      if (current.url !== before) onMoved();
    } catch (error) {
      print(`database: ${error instanceof Error ? error.message : error}`);
    }
  };
  const timer = setInterval(() => {
    if (stopped || reviving || current.pid === null || isAlive(current.pid)) return;
    reviving = revive().finally(() => {
      reviving = null;
    });
  }, LOOK_EVERY_MS);

  return {
    get current() {
      return current;
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await reviving;
      await current.stop();
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another account.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
