import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { baseUrl } from "./api.ts";

/** What a browser complains of: scripts and styles that the policy of a page forbids, and errors of any kind. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

const PAGES = ["/", "/ja", "/services", "/services/kraken", "/clouds", "/concentration", "/nowhere"];

for (const path of PAGES) {
  test(`${path} is whole under a policy that allows no script but ours, and says what it may do`, async ({ page }) => {
    const complaints = complaintsOf(page);
    const response = await page.goto(baseUrl() + path);
    await page.waitForLoadState("networkidle");
    // The browser itself logs a page that was not found.
    expect(complaints.filter((text) => !(path === "/nowhere" && text.includes("404")))).toEqual([]);
    const headers = response?.headers() ?? {};
    expect(headers["content-security-policy"]).toMatch(/script-src 'self'(?: 'sha256-[\w+/=]+')*;/);
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", vary: "Accept-Encoding" });
    // What a script of ours draws may set styles; markup may not.
    expect(await response?.text()).not.toMatch(/\sstyle=/);
  });
}

test("the front page loads little: no runtime, no second copy of itself, and scripts of a few kB", async ({ page }) => {
  const html = await fetch(baseUrl(), { headers: { "accept-encoding": "gzip" } }).then((response) => response.text());
  expect(html).not.toContain("__next_f");
  await page.goto(baseUrl(), { waitUntil: "networkidle" });
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(({ name }) => name.endsWith(".js"))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThan(30_000);
});

test("an answer comes compressed, with a tag that is good for a 304, and by HEAD without its body", async ({
  request,
}) => {
  const get = (headers: Record<string, string>) => request.get(`${baseUrl()}/api/v1/concentration`, { headers });
  const first = await get({ "accept-encoding": "br" });
  expect(first.headers()["content-encoding"]).toBe("br");
  const { etag = "" } = first.headers();
  // What has changed in the meantime has another tag: then the next one must be good.
  await expect
    .poll(async () => {
      const now = (await get({ "accept-encoding": "br" })).headers().etag ?? etag;
      return (await get({ "accept-encoding": "br", "if-none-match": now })).status();
    })
    .toBe(304);
  const head = await request.head(baseUrl(), { headers: { "accept-encoding": "gzip" } });
  expect([head.status(), (await head.body()).length]).toEqual([200, 0]);
  expect(head.headers()["content-encoding"]).toBe("gzip");
  const raw = await fetch(baseUrl(), { headers: { "accept-encoding": "identity" } });
  expect(raw.headers.get("content-encoding")).toBeNull();
});

test("hostile queries and methods get their answers, and the page is as quick as before", async ({ request }) => {
  const statuses = new Set<number>();
  for (let n = 0; n < 1_000; n += 50) {
    const all = Array.from({ length: 50 }, (_, i) => request.get(`${baseUrl()}/?x${n + i}=${i}&sel=a${n}&speed=${i}`));
    for (const response of await Promise.all(all)) statuses.add(response.status());
  }
  expect([...statuses]).toEqual([200]);
  for (const method of ["POST", "PUT", "DELETE"]) {
    const refused = await request.fetch(baseUrl(), { method });
    expect([refused.status(), refused.headers().allow], method).toEqual([405, "GET, HEAD, OPTIONS"]);
  }
  expect((await request.get(`${baseUrl()}/?${"x".repeat(3_000)}`)).status()).toBe(414);
});

for (const { path, lost } of [
  { path: "/", lost: /^Not connected since \d\d:\d\d UTC; shown is the state of \d\d:\d\d UTC\.$/ },
  { path: "/ja", lost: /^\d\d:\d\d UTCから接続が切れています。/ },
]) {
  test(`${path} says since when it has lost touch, and is silent again when it has found it`, async ({
    page,
    context,
  }) => {
    test.setTimeout(240_000);
    await page.goto(baseUrl() + path, { waitUntil: "networkidle" });
    const note = page.locator("[data-lost-since]");
    await expect(note).toBeHidden();
    await context.setOffline(true);
    await expect(note).toHaveText(lost, { timeout: 90_000 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await context.setOffline(false);
    await expect(note).toBeHidden({ timeout: 90_000 });
  });
}
