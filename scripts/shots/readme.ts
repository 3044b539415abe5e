import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { unfiltered } from "#scripts/shots/png.ts";

/** What the README shows: pages from their top to the end of one of their parts. */
const PICTURES = [
  { file: "now.png", path: "/", last: ".strata .picture" },
  { file: "service.png", path: "/services/infura", last: "section:has(> #latency)" },
] as const;

const WIDTH = 1_280;
const BELOW_PX = 4;
/** What a repository should carry at most. */
const MAX_BYTES = 250_000;

/** Takes the README's pictures into docs/pictures. @throws Error when one is too large to be committed */
export async function takeReadme(browser: Browser, root: string, url: string): Promise<string[]> {
  const folder = join(root, "docs/pictures");
  mkdirSync(folder, { recursive: true });
  const context = await browser.newContext({ viewport: { width: WIDTH, height: 1_000 }, colorScheme: "light" });
  const page = await context.newPage();
  const files: string[] = [];
  for (const { file, path, last } of PICTURES) {
    await page.goto(url + path, { waitUntil: "load" });
    await page.waitForFunction(`document.fonts.status === "loaded"`);
    const box = await page.locator(last).first().boundingBox();
    if (box === null) throw new Error(`${path} has no ${last}`);
    const height = Math.ceil(box.y + box.height + BELOW_PX);
    const bytes = unfiltered(await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width: WIDTH, height } }));
    if (bytes.length > MAX_BYTES) throw new Error(`${file} would have ${bytes.length} bytes: more than ${MAX_BYTES}`);
    writeFileSync(join(folder, file), bytes);
    files.push(`docs/pictures/${file}  ${Math.round(bytes.length / 1_000)} kB`);
  }
  await context.close();
  return files;
}
