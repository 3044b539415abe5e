import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { baseUrl } from "./api.ts";

export const LANGUAGES = [
  { lang: "en", prefix: "" },
  { lang: "ja", prefix: "/ja" },
] as const;

const WIDTHS = [320, 390, 768, 1280, 1920];
/** Of axe's rules, those that depend on colours. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Opens everything that a reader could open. */
export async function unfold(page: Page): Promise<void> {
  await page.locator("details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
}

/** axe in one go, for what it finds: no page of ours has a frame that it would have to visit, and it takes half as long. */
export const axeOf = (page: Page) => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });

/**
 * axe finds nothing on the page as it is, by all of its rules, and by those of colours in the other scheme too: in English, for
 * a language changes no colour.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const language = await page.locator("html").getAttribute("lang");
  for (const colorScheme of language === "ja" ? (["light"] as const) : (["light", "dark"] as const)) {
    await page.emulateMedia({ colorScheme });
    const axe = axeOf(page);
    const { violations } = await (colorScheme === "light" ? axe : axe.withRules(OF_COLOURS)).analyze();
    const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 2)]);
    expect(found, colorScheme).toEqual([]);
  }
}

/** The page never scrolls sideways, from the narrowest phone to a wide screen. */
export async function expectToFit(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width}`).toBeLessThanOrEqual(width);
  }
}

/** What a browser complains of, and what is asked of other hosts: filled while the page is used. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(baseUrl()) && !request.url().startsWith("data:")) complaints.push(request.url());
  });
  return complaints;
}
