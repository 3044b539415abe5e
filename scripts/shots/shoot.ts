import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { build } from "esbuild";
import { findingsOf } from "#scripts/shots/findings.ts";
import type { Look } from "#scripts/shots/look/look.ts";
import type { ShotPage } from "#scripts/shots/pages.ts";

export const WIDTHS = [390, 768, 1280, 1920] as const;
const SCHEMES = ["light", "dark"] as const;
const LANGUAGES = ["en", "ja"] as const;
/** Tall enough for what is fetched when it is scrolled near to be fetched in a few steps. */
const HEIGHT = 1_000;

/** What is to be taken of a site in one state. */
export interface Shoot {
  readonly url: string;
  readonly pages: readonly ShotPage[];
  readonly widths: readonly number[];
  /** `.faultline/shots/cloud` */
  readonly folder: string;
  /** Pages may say that they cannot see. */
  readonly isBlind: boolean;
  readonly names: readonly string[];
  readonly signal: AbortSignal;
}

/** Something that is not as it should be, and on which pictures. */
export interface Finding {
  readonly what: string;
  readonly on: readonly string[];
}

/** The script that looks at a page from inside, as one expression that gives what it saw. */
export async function lookScript(root: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "scripts/shots/look/look.ts")],
    bundle: true,
    format: "iife",
    write: false,
  });
  return `${outputFiles[0]?.text ?? ""};globalThis.seen`;
}

/** Takes every page at every width, in both schemes and languages, and looks at each. @returns what was found, once each. */
export async function shoot(browser: Browser, script: string, order: Shoot): Promise<Finding[]> {
  const found = new Map<string, string[]>();
  for (const width of order.widths) {
    const context = await browser.newContext({ viewport: { width, height: HEIGHT }, reducedMotion: "reduce" });
    try {
      for (const shot of order.pages)
        for (const language of LANGUAGES) {
          if (order.signal.aborted) return [];
          for (const what of await take(context, script, order, { shot, width, language })) {
            const key = `${shot.name}: ${what}`;
            found.set(key, [...(found.get(key) ?? []), `${width}-${language}`]);
          }
        }
    } finally {
      await context.close();
    }
  }
  return [...found].map(([what, on]) => ({ what, on }));
}

interface Take {
  readonly shot: ShotPage;
  readonly width: number;
  readonly language: (typeof LANGUAGES)[number];
}

async function take(context: BrowserContext, script: string, order: Shoot, what: Take): Promise<string[]> {
  const { shot, width, language } = what;
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const prefix = language === "ja" ? "/ja" : "";
  const path = shot.path === "/" ? prefix || "/" : prefix + shot.path;
  const response = await page.goto(order.url + path, { waitUntil: "load" });
  const status = response?.status() ?? 0;
  await scrollThrough(page);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const file = join(order.folder, `${shot.name}-${width}-${colorScheme}-${language}.png`);
    mkdirSync(dirname(file), { recursive: true });
    await page.screenshot({ path: file, fullPage: true });
  }
  const look = (await page.evaluate(script)) as Look;
  await page.close();
  const isExpected = status === shot.status || (order.isBlind && status === 503);
  return [
    ...(isExpected ? [] : [`answers ${status}`]),
    ...findingsOf(look, language, order.names),
    // The browser itself complains of an answer that says that something is missing.
    ...complaints.filter((text) => status === 200 || !text.includes(`${status}`)).map((text) => `browser: ${text}`),
  ];
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

/** Through the whole page, so that what is drawn when it is scrolled near is there, and back to its top. */
async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(
    `new Promise((done) => {
      const step = (y) => {
        if (y > document.documentElement.scrollHeight) { scrollTo(0, 0); requestAnimationFrame(done); return; }
        scrollTo(0, y);
        requestAnimationFrame(() => requestAnimationFrame(() => step(y + ${HEIGHT})));
      };
      step(0);
    })`,
  );
  // Charts fetch their figures; the stream of changes is never done, so there is no idle network to wait for.
  await page.waitForFunction(
    `document.fonts.status === "loaded" && ![...document.images].some((image) => !image.complete)`,
  );
  await page.waitForTimeout(150);
}
