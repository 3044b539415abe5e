import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { CHILD_ENV } from "./account.ts";

/** A process, told apart from a later one that was given the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly birth: string;
}

/** A data directory as processes can be recognised by it. `title` is the server's `cluster_name`. */
export interface DataDirectory {
  readonly path: string;
  readonly dev: number;
  readonly ino: number;
  readonly title: string;
}

export interface ProcessTable {
  /** When the process with this pid began, as an opaque text; null when there is none or only a zombie. */
  birth(pid: number): string | null;
  /** Is this the pid of a living postmaster or backend of the data directory? */
  isPostgresOf(pid: number, data: DataDirectory): boolean;
  /** Pids of the living postmaster and backends of one data directory, ascending. */
  postgresOf(data: DataDirectory): number[];
}

/** The process table of this system: `/proc` where there is one, else `ps`. */
export function processTable(): ProcessTable {
  return process.platform === "linux" ? procTable : psTable;
}

/** Is exactly this process alive? A zombie is not. */
export function isAlive(table: ProcessTable, identity: ProcessIdentity): boolean {
  return table.birth(identity.pid) === identity.birth;
}

/** The identity of the process that asks. */
export function ownIdentity(table: ProcessTable): ProcessIdentity {
  return { pid: process.pid, birth: table.birth(process.pid) ?? "unknown" };
}

/** Reads what `JSON.stringify` made of an identity; null for anything else, such as an emptied file. */
export function parseIdentity(text: string): ProcessIdentity | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("pid" in value) || !("birth" in value)) return null;
    const { pid, birth } = value;
    return typeof pid === "number" && typeof birth === "string" ? { pid, birth } : null;
  } catch {
    return null;
  }
}

export const procTable: ProcessTable = {
  birth(pid) {
    const stat = readStat(pid);
    // Start times count from the boot, so a pid and a start time can come again after one.
    return stat === null ? null : `${bootId()} ${stat.started}`;
  },
  isPostgresOf(pid, data) {
    return readStat(pid)?.name === "postgres" && worksIn(pid, data);
  },
  postgresOf(data) {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const ours = pids.map(Number).filter((pid) => procTable.isPostgresOf(pid, data));
    return ours.sort((a, b) => a - b);
  },
};

/** For systems without `/proc` (macOS). It cannot see working directories: only titles and command lines. */
export const psTable: ProcessTable = {
  birth(pid) {
    const [row] = ps("-p", String(pid));
    return row === undefined ? null : row.started;
  },
  isPostgresOf(pid, data) {
    return ps("-ww", "-p", String(pid)).some((row) => namesData(row.command, data));
  },
  postgresOf(data) {
    const rows = ps("-axww");
    return rows.flatMap((row) => (namesData(row.command, data) ? [row.pid] : [])).sort((a, b) => a - b);
  },
};

function readStat(pid: number): { name: string; started: string } | null {
  const text = readProc(`/proc/${pid}/stat`);
  // The name stands in parentheses and may hold parentheses and blanks itself, so the last one counts.
  const close = text.lastIndexOf(")");
  if (close < 0) return null;
  const fields = text.slice(close + 2).split(" ");
  const state = fields[0];
  const started = fields[19];
  if (state === undefined || started === undefined || state === "Z" || state === "X") return null;
  return { name: text.slice(text.indexOf("(") + 1, close), started };
}

function worksIn(pid: number, data: DataDirectory): boolean {
  try {
    const place = statSync(`/proc/${pid}/cwd`);
    return place.dev === data.dev && place.ino === data.ino;
  } catch {
    // Root in a container without SYS_PTRACE may not look there; the command line is open to all.
    return namesData(readProc(`/proc/${pid}/cmdline`).replaceAll("\0", " "), data);
  }
}

function namesData(command: string, data: DataDirectory): boolean {
  if (command.startsWith(`postgres: ${data.title}:`)) return true;
  return /^(\S*\/)?postgres /.test(command) && `${command} `.includes(` -D ${data.path} `);
}

function bootId(): string {
  return readProc("/proc/sys/kernel/random/boot_id").trim();
}

/** Empty when the process is gone or closed to us. */
function readProc(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

export interface PsRow {
  readonly pid: number;
  readonly started: string;
  readonly command: string;
}

function ps(...args: string[]): PsRow[] {
  let text: string;
  try {
    text = execFileSync("ps", [...args, "-o", "pid=,stat=,lstart=,command="], {
      env: CHILD_ENV,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return []; // `ps -p` ends with 1 when no such process is there
  }
  return parsePs(text);
}

/** The living processes in what `ps -o pid=,stat=,lstart=,command=` prints. */
export function parsePs(text: string): PsRow[] {
  return text.split("\n").flatMap((line) => {
    const parts = /^\s*(\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*?)\s*$/.exec(line);
    const [, pid, state, started, command] = parts ?? [];
    if (pid === undefined || started === undefined || command === undefined || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), started: started.replace(/\s+/g, " "), command }];
  });
}
