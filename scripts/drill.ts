import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connect } from "#db/client.ts";
import { launchPostgres } from "#db/launch/launch.ts";
import { clockText, machineTime, type SharedClock } from "#domain/clock.ts";
import { CLOCK_VARIABLE } from "#scripts/drill/clock.ts";
import { startCrew } from "#scripts/drill/crew.ts";
import { freshDatabase } from "#scripts/drill/fresh-database.ts";
import { keepScorecard } from "#scripts/drill/keep.ts";
import { findScenario, listed, prepareDrill } from "#scripts/drill/prepare.ts";
import { runDrill } from "#scripts/drill/run.ts";
import { scorecardText } from "#scripts/drill/text.ts";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { claim } from "#scripts/start/claim.ts";
import { plainLine } from "#scripts/start/lines.ts";
import { checkCatalog, checkPort, checkWebSettings, webEnvironment } from "#scripts/start/preflight.ts";
import { runStoppable, type Shutdown } from "#scripts/start/shutdown.ts";
import { supervise } from "#scripts/start/supervise.ts";

const USAGE = `npm run drill -- SCENARIO [options]

  --speed N        how many times faster than the day itself (1 to 120; 30 by default)
  --vantages N     how many vantages probe it (1 to 9; 1 by default)
  --no-web         no site meanwhile; it listens on PORT otherwise, as with npm start

Scenarios:
${listed()}

It ends with a scorecard, kept in .faultline/drill/SCENARIO.json, and with exit code 1 when something was missed, late, invented,
put down to the wrong cause or not followed to its end, or the drill cannot be relied on.`;

const root = fileURLToPath(new URL("..", import.meta.url));
const print = (line: string) => console.log(line);
/** Real time from the start of the crew to the moment when all must be seen to be well: processes, ranges, first rounds. */
const LEAD_MS = 40_000;

function number(name: string, text: string | undefined, fallback: number, high: number): number {
  const value = Number(text ?? fallback);
  if (!Number.isInteger(value) || value < 1 || value > high) throw new Error(`--${name} takes 1 to ${high}`);
  return value;
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      speed: { type: "string" },
      vantages: { type: "string" },
      "no-web": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [id, ...rest] = positionals;
  if (values.help || id === undefined || rest.length > 0) {
    print(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  return {
    scenario: findScenario(id),
    speed: number("speed", values.speed, 30, 120),
    vantages: number("vantages", values.vantages, 1, 9),
    web: !values["no-web"],
  };
}

async function run(shutdown: Shutdown): Promise<void> {
  const { scenario, speed, vantages: count, web } = readArguments();
  const drill = prepareDrill(scenario, speed);
  const home = resolve(process.env.FAULTLINE_HOME || join(root, ".faultline"));
  const folder = join(home, "drill");
  const webSettings = web ? checkWebSettings() : null;
  await shutdown.until(claim(home, "drill", (pid) => `A drill already runs in ${home} (process ${pid}).`));
  if (webSettings) await shutdown.until(checkPort(webSettings, 0));

  // Never the one of DATABASE_URL: a drill begins with an empty database.
  const launched = launchPostgres({ home, env: {}, log: (line) => print(`database: ${line}`) });
  shutdown.own(async () => (await launched.catch(() => null))?.stop());
  const url = await shutdown.until(freshDatabase(await shutdown.until(launched)));
  if (web) await shutdown.until(buildIfNeeded(root, print, shutdown));

  const since = Date.now() + LEAD_MS;
  const clock: SharedClock = { origin: scenario.from, since, rate: speed, cuts: scenario.cuts };
  const vantages = Array.from({ length: count }, (_, index) => `vantage-${index + 1}`);
  const failures: string[] = [];
  const onFailure = (why: string) => void failures.push(why);
  const minutes = (machineTime(clock, scenario.to) - since) / 60_000;
  print(
    `${scenario.id} at ${speed} times its speed: ${minutes.toFixed(1)} minutes, after ${LEAD_MS / 1_000} s to get ready`,
  );
  const crew = await startCrew(drill, {
    ...{ root, home: folder, databaseUrl: url, vantages, clock, shutdown, print, onFailure },
  });
  if (web) startSite({ url, clock, scenarioId: scenario.id, shutdown });

  const sql = connect({ url, name: "faultline-drill", max: 1 });
  shutdown.own(() => sql.end({ timeout: 5 }));
  const card = await shutdown.until(
    runDrill(drill, {
      ...{ sql, clock, vantages: count, machine: Date.now, stop: crew.stop },
      wait: (ms) => wait(ms, undefined, { signal: shutdown.signal }),
      failures: () => failures,
    }),
  );
  print(`scorecard: ${keepScorecard(folder, card)}`);
  print(`\n${scorecardText(card)}\n`);
  await shutdown.stop(card.passed ? 0 : 1);
}

/** The site of the drill: it shows the drill's database, by the drill's clock. */
function startSite(options: { url: string; clock: SharedClock; scenarioId: string; shutdown: Shutdown }): void {
  const { url, clock, scenarioId, shutdown } = options;
  const env = {
    ...webEnvironment(checkCatalog()),
    DATABASE_URL: url,
    FAULTLINE_DRILL: scenarioId,
    [CLOCK_VARIABLE]: clockText(clock),
  };
  const site = supervise(
    {
      name: "web",
      command: process.execPath,
      args: ["--import", "tsx", join(root, "server/main.ts")],
      env: () => env,
      onLine: plainLine,
    },
    { print },
  );
  shutdown.own(site.stop);
}

await runStoppable(print, run);
