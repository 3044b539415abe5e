import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, it } from "vitest";
import type { Cache } from "#server/front/cache.ts";
import { Busy } from "#server/front/turns.ts";
import { createTally } from "#server/metrics/tally.ts";

const NO_CACHE = { bytes: 0, entries: 0 };
const responseOf = (statusCode: number, headersSent: boolean) =>
  Object.assign(new EventEmitter(), { statusCode, headersSent }) as unknown as ServerResponse & {
    headersSent: boolean;
  };

it("an answer is counted once, by its status, at once or when it is over; who went away without one got none", () => {
  const tally = createTally(() => 0);
  tally.answered(responseOf(200, true));
  const later = responseOf(503, false);
  const gone = responseOf(200, false);
  tally.answered(later);
  tally.answered(gone);
  expect([...tally.figures(NO_CACHE, 0).answers]).toEqual([[200, 1]]);
  Object.assign(later, { headersSent: true });
  later.emit("close");
  gone.emit("close");
  expect([...tally.figures(NO_CACHE, 0).answers]).toEqual([
    [200, 1],
    [503, 1],
  ]);
});

it("what was at hand is told from what was waited for, and nothing else of the cache changes", async () => {
  const tally = createTally(() => 0);
  const kept = { version: {}, at: 1 } as never;
  const cache = tally.cache({
    get: (key: string) => (key === "/a" ? kept : Promise.resolve(kept)),
    bytes: 7,
    entries: 2,
  } as Cache);
  expect(cache.get("/a", () => "x")).toBe(kept);
  expect(await cache.get("/b", () => "x")).toBe(kept);
  await cache.get("/c", () => "x");
  expect(tally.figures(cache, 3)).toMatchObject({
    atHand: 1,
    waitedFor: 2,
    cacheBytes: 7,
    cacheEntries: 2,
    listeners: 3,
  });
});

it("what was made is told by how it went, with the time that it took, and errors pass", async () => {
  let clock = 0;
  const tally = createTally(() => clock);
  const outcomes = [{ seen: true }, { seen: false }, new Busy(), new Error("broken")];
  const render = tally.render(async () => {
    clock += 100;
    const next = outcomes.shift();
    if (next instanceof Error) throw next;
    return next as never;
  });
  await render("/", "x", true);
  await render("/", "x", true);
  await expect(render("/", "x", true)).rejects.toThrow(Busy);
  await expect(render("/", "x", true)).rejects.toThrow("broken");
  expect(tally.figures(NO_CACHE, 0)).toMatchObject({
    made: { seen: 1, unseen: 1, busy: 1, failed: 1 },
    makingMs: 400,
  });
});
