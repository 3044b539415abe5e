import { setTimeout as sleep } from "node:timers/promises";
import { until } from "#db/launch/poll.ts";
import { groupedBy } from "#domain/grouped.ts";
import { type Expected, findingOf } from "#scripts/chaos/census.ts";
import type { Bar, Chaos, Finding, Part } from "#scripts/chaos/chaos.ts";
import type { End } from "#scripts/chaos/ends.ts";
import { MOST_A_SECOND } from "#scripts/chaos/load.ts";
import type { Stage } from "#scripts/chaos/stage.ts";
import { allOf, backendsOf, counted, serverOf, strike, type Victim, webOf, workersOf } from "#scripts/chaos/victims.ts";
import type { Random } from "#scripts/simulate/random.ts";

/** Before each kill, at random: the one before may not be over. */
const LONGEST_GAP_MS = 4_000;
const LONGEST_GAP_BRIEF_MS = 1_500;
/** How long somebody who was killed just before may take to be there again, to be killed again. */
const THERE_WITHIN_MS = 60_000;
/** So many short lives make the next one wait for up to 16 s; with more of them a part would mostly wait. */
const SHORT_LIVES = 5;
type Find = (home: string) => Victim[];

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** One of those that are there; waits for one. Who ends by himself just then was not killed. */
async function killOne(find: Find, { home }: Stage, random: Random): Promise<Victim> {
  const roll = random();
  const victim = await until(THERE_WITHIN_MS, () => {
    const all = find(home);
    const one = all[Math.floor(roll * all.length)];
    return one !== undefined && strike(one, "SIGKILL") ? one : null;
  });
  if (victim === null) throw new Error("nobody is there to be killed");
  return victim;
}

/** Every kind of victim once, in an order and at moments that nobody knows before; then everything must come back. */
async function round(
  kinds: readonly Find[],
  stage: Stage,
  { random, say }: Chaos,
  gapMs: number,
): Promise<readonly string[]> {
  let last = Date.now();
  const names: string[] = [];
  for (const find of shuffled(kinds, random)) {
    await sleep(random() * gapMs);
    const victim = await killOne(find, stage, random);
    last = Date.now();
    say(`kill -9 ${victim.name} (${counted(victim)})`);
    names.push(victim.name);
  }
  say(`all of it works again ${((await stage.back(last)) / 1_000).toFixed(1)} s after that`);
  return names;
}

async function killed(
  kinds: readonly Find[],
  chaos: Chaos,
  expected: Expected,
  { gapMs = LONGEST_GAP_MS, renewAfter = Number.POSITIVE_INFINITY } = {},
): Promise<Finding> {
  const stage = await chaos.open();
  const names: string[] = [];
  for (let n = 0; n < chaos.times; n += 1) {
    if (n > 0 && n % renewAfter === 0) {
      chaos.say("all but Postgres is ended and started again");
      await stage.renew();
    }
    names.push(...(await round(kinds, stage, chaos, gapMs)));
  }
  const { figures, bars } = findingOf(await stage.count(), stage, expected);
  return {
    figures: [...tallied(names), ...figures],
    bars: [noticed(names, stage.lines()), ...bars],
  };
}

function tallied(names: readonly string[]): Finding["figures"] {
  return [...groupedBy(names, (name) => name)].map(([name, all]) => [`kill -9 ${name}`, String(all.length)]);
}

/** Whoever was meant was hit: npm start says of each of its children how it ended, and that the database is gone. */
function noticed(names: readonly string[], lines: readonly string[]): Bar {
  const meant = (words: RegExp) => names.filter((name) => words.test(name)).length;
  const said = (words: RegExp) => lines.filter((line) => words.test(line)).length;
  const pairs = [
    [meant(/^worker /), said(/^vantage-\d: ended \(SIGKILL\)/)],
    [meant(/^web$/), said(/^web: ended \(SIGKILL\)/)],
    [meant(/^Postgres, /), said(/^database: started PostgreSQL/) - 1],
  ] as const;
  return {
    name: "kills of workers, of web and of Postgres that npm start noticed, each once",
    passes: pairs.every(([killed, seen]) => killed === seen),
    found: pairs.map(([killed, seen]) => `${seen} of ${killed}`).join(", "),
  };
}

const wasKilled = ({ how }: End) => how === "SIGKILL";
const isDatabase = ({ name }: End) => name === "database";

/** No worker dies: what they have measured meanwhile waits in their memory, and is all there in the end. */
export const database: Part = {
  about: "Postgres (its first process, or all of it) and one of its backends are killed, at random moments",
  run: (chaos) => killed([serverOf, backendsOf], chaos, { unrecorded: 0, mayEnd: isDatabase, calm: true }),
};

/** What a worker has not stored yet when it dies is less than what it asks in a second. */
export const processes: Part = {
  about: "a worker and the web process are killed, at random moments",
  run: (chaos) => {
    const unrecorded = chaos.times * MOST_A_SECOND;
    const expected = { unrecorded, mayEnd: wasKilled, calm: false };
    return killed([workersOf, webOf], chaos, expected, { renewAfter: SHORT_LIVES });
  },
};

/**
 * For `npm test`. A worker may be killed two gaps after the database, and dies with what it has measured since; one that is
 * started while the database is away ends until it is back.
 */
export const brief: Part = {
  about: "a worker, the web process and Postgres are killed, at random moments",
  run: (chaos) => {
    const unrecorded = chaos.times * MOST_A_SECOND * (1 + (2 * LONGEST_GAP_BRIEF_MS) / 1_000);
    const mayEnd = (end: End) => wasKilled(end) || isDatabase(end) || !end.begun;
    return killed(
      [workersOf, webOf, serverOf],
      chaos,
      { unrecorded, mayEnd, calm: false },
      { gapMs: LONGEST_GAP_BRIEF_MS },
    );
  },
};

/** A power cut, and an `npm start` that is killed alone: both times `npm start` brings everything back. */
export const everything: Part = {
  about: "everything is killed at once, and then npm start alone; npm start again",
  run: async (chaos): Promise<Finding> => {
    const { random, say } = chaos;
    const stage = await chaos.open();
    const again = async (what: string) => {
      const at = Date.now();
      say(`kill -9 ${what}`);
      await stage.startAgain();
      // What those who were on their way out still did does not count.
      await stage.back(Date.now());
      say(`npm start: all of it works again after ${((Date.now() - at) / 1_000).toFixed(1)} s`);
    };
    await sleep(random() * LONGEST_GAP_MS);
    const all = allOf(stage.home);
    strike(all, "SIGKILL");
    await again(`everything at once (${counted(all)})`);
    await sleep(random() * LONGEST_GAP_MS);
    const start = { pids: [stage.supervisor()], name: "npm start" };
    strike(start, "SIGKILL");
    await again(`npm start alone (${counted(start)})`);
    // The world that counts was killed, too.
    return findingOf(await stage.count(), stage, { unrecorded: "unknown", mayEnd: wasKilled, calm: false });
  },
};
