import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** How much of a command's end is kept, in lines: a test runner's list of what failed, with its reasons. */
const TAIL_LINES = 160;

/** How a command ended, and the last lines that it printed, oldest first. */
export interface Ran {
  readonly ok: boolean;
  readonly tail: readonly string[];
}

interface Options {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly out?: (line: string) => void;
  /** How many lines are kept; 160 unless told. */
  readonly keep?: number;
}

/**
 * Runs a command to its end, prints its lines as they come and keeps the last of them.
 *
 * @returns not ok when it ends with another code than 0, is killed, or cannot be started (the tail then says why)
 */
export function runAndKeepTail(file: string, args: readonly string[], options: Options): Promise<Ran> {
  const { cwd, env, out = console.log, keep = TAIL_LINES } = options;
  const tail: string[] = [];
  const take = (line: string) => {
    out(line);
    tail.push(line);
    if (tail.length > keep) tail.shift();
  };
  const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = spawn(file, args, { cwd, env: { ...env, ...color }, stdio: ["ignore", "pipe", "pipe"] });
  const read = (stream: Readable) =>
    new Promise<void>((resolve) =>
      createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", take).on("close", resolve),
    );
  const ended = new Promise<boolean>((resolve) => {
    child.on("error", (error) => {
      take(`${file} cannot be started: ${error.message}`);
      resolve(false);
    });
    child.on("close", (code) => resolve(code === 0));
  });
  return Promise.all([ended, read(child.stdout), read(child.stderr)]).then(([ok]) => ({ ok, tail }));
}
