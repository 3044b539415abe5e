import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Island, Islands } from "#server/front/document.ts";

/** The islands of a build, as scripts/start/islands.ts has listed them; none when it has none. */
export async function readIslands(build: string): Promise<Islands> {
  try {
    const list = JSON.parse(await readFile(join(build, "islands.json"), "utf8")) as Record<string, Island>;
    return new Map(Object.entries(list));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw error;
  }
}
