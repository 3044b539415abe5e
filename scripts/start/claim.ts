import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "#db/launch/lock.ts";
import { isAlive, ownIdentity, type ProcessIdentity, parseIdentity, processTable } from "#db/launch/processes.ts";

const LOCK_LIMIT_MS = 10_000;

/**
 * Claims a name in a home for this process until it ends. A claim of a process that is gone is taken over.
 * @returns whether one was: its holder was killed, and what it had started may still be on its way out.
 * @throws Error with the words of `refusal` when a living process holds the name.
 */
export async function claim(home: string, name: string, refusal: (pid: number) => string): Promise<boolean> {
  const folder = join(home, "running");
  const file = join(folder, `${name}.json`);
  const table = processTable();
  const own = ownIdentity(table);
  mkdirSync(folder, { recursive: true });
  const before = await withLock(folder, table, LOCK_LIMIT_MS, async () => {
    const holder = readHolder(file);
    if (holder !== null && isAlive(table, holder)) throw new Error(refusal(holder.pid));
    writeFileSync(`${file}.draft`, `${JSON.stringify(own)}\n`);
    renameSync(`${file}.draft`, file);
    return holder;
  });
  process.once("exit", () => {
    // Somebody else's by now when the home was deleted under our feet and made anew.
    if (readHolder(file)?.pid === own.pid) rmSync(file, { force: true });
  });
  return before !== null;
}

function readHolder(file: string): ProcessIdentity | null {
  try {
    return parseIdentity(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
