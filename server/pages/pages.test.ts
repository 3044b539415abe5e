import { afterEach, expect, it } from "vitest";
import type { Read } from "#server/pages/messages.ts";
import { type Pages, type PagesOptions, startPages } from "#server/pages/pages.ts";
import { readWebSettings } from "#server/settings.ts";

const settings = readWebSettings({ DATABASE_URL: "postgres://127.0.0.1/none" });

const started: Pages[] = [];
afterEach(async () => {
  for (const pages of started.splice(0)) await pages.stop();
});

function start(root = "/here", options: Partial<PagesOptions> = {}) {
  const reads: Read[] = [];
  const errors: string[] = [];
  const pages = startPages({
    entry: new URL("../testing/thread.ts", import.meta.url),
    data: { settings, root },
    onRead: (read) => reads.push(read),
    onError: (what) => errors.push(what),
    ...options,
  });
  started.push(pages);
  const text = async (path: string) => (await pages.render(path)).answer.bytes.toString();
  return { pages, reads, errors, text };
}

/** Asks until it is answered again. */
async function again(text: (path: string) => Promise<string>): Promise<string> {
  for (;;) {
    try {
      return await text("/again");
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

it("pages are made in another thread, each for who asked, and what it reads is told", async () => {
  const { pages, reads, text } = start();
  await pages.ready;
  expect(await Promise.all(["/a", "/b", "/c"].map(text))).toEqual(["page /a", "page /b", "page /c"]);
  const { answer, seen } = await pages.render("/unseen");
  expect([answer.status, answer.headers, seen]).toEqual([200, [["X-A", "1"]], false]);
  expect(reads).toMatchObject([{ said: { version: "v1" }, readAt: 7, error: null }]);
  expect(reads[0]?.said.statuses.get("kraken/api")).toBe("operational");
});

it("a page with an error fails alone", async () => {
  const { pages, text } = start();
  await pages.ready;
  await expect(text("/fail")).rejects.toThrow("the page has an error");
  expect(await text("/next")).toBe("page /next");
});

it.each(["/die", "/throw"])("a thread that ends (%s) fails who waits at once and is replaced", async (how) => {
  const { pages, errors, text } = start();
  await pages.ready;
  const waiting = expect(text("/never")).rejects.toThrow("the thread that makes pages ended");
  await expect(text(how)).rejects.toThrow("the thread that makes pages ended");
  await waiting;
  await expect(text("/meanwhile")).rejects.toThrow("no page can be made at the moment");
  expect(await again(text)).toBe("page /again");
  expect(errors).toHaveLength(1);
});

it("tells who waits for it when a thread that has ended is replaced", async () => {
  const { pages, text } = start();
  await pages.ready;
  await pages.opened(AbortSignal.timeout(60_000));
  await expect(text("/die")).rejects.toThrow("the thread that makes pages ended");
  await pages.opened(AbortSignal.timeout(60_000));
  expect(await text("/again")).toBe("page /again");
});

it("nobody waits longer than his patience for a thread that does not come back, nor for one that is to stop", async () => {
  const { pages, text } = start("/broken");
  await expect(pages.ready).rejects.toThrow("there is no build");
  await pages.opened(AbortSignal.timeout(50));
  await expect(text("/late")).rejects.toThrow("no page can be made at the moment");
  const waiting = pages.opened(AbortSignal.timeout(60_000));
  await pages.stop();
  await waiting;
  await pages.opened(AbortSignal.timeout(60_000));
});

it("a thread that does not stop when it is asked to is ended", async () => {
  const { pages, errors } = start("/stubborn");
  await pages.ready;
  await pages.stop();
  await expect(pages.render("/late")).rejects.toThrow("no page can be made");
  expect(errors).toEqual([]);
});

it("a thread that hangs is found out by its silence and replaced", async () => {
  const { pages, errors, text } = start("/here", { silentMs: 1_500 });
  await pages.ready;
  await expect(text("/hang")).rejects.toThrow("the thread that makes pages ended");
  expect(errors[0]).toContain("has said nothing for 1.5 s");
  expect(await again(text)).toBe("page /again");
});

it("a thread that holds more than it may is ended, not the process, and replaced", async () => {
  const { pages, errors, text } = start("/here", { heapMb: 64 });
  await pages.ready;
  await expect(text("/eat")).rejects.toThrow(
    "the thread that makes pages ended: Worker terminated due to reaching memory limit",
  );
  expect(await again(text)).toBe("page /again");
  expect(errors).toHaveLength(1);
});

it("a first thread that cannot start says why", async () => {
  await expect(start("/broken").pages.ready).rejects.toThrow("there is no build");
});

it("stops when it is asked to, and no page is made from then on", async () => {
  const { pages, errors, text } = start();
  await pages.ready;
  await pages.stop();
  await expect(text("/late")).rejects.toThrow("no page can be made");
  expect(errors).toEqual([]);
});
