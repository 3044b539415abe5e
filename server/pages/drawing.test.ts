import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { limitDrawing } from "#server/pages/drawing.ts";

it("the sharp that pictures are drawn with remembers nothing and takes one thread", () => {
  const next = createRequire(createRequire(import.meta.url).resolve("next/package.json"));
  const sharp = next("sharp") as {
    cache(): Record<"memory" | "items" | "files", { max: number }>;
    concurrency(): number;
  };
  expect(sharp.cache().memory.max).toBeGreaterThan(0);
  limitDrawing();
  const { memory, items, files } = sharp.cache();
  expect([memory.max, items.max, files.max, sharp.concurrency()]).toEqual([0, 0, 0, 1]);
});
