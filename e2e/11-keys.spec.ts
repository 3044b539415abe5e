import { expect, type Page, test } from "@playwright/test";
import { baseUrl, publishedIncidents } from "./api.ts";
import { openIn, PAGES, timesButton } from "./form.ts";

interface Stop {
  readonly is: string;
  readonly hasRing: boolean;
  readonly isSeen: boolean;
}

/** Where the focus is, and whether a reader can see it. */
function stopOf(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement || at instanceof SVGElement) || at === document.body) return null;
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const keyed = at as Element & { stop?: number };
    const held = globalThis as unknown as { stops?: number };
    held.stops ??= 0;
    keyed.stop ??= ++held.stops;
    return {
      is: `${keyed.stop} ${at.outerHTML.slice(0, 90)}`,
      hasRing: style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1,
      isSeen:
        box.width > 0 &&
        box.height > 0 &&
        box.bottom > 0 &&
        box.right > 0 &&
        box.top < innerHeight &&
        box.left < innerWidth,
    };
  });
}

/** Walks a page by Tab until the focus leaves it. Whatever has a link, a button or a field is met on the way, once. */
async function walk(page: Page, path: string): Promise<Stop[]> {
  const stops: Stop[] = [];
  const wanted = await page
    .locator("a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")
    .evaluateAll((all) => all.filter((one) => one.checkVisibility({ visibilityProperty: true })).length);
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await stopOf(page);
    if (stop === null || stops.some(({ is }) => is === stop.is)) break;
    stops.push(stop);
    expect(stops.length, `${path}: more stops than there are: ${stop.is}`).toBeLessThanOrEqual(wanted + 8);
  }
  expect(stops.length, `${path}: the last was ${stops.at(-1)?.is}`).toBeGreaterThanOrEqual(wanted);
  return stops;
}

test("a reader without a pointer reaches everything on every page, sees where he is, and is caught nowhere", async ({
  page,
}) => {
  test.setTimeout(400_000);
  const [incident] = await publishedIncidents();
  const pages = [...PAGES, ...(incident === undefined ? [] : [`/incidents/${incident.id}`]), "/ja", "/nowhere"];
  for (const path of pages) {
    await page.goto(baseUrl() + path, { waitUntil: "networkidle" });
    // What would come meanwhile is another page, with other stops.
    await page.context().setOffline(true);
    const [first, ...rest] = await walk(page, path);
    await page.context().setOffline(false);
    expect(first?.is, path).toContain('href="#record"');
    for (const stop of [first, ...rest]) {
      expect(stop?.hasRing, `${path}: no ring around ${stop?.is}`).toBe(true);
      expect(stop?.isSeen, `${path}: out of sight: ${stop?.is}`).toBe(true);
    }
  }
});

test("the first stop of a page skips to its content", async ({ page }) => {
  await page.goto(baseUrl());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.querySelector("#record")?.contains(document.activeElement));
  expect(inside).toBe(true);
});

test("keys do what a pointer does: unfold, find, press, step and take back", async ({ browser }) => {
  const page = await openIn(browser, "Asia/Tokyo", "/services");
  await page.keyboard.press("/");
  await expect(page.locator("#q")).toBeFocused();
  await page.keyboard.type("krak");
  await expect(page.locator("[data-find]:visible")).toHaveCount(1);
  await page.goto(baseUrl());
  await timesButton(page).focus();
  await page.keyboard.press("Space");
  await expect(timesButton(page)).toHaveAttribute("aria-pressed", "true");
  await page.locator("details.keyd summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("details.keyd")).toHaveAttribute("open");
  const plot = page.getByRole("slider").first();
  await plot.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator(".reading")).toHaveText(/GMT\+9/);
  await page.keyboard.press("Escape");
  await expect(page.locator(".reading")).toBeEmpty();
  await page.context().close();
});

test("nothing moves for who asks for less motion", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const path of PAGES) {
    await page.goto(baseUrl() + path);
    const moving = await page.locator("*").evaluateAll((all) =>
      all.flatMap((one) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
        const isStill = /^(?:0s(?:, )?)+$/.test(transitionDuration) && animationName === "none";
        return isStill && scrollBehavior === "auto" ? [] : [one.outerHTML.slice(0, 80)];
      }),
    );
    expect(moving, path).toEqual([]);
  }
});
