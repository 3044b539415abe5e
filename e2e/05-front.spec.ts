import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { baseUrl, published } from "./api.ts";
import { world } from "./product.ts";
import { complaintsOf } from "./reader.ts";

/** From one place a check is down after four failed rounds in a row. This one is asked every 30 s. */
const JUDGED_MS = 4 * 30_000 + 60_000;
const TARGET = { service: "cloudflare-eth", component: "ethereum", fault: "tcp.refused" } as const;

test.afterAll(() => world("heal", TARGET.service));

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

test("a verdict moves an open page within a second or two, which announces its new headline, and keeps what the reader does", async ({
  page,
}) => {
  test.setTimeout(2 * JUDGED_MS + 60_000);
  // With a row for each service: none comes or goes where somebody has the focus.
  await page.goto(`${baseUrl()}?all=1`);
  const heading = page.getByRole("heading", { level: 1 });
  const before = await heading.textContent();
  await page.locator("details.keyd summary").click();
  await page.locator('[id="chain/bitcoin"] a').focus();
  await page.evaluate(() => {
    (globalThis as { sameDocument?: boolean }).sameDocument = true;
  });
  const told = nextChange(`${TARGET.service}`);
  await world("fail", `${TARGET.service}/${TARGET.component}`, TARGET.fault);
  const change = await told;
  expect(change.status).not.toBe("operational");
  // All clocks here are one. An event, a query and this test's own requests lie between the two.
  expect(change.heardAt - (await openedAt(`${TARGET.service}/${TARGET.component}`))).toBeLessThan(1_500);
  await expect(page.locator(`[id="access/${TARGET.service}"]`)).toContainText(/Down|Degraded/, { timeout: 2_500 });
  await expect(heading).not.toHaveText(before ?? "", { timeout: 2_500 });
  await expect(page.locator('[role="status"][data-headline]')).toHaveText((await heading.textContent()) ?? "");
  // Who looks at another tab sees it, too.
  await expect(page).toHaveTitle(/^\d+ failing · Faultline$/);
  await expect(page.locator("link[rel=icon]")).toHaveAttribute(
    "href",
    /^\/mark\/(?:major_outage|partial_outage|degraded_performance)\.svg$/,
  );
  await expect(page.locator("link[rel=icon]")).toHaveCount(1);
  await expect(page.locator("details.keyd")).toHaveAttribute("open");
  await expect(page.locator('[id="chain/bitcoin"] a')).toBeFocused();
  expect(await page.evaluate(() => (globalThis as { sameDocument?: boolean }).sameDocument)).toBe(true);
});

/** When the judge came to know of the incident that a component has now. */
async function openedAt(key: string): Promise<number> {
  const id = (await published(key))?.incident;
  const response = await fetch(`${baseUrl()}/api/v1/incidents/${id}`);
  const { data } = (await response.json()) as { data: { updates: { kind: string; known_at: string }[] } };
  return Date.parse(data.updates.find(({ kind }) => kind === "opened")?.known_at ?? "");
}

/** The next event that names the service, and when it was heard. */
async function nextChange(service: string): Promise<{ status: string; heardAt: number }> {
  const response = await fetch(`${baseUrl()}/api/v1/stream`);
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    for (const [, data = ""] of text.matchAll(/event: change\ndata: (.*)\n\n/g)) {
      const { changes } = JSON.parse(data) as { changes: { service: string; status: string }[] };
      const change = changes.find((one) => one.service === service);
      if (change) return { status: change.status, heardAt: Date.now() };
    }
  }
  throw new Error("the stream ended");
}

test("a style sheet that a browser puts into a page, as its translator does, is no reason to load it whole", async ({
  page,
}) => {
  await page.clock.install();
  await page.goto(`${baseUrl()}/about`);
  await page.evaluate(() => {
    const page = globalThis as { refreshes?: number };
    page.refreshes = 0;
    document.addEventListener("faultline:refreshed", () => {
      page.refreshes = (page.refreshes ?? 0) + 1;
    });
    document.head.insertAdjacentHTML("beforeend", '<link rel="stylesheet" href="https://translate.example/own.css">');
  });
  // A page that was loaded whole counts nothing.
  const refreshes = async () => {
    await page.clock.runFor(30_000);
    return page.evaluate(() => (globalThis as { refreshes?: number }).refreshes);
  };
  await expect.poll(refreshes).toBeGreaterThan(0);
});

test("what has lost touch says of when it is by what the server said, however long ago that was", async ({ page }) => {
  const told = '<time dateTime="2026-01-02T03:04:05.000Z">2026-01-02 03:04 UTC</time>';
  await page.route("**/about", async (route) => {
    if (route.request().resourceType() === "fetch") return route.abort();
    const response = await route.fetch();
    return route.fulfill({ response, body: (await response.text()).replace(/(id="age"[^>]*>)/, `$1${told}`) });
  });
  await page.goto(`${baseUrl()}/about`);
  await expect(page.locator("[data-lost-since]")).toHaveText(/; shown is the state of 2026-01-02 03:04 UTC\.$/);
});

test("a page says in its language since when it has lost touch, and is silent again when it has found it", async ({
  context,
}) => {
  test.setTimeout(180_000);
  const lost = {
    "/": /^Not connected since \d\d:\d\d UTC; shown is the state of \d\d:\d\d UTC\.$/,
    "/ja": /^\d\d:\d\d UTCから接続が切れています。/,
  };
  const pages = await Promise.all(
    Object.entries(lost).map(async ([path, text]) => {
      const page = await context.newPage();
      await page.goto(baseUrl() + path, { waitUntil: "networkidle" });
      return { page, note: page.locator("[data-lost-since]"), text };
    }),
  );
  for (const { note } of pages) await expect(note).toBeHidden();
  await context.setOffline(true);
  for (const { page, note, text } of pages) {
    await expect(note).toHaveText(text, { timeout: 60_000 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await context.setOffline(false);
  for (const { note } of pages) await expect(note).toBeHidden({ timeout: 60_000 });
});
