import { spawnSync } from "node:child_process";
import { onPath, tryInstall } from "#scripts/test/debian.ts";

/** Debian's Python, whatever else is called so. */
const PYTHON = "/usr/bin/python3";

const isThere = (name: string) => onPath([name]) !== null;

/** Programs of others that read what is published, by the Debian package that has them. */
const CLIENTS: Readonly<Record<string, () => boolean>> = {
  newsboat: () => isThere("newsboat"),
  "python3-feedparser": () => spawnSync(PYTHON, ["-c", "import feedparser"]).status === 0,
  "libxml2-utils": () => isThere("xmllint"),
  "librsvg2-bin": () => isThere("rsvg-convert"),
  prometheus: () => isThere("promtool"),
};

/**
 * Finds Debian's clients, or installs them when we are root. @throws Error that says what to install: tests are never
 * skipped for it.
 */
export function ensureClients(print: (line: string) => void): void {
  const missing = () => Object.keys(CLIENTS).filter((name) => CLIENTS[name]?.() !== true);
  tryInstall(missing(), print);
  const left = missing();
  if (left.length === 0) return;
  throw new Error(`Not on this machine: ${left.join(", ")}. Install them (Debian: apt-get install ${left.join(" ")}).`);
}
