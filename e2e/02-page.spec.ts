import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { baseUrl } from "./api.ts";

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

for (const { path, lang, access, chain, missing, title } of LANGUAGES) {
  test(`${path} shows every service by layer, says that it is a made-up world, and is in ${lang}`, async ({ page }) => {
    await page.goto(baseUrl() + path);
    expect(await page.locator("html").getAttribute("lang")).toBe(lang);
    await expect(page.getByRole("complementary")).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: access })).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: chain })).toBeVisible();
    await expect(page.locator("#access-kraken")).toBeVisible();
    await expect(page.locator("#chain-bitcoin")).toBeVisible();
    expect(await page.locator("details").count()).toBeGreaterThan(80);
  });

  for (const scheme of ["light", "dark"] as const) {
    test(`axe finds nothing on ${path} in ${scheme}, rows open and closed`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(baseUrl() + path);
      await page.locator("details").evaluateAll((rows) => {
        const chains = rows.filter((row) => row.id.startsWith("chain-"));
        for (const row of [...rows.slice(0, 4), ...chains.slice(0, 4)]) (row as HTMLDetailsElement).open = true;
      });
      await expect(page.locator("[id^=chain-] h3").first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map((violation) => [violation.id, violation.nodes.map((node) => node.html).slice(0, 2)]),
      ).toEqual([]);
    });
  }

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

  for (const width of [320, 390, 768, 1280, 1920]) {
    test(`${path} does not scroll sideways at ${width} px, with a row open`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(baseUrl() + path);
      await page.locator("#access-infura").evaluate((row) => {
        (row as HTMLDetailsElement).open = true;
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}

test("what every mark means stands on the page as text", async ({ page }) => {
  await page.goto(baseUrl());
  await expect(page.getByText("the newest answer is valid and fresh")).toBeVisible();
  await expect(page.getByText("it answers as it should, seen now")).toBeVisible();
});

test("a row opens by keyboard and shows what each check proves, what came back and when", async ({ page }) => {
  await page.goto(baseUrl());
  const row = page.locator("#access-kraken");
  await row.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(row.getByText("kraken/api/time")).toBeVisible();
  await expect(row.getByText(/HTTP 200/).first()).toBeVisible();
  await expect(row.getByText(/vantage-1 · \d\d:\d\d:\d\d UTC/).first()).toBeVisible();
});

test("the page says when it was judged, and an open row what is judged of each component", async ({ page }) => {
  await page.goto(baseUrl());
  await expect(page.getByText(/^Judged \d+ s ago, /)).toBeVisible();
  const row = page.locator("#access-kraken");
  await row.locator("summary").click();
  await expect(row.locator("[lang=en]", { hasText: /^Kraken: it answers\. Since / })).toBeVisible();
  await expect(row.getByText("24 h")).toBeVisible();
});

test("a Japanese page marks the sentences that are English", async ({ page }) => {
  await page.goto(`${baseUrl()}/ja`);
  const row = page.locator("#access-kraken");
  await row.locator("summary").click();
  await expect(row.locator("[lang=en]", { hasText: /^Kraken: it answers/ })).toBeVisible();
  await expect(row.getByText("正常").first()).toBeVisible();
});

test("everything is there without JavaScript", async ({ browser }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(baseUrl());
  await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  await page.locator("#access-kraken summary").click();
  await expect(page.getByText("kraken/api/time")).toBeVisible();
  await page.close();
});

test("the page runs nothing that complains and asks nothing of other hosts", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(baseUrl()) && !request.url().startsWith("data:")) complaints.push(request.url());
  });
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
