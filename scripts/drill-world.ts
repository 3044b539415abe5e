import { parseArgs } from "node:util";
import { openClock } from "#scripts/drill/clock.ts";
import { findScenario, prepareDrill } from "#scripts/drill/prepare.ts";
import { openWorld } from "#scripts/drill/stage.ts";
import { EXIT_FINAL, stopWithParent } from "#workers/process.ts";

/** The world of a drill as a process of its own; `npm run drill` starts it. Its lines are read by scripts/drill/crew.ts. */

const { values } = parseArgs({
  options: { scenario: { type: "string" }, home: { type: "string" }, vantages: { type: "string" } },
});
const log = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const clock = openClock();
  const drill = prepareDrill(findScenario(values.scenario ?? ""), clock.rate);
  const world = await openWorld(drill, {
    home: values.home ?? "",
    vantages: (values.vantages ?? "").split(","),
    clock,
    log,
    onStep: ({ target, fault }) => {
      const time = new Date(clock.now()).toISOString().slice(11, 16);
      log(`${time} ${target} ${fault === null ? "is well again" : `fails: ${fault}`}`);
    },
    onProblem: (problem) => log(`problem: ${problem}`),
  });
  const stop = () => void world.stop().then(() => process.exit(0));
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(name, stop);
  stopWithParent(stop);
}

// A drill whose world had to be started again is none.
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(EXIT_FINAL);
});
