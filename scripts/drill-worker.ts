import { parseArgs } from "node:util";
import { openClock } from "#scripts/drill/clock.ts";
import { findScenario, prepareDrill } from "#scripts/drill/prepare.ts";
import { openWorker } from "#scripts/drill/stage.ts";
import { readWorldFile } from "#workers/environment.ts";
import { createLog } from "#workers/log.ts";
import { EXIT_FINAL, stopWithParent } from "#workers/process.ts";

/** One vantage of a drill as a process of its own; `npm run drill` starts it. */

const { values } = parseArgs({ options: { scenario: { type: "string" }, vantage: { type: "string" } } });

async function main(): Promise<void> {
  const { DATABASE_URL: url = "", FAULTLINE_WORLD: world = "" } = process.env;
  const vantage = values.vantage ?? "";
  const clock = openClock();
  const worker = await openWorker(prepareDrill(findScenario(values.scenario ?? ""), clock.rate), {
    url,
    vantage,
    clock,
    world: readWorldFile(world),
    log: createLog(`worker ${vantage}`, "info"),
    onReplaced: () => process.exit(EXIT_FINAL),
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void worker.stop().then(() => process.exit(0));
  };
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, stop);
  stopWithParent(stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(EXIT_FINAL);
});
