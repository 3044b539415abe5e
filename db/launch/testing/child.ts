/**
 * For tests: a process that launches the database and then waits. Its argument is a `ChildRequest`, its first line of
 * output a `ChildAnswer`. The line `stop` on its standard input, or the end of it, makes it stop the database and leave.
 */
import { createInterface } from "node:readline";
import { installedSources } from "#db/launch/binaries.ts";
import { launchPostgres, type RunningPostgres } from "#db/launch/launch.ts";
import { SHARED_DIRECTORY } from "#db/launch/place.ts";

export interface ChildRequest {
  readonly home: string;
  readonly port: number;
  /** The `native` folder to use in place of the installed one. */
  readonly native?: string;
  readonly shared?: string;
}

export interface ChildAnswer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly reused: boolean;
  readonly owned: boolean;
  readonly lines: string[];
  /** Null when all went well. */
  readonly error: string | null;
}

const request: ChildRequest = JSON.parse(process.argv[2] ?? "");
const lines: string[] = [];
let running: RunningPostgres | null = null;
let error: string | null = null;
try {
  const installed = installedSources();
  running = await launchPostgres(
    { home: request.home, port: request.port, env: {}, log: (line) => lines.push(line) },
    {
      binaries: { ...installed, native: request.native ?? installed.native },
      shared: request.shared ?? SHARED_DIRECTORY,
    },
  );
} catch (reason) {
  error = String(reason);
}
const { url = "", port = 0, pid = 0, reused = false, owned = false } = running ?? {};
process.stdout.write(`${JSON.stringify({ url, port, pid, reused, owned, lines, error })}\n`);
for await (const line of createInterface({ input: process.stdin })) if (line === "stop") break;
await running?.stop();
process.exit(0);
