import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of somebody else's to its end, whatever that is. @param input what it reads from stdin */
export async function run(file: string, args: readonly string[], input = "", env = process.env): Promise<Ended> {
  const child = spawn(file, args, { env });
  child.stdin.on("error", () => {}); // it may end without reading all
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve)),
  ]);
  return { code, stdout, stderr };
}
