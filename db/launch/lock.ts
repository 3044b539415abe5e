import { randomBytes } from "node:crypto";
import { linkSync, readdirSync, readFileSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "./errors.ts";
import { until } from "./poll.ts";
import { isAlive, ownIdentity, type ProcessIdentity, type ProcessTable, parseIdentity } from "./processes.ts";

const NAME = /^postgres-lock\.(\d+)$/;

/**
 * Runs `work` while no other process does so with the same directory. Survives a holder killed with kill -9.
 *
 * Lock files are numbered, and the one with the highest number is the lock: it is held while the process it names is
 * alive, and free when it is empty. Taking it means creating the next number. Removing a dead holder's file instead would
 * be a race: between the look and the removal somebody else may have taken the lock. The highest file is never removed,
 * so nobody can begin again at 1 while it is held.
 *
 * Throws when the lock is not to be had within `limitMs` milliseconds.
 */
export async function withLock<T>(
  directory: string,
  table: ProcessTable,
  limitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const taken = await until(limitMs, () => tryTake(directory, table));
  if (taken === null) {
    const holder = readHolder(lockFile(directory, highest(directory)));
    throw new Error(
      `Process ${holder?.pid ?? "?"} has been starting the database in ${directory} for ${Math.round(limitMs / 1000)} s`,
    );
  }
  try {
    return await work();
  } finally {
    truncateSync(taken);
  }
}

/** The file that was created, or null when another process holds the lock. */
function tryTake(directory: string, table: ProcessTable): string | null {
  const last = highest(directory);
  const holder = last === 0 ? null : readHolder(lockFile(directory, last));
  if (holder !== null && isAlive(table, holder)) return null;
  const file = lockFile(directory, last + 1);
  if (!createWhole(directory, file, JSON.stringify(ownIdentity(table)))) return null;
  if (highest(directory) !== last + 1) {
    unlinkSync(file); // we looked so long ago that the numbers have gone on
    return null;
  }
  for (const number of numbers(directory)) if (number <= last) removeIfThere(lockFile(directory, number));
  return file;
}

/** Creates a file that nobody ever sees half written. False when it is there already. */
function createWhole(directory: string, file: string, content: string): boolean {
  const draft = join(directory, `.postgres-lock-${process.pid}-${randomBytes(6).toString("hex")}`);
  try {
    writeFileSync(draft, content, { flag: "wx", mode: 0o644 });
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    removeIfThere(draft);
  }
}

function readHolder(file: string): ProcessIdentity | null {
  try {
    return parseIdentity(readFileSync(file, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null; // the numbers have gone on: creating the next one will fail
    throw error;
  }
}

function numbers(directory: string): number[] {
  return readdirSync(directory).flatMap((name) => {
    const number = NAME.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function highest(directory: string): number {
  return Math.max(0, ...numbers(directory));
}

function lockFile(directory: string, number: number): string {
  return join(directory, `postgres-lock.${number}`);
}

function removeIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
