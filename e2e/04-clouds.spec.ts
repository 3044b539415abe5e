import { expect, test } from "@playwright/test";
import { baseUrl } from "./api.ts";
import { expectAccessible, expectToFit, LANGUAGES, unfold } from "./reader.ts";

const PAGES = [
  { path: "/clouds", en: "Clouds", ja: "クラウド" },
  { path: "/clouds/aws", en: "AWS", ja: "AWS" },
  { path: "/clouds/aws/us-east-1", en: "AWS us-east-1", ja: "AWS us-east-1" },
  { path: "/concentration", en: "Concentration", ja: "集中度" },
] as const;

interface PublishedHosting {
  readonly data: readonly { readonly service: string; readonly places: readonly { readonly basis: string }[] }[];
}

test("addresses that checks have met are mapped to the world's clouds, within minutes of its start", async () => {
  await expect
    .poll(
      async () => {
        const { data } = (await (await fetch(`${baseUrl()}/api/v1/hosting?provider=aws`)).json()) as PublishedHosting;
        return data.filter(({ places }) => places.some(({ basis }) => basis === "observed")).length;
      },
      // Ranges are fetched, addresses mapped and the answer computed anew once a minute each.
      { timeout: 240_000, intervals: [5_000] },
    )
    .toBeGreaterThan(14);
});

for (const { lang, prefix } of LANGUAGES) {
  for (const { path, [lang]: title } of PAGES) {
    test(`${prefix}${path} is in ${lang}, says that it is a made-up world, and scrolls at no width`, async ({
      page,
    }) => {
      const response = await page.goto(baseUrl() + prefix + path);
      expect(response?.status()).toBe(200);
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
      expect(await page.title()).toBe(`${title} · Faultline`);
      await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
      await expect(page.getByRole("complementary")).toBeVisible();
      await expectToFit(page);
    });

    test(`axe finds nothing on ${prefix}${path} in light and dark, with everything unfolded`, async ({ page }) => {
      await page.goto(baseUrl() + prefix + path);
      await unfold(page);
      await expectAccessible(page);
    });
  }

  for (const [path, known] of [
    ["/clouds/nowhere", "AWS"],
    ["/clouds/aws/moon-1", "us-east-1"],
  ] as const) {
    test(`${prefix}${path} is a 404 that names what there is, without JavaScript too`, async ({ browser }) => {
      const page = await browser.newPage({ javaScriptEnabled: false });
      const response = await page.goto(baseUrl() + prefix + path);
      expect(response?.status()).toBe(404);
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
      await expect(page.locator("main").getByRole("link", { name: known, exact: true })).toBeVisible();
      await page.close();
    });
  }
}

test("the navigation leads to the clouds, a cloud to its region, and the region says who stands there and why", async ({
  page,
}) => {
  await page.goto(baseUrl());
  await page.getByRole("navigation").getByRole("link", { name: "Clouds" }).click();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Clouds" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await page.getByRole("rowheader", { name: "AWS" }).getByRole("link").click();
  await page.getByRole("rowheader", { name: "us-east-1" }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^If AWS us.east.1 went dark, about [\d.]+ of \d+ services would be expected to go with it\.$/,
  );
  const infura = page.getByRole("listitem").filter({ hasText: /^Infura/ });
  await expect(infura).toContainText(/met from .* UTC to .* UTC · by vantage-1 · in 127\.11\./);
  await expect(infura.getByRole("link", { name: "source" }).first()).toBeVisible();
});

test("the figures of concentration have their denominators, and jurisdiction is worded with care", async ({ page }) => {
  await page.goto(`${baseUrl()}/concentration`);
  await expect(page.getByText(/^Counted are the \d+ services with parts that stand somewhere\./)).toBeVisible();
  await expect(page.getByRole("row", { name: /^Effective providers/ }).first()).toBeVisible();
  const jurisdiction = page.getByRole("region", { name: "Exposure to legal process" });
  await expect(jurisdiction).toContainText("served on a provider. Nobody is said to read anything.");
  await expect(page.getByRole("region", { name: /^Decentralised storage/ })).toContainText("Filecoin");
  await expect(page.getByRole("region", { name: "Figures of others, dated" })).toContainText("2,368");
});

test("the JSON of clouds refuses what it does not know, in its own form", async ({ request }) => {
  const get = (path: string) => request.get(`${baseUrl()}/api/v1/${path}`);
  for (const path of ["clouds", "cloud-events", "hosting", "concentration"]) {
    const answer = await get(path);
    expect(answer.status(), path).toBe(200);
    expect((await request.head(`${baseUrl()}/api/v1/${path}`)).status(), path).toBe(200);
    const refused = await get(`${path}?unknown=1`);
    expect(refused.status(), path).toBe(400);
    expect(refused.headers()["content-type"], path).toContain("application/problem+json");
  }
  for (const path of [
    "hosting?service=kraken&service=infura",
    "hosting?provider=AWS!",
    "cloud-events?limit=0",
    "cloud-events?cursor=x",
    "cloud-events?state=closed",
  ]) {
    expect((await get(path)).status(), path).toBe(400);
  }
  expect((await get("cloud-events/nobody")).status()).toBe(404);
  const { data } = await (await get("concentration")).json();
  expect(data.counted.services).toBeGreaterThan(50);
  expect(data.context.map(({ id }: { id: string }) => id)).toContain("ethereum-execution-nodes-aws");
});
