import { expect, it } from "vitest";
import type { Rendered } from "#server/front/cache.ts";
import { createTurns } from "#server/front/turns.ts";
import { createMaking } from "#server/pages/making.ts";
import { Closed } from "#server/pages/pages.ts";

const PAGE: Rendered = {
  answer: { status: 200, type: "text/html", bytes: Buffer.from("page"), headers: [] },
  seen: true,
};

/** A thread that the test opens and closes, one page at a time. */
function stage() {
  let open: (() => void)[] = [];
  const thread = { isOpen: false, asked: [] as string[], end: (_: Error) => {} };
  const pages = {
    opened: (patience: AbortSignal) =>
      thread.isOpen || patience.aborted ? Promise.resolve() : new Promise<void>((resolve) => open.push(resolve)),
    render: (path: string) => {
      if (!thread.isOpen) return Promise.reject(new Closed());
      thread.asked.push(path);
      if (path !== "/slow") return Promise.resolve(PAGE);
      return new Promise<Rendered>((_, reject) => {
        thread.end = reject;
      });
    },
  };
  return {
    thread,
    make: createMaking(pages, createTurns({ atOnce: 1, waiting: 10 })),
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
