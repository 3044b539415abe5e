import { setTimeout as sleep } from "node:timers/promises";
import { findingOf } from "#scripts/chaos/census.ts";
import type { Part } from "#scripts/chaos/chaos.ts";
import { counted, postgresPids, strike, type Victim, webOf, workersOf } from "#scripts/chaos/victims.ts";

/** More than half of the load's interval: what a worker should have asked at first is too late when it goes on. */
const STOPPED_MS = 15_000;
const LONGEST_GAP_MS = 4_000;

const pidsOf = (find: (home: string) => Victim[]) => (home: string) => find(home).flatMap(({ pids }) => pids);

const VICTIMS = [
  ["both workers", pidsOf(workersOf)],
  ["the web process", pidsOf(webOf)],
  ["all of Postgres", postgresPids],
] as const;

/** A process that stands still, as on a machine that is suspended or swaps, and then goes on as if nothing had been. */
export const stopped: Part = {
  about: "both workers, the web process and Postgres stand still for a while, one after the other",
  run: async ({ open, random, say }) => {
    const stage = await open();
    for (const [name, find] of VICTIMS) {
      await sleep(random() * LONGEST_GAP_MS);
      const victim = { name, pids: find(stage.home) };
      if (!strike(victim, "SIGSTOP")) throw new Error(`${name}: nobody is there to be stopped`);
      say(`SIGSTOP ${name} (${counted(victim)})`);
      await sleep(STOPPED_MS);
      strike(victim, "SIGCONT");
      const at = Date.now();
      say(`SIGCONT ${name}`);
      say(`all of it works again ${((await stage.back(at)) / 1_000).toFixed(1)} s after that`);
    }
    return findingOf(await stage.count(), stage, { unrecorded: 0, mayEnd: () => false, calm: false });
  },
};
