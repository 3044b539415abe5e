import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { launchPostgres, type RunningPostgres } from "#db/launch/launch.ts";
import { type SpawnedServer, spawnServer } from "#scripts/bench/front-site.ts";
import { keepScorecard } from "#scripts/drill/keep.ts";
import { exampleScorecard } from "#scripts/shots/scorecard.ts";
import type { Shutdown } from "#scripts/start/shutdown.ts";

const run = promisify(execFile);

/** A server of its own: the product may run beside it. */
const POSTGRES_PORT = 15_942;
const DAYS = 90;
/** Late enough to be told apart from the first failure. */
const CLOUD_POST_MS = 90_000;
const LOOK_EVERY_MS = 1_000;

/** The product with everything around it, in a home of its own, whose parts are there or not as a scene wants. */
export interface Stage {
  /** Where the site is that runs now. */
  readonly url: string;
  /** `npm start -- --world --vantages 3` on the made-up history. */
  product(): Promise<void>;
  /** The site alone, on the same record or on a database in which there is nothing. */
  siteAlone(record: "full" | "empty"): Promise<void>;
  stopDatabase(): Promise<void>;
  /** The id of the scenario whose scorecard the site has. */
  readonly drill: string;
  /** `npm run world -- ...` */
  world(...args: string[]): Promise<void>;
  /** Waits until the site is as a scene wants it. @throws Error when it is not in time */
  until(what: string, limitMs: number, ask: (url: string) => Promise<boolean>): Promise<void>;
}

/** Sets the stage up, and takes it down with the shutdown: nothing of it is left. */
export async function createStage(root: string, print: (line: string) => void, shutdown: Shutdown): Promise<Stage> {
  const home = join(root, ".faultline/shots/home");
  rmSync(home, { recursive: true, force: true });
  let postgres: Promise<RunningPostgres> | null = null;
  let server: Promise<SpawnedServer> | null = null;
  const stopDatabase = async () => {
    const running = await postgres?.catch(() => null);
    postgres = null;
    await running?.stop();
  };
  const stopServer = async () => {
    const running = await server?.catch(() => null);
    server = null;
    await running?.stop();
  };
  shutdown.own(async () => {
    await stopServer();
    await stopDatabase();
    rmSync(home, { recursive: true, force: true });
  });
  const database = () => {
    postgres ??= launchPostgres({ home, env: {}, port: POSTGRES_PORT, log: (line) => print(`database: ${line}`) });
    return shutdown.until(postgres);
  };
  const urlOf = async (name: string) => {
    const running = await database();
    await shutdown.until(running.ensureDatabase(name));
    return running.urlFor(name);
  };
  const command = (script: string, args: readonly string[], env: Readonly<Record<string, string>>) =>
    shutdown.until(
      run(process.execPath, ["--import", "tsx", join(root, `scripts/${script}.ts`), ...args], {
        cwd: root,
        env: { ...process.env, FAULTLINE_HOME: home, ...env },
        signal: shutdown.signal,
      }),
    );
  let url = "";
  const serve = async (name: string, args: readonly string[], record: string) => {
    await stopServer();
    const env = { FAULTLINE_HOME: home, DATABASE_URL: await urlOf(record), HOST: "127.0.0.1", PORT: "0" };
    server = spawnServer(name, args, { ...env, FAULTLINE_WORLD_CLOUD_POST_MS: `${CLOUD_POST_MS}` });
    url = `http://127.0.0.1:${(await shutdown.until(server)).port}`;
  };

  print(`making up ${DAYS} days`);
  await command("seed", ["--days", `${DAYS}`], { DATABASE_URL: await urlOf("faultline_shots") });
  const card = exampleScorecard();
  keepScorecard(join(home, "drill"), card);
  return {
    drill: card.scenario.id,
    get url() {
      return url;
    },
    product: () =>
      serve("the product", [join(root, "scripts/start.ts"), "--world", "--vantages", "3"], "faultline_shots"),
    siteAlone: (record) =>
      serve(
        "the site",
        [join(root, "scripts/web.ts")],
        record === "full" ? "faultline_shots" : "faultline_shots_empty",
      ),
    stopDatabase,
    world: async (...args) => void (await command("world", args, {})),
    until: async (what, limitMs, ask) => {
      const end = performance.now() + limitMs;
      while (!(await shutdown.until(ask(url).catch(() => false)))) {
        if (performance.now() > end) throw new Error(`${what}: not within ${Math.round(limitMs / 1_000)} s`);
        await shutdown.until(sleep(LOOK_EVERY_MS));
      }
    },
  };
}
