import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, ownIdentity, type ProcessIdentity, type ProcessTable, parseIdentity } from "./processes.ts";

/**
 * Who uses a server: one entry for each `launchPostgres` that has not been stopped. The last one to leave ends the server.
 * Entries of processes that have died do not count. All of this only with the lock held.
 */
interface Users {
  readonly server: ProcessIdentity;
  readonly users: readonly User[];
}

interface User {
  readonly id: string;
  readonly process: ProcessIdentity;
}

/** Enters this process as a user of the server and returns what to leave with. */
export function enter(base: string, table: ProcessTable, server: ProcessIdentity): string {
  const user = { id: randomUUID(), process: ownIdentity(table) };
  write(base, { server, users: [...living(base, table, server), user] });
  return user.id;
}

/** Crosses a user out. True when this was the last one, who is to end the server. */
export function leave(base: string, table: ProcessTable, server: ProcessIdentity, id: string): boolean {
  const users = living(base, table, server);
  if (!users.some((user) => user.id === id)) return false;
  const others = users.filter((user) => user.id !== id);
  if (others.length > 0) write(base, { server, users: others });
  else rmSync(fileIn(base), { force: true });
  return others.length === 0;
}

/** The users of exactly this server: those of one that ran before on the same data are of no interest. */
function living(base: string, table: ProcessTable, server: ProcessIdentity): User[] {
  const kept = read(base);
  if (kept === null || kept.server.pid !== server.pid || kept.server.birth !== server.birth) return [];
  return kept.users.filter((user) => isAlive(table, user.process));
}

function write(base: string, users: Users): void {
  const lines = users.users.map((user) => `${user.id} ${JSON.stringify(user.process)}`);
  const draft = `${fileIn(base)}.draft`;
  writeFileSync(draft, `${[JSON.stringify(users.server), ...lines].join("\n")}\n`);
  renameSync(draft, fileIn(base)); // never half written, and never somebody else's file
}

function read(base: string): Users | null {
  if (!existsSync(fileIn(base))) return null;
  const [first = "", ...rest] = readFileSync(fileIn(base), "utf8").trimEnd().split("\n");
  const server = parseIdentity(first);
  if (server === null) return null;
  return { server, users: rest.flatMap((line) => parseUser(line) ?? []) };
}

/** A line is an id and the identity of a process. */
function parseUser(line: string): User | null {
  const [, id, identity] = /^(\S+) (.*)$/.exec(line) ?? [];
  const process = parseIdentity(identity ?? "");
  return id === undefined || process === null ? null : { id, process };
}

function fileIn(base: string): string {
  return join(base, "postgres-users");
}
