import { existsSync } from "node:fs";
import { join } from "node:path";
import { isRoot } from "./account.ts";
import { type Binaries, type BinarySources, chooseBinaries, installedSources } from "./binaries.ts";
import { closeData, clusterMajor, makeCluster, ROLE, resetPassword, SUPERUSER } from "./cluster.ts";
import { ensureDatabase, ensureRoleAndDatabase, loopbackUrl, selectOne, urlWithDatabase } from "./database.ts";
import { attachExternal } from "./external.ts";
import { withLock } from "./lock.ts";
import { watchLog } from "./logfile.ts";
import { keepPassword, newPassword, readPassword } from "./password.ts";
import { dataDirectory, findPlace, type Place, SHARED_DIRECTORY } from "./place.ts";
import { firstFreePort, portsToTry } from "./port.ts";
import { type DataDirectory, type ProcessIdentity, processTable } from "./processes.ts";
import { findRunning } from "./running.ts";
import { awaitReady, startServer, stopServer } from "./server.ts";
import { enter, leave } from "./users.ts";

const DEFAULT_PORT = 15_432;
/** Longer than the slowest start of whoever holds the lock. */
const LOCK_LIMIT_MS = 240_000;
/** How often the start begins again because somebody else was faster with the port or the data. */
const ATTEMPTS = 10;

export interface LaunchOptions {
  /** The `.faultline` directory: data, password and log. Made when it is missing. */
  readonly home: string;
  /** Only `DATABASE_URL` is read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The wished port, 1024 to 32767; 15432 by default. The next free one of 50 is taken when it is busy. */
  readonly port?: number;
  readonly log: (line: string) => void;
}

/** Where the launcher looks for things outside the home. Tests give their own. */
export interface Surroundings {
  readonly binaries: BinarySources;
  /** Root's directory for what cannot stay in the home. */
  readonly shared: string;
}

export interface RunningPostgres {
  /** For the role and the database `faultline`; with `DATABASE_URL` that very URL. Holds the password. */
  readonly url: string;
  /** For who makes roles: our own server's superuser in the same database; with `DATABASE_URL` that very URL. Holds the password. */
  readonly adminUrl: string;
  readonly port: number;
  /** Of the postmaster; null with `DATABASE_URL`. */
  readonly pid: number | null;
  /** It ran before this call. */
  readonly reused: boolean;
  /** We run it, and `stop()` may end it. False for the one of `DATABASE_URL`, which is its operator's. */
  readonly owned: boolean;
  /** The URL of another database of the same server. */
  urlFor(database: string): string;
  /** Makes a database unless it exists. Any number of callers may ask for the same one at once. */
  ensureDatabase(name: string): Promise<void>;
  /**
   * Ends the server, also while clients are connected, and returns when no process of it is left. It goes on running when
   * another living process, or another call in this one, has launched it and not stopped it yet: the last one ends it,
   * whoever started it. May be called more than once. Does nothing with `DATABASE_URL`.
   */
  stop(): Promise<void>;
}

/**
 * Gives a Postgres to work with: the one of `DATABASE_URL` if set, else the one that already runs on the data in the
 * home, else a new one. A server outlives a killed parent and is found again by the next call; so is its data after a
 * crash. Any number of processes may call at once. Throws with a remedy when none of it is possible.
 */
export async function launchPostgres(
  options: LaunchOptions,
  surroundings: Surroundings = { binaries: installedSources(), shared: SHARED_DIRECTORY },
): Promise<RunningPostgres> {
  const url = options.env.DATABASE_URL?.trim();
  if (url) return attachExternal(url, options.log);
  if (process.platform === "win32") throw new Error("On Windows, set DATABASE_URL to a Postgres of yours");
  const ports = portsToTry(options.port ?? DEFAULT_PORT);
  const place = await findPlace(options.home, surroundings.shared, options.log);
  return withLock(place.base, processTable(), LOCK_LIMIT_MS, () =>
    launchLocked(place, ports, options.log, surroundings),
  );
}

