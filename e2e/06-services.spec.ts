import { expect, test } from "@playwright/test";
import { baseUrl, published } from "./api.ts";
import { world } from "./product.ts";
import { complaintsOf, expectAccessible, expectToFit, LANGUAGES, unfold } from "./reader.ts";

/** One of each kind: networks, a chain with its endpoints, a chain alone, a market, closed, uncertain. */
const PAGES = [
  "/services",
  "/services/infura",
  "/services/infura?range=90d",
  "/services/base",
  "/services/bitcoin",
  "/services/kraken",
  "/services/bitmex",
  "/services/llamarpc",
] as const;

/** Asked often enough to be judged while the other tests run; the last test is of them. */
const FAILING = ["infura/polygon", "infura/linea"];

test.beforeAll(async () => {
  for (const target of FAILING) await world("fail", target, "tcp.refused");
});
test.afterAll(async () => {
  for (const target of FAILING) await world("heal", target);
});

for (const { lang, prefix } of LANGUAGES) {
  for (const path of PAGES) {
    test(`${prefix}${path} is in ${lang}, has one sentence above it, and scrolls at no width`, async ({ page }) => {
      const response = await page.goto(baseUrl() + prefix + path);
      expect(response?.status()).toBe(200);
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(lang === "ja" ? /。$/ : /\.$/);
      await expect(page.getByRole("complementary")).toBeVisible();
      await unfold(page);
      await expectToFit(page);
    });

    test(`axe finds nothing on ${prefix}${path} in light and dark, with everything unfolded and the chart drawn`, async ({
      page,
    }) => {
      await page.goto(baseUrl() + prefix + path);
      await unfold(page);
      const chart = page.locator("[data-chart=latency]");
      if ((await chart.count()) > 0) {
        await chart.scrollIntoViewIfNeeded();
        await expect(chart.locator(".plot svg").first()).toBeVisible();
      }
      await expectAccessible(page);
    });
  }

  test(`${prefix}/services/krakn is a 404 that proposes Kraken, without JavaScript too`, async ({ browser }) => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    const response = await page.goto(`${baseUrl()}${prefix}/services/krakn`);
    expect(response?.status()).toBe(404);
    expect(await page.locator("html").getAttribute("lang")).toBe(lang);
    await expect(page.locator("main").getByRole("link", { name: "Kraken", exact: true })).toHaveAttribute(
      "href",
      `${prefix}/services/kraken`,
    );
    await page.close();
  });
}

