import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { stayOffline } from "#server/pages/offline.ts";

const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

it("nothing that makes a page can ask a host for anything, however it asks; data is read", async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/font?text=secret`;
  try {
    stayOffline();
    for (const target of [url, new URL(url), new Request(url)])
      await expect(fetch(target)).rejects.toThrow(/without the internet.*127\.0\.0\.1:\d+"$/);
    await expect(fetch("//nowhere")).rejects.toThrow("without the internet");
    expect(await (await fetch("data:text/plain,glyphs")).text()).toBe("glyphs");
    expect(asked).toBe(0);
  } finally {
    server.close();
  }
});
