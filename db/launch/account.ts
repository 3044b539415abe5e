import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** An account Postgres is run as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface CommandResult {
  /** Null when the program could not be started, was killed or took too long. */
  readonly code: number | null;
  /** Everything it printed, both streams, or why it could not be started. */
  readonly output: string;
}

/** In this order: Debian's name, macOS's name, and the one that is everywhere. */
const SERVICE_ACCOUNTS = ["postgres", "_postgres", "nobody"];
const COMMAND_LIMIT_MS = 120_000;

/** All that our child processes are told. Nothing of our own environment: it may hold secrets. */
export const CHILD_ENV: NodeJS.ProcessEnv = {
  NODE_ENV: "production", // of no use to them, but Next's types want it in every environment
  LC_ALL: "C",
  TZ: "UTC",
  PATH: "/usr/local/bin:/usr/bin:/bin",
};

/** Are we root? Postgres refuses to run as root. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/** The accounts of a passwd file. */
export function parseAccounts(passwd: string): Account[] {
  return passwd.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    if (!name || name.startsWith("#") || !uid || !gid) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

/**
 * The account to run Postgres as, or null for our own. As root it is the owner of the data that is already there, else a
 * service account. Throws when there is none: Postgres needs an account with a name.
 */
export function chooseAccount(dataOwner: number | null, passwd = readFileSync("/etc/passwd", "utf8")): Account | null {
  if (!isRoot()) return null;
  const accounts = parseAccounts(passwd).filter((account) => account.uid !== 0);
  const owner = accounts.find((account) => account.uid === dataOwner);
  if (owner !== undefined) return owner;
  if (dataOwner !== null && dataOwner !== 0) {
    throw new Error(`The data directory belongs to uid ${dataOwner}, which /etc/passwd does not know`);
  }
  for (const name of SERVICE_ACCOUNTS) {
    const account = accounts.find((candidate) => candidate.name === name);
    if (account !== undefined) return account;
  }
  throw new Error(`Postgres does not run as root, and /etc/passwd has none of: ${SERVICE_ACCOUNTS.join(", ")}`);
}

/** What `spawn` needs to run as an account. Supplementary groups are dropped by Node. */
export function identityOptions(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

/** Runs a program as an account, from `/`, with nothing of our environment, for at most two minutes. Never throws. */
export function runAs(
  account: Account | null,
  file: string,
  args: readonly string[],
  input = "",
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      ...identityOptions(account),
      cwd: "/", // ours may be closed to the account
      env: CHILD_ENV,
      stdio: ["pipe", "pipe", "pipe"],
      timeout: COMMAND_LIMIT_MS,
      killSignal: "SIGKILL",
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.stdin.on("error", () => {}); // it need not read its input
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code) => resolve({ code, output: output.trim() }));
    child.stdin.end(input);
  });
}

/** Asks the system itself, so that modes, ACLs and mount options all count: does this shell test hold for the account? */
export async function testAs(account: Account | null, script: string, ...args: string[]): Promise<boolean> {
  return (await runAs(account, "/bin/sh", ["-c", script, "sh", ...args])).code === 0;
}

/** Can the account enter this directory? */
export function canEnter(account: Account | null, directory: string): Promise<boolean> {
  return testAs(account, 'cd -- "$1"', directory);
}
