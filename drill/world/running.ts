import { readFileSync } from "node:fs";
import { type WorldFile, worldFileSchema } from "#workers/world-file.ts";

/** What a world has left at a path, or null when there is nothing that can be read. */
export function readWorldFile(path: string): WorldFile | null {
  try {
    return worldFileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

/** The process that runs the world of a path, or null when none answers: a file may be left from one that was killed. */
export async function runningWorld(path: string): Promise<number | null> {
  const file = readWorldFile(path);
  if (!file) return null;
  const init = { headers: { authorization: `Bearer ${file.token}` }, signal: AbortSignal.timeout(2_000) };
  const answer = await fetch(`${file.control}/ready`, init).catch(() => null);
  return answer?.ok ? file.pid : null;
}
