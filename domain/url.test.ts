import { expect, it } from "vitest";
import { isUrl } from "#domain/url.ts";

it("a URL is one however often it was asked: Node's own question says no after some thousand times", () => {
  for (let times = 0; times < 50_000; times += 1) {
    if (!isUrl("https://b\u00fccher.ch/")) throw new Error(`not after ${times} times`);
  }
  expect(isUrl("b\u00fccher", "https://example.org/")).toBe(true);
  expect(isUrl("b\u00fccher")).toBe(false);
  expect(isUrl("https://[/")).toBe(false);
});
