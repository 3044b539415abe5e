import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connect } from "#db/client.ts";
import { launchPostgres } from "#db/launch/launch.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { type SeedOptions, writeSeed } from "#scripts/seed/write.ts";
import { checkCatalog } from "#scripts/start/preflight.ts";
import { runStoppable, type Shutdown } from "#scripts/start/shutdown.ts";

/** `npm run seed`: a made-up history for benches and tests, in the world's database, marked as made up. */

const USAGE = `npm run seed [-- options]

  --days N           how long a history (1 to 400; 90 by default)
  --seed N           another number, another history (1 by default)
  --until ISO        where it ends, a full hour (by default the last one)
  --minutes-days N   days at the end that get minutes too (0 to 90; 2 by default: each is 310,000 rows)
  --again            replaces the made-up history that is there, and nothing else

It goes into the world's database (npm start -- --world), or into the one of DATABASE_URL. It is refused where there are
measurements of the real internet.`;

const root = fileURLToPath(new URL("..", import.meta.url));
const print = (line: string) => console.log(line);

function number(name: string, text: string | undefined, fallback: number, [low, high]: [number, number]): number {
  const value = Number(text ?? fallback);
  if (text?.trim() === "" || !Number.isInteger(value) || value < low || value > high)
    throw new Error(`--${name} takes ${low} to ${high}`);
  return value;
}

function readArguments(): SeedOptions {
  const { values } = parseArgs({
    options: {
      days: { type: "string" },
      seed: { type: "string" },
      until: { type: "string" },
      "minutes-days": { type: "string" },
      again: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    print(USAGE);
    process.exit(0);
  }
  const until = values.until === undefined ? null : Date.parse(values.until);
  if (Number.isNaN(until)) throw new Error("--until takes an instant like 2026-03-10T12:00:00Z");
  return {
    days: number("days", values.days, 90, [1, 400]),
    seed: number("seed", values.seed, 1, [0, 2 ** 31]),
    minutesDays: number("minutes-days", values["minutes-days"], 2, [0, 90]),
    until,
    again: values.again,
    now: Date.now(),
    writer: randomUUID(),
  };
}

async function run(shutdown: Shutdown): Promise<void> {
  const options = readArguments();
  const catalog = checkCatalog();
  const home = resolve(process.env.FAULTLINE_HOME || join(root, ".faultline"));
  const launched = launchPostgres({ home, env: process.env, log: (line) => print(`database: ${line}`) });
  shutdown.own(async () => (await launched.catch(() => null))?.stop());
  const postgres = await shutdown.until(launched);
  if (postgres.owned) await shutdown.until(postgres.ensureDatabase("faultline_world"));
  const url = postgres.owned ? postgres.urlFor("faultline_world") : postgres.url;
  await shutdown.until(migrateDatabase(url));

  const started = performance.now();
  const sql = connect({ url, name: "faultline-seed", max: 1 });
  const { period, rows } = await shutdown.until(
    writeSeed(sql, catalog, options, print).finally(() => sql.end({ timeout: 5 })),
  );
  print(
    `made up: ${new Date(period.from).toISOString()} to ${new Date(period.to).toISOString()}, seed ${options.seed}`,
  );
  for (const [table, n] of Object.entries(rows)) print(`  ${table.padEnd(20)} ${n.toLocaleString("en").padStart(10)}`);
  print(`${Math.round((performance.now() - started) / 1_000)} s`);
  await shutdown.stop(0);
}

await runStoppable(print, run);
