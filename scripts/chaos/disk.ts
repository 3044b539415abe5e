import { setTimeout as sleep } from "node:timers/promises";
import { until } from "#db/launch/poll.ts";
import { findingOf } from "#scripts/chaos/census.ts";
import type { Part } from "#scripts/chaos/chaos.ts";
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
    const felt = await until(
      FELT_WITHIN_MS,
      () => stage.lines().find((line, n) => n >= before && line.includes(NOT_STORED)) ?? null,
    );
    if (felt === null) throw new Error("a full disk kept nobody from writing: nothing was tried here");
    say(felt);
    await sleep(FULL_FOR_MS);
    small.free();
    const at = Date.now();
    say("it has room again");
    say(`all of it works again ${((await stage.back(at)) / 1_000).toFixed(1)} s after that`);
    return findingOf(await stage.count(), stage.readers.answers, { unrecorded: 0, calm: true });
  },
};
