import { expect, it } from "vitest";
import type { Rendered } from "#server/front/cache.ts";
import { Busy, createTurns } from "#server/front/turns.ts";
import { createMaking } from "#server/pages/making.ts";
import { Closed } from "#server/pages/pages.ts";

const PAGE: Rendered = {
  answer: { status: 200, type: "text/html", bytes: Buffer.from("page"), headers: [] },
  seen: true,
};

/** A thread that the test opens and closes, one page at a time. */
function stage(waiting = 10) {
  let open: (() => void)[] = [];
  const thread = { isOpen: false, asked: [] as string[], end: (_: Error) => {}, picture: async () => PAGE };
  const pages = {
    get isOpen() {
      return thread.isOpen;
    },
    opened: (patience: AbortSignal) =>
      thread.isOpen || patience.aborted ? Promise.resolve() : new Promise<void>((resolve) => open.push(resolve)),
    render: (path: string) => {
      if (!thread.isOpen) return Promise.reject(new Closed());
      thread.asked.push(path);
      if (path.startsWith("/pictures/")) return thread.picture();
      if (path !== "/slow") return Promise.resolve(PAGE);
      return new Promise<Rendered>((_, reject) => {
        thread.end = reject;
      });
    },
  };
  return {
    thread,
    make: createMaking(pages, createTurns({ atOnce: 1, waiting })),
    opens: () => {
      thread.isOpen = true;
      for (const go of open.splice(0)) go();
    },
    closes: () => {
      open = [];
      thread.isOpen = false;
      thread.end(new Error("the thread that makes pages ended"));
    },
  };
}

it("while the thread is replaced, who has an older page is told so at once, and who has none waits for it", async () => {
  const { thread, make, opens } = stage();
  const only = make("/only", "a", true);
  await expect(make("/older", "a", false)).rejects.toThrow(Closed);
  opens();
  expect(await only).toBe(PAGE);
  expect(thread.asked).toEqual(["/only"]);
});

it("who waited for his turn when the thread ended gets his page of the next one; what it was given is not asked for again", async () => {
  const { thread, make, opens, closes } = stage();
  opens();
  const slow = expect(make("/slow", "a", true)).rejects.toThrow("the thread that makes pages ended");
  const queued = make("/queued", "b", true);
  await Promise.resolve();
  closes();
  await slow;
  expect(thread.asked).toEqual(["/slow"]);
  opens();
  expect(await queued).toBe(PAGE);
  expect(thread.asked).toEqual(["/slow", "/queued"]);
});

it("those who wait for a thread are counted among those who wait: there are never more than the bound", async () => {
  const { thread, make, opens } = stage(3);
  const waiting = ["/a", "/b", "/c"].map((path) => make(path, "a", true));
  await expect(make("/d", "b", true)).rejects.toThrow(Busy);
  opens();
  expect(await Promise.all(waiting)).toEqual([PAGE, PAGE, PAGE]);
  expect(await make("/d", "b", true)).toBe(PAGE);
  expect(thread.asked).toEqual(["/a", "/b", "/c", "/d"]);
});

it("pictures are drawn one at a time, pages do not wait for those that wait, and a few may wait", async () => {
  const { make, opens, thread } = stage();
  opens();
  const held: (() => void)[] = [];
  thread.picture = () => new Promise((resolve) => held.push(() => resolve(PAGE)));
  const drawn = Array.from({ length: 17 }, (_, n) => make(`/pictures/services/${n}.png`, "a", true));
  await expect(make("/pictures/now.png", "b", true)).rejects.toThrow(Busy);
  expect(await make("/en", "c", true)).toBe(PAGE);
  expect(thread.asked).toEqual(["/pictures/services/0.png", "/en"]);
  for (const picture of drawn) {
    expect(held).toHaveLength(1);
    held.pop()?.();
    expect(await picture).toBe(PAGE);
  }
});
