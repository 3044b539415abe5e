import { spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withLock } from "./lock.ts";
import { processTable } from "./processes.ts";
import { CHECKOUT, eventually, isRunning, tempDirectory } from "./testing/support.ts";

const TABLE = processTable();

test("only one at a time is let in, and nobody is left out", async () => {
  const directory = tempDirectory();
  let inside = 0;
  const seen: number[] = [];
  const work = async (): Promise<void> => {
    inside += 1;
    seen.push(inside);
    await new Promise(setImmediate);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 20 }, () => withLock(directory, TABLE, 10_000, work)));
  expect(seen).toEqual(Array.from({ length: 20 }, () => 1));
  expect(readdirSync(directory)).toHaveLength(1);
});

test("it is free again after work that failed", async () => {
  const directory = tempDirectory();
  await expect(withLock(directory, TABLE, 100, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(await withLock(directory, TABLE, 100, async () => "in")).toBe("in");
});

test("a holder that lives keeps it, and is named to whoever waits in vain", async () => {
  const directory = tempDirectory();
  await withLock(directory, TABLE, 100, async () => {
    const waiting = withLock(directory, TABLE, 50, async () => "in");
    await expect(waiting).rejects.toThrow(`Process ${process.pid} has been starting the database in ${directory}`);
  });
});

test("a holder that was killed loses it to exactly one of those who wait", async () => {
  const directory = tempDirectory();
  const script =
    'import("./db/launch/lock.ts").then(async ({ withLock }) => { const { processTable } = await import("./db/launch/processes.ts");' +
    ' await withLock(process.argv[1], processTable(), 1000, () => { console.log("held"); return new Promise((done) => setTimeout(done, 60000)); }); });';
  const holder = spawn(process.execPath, ["--import", "tsx", "-e", script, directory], {
    cwd: CHECKOUT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await new Promise<void>((resolve) => holder.stdout.once("data", () => resolve()));
    let inside = 0;
    const waiting = Array.from({ length: 5 }, () =>
      withLock(directory, TABLE, 10_000, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise(setImmediate);
        inside -= 1;
      }),
    );
    expect(readdirSync(directory).filter((name) => !name.startsWith("."))).toEqual(["postgres-lock.1"]);
    holder.kill("SIGKILL");
    await eventually("the holder is gone", () => !isRunning(holder.pid ?? 0));
    await Promise.all(waiting);
  } finally {
    holder.kill("SIGKILL");
  }
});

test("a later process with the holder's pid is not taken for the holder", async () => {
  const directory = tempDirectory();
  writeFileSync(join(directory, "postgres-lock.7"), JSON.stringify({ pid: process.pid, birth: "another boot" }));
  expect(await withLock(directory, TABLE, 100, async () => readdirSync(directory))).toEqual(["postgres-lock.8"]);
});
