import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { until } from "#db/launch/poll.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

/** It may have to be built first. */
const READY_MS = 120_000;

/** The product as a user starts it, in a home of its own. */
export interface Product {
  readonly url: string;
  readonly home: string;
  stop(): Promise<void>;
}

interface ProductOptions {
  /** With a made-up history of so many days. */
  readonly days?: number;
  /** Where a worker tells its own figures, at /metrics; nowhere by default. */
  readonly metrics?: number;
}

/** A free port below the ephemeral range, and not below `from`. */
export async function freePort(from = 23_000): Promise<number> {
  for (let port = from; port < 32_000; port += 1) {
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer().once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new Error("no free port");
}

/** `npm start -- --world`, ready to be asked. Rejects with its output when it is not ready within two minutes. */
export async function startProduct({ days, metrics }: ProductOptions = {}): Promise<Product> {
  const home = mkdtempSync(join(tmpdir(), "faultline-e2e-"));
  // As root the database runs under another account, which must be able to reach the home.
  chmodSync(home, 0o755);
  if (days !== undefined) await command(home, "seed", "--days", `${days}`, "--minutes-days", "0");
  const port = await freePort();
  const output: string[] = [];
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts", "--world"], {
    cwd: root,
    env: {
      ...process.env,
      FAULTLINE_HOME: home,
      PORT: String(port),
      HOST: "127.0.0.1",
      // Addresses that leave the site are made of this alone.
      FAULTLINE_URL: `http://127.0.0.1:${port}`,
      // Whoever subscribes in these tests has a receiver on this machine.
      FAULTLINE_SECRET_KEY: randomBytes(32).toString("base64"),
      FAULTLINE_WEBHOOK_LOOPBACK: "only",
      DATABASE_URL: "",
      // Clouds of the world post soon after they fail.
      FAULTLINE_WORLD_CLOUD_POST_MS: "20000",
      ...(metrics === undefined ? {} : { FAULTLINE_METRICS_PORT: `${metrics}` }),
      // It stops by itself when its stdin ends: when these tests are killed.
      FAULTLINE_SUPERVISED: "1",
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  child.stdin.on("error", () => {});
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const ready = await until(READY_MS, async () => (hasEnded() ? false : (await answers(`${url}/readyz`)) || null));
  if (ready !== true) {
    await stop(child, gone, home);
    throw new Error(`the product did not become ready:\n${output.join("")}`);
  }
  return { url, home, stop: () => stop(child, gone, home) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Ends the product with all that it started, by asking: only it knows the database it has launched. */
async function stop(child: ChildProcess, gone: Promise<void>, home: string): Promise<void> {
  child.kill("SIGINT");
  const kill = setTimeout(() => child.kill("SIGKILL"), 60_000);
  await gone;
  clearTimeout(kill);
  rmSync(home, { recursive: true, force: true });
}

/** `npm run world -- ...` against the product under test. @returns what it printed. */
export function world(...args: string[]): Promise<string> {
  return command(homeUnderTest(), "world", ...args);
}

/** `npm run annotate -- ... --world`, the same. */
export function annotate(...args: string[]): Promise<string> {
  return command(homeUnderTest(), "annotate", ...args, "--world");
}

/** `npm run export -- ... --world`, the same. */
export function exportMonth(month: string): Promise<string> {
  return command(homeUnderTest(), "export", month, "--world");
}

const homeUnderTest = (): string => process.env.E2E_HOME ?? "";

async function command(home: string, name: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ["--import", "tsx", `scripts/${name}.ts`, ...args], {
    cwd: root,
    env: { ...process.env, FAULTLINE_HOME: home, DATABASE_URL: "" },
  });
  return stdout;
}
