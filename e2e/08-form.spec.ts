import { expect, type Page, test } from "@playwright/test";
import { baseUrl } from "./api.ts";
import { openIn, PAGES, timesButton } from "./form.ts";
import { world } from "./product.ts";
import { expectAccessible, expectToFit } from "./reader.ts";

const PREFIXES = ["", "/ja"] as const;

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
      const page = await openIn(browser, zone, language || "/");
      const inUtc = await instants(page);
      expect(inUtc.length).toBeGreaterThan(8);
      await expect(timesButton(page)).toHaveText(/UTC$/);
      await expect(timesButton(page)).toHaveAttribute("aria-pressed", "false");
      await timesButton(page).click();
      await expect(timesButton(page)).toHaveText(name);
      await expect(timesButton(page)).toHaveAttribute("aria-pressed", "true");
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
      await timesButton(page).click();
      await expect(timesButton(page)).toHaveAttribute("aria-pressed", "false");
      expect((await instants(page)).every(([, text = ""]) => !text.includes("GMT"))).toBe(true);
      await expect(page.locator(".strip").first()).toHaveAttribute("aria-label", / UTC/);
      await page.context().close();
    });
  }

  test("is remembered on the next page without a cookie, and the addresses stay as they are", async ({ browser }) => {
    const page = await openIn(browser, "Asia/Tokyo", "/");
    await timesButton(page).click();
    await page.goto(`${baseUrl()}/services/kraken?range=24h`);
    await expect(timesButton(page)).toHaveAttribute("aria-pressed", "true");
    await expect(page.locator("#record time").first()).toHaveText(/GMT\+9/);
    expect(new URL(page.url()).search).toBe("?range=24h");
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });

  test("holds while the page is brought up to date, without a time in UTC in between", async ({ browser }) => {
    const page = await openIn(browser, "Asia/Tokyo", "/");
    await timesButton(page).click();
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
    await expect(timesButton(page)).toBeHidden();
    await context.close();
    const inUtc = await openIn(browser, "UTC", "/");
    await expect(inUtc.getByRole("slider").first()).toBeAttached();
    await expect(timesButton(inUtc)).toBeHidden();
    await inUtc.context().close();
  });

  test("is not there on a replay, which is told in UTC throughout, whatever was chosen before", async ({ browser }) => {
    const page = await openIn(browser, "Asia/Tokyo", "/");
    await timesButton(page).click();
    await expect(timesButton(page)).toHaveText(/GMT\+9$/);
    await page.goto(`${baseUrl()}/replay/2025-10-20-aws-us-east-1?t=2025-10-20T07:20Z`);
    await page.locator(".rep[data-ready]").waitFor();
    await expect(timesButton(page)).toBeHidden();
    await expect(page.locator(".clock time")).toHaveText("07:20");
    expect(await page.locator("#record").textContent()).not.toContain("GMT+9");
    await page.context().close();
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

  test("has nothing that axe finds, light or dark, and scrolls sideways at no width", async ({ page }) => {
    await page.goto(`${baseUrl()}/concentration?without=aws`);
    await expectAccessible(page);
    await expectToFit(page);
  });
});

test.describe("on paper", () => {
  for (const path of PAGES) {
    test(`${path} is light, whole and unfolded, and says where its sources are`, async ({ page }) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      await page.setViewportSize({ width: 700, height: 1000 });
      await page.goto(baseUrl() + path);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
      await expect(page.locator("header nav")).toBeHidden();
      await expect(timesButton(page)).toBeHidden();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(700);
      // Content of a closed one is laid out.
      const folded = await page.locator("#record details:not([open])").evaluateAll((all) =>
        all.flatMap((one) => {
          const isForHands = one.closest(".filter, .choices") !== null;
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
