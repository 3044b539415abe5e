import { setTimeout as sleep } from "node:timers/promises";
import { findingOf } from "#scripts/chaos/census.ts";
import type { Part } from "#scripts/chaos/chaos.ts";
import type { End } from "#scripts/chaos/ends.ts";
import { openDisk } from "#scripts/chaos/full-disk.ts";

const LONGEST_GAP_MS = 4_000;
/** Files have some room in themselves: it takes a while until something does not fit. */
const FELT_WITHIN_MS = 60_000;
const FULL_FOR_MS = 15_000;
/** What a worker says when the database has not taken its measurements. */
const NOT_STORED = "could not be stored yet";

export const disk: Part = {
  about: "the disk is full, and then has room again",
  run: async ({ open, own, random, say }) => {
    const small = openDisk();
    own(async () => small.close());
    say(`the disk is ${small.what}`);
    const stage = await open({ home: small.home });
    await sleep(random() * LONGEST_GAP_MS);
    const before = stage.lines().length;
    small.fill();
    say("it is full");
    const felt = await stage.hears(NOT_STORED, before, FELT_WITHIN_MS);
    if (felt === null) throw new Error("a full disk kept nobody from writing: nothing was tried here");
    say(felt);
    await sleep(FULL_FOR_MS);
    small.free();
    const at = Date.now();
    say("it has room again");
    say(`all of it works again ${((await stage.back(at)) / 1_000).toFixed(1)} s after that`);
    // Postgres ends when it cannot write its log; it is started again and again.
    const mayEnd = ({ name }: End) => name === "database";
    return findingOf(await stage.count(), stage, { unrecorded: 0, mayEnd, calm: true });
  },
};
