import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

function onPath(): string | null {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of NAMES) if (folder !== "" && existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

function isDebian(): boolean {
  return (
    existsSync("/etc/os-release") && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync("/etc/os-release", "utf8"))
  );
}

/** A font with Japanese glyphs: without one every Japanese page is a page of boxes, and a screenshot proves nothing. */
function hasJapaneseFont(): boolean {
  const list = spawnSync("fc-list", [":lang=ja", "family"], { encoding: "utf8" });
  return list.status === 0 && list.stdout.trim() !== "";
}

function aptInstall(packages: readonly string[], print: (line: string) => void): boolean {
  const run = (args: string[]) =>
    spawnSync("apt-get", args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  print(`installing ${packages.join(" ")} (Debian packages)`);
  return run(["update", "-qq"]) && run(["install", "-y", "-qq", "--no-install-recommends", ...packages]);
}

/**
 * Finds a browser for the tests, or installs one: CHROMIUM_PATH, then the PATH, then Playwright's own, then Debian's
 * package when we are root. @returns its path. @throws Error that says what to install: tests are never skipped for it.
 */
export function ensureChromium(print: (line: string) => void): string {
  const own = chromium.executablePath();
  const find = () => process.env.CHROMIUM_PATH ?? onPath() ?? (existsSync(own) ? own : null);
  const root = process.getuid?.() === 0;
  const missing = [
    ...(find() === null ? ["chromium"] : []),
    ...(hasJapaneseFont() ? [] : ["fonts-noto-cjk", "fontconfig"]),
  ];
  if (missing.length > 0 && root && isDebian()) aptInstall(missing, print);
  const found = find();
  if (found === null || !existsSync(found)) {
    throw new Error(
      "No Chromium was found. Install one (Debian: apt-get install chromium fonts-noto-cjk; elsewhere: npx playwright install --with-deps chromium) or name one in CHROMIUM_PATH.",
    );
  }
  if (!hasJapaneseFont()) {
    print(
      "no font with Japanese glyphs was found: the tests run, but Japanese screenshots will show boxes (Debian: fonts-noto-cjk)",
    );
  }
  return found;
}
