import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Account, runAs } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { messageOf } from "./errors.ts";
import { scramVerifier } from "./password.ts";
import { isCompleteCluster, type Place } from "./place.ts";

/** The superuser that initdb makes. Only the launcher uses it, and who makes roles (`npm run vantage`). */
export const SUPERUSER = "postgres";
/** The role and the database of the product. */
export const ROLE = "faultline";

const DRAFT = "postgres-init-";
const FIRST_WITH_BUILTIN_LOCALES = 17;

/** The major version of Postgres that made the data, null when there is none yet. */
export function clusterMajor(data: string): number | null {
  if (!isCompleteCluster(data)) return null;
  return Number.parseInt(readFileSync(join(data, "PG_VERSION"), "utf8"), 10);
}

/**
 * Makes the data directory. initdb works in a draft, which gets the directory's name only when all is done and on disk:
 * one that was interrupted leaves a draft, swept away here, and never a half-made data directory. Something else in the
 * directory's place is moved aside, not deleted.
 *
 * Call it only with the lock held and when there is no cluster. Throws with the last lines of initdb.
 */
export async function makeCluster(
  place: Place,
  binaries: Binaries,
  password: string,
  log: (line: string) => void,
): Promise<void> {
  sweepDrafts(place.base, log);
  moveAside(place.data, log);
  const draft = mkdtempSync(join(place.base, DRAFT));
  try {
    await runInitdb(draft, place.account, binaries, password);
    renameSync(join(draft, "data"), place.data);
    syncDirectory(place.base);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  log(`made a database with PostgreSQL ${binaries.version} in ${place.data}`);
}

/** Postgres refuses a data directory that others can read, as it may be after a restore. */
export function closeData(data: string): void {
  chmodSync(data, 0o700);
}

/**
 * Gives both roles a new password without knowing the old one, by the single-user mode. Only with the lock held and when
 * no server runs. Throws with the last lines of the server.
 */
export async function resetPassword(place: Place, binaries: Binaries, password: string): Promise<void> {
  const statements = [SUPERUSER, ROLE].map((role) => `alter role ${role} password '${scramVerifier(password)}';\n`);
  const args = ["--single", "-D", place.data, "-c", "timezone=UTC", "postgres"];
  const { code, output } = await runAs(place.account, join(binaries.bin, "postgres"), args, statements.join(""));
  if (code !== 0) throw new Error(`Cannot set a new database password: ${lastLines(output)}`);
}

async function runInitdb(draft: string, account: Account | null, binaries: Binaries, password: string): Promise<void> {
  const data = join(draft, "data");
  const passwordFile = join(draft, "password");
  mkdirSync(data, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, `${password}\n`, { flag: "wx", mode: 0o600 });
    // The draft last: until then the account cannot put anything else in the place of what is given to it.
    if (account !== null) for (const path of [data, passwordFile, draft]) chownSync(path, account.uid, account.gid);
    const { code, output } = await runAs(account, join(binaries.bin, "initdb"), [
      ...["-D", data, "-U", SUPERUSER, "-E", "UTF8", ...localeArguments(binaries.major)],
      ...["-A", "scram-sha-256", `--pwfile=${passwordFile}`, "--no-instructions"],
    ]);
    if (code !== 0) throw new Error(`initdb failed: ${lastLines(output)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The built-in locale sorts the same on every system and after every upgrade of the C library. */
function localeArguments(major: number): string[] {
  if (major < FIRST_WITH_BUILTIN_LOCALES) return ["--no-locale"];
  // macOS has no locale named C.UTF-8, so there the parts that are not built in need another name.
  const system = process.platform === "darwin" ? ["--locale=C", "--lc-ctype=en_US.UTF-8"] : ["--locale=C.UTF-8"];
  return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", ...system];
}

function sweepDrafts(base: string, log: (line: string) => void): void {
  for (const name of readdirSync(base).filter((entry) => entry.startsWith(DRAFT))) {
    log(`removing ${name}: an initdb that was interrupted`);
    try {
      rmSync(join(base, name), { recursive: true, force: true, maxRetries: 5 });
    } catch (error) {
      log(`cannot remove ${name}: ${messageOf(error)}`); // an orphaned initdb may still be at work in it
    }
  }
}

function moveAside(data: string, log: (line: string) => void): void {
  if (!existsSync(data) || readdirSync(data).length === 0) return;
  let number = 1;
  while (existsSync(`${data}-incomplete-${number}`)) number += 1;
  log(`${data} holds no complete database: moved aside to ${data}-incomplete-${number}`);
  renameSync(data, `${data}-incomplete-${number}`);
}

function syncDirectory(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function lastLines(text: string): string {
  return text.split("\n").slice(-8).join("\n").trim();
}
