import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { endedAlone, endsOf } from "#scripts/chaos/ends.ts";
import { supervise } from "#scripts/start/supervise.ts";
import { eventually } from "#scripts/start/testing/product.ts";

const KILLED = "vantage-1: ended (SIGKILL); starting it again in 0.5 s";
const CRASHED = "vantage-2: ended (exit code 1); starting it again in 0.5 s";
const PROBING = ["vantage-1: probing (vantage vantage-1, checks 600, of 600)", "vantage-2: probing (checks 600)"];

it("who ended, and how, is heard from what npm start itself says of its children", async () => {
  const folder = mkdtempSync(join(tmpdir(), "faultline-ends-"));
  const once = join(folder, "once.mjs");
  writeFileSync(
    once,
    'if (process.argv[2] === "kill") process.kill(process.pid, "SIGKILL"); process.exit(+process.argv[2]);',
  );
  const lines: string[] = [];
  const run = (name: string, how: string) =>
    supervise(
      { name, command: process.execPath, args: [once, how], env: () => process.env },
      { print: (line) => lines.push(line), firstBackoffMs: 60_000 },
    );
  const children = [run("vantage-1", "kill"), run("web", "1"), run("world", "78")];
  await eventually("all three have ended", lines, () => endsOf(lines).length === 3);
  await Promise.all(children.map((child) => child.stop()));
  rmSync(folder, { recursive: true });
  expect(endsOf(lines).toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
    { name: "vantage-1", how: "SIGKILL", begun: false },
    { name: "web", how: "exit code 1", begun: true },
    { name: "world", how: "for good", begun: true },
  ]);
});

it("a worker that crashed by itself after Postgres was killed is noticed and named", () => {
  const lines = [...PROBING, "database: it is gone; starting it again", CRASHED];
  expect(endedAlone(lines, ({ name }) => name === "database")).toEqual({
    name: "processes that ended though nobody killed them",
    passes: false,
    found: "1, vantage-2 (exit code 1)",
  });
});

it("who was killed may have ended, and what workers and the site say of other ends is none", () => {
  const lines = [...PROBING, KILLED, "vantage-2: ! a probe broke (check a/b/c): ended (exit code 1);", "web: it ended"];
  expect(endedAlone(lines, ({ how }) => how === "SIGKILL")).toMatchObject({ passes: true, found: "0" });
});

it("a worker that ends before it probes is told from one at work, after each of its ends anew", () => {
  const again = "vantage-2: ended (exit code 1); starting it again in 1 s";
  expect(endsOf([...PROBING, CRASHED, again, ...PROBING, CRASHED]).map(({ begun }) => begun)).toEqual([
    true,
    false,
    true,
  ]);
});
