import { setTimeout as sleep } from "node:timers/promises";
import { launchPostgres } from "#db/launch/launch.ts";
import { findingOf } from "#scripts/chaos/census.ts";
import type { Part } from "#scripts/chaos/chaos.ts";
import { openSlowDoor } from "#scripts/chaos/slow-door.ts";
import { makeHome } from "#scripts/start/testing/product.ts";

/** A write takes several questions: with this delay it is slow, and all must go on. */
const SLOW_MS = 100;
/** With this one nothing keeps up: measurements wait. */
const CRAWL_MS = 1_500;
const CRAWL_FOR_MS = 20_000;
const SILENT_FOR_MS = 15_000;
const FELT_WITHIN_MS = 5_000;
/** What the client says of a question that was under way. Measurements may just have waited for a connection. */
const BROKEN_OFF = "CONNECTION_CLOSED";
const DATABASE = "faultline_world";

/** The product is given a Postgres as of an operator, through a door on loopback that delays. */
export const slow: Part = {
  about: "Postgres answers slowly, then hardly at all, then not at all; then all connections break off",
  run: async ({ open, own, say }) => {
    const home = makeHome();
    const server = await launchPostgres({ home, env: {}, log: (line) => say(`database: ${line}`) });
    own(() => server.stop());
    await server.ensureDatabase(DATABASE);
    const door = await openSlowDoor(server.port);
    own(() => door.close());
    const direct = server.urlFor(DATABASE);
    const given = direct.replace(`:${server.port}/`, `:${door.port}/`);
    const stage = await open({ home, database: { given, direct } });

    const begun = Date.now();
    door.delay(SLOW_MS);
    say(`each way to Postgres takes ${SLOW_MS} ms`);
    say(`all of it works all the same, ${((await stage.back(begun)) / 1_000).toFixed(1)} s after that`);
    door.delay(CRAWL_MS);
    say(`each way to Postgres takes ${CRAWL_MS} ms`);
    await sleep(CRAWL_FOR_MS);
    door.delay(Number.POSITIVE_INFINITY);
    say("Postgres does not answer any more; connections stay open");
    await sleep(SILENT_FOR_MS);
    const before = stage.lines().length;
    door.cut();
    door.delay(0);
    const at = Date.now();
    say("all connections break off; Postgres answers at once");
    const felt = await stage.hears(BROKEN_OFF, before, FELT_WITHIN_MS);
    if (felt === null) throw new Error("nobody noticed that connections broke off: nothing was tried here");
    say(felt);
    say(`all of it works again ${((await stage.back(at)) / 1_000).toFixed(1)} s after that`);
    return findingOf(await stage.count(), stage, { unrecorded: 0, mayEnd: () => false, calm: true });
  },
};
