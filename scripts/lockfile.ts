import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * `npm run lockfile`: completes package-lock.json. A registry mirror that lacks other platforms' packages makes npm leave
 * them out of the lockfile, and then `npm ci` refuses it everywhere. Their entries follow from the name and the version
 * that their parent asks for. `--check` changes nothing and exits 1 when one is missing.
 */

interface Entry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const CPUS = ["ppc64", "riscv64", "s390x", "loong64", "arm64", "x64", "ia32", "wasm32", "arm"];
const SYSTEMS = ["android", "darwin", "freebsd", "openharmony", "win32", "linux"];

/** `node_modules/a/node_modules/@b/c` -> `@b/c` */
const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

function platformEntry(name: string, range: string, dev: boolean): Entry {
  const parts = name.slice(name.lastIndexOf("/") + 1).split("-");
  const cpu = CPUS.find((candidate) => parts.includes(candidate));
  const os = SYSTEMS.find((candidate) => parts.includes(candidate));
  if (cpu === undefined) throw new Error(`${name}: which processor is it for? Add it to the lockfile by hand.`);
  const libc = parts.some((part) => part.startsWith("musl")) ? "musl" : "glibc";
  return {
    version: range.replace(/^[~^]/, ""),
    cpu: [cpu],
    ...(os === "linux" ? { libc: [libc] } : {}),
    ...(dev ? { dev } : {}),
    optional: true,
    ...(os === undefined ? {} : { os: [os] }),
  };
}

/** Entries that the lockfile lacks, by path. */
function missingEntries(packages: Readonly<Record<string, Entry>>): Record<string, Entry> {
  const known = new Set(Object.keys(packages).filter(Boolean).map(nameOf));
  const missing: Record<string, Entry> = {};
  for (const parent of Object.values(packages)) {
    for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
      if (!known.has(name)) missing[`node_modules/${name}`] = platformEntry(name, range, parent.dev ?? false);
    }
  }
  return missing;
}

function main(): void {
  const path = fileURLToPath(new URL("../package-lock.json", import.meta.url));
  const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(path, "utf8"));
  const missing = missingEntries(lock.packages);
  const names = Object.keys(missing);
  if (process.argv.includes("--check")) {
    if (names.length > 0) console.error(`package-lock.json lacks ${names.join(", ")}; run: npm run lockfile`);
    process.exit(names.length === 0 ? 0 : 1);
  }
  const { "": root = {}, ...rest } = { ...lock.packages, ...missing };
  const sorted = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: { "": root, ...sorted } }, null, 2)}\n`);
  console.log(names.length === 0 ? "package-lock.json is complete" : `added ${names.length}: ${names.join(", ")}`);
}

main();
