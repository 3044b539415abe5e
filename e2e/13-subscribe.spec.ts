import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { baseUrl } from "./api.ts";

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A receiver on this machine that takes everything and agrees to nothing by itself. */
async function receiver() {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    received.push({ headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const next = async (type: string): Promise<Received> => {
    const found = () => received.find(({ body }) => JSON.parse(body).type === type);
    await expect.poll(found, { timeout: 30_000 }).toBeDefined();
    return found() as Received;
  };
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, received, next, close: () => server.close() };
}

test("without a script: who asks is asked, confirms, gets a signed test, and ends it by the link of a message", async ({
  browser,
}) => {
  const hook = await receiver();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseUrl()}/subscribe`);
  await page.getByLabel("Address of the receiver").fill(hook.url);
  await page.getByRole("button", { name: "Ask the receiver" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The receiver has been asked.");
  const [secret = "", manage = ""] = await page.locator("dd").allTextContents();
  expect(secret).toMatch(/^whsec_/);

  const verification = await hook.next("subscription.verification");
  const { data } = new Webhook(secret).verify(verification.body, verification.headers) as {
    data: { confirm_url: string; meta: { unsubscribe: string } };
  };
  await page.goto(manage);
  await expect(page.locator("dd").last()).toHaveText("It waits to be confirmed.");
  // A look at the link is no consent.
  await page.goto(data.confirm_url);
  await page.goto(manage);
  await expect(page.locator("dd").last()).toHaveText("It waits to be confirmed.");
  await page.goto(data.confirm_url);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirmed.");

  await page.goto(manage);
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByRole("status")).toHaveText("A test is on its way.");
  const sent = await hook.next("subscription.test");
  expect(new Webhook(secret).verify(sent.body, sent.headers)).toMatchObject({ type: "subscription.test" });
  expect(() => new Webhook(secret).verify(`${sent.body} `, sent.headers)).toThrow();

  await page.goto(data.meta.unsubscribe);
  await page.getByRole("button", { name: "End it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ended.");
  await page.goto(manage);
  await expect(page.locator("dd").last()).toHaveText("It has ended.");
  await context.close();
  hook.close();
});

for (const [path, problem] of [
  ["/subscribe", "The address was not taken"],
  ["/ja/subscribe", "このURLは登録できません"],
] as const) {
  test(`${path} says what was wrong, in its language, and is accessible`, async ({ page }) => {
    await page.goto(baseUrl() + path);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.locator("#url").fill("https://10.0.0.1/");
    await page.locator("form[method=post] button").click();
    await expect(page.getByRole("alert")).toContainText(problem);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
}

test("pages of one reader are kept nowhere, and their addresses told to nobody", async ({ request }) => {
  for (const path of ["/subscribe/confirm/x", "/ja/subscribe/end/x"]) {
    const response = await request.get(baseUrl() + path);
    expect(response.status()).toBe(200);
    expect(response.headers()).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    expect(response.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(await response.text()).not.toContain("\u27e6");
  }
});
