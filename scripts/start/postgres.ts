import { launchPostgres, type RunningPostgres } from "#db/launch/launch.ts";
import { isAlive, type ProcessIdentity, processTable } from "#db/launch/processes.ts";
import type { Shutdown } from "#scripts/start/shutdown.ts";

export interface KeptPostgres {
  readonly current: RunningPostgres;
}

const LOOK_EVERY_MS = 2_000;

/**
 * Launches Postgres and launches it again when it dies, until the shutdown. `onMoved` hears when it came back under
 * another URL (its port was taken meanwhile): whoever was given the old one must be restarted. One named by DATABASE_URL
 * is its operator's.
 */
export async function keepPostgres(
  home: string,
  print: (line: string) => void,
  onMoved: () => void,
  shutdown: Shutdown,
): Promise<KeptPostgres> {
  const launch = (port?: number) =>
    launchPostgres({
      home,
      env: process.env,
      log: (line) => print(`database: ${line}`),
      ...(port === undefined ? {} : { port }),
    });
  const first = launch();
  let timer: NodeJS.Timeout | undefined;
  let revive: Promise<void> | null = null;
  let kept: { running: RunningPostgres; server: ProcessIdentity | null } | null = null;
  // A launch under way cannot be broken off: its server is stopped as soon as it is there.
  shutdown.own(async () => {
    clearInterval(timer);
    await revive;
    const running = kept?.running ?? (await first.catch(() => null));
    await running?.stop();
  });

  const running = await shutdown.until(first);
  let current = { running, server: serverOf(running) };
  kept = current;
  let failed = false;
  const reviveNow = async () => {
    print(failed ? "database: trying once more to start it" : "database: it is gone; starting it again");
    failed = true;
    try {
      const before = current.running;
      const after = await launch(before.port);
      current = { running: after, server: serverOf(after) };
      kept = current;
      failed = false;
      // Its server is gone, so there is nothing left to stop but the watch over its log.
      await before.stop();
      if (after.url !== before.url) onMoved();
    } catch (error) {
      // The dead one stays the current one, so the next look finds it gone and tries again.
      print(`database: ${error instanceof Error ? error.message : error}`);
    }
  };
  timer = setInterval(() => {
    if (shutdown.signal.aborted || revive || !current.server || isAlive(processTable(), current.server)) return;
    revive = reviveNow().finally(() => {
      revive = null;
    });
  }, LOOK_EVERY_MS);

  return {
    get current() {
      return current.running;
    },
  };
}

/** Told apart from a later process of the same pid, and from a zombie. Empty `birth` when it died just now. */
function serverOf({ pid }: RunningPostgres): ProcessIdentity | null {
  return pid === null ? null : { pid, birth: processTable().birth(pid) ?? "" };
}
