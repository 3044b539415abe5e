import { expect, test } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { baseUrl } from "./api.ts";
import { axeOf } from "./reader.ts";
import { openReceiver } from "./receiver.ts";

test("without a script: who asks is asked, confirms, gets a signed test, and ends it by the link of a message", async ({
  browser,
}) => {
  const hook = await openReceiver();
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
  await expect(page.locator("main").getByRole("status")).toHaveText("A test is on its way.");
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

test("what is shown once stays for as long as it is looked at, and so does what somebody is filling in", async ({
  page,
}) => {
  const hook = await openReceiver();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "fetch") asked.push(new URL(request.url()).pathname);
  });
  /** A page that is looked at for two minutes asks for itself again, several times; then what it has asked for has been sent. */
  const look = async () => {
    await page.clock.runFor(120_000);
    await page.evaluate(() => fetch("/healthz"));
  };
  await page.clock.install();
  await page.goto(`${baseUrl()}/about`);
  await look();
  expect(asked).toContain("/about");

  await page.goto(`${baseUrl()}/subscribe`);
  const address = page.getByLabel("Address of the receiver");
  const go = page.getByRole("button", { name: "Ask the receiver" });
  await address.fill("https://10.0.0.1/");
  await go.click();
  await expect(page.getByRole("alert")).toBeVisible();
  await address.fill(hook.url);
  await look();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(address).toHaveValue(hook.url);
  await go.click();
  const once = page.locator("dd");
  await expect(once.first()).toHaveText(/^whsec_/);
  const [secret = "", manage = ""] = await once.allTextContents();
  await look();
  await expect(once).toHaveText([secret, manage]);

  await page.goto(manage);
  await page.getByRole("button", { name: /secret/i }).click();
  await expect(page.locator("main").getByRole("status")).toHaveText(/whsec_/);
  const rotated = (await page.locator("main").getByRole("status").textContent()) ?? "";
  await look();
  await expect(page.locator("main").getByRole("status")).toHaveText(rotated);
  expect(asked.filter((path) => path.startsWith("/subscribe"))).toEqual([]);
  hook.close();
});

for (const [path, problem] of [
  ["/subscribe", "The address was not taken"],
  ["/ja/subscribe", "このURLは登録できません"],
] as const) {
  test(`${path} says what was wrong, in its language, and is accessible`, async ({ page }) => {
    await page.goto(baseUrl() + path);
    expect((await axeOf(page).analyze()).violations).toEqual([]);
    await page.locator("#url").fill("https://10.0.0.1/");
    await page.locator("form[method=post] button").click();
    await expect(page.getByRole("alert")).toContainText(problem);
    expect((await axeOf(page).analyze()).violations).toEqual([]);
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
