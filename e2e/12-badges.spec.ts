import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { baseUrl } from "./api.ts";

/** Somebody else's site: a server of its own, for a browser lets a page that came from nowhere ask nothing of loopback. */
let shown = "";
const site: Server = createServer((_request, response) => {
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>x</title>${shown}`);
});
const siteUrl = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;

test.beforeAll(async () => {
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
});
test.afterAll(() => {
  site.closeAllConnections();
  site.close();
});

/** Opens a page of somebody else's, which shows this. */
async function elsewhere(page: Page, html: string): Promise<void> {
  shown = html;
  await page.goto(siteUrl());
}

const BADGES = [
  "/badge/kraken.svg",
  "/badge/all.svg?lang=ja&style=for-the-badge",
  "/badge/base/uptime/30d.svg?theme=auto",
  "/badge/kraken/latency/24h.svg?style=social&label=%F0%9F%98%80%20%3C%2Ftext%3E",
  "/badge/nobody.svg",
];

test("badges are pictures on other people's pages, that of no service, too", async ({ page }) => {
  await elsewhere(page, BADGES.map((path) => `<img src="${baseUrl()}${path}" alt="">`).join(""));
  const sizes = await page
    .locator("img")
    .evaluateAll((all) =>
      all.map((one) => [(one as HTMLImageElement).naturalWidth, (one as HTMLImageElement).naturalHeight]),
    );
  for (const [index, [width = 0, height = 0]] of sizes.entries()) {
    expect(width, BADGES[index]).toBeGreaterThan(40);
    expect([20, 28], BADGES[index]).toContain(height);
  }
});

test("badges as data may be read by scripts of any site", async ({ page }) => {
  await elsewhere(page, "");
  const badge = await page.evaluate(async (url) => (await fetch(url)).json(), `${baseUrl()}/badge/kraken.json`);
  expect(badge).toMatchObject({ schemaVersion: 1, label: "Kraken" });
});

for (const [path, theme, paper] of [
  ["/embed/kraken?theme=light", "light", "rgb(251, 250, 246)"],
  ["/embed/kraken?theme=dark&lang=ja", "dark", "rgb(18, 20, 23)"],
  ["/embed/strata?theme=dark", "dark", "rgb(18, 20, 23)"],
] as const) {
  test(`${path} stands in a frame that may do nothing, in its own theme, and asks for its style alone`, async ({
    page,
  }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.emulateMedia({ colorScheme: theme === "dark" ? "light" : "dark" });
    await elsewhere(
      page,
      `<main><iframe title="x" sandbox="allow-popups" width="640" height="520" src="${baseUrl()}${path}"></iframe></main>`,
    );
    const frame = page.frameLocator("iframe");
    await expect(frame.locator("h1")).toBeVisible();
    await expect(frame.locator("body")).toHaveCSS("background-color", paper);
    await expect(frame.locator(".outdated")).toBeHidden();
    const others = asked.filter((url) => !url.includes(path) && !url.startsWith(siteUrl()));
    expect(others.filter((url) => !/\/_next\/static\/[^?]*\.css(?:\?|$)/.test(url))).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    // By itself, for nothing can be asked of it there. That it renews itself is its purpose: nobody types into it.
    await page.goto(baseUrl() + path);
    const { violations } = await new AxeBuilder({ page }).disableRules(["meta-refresh"]).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
}

test("only what is made for it may be framed", async ({ request }) => {
  const policyOf = async (path: string) => (await request.get(baseUrl() + path)).headers()["content-security-policy"];
  for (const path of ["/embed/kraken", "/embed/strata", "/embed/nobody"])
    expect(await policyOf(path), path).toMatch(/^default-src 'none'; style-src 'self'; .*; frame-ancestors \*$/);
  for (const path of ["/", "/badges", "/badge/kraken.svg", "/api/v1/services"])
    expect(await policyOf(path), path).toContain("frame-ancestors 'none'");
});

test("a frame holds no script and no form, and one of no service is not found", async ({ request }) => {
  for (const path of ["/embed/kraken", "/embed/strata", "/embed/nobody"]) {
    const answer = await request.get(baseUrl() + path);
    expect(answer.status(), path).toBe(path.endsWith("nobody") ? 404 : 200);
    expect(answer.headers()["set-cookie"]).toBeUndefined();
    const html = await answer.text();
    expect(html, path).not.toMatch(/<(?:script|form|input)\b/);
    expect(Buffer.byteLength(html), path).toBeLessThan(30_000);
  }
});

for (const prefix of ["", "/ja"]) {
  test(`${prefix}/badges makes a badge without a script, and says what to copy`, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${baseUrl()}${prefix}/badges`);
    await page.locator("#of").selectOption("kraken");
    await page.locator("#kind").selectOption("uptime/30d");
    await page.locator("#style").selectOption("flat-square");
    await page.locator("#label").fill("a [b] *c*");
    await page.locator("form button").click();
    const address = "/badge/kraken/uptime/30d.svg?style=flat-square&label=a%20%5Bb%5D%20%2Ac%2A";
    await expect(page.locator("figure img").first()).toHaveAttribute(
      "src",
      address + (prefix === "" ? "" : "&lang=ja"),
    );
    const width = async () => (await page.locator("figure img").first().boundingBox())?.width;
    await expect.poll(width).toBeGreaterThan(40);
    await expect(page.locator("pre").first()).toContainText("/badge/kraken/uptime/30d.svg?");
    await expect(page.locator("#label")).toHaveValue("a [b] *c*");
    await context.close();
  });
}

test("the page of badges has nothing that axe finds fault with", async ({ page }) => {
  for (const path of ["/badges", "/ja/badges?of=kraken&kind=uptime/30d&theme=auto"]) {
    await page.goto(baseUrl() + path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      path,
    ).toEqual([]);
  }
});

test("every page names feeds that are there, one that was not found, too, and its foot leads to one", async ({
  page,
  request,
}) => {
  for (const [path, prefix] of [
    ["/", ""],
    ["/services/kraken", ""],
    ["/ja/nothing-of-this-name", "/ja"],
  ] as const) {
    await page.goto(baseUrl() + path);
    const named = await page
      .locator('head link[rel="alternate"][type]')
      .evaluateAll((links) => links.map((link) => [link.getAttribute("href") ?? "", link.getAttribute("type") ?? ""]));
    expect(named.length, path).toBeGreaterThanOrEqual(3);
    for (const [href = "", type] of named) {
      const answer = await request.get(href);
      expect([answer.status(), answer.headers()["content-type"]], href).toEqual([200, `${type}; charset=utf-8`]);
    }
    await expect(page.locator("footer").getByRole("link", { name: "RSS", exact: true })).toHaveAttribute(
      "href",
      `${prefix}/history.rss`,
    );
  }
});
