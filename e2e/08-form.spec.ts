import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { baseUrl, publishedIncidents } from "./api.ts";
import { world } from "./product.ts";

/** The pages that hands and keys meet; one incident is among them once there is one. */
const PAGES = [
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
] as const;

const PREFIXES = ["", "/ja"] as const;

async function open(browser: Browser, timezoneId: string, path: string, locale = "en-GB"): Promise<Page> {
  const context = await browser.newContext({ timezoneId, locale });
  const page = await context.newPage();
  await page.goto(baseUrl() + path);
  return page;
}

const button = (page: Page) => page.locator('[data-island="times"] button');
/** Texts of all instants, by the instant. */
const instants = (page: Page) =>
  page
    .locator("#record time[datetime*=T], #record [data-time]")
    .evaluateAll((all) =>
      all.map((one) => [one.getAttribute("datetime") ?? one.getAttribute("data-time") ?? "", one.textContent ?? ""]),
    );

/** Hours and minutes of an instant in a zone, by another way than the site's own. */
function clock(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, hour: "2-digit", minute: "2-digit" });
  return parts.format(new Date(iso));
}

test.describe("the button for times", () => {
  for (const [zone, name, language] of [
    ["Asia/Tokyo", /^(?:Times: |時刻：)GMT\+9$/, ""],
    ["Asia/Tokyo", /^(?:Times: |時刻：)GMT\+9$/, "/ja"],
    ["America/New_York", /^(?:Times: |時刻：)GMT-[45]$/, ""],
  ] as const) {
    test(`shows every instant of ${language || "/"} in ${zone} and again in UTC, and says so`, async ({ browser }) => {
      const page = await open(browser, zone, language || "/");
      const inUtc = await instants(page);
      expect(inUtc.length).toBeGreaterThan(8);
      await expect(button(page)).toHaveText(/UTC$/);
      await expect(button(page)).toHaveAttribute("aria-pressed", "false");
      await button(page).click();
      await expect(button(page)).toHaveText(name);
      await expect(button(page)).toHaveAttribute("aria-pressed", "true");
      await expect(page.locator('[data-island="times"] [role="status"]')).toContainText(zone);
      for (const [iso = "", text = ""] of await instants(page)) {
        expect(text, iso).not.toContain("UTC");
        const told = /\d\d:\d\d/.exec(text)?.[0];
        if (told !== undefined) expect(told, text).toBe(clock(iso, zone));
      }
      await page.getByRole("slider").first().focus();
      await page.keyboard.press("End");
      await expect(page.getByRole("slider").first()).toHaveAttribute("aria-valuetext", /\d\d:\d\d GMT[+-]\d/);
      await expect(page.locator(".strip").first()).toHaveAttribute("aria-label", /\d\d:\d\d GMT[+-]\d/);
      await button(page).click();
      await expect(button(page)).toHaveAttribute("aria-pressed", "false");
      expect((await instants(page)).every(([, text = ""]) => !text.includes("GMT"))).toBe(true);
      await expect(page.locator(".strip").first()).toHaveAttribute("aria-label", / UTC/);
      await page.context().close();
    });
  }

  test("is remembered on the next page without a cookie, and the addresses stay as they are", async ({ browser }) => {
    const page = await open(browser, "Asia/Tokyo", "/");
    await button(page).click();
    await page.goto(`${baseUrl()}/services/kraken?range=24h`);
    await expect(button(page)).toHaveAttribute("aria-pressed", "true");
    await expect(page.locator("#record time").first()).toHaveText(/GMT\+9/);
    expect(new URL(page.url()).search).toBe("?range=24h");
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });

  test("holds while the page is brought up to date, without a time in UTC in between", async ({ browser }) => {
    const page = await open(browser, "Asia/Tokyo", "/");
    await button(page).click();
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      new MutationObserver(() => {
        for (const time of document.querySelectorAll("#record time[datetime*=T]")) {
          if (time.textContent?.includes("UTC")) seen.push(time.textContent);
        }
      }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
    });
    const asOf = page.locator(".dateline time").nth(1);
    const before = await asOf.getAttribute("datetime");
    await world("fail", "kraken", "tcp.refused");
    try {
      await expect(asOf).not.toHaveAttribute("datetime", before ?? "", { timeout: 90_000 });
      await expect(asOf).toHaveText(/GMT\+9/);
      expect(await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)).toEqual([]);
    } finally {
      await world("heal", "kraken");
    }
    await page.context().close();
  });

  test("is not there where it could do nothing: without JavaScript, and for a reader in UTC", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, timezoneId: "Asia/Tokyo" });
    const page = await context.newPage();
    await page.goto(baseUrl());
    await expect(button(page)).toBeHidden();
    await context.close();
    const inUtc = await open(browser, "UTC", "/");
    await expect(inUtc.getByRole("slider").first()).toBeAttached();
    await expect(button(inUtc)).toBeHidden();
    await inUtc.context().close();
  });
});

