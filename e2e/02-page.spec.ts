import { expect, type Locator, type Page, test } from "@playwright/test";
import { baseUrl } from "./api.ts";
import { complaintsOf, expectAccessible, expectToFit, unfold } from "./reader.ts";

const LANGUAGES = [
  { path: "/", lang: "en", access: "Access", chain: "Chain", missing: "There is no such page.", title: "Not found" },
  {
    path: "/ja",
    lang: "ja",
    access: "アクセス",
    chain: "チェーン",
    missing: "ページが見つかりません。",
    title: "ページが見つかりません",
  },
] as const;

/** A row of the strata. */
const row = (page: Page, id: string) => page.locator(`[id="${id}"]`);

for (const { path, lang, access, chain, missing, title } of LANGUAGES) {
  test(`${path} shows the strata, says that it is a made-up world, and is in ${lang}`, async ({ page }) => {
    await page.goto(`${baseUrl()}${path}?all=1`);
    expect(await page.locator("html").getAttribute("lang")).toBe(lang);
    await expect(page.getByRole("complementary")).toBeVisible();
    await expect(page.getByRole("heading", { level: 3, name: access })).toBeVisible();
    await expect(page.getByRole("heading", { level: 3, name: chain })).toBeVisible();
    await expect(row(page, "access/kraken")).toBeVisible();
    expect(await page.locator("ol > li.row").count()).toBeGreaterThan(80);
    await page.goto(baseUrl() + path);
    // What is well folds into one row; chains never do.
    await expect(row(page, "chain/bitcoin")).toBeVisible();
    await expect(row(page, "access/others")).toBeVisible();
  });

  test(`axe finds nothing on ${path} in light and dark, as a picture and as a table`, async ({ page }) => {
    for (const query of ["?all=1", "?view=table"]) {
      await page.goto(baseUrl() + path + query);
      await unfold(page);
      await expectAccessible(page);
    }
  });

  for (const javaScriptEnabled of [true, false]) {
    test(`what ${path} does not have says so in ${lang}, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
      browser,
    }) => {
      const page = await browser.newPage({ javaScriptEnabled });
      const response = await page.goto(`${baseUrl()}${path === "/" ? "" : path}/nowhere/at-all`);
      expect(response?.status()).toBe(404);
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText([missing]);
      await expect(page.getByRole("complementary")).toBeVisible();
      expect(await page.title()).toBe(`${title} · Faultline`);
      await page.close();
    });
  }

  test(`${path} does not scroll sideways at any width, in any range`, async ({ page }) => {
    for (const query of ["?all=1", "?range=24h", "?range=7d", "?range=90d", "?view=table"]) {
      await page.goto(baseUrl() + path + query);
      await expectToFit(page);
    }
  });
}

test("what every status means stands on the page as text", async ({ page }) => {
  await page.goto(baseUrl());
  await page.locator("details.keyd summary").click();
  await expect(page.getByText("it answers as it should, seen now")).toBeVisible();
});

test("a strip says in words what it shows, and the picture is one tab stop that arrows move along", async ({
  page,
}) => {
  await page.goto(baseUrl());
  await expect(row(page, "chain/bitcoin").getByRole("img")).toHaveAttribute(
    "aria-label",
    /^Bitcoin, \d\d:\d\d to \d\d:\d\d UTC: (?:Operational|Unknown) now/,
  );
  const plot = page.getByRole("slider");
  await plot.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await expect(plot).toHaveAttribute("aria-valuetext", /^\d\d:\d\d UTC, \d+ of \d+ failing/);
});

test("the crosshair tells what a cell holds, follows the pointer, and goes with it", async ({ page }) => {
  await page.goto(baseUrl());
  const reading = page.locator(".reading");
  const strip = row(page, "chain/bitcoin").getByRole("img");
  await strip.hover({ position: { x: 5, y: 8 } });
  await expect(reading).toHaveText(/^\d\d:\d\d UTC, Bitcoin: (?:Operational|Unknown)/);
  const first = await reading.textContent();
  await strip.hover({ position: { x: 400, y: 8 } });
  await expect(reading).not.toHaveText(first ?? "");
  await page.getByRole("heading", { level: 1 }).hover();
  await expect(reading).toBeEmpty();
});

test("the keys move the crosshair from row to row, and Escape takes it away", async ({ page }) => {
  await page.goto(`${baseUrl()}?layer=chain`);
  const plot = page.getByRole("slider");
  await plot.focus();
  await page.keyboard.press("ArrowDown");
  await expect(plot).toHaveAttribute("aria-valuetext", /^\d\d:\d\d UTC, [^:]+: /);
  await expect(page.locator(".row[data-at]")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.locator(".row[data-at]")).toHaveCount(0);
  await expect(page.locator(".reading")).toBeEmpty();
});

test("a tap sets the crosshair, and the same tap again clears it", async ({ browser }) => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.goto(baseUrl());
  const strip = row(page, "chain/bitcoin").getByRole("img");
  await strip.tap({ position: { x: 60, y: 8 } });
  await expect(page.locator(".reading")).toHaveText(/ UTC, Bitcoin: /);
  await strip.tap({ position: { x: 60, y: 8 } });
  await expect(page.locator(".reading")).toBeEmpty();
  await page.close();
});

test("a tap is one also where a browser's click does not tell that a finger made it", async ({ browser }) => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  /** As Safari tells it: a click that is no pointer's, after a pointer that is a finger's. */
  const tap = async (target: Locator) => {
    const box = await target.boundingBox();
    const at = { bubbles: true, clientX: (box?.x ?? 0) + (box?.width ?? 0) / 2, clientY: (box?.y ?? 0) + 4 };
    await target.dispatchEvent("pointerdown", { ...at, pointerType: "touch" });
    await target.evaluate((element, init) => element.dispatchEvent(new MouseEvent("click", init)), at);
  };
  await page.goto(baseUrl());
  await tap(row(page, "chain/bitcoin").getByRole("img"));
  await expect(page.locator(".reading")).toHaveText(/ UTC, Bitcoin: /);
  await page.goto(`${baseUrl()}/services/kraken`);
  const days = page.locator("[data-bars] [role=slider]").first();
  await tap(days);
  await expect(days.locator("rect")).toHaveCount(1);
  await page.close();
});

test("the crosshair stays on its service when a newer page has it in another place, and goes with it", async ({
  browser,
}) => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.goto(`${baseUrl()}?layer=chain`);
  const own = row(page, "chain/bitcoin");
  await own.getByRole("img").tap();
  const reading = page.locator(".reading");
  await expect(reading).toHaveText(/ UTC, Bitcoin: /);
  await own.evaluate((element) => {
    const list = element.parentElement;
    if (list?.firstChild) list.append(list.firstChild);
    document.dispatchEvent(new Event("faultline:refreshed"));
  });
  // At once: a page that comes meanwhile has the old order again.
  expect(await page.locator(".row[data-at]").getAttribute("id")).toBe("chain/bitcoin");
  await expect(reading).toHaveText(/ UTC, Bitcoin: /);
  await own.evaluate((element) => {
    element.remove();
    document.dispatchEvent(new Event("faultline:refreshed"));
  });
  await expect(reading).toBeEmpty();
  await page.close();
});

test("a filter and a range are addresses: what is not asked for is not there", async ({ page }) => {
  await page.goto(`${baseUrl()}?layer=chain&range=24h`);
  await expect(row(page, "chain/bitcoin")).toBeVisible();
  await expect(row(page, "access/others")).toHaveCount(0);
});

test("a Japanese page says in Japanese what is judged, since when, and what each check proves", async ({ page }) => {
  await page.goto(`${baseUrl()}/ja/services/kraken`);
  const checks = page.locator("section", { has: page.locator("#checks") }).last();
  await expect(checks.getByText(/^Kraken：\d{4}年\d+月\d+日 \d\d:\d\d UTCから、応答しています。/)).toBeVisible();
  await expect(checks.getByText("市場が動いている：BTCの最新の約定が新しい")).toBeVisible();
  await expect(checks.locator("[lang=en]")).toHaveCount(0);
});

test("everything is there without JavaScript", async ({ browser }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(baseUrl());
  await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  await row(page, "access/others").getByRole("link").click();
  await expect(row(page, "access/kraken")).toBeVisible();
  await page.close();
});

test("the page runs nothing that complains and asks nothing of other hosts", async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto(baseUrl(), { waitUntil: "networkidle" });
  expect(complaints).toEqual([]);
});

test("addresses: one page has one address, and what does not exist says so", async ({ request }) => {
  const get = (path: string) => request.get(baseUrl() + path, { maxRedirects: 0 });
  expect((await get("/en")).status()).toBe(308);
  expect((await get("/en")).headers().location).toBe("/");
  expect((await get("/nowhere/")).headers().location).toBe("/nowhere");
  expect((await get("/en/nowhere/?x=1?y=2")).headers().location).toBe("/nowhere?x=1?y=2");
  for (const path of ["/%", "/ja/%ff", "/api/v1/services/%ff"]) expect((await get(path)).status(), path).toBe(400);
  expect((await get("/favicon.ico")).headers().location).toBe("/icon.svg");
  expect((await get("/icon.svg")).headers()["content-type"]).toContain("image/svg+xml");
  expect((await get("/api/v2/nothing")).headers()["content-type"]).toContain("application/problem+json");
  expect((await get("/healthz")).status()).toBe(200);
  expect((await get("/readyz")).status()).toBe(200);
  const kraken = await get("/api/v1/services/kraken");
  expect((await kraken.json()).data.slug).toBe("kraken");
  expect((await get("/api/v1/incidents?limit=1")).status()).toBe(200);
  expect((await request.head(`${baseUrl()}/api/v1/incidents`)).status()).toBe(200);
  for (const query of ["limit=0", "limit=1&limit=1", "unknown=1", "cursor=x"]) {
    const refused = await get(`/api/v1/incidents?${query}`);
    expect(refused.status(), query).toBe(400);
    expect(refused.headers()["content-type"]).toContain("application/problem+json");
  }
  expect((await get("/api/v1/incidents/nobody")).status()).toBe(404);
  const nobody = await get("/api/v1/services/nobody");
  expect(nobody.status()).toBe(404);
  expect(nobody.headers()["content-type"]).toContain("application/problem+json");
});
