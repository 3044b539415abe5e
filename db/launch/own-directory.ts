import { chmodSync, lstatSync, mkdirSync } from "node:fs";
import { isRoot } from "./account.ts";

/**
 * Makes a directory only we can write to, or makes sure that it is one: else another user could plant in it what we run
 * or trust. Root's must be closed to its group too; an ordinary user's group is often a private one. Throws otherwise.
 */
export function makeOwnDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o755 });
  const { uid, mode } = lstatSync(path);
  if (uid !== process.geteuid?.()) throw new Error(`${path} belongs to another account (uid ${uid})`);
  if ((mode & (isRoot() ? 0o022 : 0o002)) !== 0) throw new Error(`${path} can be written by other accounts`);
  // mkdir obeys the umask, but the account that runs Postgres has to enter.
  if (isRoot() && (mode & 0o055) !== 0o055) chmodSync(path, 0o755);
}