async function launchLocked(
  place: Place,
  ports: readonly number[],
  log: (line: string) => void,
  surroundings: Surroundings,
): Promise<RunningPostgres> {
  const logFile = join(place.home, "postgres.log");
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const running = clusterMajor(place.data) === null ? null : await reuse(place, logFile, log);
    if (running !== null) return running;
    const binaries = await findBinaries(place, surroundings, log);
    const password = await prepare(place, binaries, log);
    const port = await firstFreePort(ports);
    if (port === null) throw new Error(`No free port from ${ports[0]} to ${ports.at(-1)} on 127.0.0.1`);
    const data = dataDirectory(place.data);
    const server = await startServer(processTable(), { data, account: place.account, binaries, port, logFile });
    if (typeof server === "object") {
      if (port !== ports[0]) log(`port ${ports[0]} is busy: using ${port}`);
      log(`started PostgreSQL ${binaries.version} on 127.0.0.1:${port} (process ${server.pid})`);
      return await finishNew(place, data, server, password, logFile);
    }
  }
  throw new Error(`Postgres did not start in ${ATTEMPTS} attempts: other programs keep taking its port or its data`);
}

async function reuse(place: Place, logFile: string, log: (line: string) => void): Promise<RunningPostgres | null> {
  const data = dataDirectory(place.data);
  const pid = await findRunning(processTable(), data, log);
  const birth = pid === null ? null : processTable().birth(pid);
  if (pid === null || birth === null) return null;
  const password = readPassword(place.home);
  if (password === null) {
    throw new Error(`The database server (process ${pid}) runs, but its password is lost: end it and start again`);
  }
  log(`the database already runs (process ${pid})`);
  return finish(place, data, { pid, birth }, password, true, logFile);
}

async function finishNew(
  place: Place,
  data: DataDirectory,
  server: ProcessIdentity,
  password: string,
  logFile: string,
): Promise<RunningPostgres> {
  try {
    const running = await finish(place, data, server, password, false, logFile);
    if (running !== null) return running;
    throw new Error(`The database server (process ${server.pid}) ended as soon as it had started: see ${logFile}`);
  } catch (error) {
    await stopServer(processTable(), data, server);
    throw error;
  }
}

function findBinaries(place: Place, surroundings: Surroundings, log: (line: string) => void): Promise<Binaries> {
  return chooseBinaries(surroundings.binaries, {
    account: place.account,
    major: clusterMajor(place.data),
    copyTo: isRoot() ? surroundings.shared : place.home,
    log,
  });
}

/** Sees to it that there is a data directory and that we know its password. */
async function prepare(place: Place, binaries: Binaries, log: (line: string) => void): Promise<string> {
  const kept = readPassword(place.home);
  const isNew = clusterMajor(place.data) === null;
  const password = kept ?? newPassword();
  if (isNew) await makeCluster(place, binaries, password, log);
  else if (kept === null) {
    log("the password of the database was lost: setting a new one");
    await resetPassword(place, binaries, password);
  }
  // Kept last: an interruption before this leaves no password rather than a wrong one, and that is mended above.
  if (kept === null) keepPassword(place.home, password);
  closeData(place.data);
  return password;
}

/** The last steps for a server, old or new. Null when it has ended meanwhile. */
async function finish(
  place: Place,
  data: DataDirectory,
  server: ProcessIdentity,
  password: string,
  reused: boolean,
  logFile: string,
): Promise<RunningPostgres | null> {
  const table = processTable();
  const urlOn = (port: number): string => loopbackUrl(ROLE, password, port, ROLE);
  const settle = async (port: number) => {
    await ensureRoleAndDatabase(port, password);
    await selectOne(urlOn(port));
  };
  const port = await awaitReady(table, data, server.pid, settle, logFile);
  if (port === "gone") return null;
  const url = urlOn(port);
  const user = enter(place.base, table, server);
  const unwatch = watchLog(logFile);
  let stopped: Promise<void> | null = null;
  return {
    url,
    adminUrl: loopbackUrl(SUPERUSER, password, port, ROLE),
    port,
    pid: server.pid,
    reused,
    owned: true,
    urlFor: (database) => urlWithDatabase(url, database),
    ensureDatabase: (name) => ensureDatabase(url, name),
    stop: () => {
      unwatch();
      stopped ??= stopUnlessUsed(place, data, server, user);
      return stopped;
    },
  };
}

async function stopUnlessUsed(place: Place, data: DataDirectory, server: ProcessIdentity, user: string): Promise<void> {
  const table = processTable();
  if (!existsSync(place.base)) return stopServer(table, data, server); // deleted under its feet: nobody can use it
  await withLock(place.base, table, LOCK_LIMIT_MS, async () => {
    if (leave(place.base, table, server, user)) await stopServer(table, data, server);
  });
}
