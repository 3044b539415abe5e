import type { Browser, Page } from "@playwright/test";
import { baseUrl } from "./api.ts";

/** The pages that hands and keys meet; one incident is among them once there is one. */
export const PAGES = [
  "/",
  "/?view=table",
  "/services",
  "/services/infura",
  "/incidents",
  "/clouds",
  "/clouds/aws/us-east-1",
  "/concentration?without=aws%2Fus-east-1",
  "/methodology",
  "/about",
  "/replay",
  "/replay/2025-10-20-aws-us-east-1",
] as const;

/** A page for a reader who is somewhere. */
export async function openIn(browser: Browser, timezoneId: string, path: string, locale = "en-GB"): Promise<Page> {
  const context = await browser.newContext({ timezoneId, locale });
  const page = await context.newPage();
  await page.goto(baseUrl() + path);
  return page;
}

/** The button that shows times in the reader's zone. */
export const timesButton = (page: Page) => page.locator('[data-island="times"] button');
