import { describe, expect, it } from "vitest";
import { remembered } from "#db/read/remembered.ts";

function setUp(most = 2) {
  const reads: string[] = [];
  const state = { now: 1_000, broken: false };
  const read = remembered<string, string>({
    read: async (key, now) => {
      reads.push(key);
      if (state.broken) throw new Error("gone");
      return `${key}@${now}`;
    },
    now: () => state.now,
    freshMs: 100,
    most,
  });
  return { read, reads, state };
}

describe("what was read", () => {
  it("is given again while it is fresh, and to all who ask at once", async () => {
    const { read, reads, state } = setUp();
    expect(await Promise.all([read("a"), read("a")])).toEqual(["a@1000", "a@1000"]);
    state.now = 1_099;
    expect(await read("a")).toBe("a@1000");
    state.now = 1_100;
    expect(await read("a")).toBe("a@1100");
    expect(reads).toEqual(["a", "a"]);
  });

  it("is waited for, though it is no longer fresh: there is one reader at a time, until one never comes", async () => {
    let finish = (_: string) => {};
    let reads = 0;
    let now = 0;
    const read = remembered<string, string>({
      read: () => {
        reads += 1;
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
      now: () => now,
      freshMs: 100,
      most: 2,
    });
    const first = read("a");
    now = 5_000;
    const second = read("a");
    finish("done");
    expect(await Promise.all([first, second])).toEqual(["done", "done"]);
    expect(reads).toBe(1);
    void read("b");
    now = 36_000;
    const third = read("b");
    expect(reads).toBe(3);
    finish("again");
    expect(await third).toBe("again");
  });

  it("is read again after the clock was set back", async () => {
    const { read, state } = setUp();
    await read("a");
    state.now = 10;
    expect(await read("a")).toBe("a@10");
  });

  it("of more keys than fit, the oldest reading is forgotten", async () => {
    const { read, reads } = setUp();
    for (const key of ["a", "b", "c", "b", "c", "a"]) await read(key);
    expect(reads).toEqual(["a", "b", "c", "a"]);
  });

  it("is not remembered when it failed", async () => {
    const { read, state } = setUp();
    state.broken = true;
    await expect(read("a")).rejects.toThrow("gone");
    state.broken = false;
    expect(await read("a")).toBe("a@1000");
  });
});
