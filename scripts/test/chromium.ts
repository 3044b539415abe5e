import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { onPath, tryInstall } from "#scripts/test/debian.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** A font with Japanese glyphs: without one every Japanese page is a page of boxes, and a screenshot proves nothing. */
function hasJapaneseFont(): boolean {
  const list = spawnSync("fc-list", [":lang=ja", "family"], { encoding: "utf8" });
  return list.status === 0 && list.stdout.trim() !== "";
}

/**
 * Finds a browser for the tests, or installs one: CHROMIUM_PATH, then the PATH, then Playwright's own, then Debian's
 * package when we are root. @returns its path. @throws Error that says what to install: tests are never skipped for it.
 */
export function ensureChromium(print: (line: string) => void): string {
  const own = chromium.executablePath();
  const find = () => process.env.CHROMIUM_PATH ?? onPath(NAMES) ?? (existsSync(own) ? own : null);
  tryInstall(
    [...(find() === null ? ["chromium"] : []), ...(hasJapaneseFont() ? [] : ["fonts-noto-cjk", "fontconfig"])],
    print,
  );
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
