import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Cache, type CacheOptions, createCache, type Kept, type Rendered } from "#server/front/cache.ts";
import type { Answer } from "#server/front/version.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const answer = (text: string, status = 200): Answer => ({
  status,
  type: "text/html; charset=utf-8",
  bytes: Buffer.from(text),
  headers: [],
});
const seen = (text: string): Rendered => ({ answer: answer(text), seen: true });

/** A cache in front of a renderer that the test rules, and a log of what it was asked. */
function cacheOf(options: Partial<CacheOptions> = {}) {
  const asked: string[] = [];
  const stage = {
    asked,
    state: "a",
    /** What is rendered now. */
    render: async (key: string): Promise<Rendered> => seen(`${key} #${asked.length}`),
    cache: {} as Cache,
    text: async (key: string): Promise<string> =>
      (await stage.cache.get(key, () => "client")).version.answer.bytes.toString(),
  };
  stage.cache = createCache({
    render: (key) => {
      asked.push(key);
      return stage.render(key);
    },
    state: () => stage.state,
    older: ({ bytes, ...rest }, at) => ({ ...rest, bytes: Buffer.from(`${bytes} (of ${at - START})`) }),
    now: Date.now,
    maxBytes: 1_000_000,
    ...options,
  });
  return stage;
}
let START = 0;
beforeEach(() => {
  START = Date.now();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("an answer", () => {
  it("is waited for by whoever has no older one to give, and by nobody else", async () => {
    const only: boolean[] = [];
    const stage = cacheOf({
      render: async (key, _, isOnly) => {
        only.push(isOnly);
        return seen(key);
      },
    });
    await stage.text("/");
    await pass(1_500);
    await stage.text("/");
    await pass(600_001);
    await stage.text("/");
    expect(only).toEqual([true, false, true]);
  });

  it("is made once however many ask for it at once, and for a second whoever asks", async () => {
    const stage = cacheOf();
    const all = await Promise.all(Array.from({ length: 500 }, () => stage.text("/")));
    expect(new Set(all)).toEqual(new Set(["/ #1"]));
    await pass(900);
    expect(await stage.text("/")).toBe("/ #1");
    expect(stage.asked).toEqual(["/"]);
  });

  it("is at hand without a promise while it is fresh", async () => {
    const stage = cacheOf();
    await stage.text("/");
    expect(stage.cache.get("/", () => "client")).not.toBeInstanceOf(Promise);
  });

  it("of two seconds ago is given at once, while it is made anew behind it, once", async () => {
    const stage = cacheOf();
    await stage.text("/");
    await pass(2_000);
    const all = await Promise.all(Array.from({ length: 100 }, () => stage.text("/")));
    expect(new Set(all)).toEqual(new Set(["/ #1"]));
    await pass(0);
    expect(await stage.text("/")).toBe("/ #2");
    expect(stage.asked).toHaveLength(2);
  });

  it("of some seconds ago is not given: who comes first in a while waits for the answer of now", async () => {
    const stage = cacheOf();
    await stage.text("/");
    await pass(3_000);
    expect(await stage.text("/")).toBe("/ #2");
    await pass(3_600_000);
    expect(await stage.text("/")).toBe("/ #3");
  });

  it("of before our clock was set back is made anew: its time would come again", async () => {
    const stage = cacheOf();
    await stage.text("/");
    vi.setSystemTime(START - 60_000);
    expect(await stage.text("/")).toBe("/ #2");
    expect(await stage.text("/")).toBe("/ #2");
  });

  it("that was made before something changed is not given after it, nor one that was begun before", async () => {
    const stage = cacheOf();
    await stage.text("/");
    stage.state = "b";
    expect(await stage.text("/")).toBe("/ #2");

    let end = () => {};
    const slow = new Promise<void>((resolve) => {
      end = resolve;
    });
    stage.state = "c";
    stage.render = async (key) => {
      if (stage.asked.length === 3) await slow;
      return seen(`${key} #${stage.asked.length}`);
    };
    const early = stage.text("/");
    stage.state = "d";
    const late = stage.text("/");
    end();
    stage.render = async (key) => seen(`${key} #${stage.asked.length} of d`);
    expect(await early).toMatch(/^\/ #/);
    expect(await late).toBe("/ #4 of d");
  });

  it("that says itself that it lasts is given for so long, unless something has changed, and is then made anew", async () => {
    const stage = cacheOf();
    stage.render = async (key) => {
      const headers = [["Cache-Control", "public, max-age=60"]] as const;
      return { answer: { ...answer(`${key} #${stage.asked.length}`), headers }, seen: stage.state !== "blind" };
    };
    await stage.text("/picture");
    await pass(59_999);
    expect(stage.cache.get("/picture", () => "client")).not.toBeInstanceOf(Promise);
    expect(await stage.text("/picture")).toBe("/picture #1");
    await pass(1);
    expect(await stage.text("/picture")).toBe("/picture #2");
    // A picture's address names what it says: one of before must not be given under it.
    stage.state = "b";
    expect(await stage.text("/picture")).toBe("/picture #3");
    await pass(60_000);
    stage.state = "blind";
    expect(await stage.text("/picture")).toBe("/picture #3 (of 60000)");
    stage.state = "c";
    await pass(11_000);
    expect(await stage.text("/picture")).toBe("/picture #5");
  });

  it("that others may keep for a day is made anew here after a minute", async () => {
    const stage = cacheOf();
    stage.render = async (key) => ({
      answer: { ...answer(`${key} #${stage.asked.length}`), headers: [["Cache-Control", "public, max-age=86400"]] },
      seen: true,
    });
    await stage.text("/badge");
    await pass(59_999);
    expect(await stage.text("/badge")).toBe("/badge #1");
    await pass(1);
    expect(await stage.text("/badge")).toBe("/badge #2");
  });

  it("that is the same to the byte keeps its version: nothing is compressed again", async () => {
    vi.useRealTimers();
    let time = 0;
    const stage = cacheOf({ now: () => time });
    const long = "<p>stratum</p>".repeat(1_000);
    stage.render = async () => seen(long);
    const first = await stage.cache.get("/", () => "client");
    await first.version.as("gzip");
    time = 60_000;
    const second = await stage.cache.get("/", () => "client");
    expect(second.version).toBe(first.version);
    expect(second.at).toBe(time);
  });
});

describe("when no new answer can be made", () => {
  it("one that says that it may not stand in for an error is given for as long as it lasts, and then no more", async () => {
    const stage = cacheOf();
    const headers = [["Cache-Control", "public, max-age=60, stale-while-revalidate=30, stale-if-error=0"]] as const;
    stage.render = async (key) => ({ answer: { ...answer(`${key} is well`), headers }, seen: true });
    await stage.text("/badge");
    stage.render = async () => {
      throw new Error("nobody makes it");
    };
    await pass(59_999);
    expect(await stage.text("/badge")).toBe("/badge is well");
    await pass(2);
    await expect(stage.text("/badge")).rejects.toThrow("nobody makes it");
  });

  it("one of minutes ago stands in and tells its age, and the next that can be made takes its place", async () => {
    const stage = cacheOf();
    await stage.text("/");
    await pass(120_000);
    const good = stage.render;
    stage.render = async () => {
      throw new Error("the database is gone");
    };
    expect(await stage.text("/")).toBe("/ #1 (of 0)");
    await pass(1_000);
    expect(await stage.text("/")).toBe("/ #1 (of 0)");
    stage.render = good;
    await pass(1_000);
    await stage.text("/");
    await pass(0);
    expect(await stage.text("/")).toMatch(/^\/ #\d+$/);
  });

  it("one that could not read what it is about gives way to an older one that could", async () => {
    const stage = cacheOf();
    await stage.text("/clouds");
    await pass(60_000);
    stage.render = async () => ({ answer: answer("we cannot see"), seen: false });
    expect(await stage.text("/clouds")).toBe("/clouds #1 (of 0)");
    await pass(600_000);
    expect(await stage.text("/clouds")).toBe("we cannot see");
  });

  it("and there never was one, the failure is told, and tried again by the next who asks", async () => {
    const stage = cacheOf();
    const good = stage.render;
    stage.render = async () => {
      throw new Error("broken");
    };
    await expect(stage.text("/")).rejects.toThrow("broken");
    expect(stage.cache.entries).toBe(0);
    expect(stage.cache.bytes).toBe(0);
    stage.render = good;
    expect(await stage.text("/")).toBe("/ #2");
  });

  it("one that hangs is waited for once, for three seconds: then the older one is given to all at once", async () => {
    const stage = cacheOf();
    await stage.text("/");
    await pass(60_000);
    stage.render = () => new Promise(() => {});
    const waiting = Promise.all([stage.text("/"), stage.text("/")]);
    await pass(3_000);
    expect(await waiting).toEqual(["/ #1 (of 0)", "/ #1 (of 0)"]);
    await pass(5_000);
    expect(stage.cache.get("/", () => "client")).not.toBeInstanceOf(Promise);
    expect(await stage.text("/")).toBe("/ #1 (of 0)");
    expect(stage.asked).toHaveLength(2);
  });

  it("an old answer is not given for an old failure: after a while the next one waits again", async () => {
    const stage = cacheOf();
    await stage.text("/");
    await pass(60_000);
    const good = stage.render;
    stage.render = async () => {
      throw new Error("for a moment");
    };
    expect(await stage.text("/")).toBe("/ #1 (of 0)");
    stage.render = good;
    await pass(60_000);
    expect(await stage.text("/")).toBe("/ #3");
  });

  it("its older self is made once, not once for each who asks", async () => {
    let told = 0;
    const stage = cacheOf({
      older: (same) => {
        told += 1;
        return same;
      },
    });
    await stage.text("/");
    await pass(60_000);
    stage.render = async () => {
      throw new Error("gone");
    };
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => stage.text("/")));
      await pass(1_000);
    }
    expect(told).toBe(1);
  });
});

describe("memory", () => {
  const KB = 1_000;

  it("is bounded: ten thousand answers leave the newest, and what is asked for all the time", async () => {
    const stage = cacheOf({ maxBytes: 500 * KB });
    stage.render = async (key) => seen(key.padEnd(10 * KB, "."));
    for (let n = 0; n < 10_000; n += 1) {
      await stage.cache.get("/", () => "client");
      await stage.cache.get(`/${n}`, () => "client");
      expect(stage.cache.bytes).toBeLessThanOrEqual(500 * KB);
    }
    expect(stage.cache.entries).toBeGreaterThan(30);
    expect(stage.cache.entries).toBeLessThan(50);
    expect(stage.asked.filter((key) => key === "/").length).toBeLessThan(3);
    expect(stage.asked.filter((key) => key === "/9999")).toHaveLength(1);
  });

  it("counts what is compressed later, and gives back what is forgotten", async () => {
    vi.useRealTimers();
    const stage = cacheOf({ maxBytes: 300 * KB });
    stage.render = async (key) => seen(key + Math.random().toString(36).repeat(7_000));
    const first = (await stage.cache.get("/a", () => "client")) as Kept;
    const before = stage.cache.bytes;
    const { bytes } = await first.version.as("gzip");
    expect(stage.cache.bytes).toBe(before + bytes.length);
    for (const key of ["/b", "/c", "/d"]) await stage.cache.get(key, () => "client");
    expect(stage.cache.bytes).toBeLessThanOrEqual(300 * KB);
    const held = stage.cache.bytes;
    await first.version.as("br");
    expect(stage.cache.bytes).toBe(held);
  });

  it("one answer that is too large for all of it is given and not kept", async () => {
    const stage = cacheOf({ maxBytes: 10 * KB });
    stage.render = async () => seen("x".repeat(50 * KB));
    expect(await stage.text("/")).toHaveLength(50 * KB);
    expect(stage.cache.entries).toBe(0);
    expect(stage.cache.bytes).toBe(0);
  });
});