test.describe("what if a place went dark", () => {
  for (const prefix of PREFIXES) {
    test(`${prefix}/concentration answers without JavaScript, and the address is the question`, async ({ browser }) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${baseUrl()}${prefix}/concentration`);
      await page.locator("#place").selectOption("aws/us-east-1");
      await page.locator("#without button").click();
      expect(new URL(page.url()).searchParams.get("without")).toBe("aws/us-east-1");
      const answer = page.locator("#without");
      const metamask = answer.getByRole("listitem").filter({ has: page.getByRole("link", { name: /^MetaMask/ }) });
      await expect(metamask.first()).toContainText("Infura");
      await expect(page.locator("#place")).toHaveValue("aws/us-east-1");
      await context.close();
    });

    test(`${prefix}/concentration says clearly that it knows of nothing there, and takes nothing hostile`, async ({
      page,
    }) => {
      await page.goto(`${baseUrl()}${prefix}/concentration?without=aws/moon-1`);
      await expect(page.locator("#without")).toContainText("AWS moon\u20111");
      for (const value of ["", "%3Cscript%3Ealert(1)%3C/script%3E", "a/b/c", "..%2F..%2Fetc", "x".repeat(300)]) {
        const response = await page.goto(`${baseUrl()}${prefix}/concentration?without=${value}`);
        expect(response?.status(), value).toBe(200);
        await expect(page.locator("#place"), value).toBeVisible();
        await expect(page.locator("#without ul"), value).toHaveCount(0);
      }
    });
  }

  test("is answered as JSON with the same services as on the page", async ({ page, request }) => {
    const answer = await request.get(`${baseUrl()}/api/v1/concentration?without=aws/us-east-1`);
    const { what_if: told } = (await answer.json()).data;
    expect(told.without).toEqual({ provider: "aws", region: "us-east-1" });
    const names = told.dark.map(({ name }: { name: string }) => name);
    expect(names.length).toBeGreaterThan(2);
    await page.goto(`${baseUrl()}/concentration?without=aws/us-east-1`);
    const shown = page.locator("#without ul").first().locator(":scope > li > div:first-child > a");
    await expect(shown).toHaveText(names);
    expect((await request.get(`${baseUrl()}/api/v1/concentration?without=aws/moon-1`)).status()).toBe(404);
    expect((await request.get(`${baseUrl()}/api/v1/concentration?without=AWS`)).status()).toBe(400);
  });

  for (const scheme of ["light", "dark"] as const) {
    test(`has nothing that axe finds in ${scheme}, and scrolls sideways at no width`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(`${baseUrl()}/concentration?without=aws`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 2)])).toEqual([]);
      for (const width of [320, 390, 768, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    });
  }
});

test.describe("on paper", () => {
  for (const path of PAGES) {
    test(`${path} is light, whole and unfolded, and says where its sources are`, async ({ page }) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      await page.setViewportSize({ width: 700, height: 1000 });
      await page.goto(baseUrl() + path);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
      await expect(page.locator("header nav")).toBeHidden();
      await expect(button(page)).toBeHidden();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(700);
      // Content of a closed one is laid out.
      const folded = await page.locator("#record details:not([open])").evaluateAll((all) =>
        all.flatMap((one) => {
          const isForHands = one.closest(".filter") !== null;
          const isShown = [...one.children].slice(1).some((child) => child.getBoundingClientRect().height > 0);
          return isShown || isForHands ? [] : [one.outerHTML.slice(0, 80)];
        }),
      );
      expect(folded).toEqual([]);
      const whole = await page
        .locator(".picture .crop")
        .evaluateAll((all) =>
          all.every((one) => one.getBoundingClientRect().width <= (one.parentElement?.clientWidth ?? 0) + 1),
        );
      expect(whole).toBe(true);
      const links = await page
        .locator('main a[href^="http"]')
        .evaluateAll((all) => all.map((one) => [one.getAttribute("href"), getComputedStyle(one, "::after").content]));
      for (const [href, shown] of links) expect(shown).toContain(href);
    });
  }
});

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
async function walk(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  const wanted = await page
    .locator("a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")
    .evaluateAll((all) => all.filter((one) => one.checkVisibility({ visibilityProperty: true })).length);
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await stopOf(page);
    if (stop === null || stops.some(({ is }) => is === stop.is)) break;
    stops.push(stop);
    expect(stops.length, `more stops than there are: ${stop.is}`).toBeLessThanOrEqual(wanted + 8);
  }
  expect(stops.length).toBeGreaterThanOrEqual(wanted);
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
    const [first, ...rest] = await walk(page);
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
  const page = await open(browser, "Asia/Tokyo", "/services");
  await page.keyboard.press("/");
  await expect(page.locator("#q")).toBeFocused();
  await page.keyboard.type("krak");
  await expect(page.locator("[data-find]:visible")).toHaveCount(1);
  await page.goto(baseUrl());
  await button(page).focus();
  await page.keyboard.press("Space");
  await expect(button(page)).toHaveAttribute("aria-pressed", "true");
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
