import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findingOf } from "#scripts/chaos/census.ts";
import type { Chaos, Part } from "#scripts/chaos/chaos.ts";
import type { End } from "#scripts/chaos/ends.ts";
import { MOST_A_SECOND } from "#scripts/chaos/load.ts";
import type { Stage } from "#scripts/chaos/stage.ts";
import { makeHome } from "#scripts/start/testing/product.ts";

const SET_CLOCK = fileURLToPath(new URL("set-clock.ts", import.meta.url));
const VANTAGES = ["vantage-1", "vantage-2"];
/** Whose clock jumps. The other one goes on. */
const JUMPER = "vantage-1";
/** Less than what is refused, and much more. */
const SMALL_MS = 5_000;
const FAR_MS = [3_600_000, -3_600_000];
const FELT_WITHIN_MS = 45_000;
const WRONG_FOR_MS = 8_000;

type SetClock = (aheadMs: number) => void;

/** The clock of one worker alone: nobody may set that of the machine for a test. */
function makeClocks(home: string): { readonly env: Record<string, string>; readonly set: SetClock } {
  const folder = join(home, "clocks");
  mkdirSync(folder, { mode: 0o755 });
  for (const vantage of VANTAGES) writeFileSync(join(folder, vantage), "0");
  return {
    env: { FAULTLINE_CHAOS_CLOCKS: folder, NODE_OPTIONS: `--import tsx --import ${JSON.stringify(SET_CLOCK)}` },
    set: (aheadMs) => {
      const draft = join(folder, "draft");
      writeFileSync(draft, String(aheadMs));
      renameSync(draft, join(folder, JUMPER));
    },
  };
}

/** What is little is borne: measurements go on. */
async function jumpALittle(stage: Stage, set: SetClock, { say }: Chaos): Promise<void> {
  for (const [aheadMs, words] of [
    [SMALL_MS, `5 s forward`],
    [0, `5 s back`],
  ] as const) {
    const at = Date.now();
    set(aheadMs);
    say(`the clock of ${JUMPER} jumps ${words}`);
    await sleep(SMALL_MS);
    say(
      `it goes on: measurements ${((await stage.back(at + SMALL_MS)) / 1_000 + SMALL_MS / 1_000).toFixed(1)} s after that`,
    );
  }
}

/** What is much is refused, by the worker and by those that are started in its place, until the clock is right. */
async function jumpFar(stage: Stage, set: SetClock, { say }: Chaos, aheadMs: number): Promise<void> {
  const before = stage.lines().length;
  set(aheadMs);
  say(`the clock of ${JUMPER} jumps an hour ${aheadMs > 0 ? "forward" : "back"}`);
  const felt = await stage.hears("The clock of this machine is", before, FELT_WITHIN_MS);
  if (felt === null)
    throw new Error(`nobody noticed that the clock had jumped:\n${stage.lines().slice(-20).join("\n")}`);
  say(felt);
  await sleep(WRONG_FOR_MS);
  // Whoever judges may have been this one: another goes on meanwhile.
  await stage.judged(Date.now());
  say("it is judged meanwhile");
  const at = Date.now();
  set(0);
  say("it is set right");
  say(`all of it works again ${((await stage.back(at)) / 1_000).toFixed(1)} s after that`);
}

export const clock: Part = {
  about: "the clock of one worker jumps, by little and by much, forward and back (in its process, not on the machine)",
  run: async (chaos) => {
    const home = makeHome();
    const { env, set } = makeClocks(home);
    const stage = await chaos.open({ home, env });
    await jumpALittle(stage, set, chaos);
    for (const aheadMs of FAR_MS) await jumpFar(stage, set, chaos, aheadMs);
    // What is measured by a wrong clock is refused; the worker notices, and ends, within a second.
    const unrecorded = FAR_MS.length * MOST_A_SECOND;
    const mayEnd = ({ name, how }: End) => name === JUMPER && how === "exit code 1";
    return findingOf(await stage.count(), stage, { unrecorded, mayEnd, calm: true });
  },
};
