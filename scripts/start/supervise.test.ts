import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { plainLine } from "#scripts/start/lines.ts";
import { type Supervised, supervise } from "#scripts/start/supervise.ts";

const running: Supervised[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => child.stop(1_000)));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Runs a script that can count its starts in a file. */
function start(script: string, env: () => NodeJS.ProcessEnv = () => ({ ...process.env }), onFinal = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), "faultline-supervise-"));
  folders.push(folder);
  const lines: string[] = [];
  const starts = join(folder, "starts");
  writeFileSync(starts, "");
  const code = `require("fs").appendFileSync(${JSON.stringify(starts)}, (process.env.TAG ?? "x") + process.pid + "\\n"); ${script}`;
  const child = supervise(
    { name: "child", command: process.execPath, args: ["-e", code], env },
    { print: (line) => lines.push(line), onFinal, firstBackoffMs: 20, longestBackoffMs: 80 },
  );
  running.push(child);
  return { child, lines, starts: () => readFileSync(starts, "utf8").trim().split("\n").filter(Boolean) };
}

const alive = (entry: string | undefined) => {
  try {
    process.kill(Number(entry?.replace(/\D/g, "")), 0);
    return true;
  } catch {
    return false;
  }
};

describe("a supervised child", () => {
  it("is started again when it dies, later each time", async () => {
    const { starts, lines } = start("process.exit(7)");
    await vi.waitFor(() => expect(starts().length).toBeGreaterThanOrEqual(4), { timeout: 10_000, interval: 20 });
    const waits = lines.filter((line) => line.includes("exit code 7")).map((line) => line.match(/in ([\d.]+) s/)?.[1]);
    expect(waits.slice(0, 3)).toEqual(["0.02", "0.04", "0.08"]);
  });

  it("is given up, and reported, when it says that no restart can mend it", async () => {
    const onFinal = vi.fn();
    const { child, starts, lines } = start("process.exit(78)", undefined, onFinal);
    await vi.waitFor(() => expect(onFinal).toHaveBeenCalledOnce(), { timeout: 10_000, interval: 20 });
    child.restart();
    // A restart would have come within the longest back-off of these tests.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(starts().length).toBe(1);
    expect(lines).toEqual(["child: ended, and starting it again would not help"]);
  });

  it("is started again even when it does not listen to the first request", async () => {
    const { child, starts, lines } = start(
      "process.on('SIGTERM', () => {}); console.log('deaf'); setInterval(() => {}, 1000)",
    );
    await vi.waitFor(() => expect(lines).toContain("child: deaf"), { timeout: 10_000, interval: 20 });
    child.restart(100);
    await vi.waitFor(() => expect(starts().length).toBe(2), { timeout: 10_000, interval: 20 });
    expect(alive(starts()[0])).toBe(false);
  });

  it("knows that it is supervised, by its environment and an open stdin", async () => {
    const { lines } = start(
      "process.stdin.on('end', () => console.log('orphan')).resume(); setTimeout(() => console.log(process.env.FAULTLINE_SUPERVISED), 50)",
    );
    await vi.waitFor(() => expect(lines).toContain("child: 1"), { timeout: 10_000, interval: 20 });
    expect(lines).not.toContain("child: orphan");
  });

  it("is started again when it is killed", async () => {
    const { starts } = start("setInterval(() => {}, 1000)");
    await vi.waitFor(() => expect(starts().length).toBe(1), { timeout: 10_000, interval: 20 });
    process.kill(Number(starts()[0]?.replace(/\D/g, "")), "SIGKILL");
    await vi.waitFor(() => expect(starts().length).toBe(2), { timeout: 10_000, interval: 20 });
  });

  it("gets the environment of now when it is restarted", async () => {
    let tag = "first";
    const { child, starts } = start("setInterval(() => {}, 1000)", () => ({ ...process.env, TAG: tag }));
    await vi.waitFor(() => expect(starts().length).toBe(1), { timeout: 10_000, interval: 20 });
    tag = "second";
    child.restart();
    await vi.waitFor(() => expect(starts()[1]).toMatch(/^second/), { timeout: 10_000, interval: 20 });
  });

  it("is gone when stop resolves, even one that does not listen, and does not come back", async () => {
    const { child, starts, lines } = start(
      "process.on('SIGTERM', () => {}); console.log('deaf'); setInterval(() => {}, 1000)",
    );
    await vi.waitFor(() => expect(lines).toContain("child: deaf"), { timeout: 10_000, interval: 20 });
    await child.stop(200);
    expect(alive(starts()[0])).toBe(false);
    expect(starts().length).toBe(1);
  });

  it("has its lines printed under its name", async () => {
    const { lines } = start("console.log('out'); console.error('err'); setInterval(() => {}, 1000)");
    await vi.waitFor(() => expect(lines).toEqual(expect.arrayContaining(["child: out", "child: err"])), {
      timeout: 10_000,
      interval: 20,
    });
  });
});

describe("a log line", () => {
  it("is shown as words, warnings marked, and anything else as it is", () => {
    expect(plainLine('{"level":30,"time":1,"pid":2,"hostname":"h","name":"w","checks":3,"msg":"probing"}')).toBe(
      "probing (checks 3)",
    );
    expect(plainLine('{"level":40,"err":{"message":"refused"},"msg":"not stored yet"}')).toBe(
      "! not stored yet: refused",
    );
    expect(plainLine("plain")).toBe("plain");
    expect(plainLine("{broken")).toBe("{broken");
  });
});
