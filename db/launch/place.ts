import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, canEnter, chooseAccount, isRoot } from "./account.ts";
import { codeOf, messageOf } from "./errors.ts";
import { makeOwnDirectory } from "./own-directory.ts";
import type { DataDirectory } from "./processes.ts";

/** Where the data goes when the account that runs Postgres cannot enter the home: root's own, open to be entered. */
export const SHARED_DIRECTORY = "/var/lib/faultline";
/** In the home, when the data is elsewhere: one line, the directory that holds it. */
const POINTER = "postgres-location";

export interface Place {
  readonly home: string;
  /** Holds the data directory and what belongs to it: lock, owner, drafts. */
  readonly base: string;
  readonly data: string;
  /** Who runs Postgres; null is ourselves. */
  readonly account: Account | null;
}

/** Makes the home if need be and decides where its data is and who runs Postgres. Throws with a remedy. */
export async function findPlace(home: string, shared: string, log: (line: string) => void): Promise<Place> {
  const real = makeHome(home);
  const pointed = readPointer(real);
  if (pointed !== null) return checkedPlace(real, pointed, chooseAccount(ownerOf(join(pointed, "postgres"))));
  const account = chooseAccount(ownerOf(join(real, "postgres")));
  if (account === null || (await canEnter(account, real))) return checkedPlace(real, real, account);
  if (isCompleteCluster(join(real, "postgres"))) {
    throw new Error(`The database in ${real} is closed to account ${account.name}: let it enter every directory above`);
  }
  const base = join(shared, createHash("sha256").update(real).digest("hex").slice(0, 16));
  makeOwnDirectory(shared);
  makeOwnDirectory(base);
  writeFileSync(join(real, POINTER), `${base}\n`);
  log(`account ${account.name} cannot enter ${real}: the database is in ${base}`);
  return checkedPlace(real, base, chooseAccount(ownerOf(join(base, "postgres"))));
}

/** Is there a cluster? One that initdb of ours did not finish never gets this far: see cluster.ts. */
export function isCompleteCluster(data: string): boolean {
  return existsSync(join(data, "PG_VERSION")) && existsSync(join(data, "global", "pg_control"));
}

/** How processes of this data directory are recognised. It must exist. */
export function dataDirectory(path: string): DataDirectory {
  const { dev, ino } = statSync(path);
  const title = `faultline-${createHash("sha256").update(`${dev}:${ino}`).digest("hex").slice(0, 12)}`;
  return { path, dev, ino, title };
}

function makeHome(home: string): string {
  try {
    mkdirSync(home, { recursive: true });
    return realpathSync(home);
  } catch (error) {
    throw new Error(`Cannot make ${home}: ${messageOf(error)}`);
  }
}

function readPointer(home: string): string | null {
  const path = join(home, POINTER);
  if (!existsSync(path)) return null;
  const base = readFileSync(path, "utf8").trim();
  if (!isRoot()) throw new Error(`The database of ${home} was made by root and is in ${base}: start as root`);
  makeOwnDirectory(base);
  return base;
}

function checkedPlace(home: string, base: string, account: Account | null): Place {
  const data = join(base, "postgres");
  const owner = ownerOf(data);
  const wanted = account?.uid ?? process.geteuid?.() ?? null;
  if (owner !== null && owner !== wanted) {
    const name = account?.name ?? `uid ${wanted}`;
    throw new Error(
      `${data} belongs to uid ${owner} and Postgres would run as ${name}: start as that account, or chown -R the directory`,
    );
  }
  return { home, base, data, account };
}

/** Uid of the owner of a data directory; null when there is none, or when root can see that it holds no cluster. */
function ownerOf(path: string): number | null {
  try {
    const { uid } = statSync(path);
    return isRoot() && !isCompleteCluster(path) ? null : uid;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}