test("everything is there without JavaScript: parts, latency, days, hosting, checks and the search", async ({
  browser,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${baseUrl()}/services/alchemy`);
  await expect(page.locator(".picture .row")).toHaveCount(5);
  await expect(page.getByRole("img", { name: /^Arbitrum One, .* UTC: / })).toBeVisible();
  const latency = page.getByRole("region", { name: "How long an answer takes" });
  await expect(latency.getByRole("columnheader", { name: "p95 ms" })).toBeVisible();
  expect(await latency.getByRole("row").count()).toBeGreaterThan(1);
  await expect(page.getByRole("img", { name: /^All networks, 90 days: / })).toBeVisible();
  await expect(page.getByRole("region", { name: "Where it answers from" }).getByText("127.11.").first()).toBeVisible();
  await expect(page.locator("#part-arbitrum").getByText(/head [\d,]+/)).toBeVisible();
  await page.goto(`${baseUrl()}/services`);
  await page.getByRole("searchbox").fill("metamask");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/services\?q=metamask$/);
  await expect(page.getByRole("rowheader", { name: "Infura (MetaMask Developer)" })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Kraken" })).toHaveCount(0);
  await page.close();
});

test("the chart is drawn when somebody is near, and not before; pointing and keys read it, and the table is a button away", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setViewportSize({ width: 1280, height: 300 });
  await page.goto(`${baseUrl()}/services/base`, { waitUntil: "load" });
  const chart = page.locator("[data-chart=latency]");
  await expect(chart).toBeAttached();
  const before = asked.length;
  await chart.scrollIntoViewIfNeeded();
  const plot = chart.getByRole("slider");
  await expect(plot).toBeVisible();
  expect(asked.length).toBeGreaterThan(before);
  await plot.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(plot).toHaveAttribute("aria-valuetext", /^\d\d:\d\d UTC: /);
  await page.keyboard.press("Home");
  await expect(plot).toHaveAttribute("aria-valuenow", "1");
  const { x = 0, y = 0, width = 0 } = (await plot.boundingBox()) ?? {};
  await page.mouse.move(x + width - 4, y + 40);
  await expect(plot).toHaveAttribute("aria-valuenow", "120");
  await chart.getByRole("button", { name: "As a table" }).click();
  await expect(chart.getByRole("columnheader", { name: "Answered" })).toBeVisible();
  await expect(plot).toHaveCount(0);
});

test("a day of the bars is read by pointer and keys, and what the page brings anew does not take the focus", async ({
  page,
}) => {
  await page.goto(`${baseUrl()}/services/kraken`);
  const days = page.getByRole("region", { name: "90 days" });
  const slider = days.getByRole("slider");
  await expect(slider).toHaveAttribute("aria-valuemax", "91");
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuenow", "90");
  await expect(slider).toHaveAttribute("aria-valuetext", /^\d+ \w+ \d{4}: not measured/);
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", /not measured \d|up all|down|degraded/);
  await expect(days.locator("p[data-own]")).toContainText(/^REST API \d+ \w+ \d{4}: /);
  await page.keyboard.press("Escape");
  await expect(days.locator("p[data-own]")).toContainText("Point at a day");
});

test("slash leads to the search, which narrows the list as one types and says how many are left", async ({ page }) => {
  await page.goto(`${baseUrl()}/services`);
  await expect(page.getByRole("rowheader", { name: "Bitcoin", exact: true })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("kraken");
  await expect(page.getByRole("searchbox")).toHaveValue("kraken");
  await expect(page.getByRole("rowheader", { name: "Kraken", exact: true })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Bitcoin", exact: true })).toBeHidden();
  await expect(page.getByRole("heading", { level: 2, name: "Chains" })).toBeHidden();
  await expect(page.locator("output")).toHaveText(/^1 of \d+ rows$/);
  await page.getByRole("searchbox").fill("");
  await expect(page.getByRole("rowheader", { name: "Bitcoin", exact: true })).toBeVisible();
});

test("who looks for what is not there is shown what is near", async ({ page }) => {
  await page.goto(`${baseUrl()}/services?q=infrua`);
  await expect(page.getByText("No service is like that.")).toBeVisible();
  await expect(page.locator("main").getByRole("link", { name: "Infura (MetaMask Developer)" })).toBeVisible();
  await page.goto(`${baseUrl()}/services?kind=rpc&layer=access`);
  await page.getByRole("navigation", { name: "Kind" }).getByRole("link", { name: "all", exact: true }).click();
  await expect(page).toHaveURL(/\/services\?layer=access$/);
});

test("what has closed, what is uncertain and what nobody asks here each say so, and nothing of them is green", async ({
  page,
}) => {
  const said = async (slug: string) => {
    await page.goto(`${baseUrl()}/services/${slug}`);
    await expect(page.getByRole("table", { name: "Summary" })).not.toContainText("Operational");
    return page.getByRole("heading", { level: 1 }).textContent();
  };
  expect(await said("bitmex")).toMatch(/^BitMEX closed for good on 23 Sept? 2026\.$/);
  await expect(page.locator("main").getByRole("link", { name: "bitmex.com" }).first()).toBeVisible();
  expect(await said("llamarpc")).toBe("LlamaRPC is asked here and shown, but nothing of it is judged.");
  await expect(page.getByText(/^Whether it is still meant to answer is uncertain/)).toBeVisible();
});

test("the pages of services run nothing that complains and ask nothing of other hosts", async ({ page }) => {
  const complaints = complaintsOf(page);
  for (const path of PAGES) {
    await page.goto(baseUrl() + path);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.waitForLoadState("load");
  }
  expect(complaints).toEqual([]);
});

test("a service that fails says so in one sentence with its networks, since when, and what the chains do", async ({
  page,
}) => {
  test.setTimeout(300_000);
  for (const target of FAILING) {
    await expect
      .poll(async () => (await published(target))?.status, { timeout: 240_000, intervals: [2_000], message: target })
      .toBe("major_outage");
  }
  await page.goto(`${baseUrl()}/services/infura`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^Infura has not answered on two of seven networks since \d\d:\d\d UTC; all seven chains behind it keep producing blocks\.$/,
  );
  await expect(page.getByText(/^Seen from one vantage only\./)).toBeVisible();
  await expect(page.getByRole("table", { name: "Summary" })).toContainText("Partial outage");
  const row = page.locator('[id="part/polygon"]');
  await expect(row).toContainText(/Down .*refused/);
  await expect(row.getByRole("img", { name: /^Its chain: Operational/ })).toBeVisible();
  // The chart is of what fails, unless another is asked for.
  await expect(page.locator(".choice [aria-current]")).toHaveText(/^(?:polygon|linea)\/head$/);
  await page.getByRole("link", { name: "ethereum/head", exact: true }).click();
  await expect(page).toHaveURL(/\?check=ethereum\/head#latency$/);
  await expect(page.locator(".choice [aria-current]")).toHaveText("ethereum/head");
  await page.getByRole("link", { name: "24 hours", exact: true }).click();
  await expect(page).toHaveURL(/range=24h&check=ethereum\/head$/);
  await page.goto(`${baseUrl()}/ja/services/infura`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^Infuraは\d\d:\d\d UTCから7ネットワーク中2つで応答していません。背後の7チェーンはすべてブロックの生成を続けています。$/,
  );
  await page.goto(`${baseUrl()}/services?status=partial_outage`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/services? (?:is|are) not well/);
  await expect(page.getByRole("rowheader", { name: "Infura (MetaMask Developer)" })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Kraken" })).toHaveCount(0);
});
