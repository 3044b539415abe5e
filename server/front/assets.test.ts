import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadAssets } from "#server/front/assets.ts";

let build: string;
beforeEach(() => {
  build = mkdtempSync(join(tmpdir(), "faultline-assets-"));
  mkdirSync(join(build, "static/chunks/deep"), { recursive: true });
});
afterEach(() => rmSync(build, { recursive: true }));

it("every file of a build is at hand under its address, for a year, with its type, compressed where it pays", async () => {
  const script = "export const a = 1;\n".repeat(200);
  writeFileSync(join(build, "static/chunks/deep/a-123.js"), script);
  writeFileSync(join(build, "static/b-456.woff2"), Buffer.alloc(5_000));
  writeFileSync(join(build, "secret.json"), "{}");
  const assets = await loadAssets(build, { secure: false });
  expect([...assets.keys()].sort()).toEqual(["/_next/static/b-456.woff2", "/_next/static/chunks/deep/a-123.js"]);
  const sent = await assets.get("/_next/static/chunks/deep/a-123.js")?.as("br");
  const head = new Map(sent?.head.flatMap((name, n, all) => (n % 2 ? [] : [[name, all[n + 1]]])) as [string, string][]);
  expect(head.get("Content-Type")).toBe("text/javascript; charset=utf-8");
  expect(head.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  expect(brotliDecompressSync(sent?.bytes ?? Buffer.alloc(0)).toString()).toBe(script);
  const face = await assets.get("/_next/static/b-456.woff2")?.as("br");
  expect([face?.bytes.length, face?.head.includes("Content-Encoding")]).toEqual([5_000, false]);
});

it("without a build there is nothing to serve, and it says so", async () => {
  rmSync(join(build, "static"), { recursive: true });
  await expect(loadAssets(build, { secure: false })).rejects.toThrow("static");
});
