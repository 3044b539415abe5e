import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a build is made of: when none of it changed, neither would the build. */
const INPUTS = [
  "app",
  "components",
  "domain",
  "server/snapshot.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "package.json",
];
const STAMP = ".next/faultline-inputs";

/** SHA-256 over the names and contents of all inputs. */
export function inputsDigest(root: string): string {
  const hash = createHash("sha256");
  const add = (path: string) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    const entries = readdirSyncOrNull(full);
    if (entries === null) hash.update(`${path}\0`).update(readFileSync(full));
    else for (const entry of entries) add(`${path}/${entry}`);
  };
  for (const input of INPUTS) add(input);
  return hash.digest("hex");
}

function readdirSyncOrNull(path: string): string[] | null {
  try {
    return readdirSync(path).sort();
  } catch {
    return null;
  }
}

/**
 * Builds the site unless the last build was made of the same sources. Nothing is downloaded and nobody is told
 * (telemetry is off). Rejects with the build's own output when it fails.
 */
export async function buildIfNeeded(root: string, print: (line: string) => void): Promise<void> {
  const digest = inputsDigest(root);
  const stamp = join(root, STAMP);
  if (existsSync(join(root, ".next/BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  print("building the site (once, until its sources change)");
  const output: Buffer[] = [];
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error(`the site could not be built:\n${Buffer.concat(output).toString()}`);
  mkdirSync(join(root, ".next"), { recursive: true });
  writeFileSync(stamp, digest);
}
