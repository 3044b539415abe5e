import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHECKOUT, tempDirectory } from "./testing/support.ts";

const ATTEMPTS = `
  const { withLock } = await import("./db/launch/lock.ts");
  const { disarmPidFile } = await import("./db/launch/pidfile.ts");
  const { processTable } = await import("./db/launch/processes.ts");
  const [home, data] = process.argv.slice(1);
  const codes = [];
  await withLock(home, processTable(), 100, async () => {}).catch((error) => codes.push(error.code));
  try { disarmPidFile(data); } catch (error) { codes.push(error.code); }
  console.log(codes.join());`;

test("where nothing can be written, a start of the database leaves no drafts behind, however often it is tried", () => {
  const home = tempDirectory();
  const data = join(home, "postgres");
  mkdirSync(data);
  writeFileSync(join(data, "postmaster.pid"), "4711\n");
  // No file may grow: who would write gets an error as on a full disk, without one.
  const start = 'ulimit -f 0; exec "$0" --import tsx --input-type=module -e "$@"';
  const said = execFileSync("sh", ["-c", start, process.execPath, ATTEMPTS, home, data], { cwd: CHECKOUT });
  expect(said.toString()).toBe("EFBIG,EFBIG\n");
  expect(readdirSync(home)).toEqual(["postgres"]);
  expect(readdirSync(data)).toEqual(["postmaster.pid"]);
});
