import { expect, test } from "@playwright/test";
import { baseUrl, newest, publishedChecks } from "./api.ts";
import { world } from "./product.ts";

/** Two intervals of the slowest of these checks, and the time a request may take to fail. */
const WITHIN_MS = 2 * 60_000 + 25_000;

test.afterAll(() => world("heal"));

test("a vantage that loses its network accuses nobody: the page says so, and its failures are neutral", async ({
  page,
}) => {
  const begun = Date.now();
  await world("fail", "vantage:vantage-1");
  await expect
    .poll(
      async () => {
        await page.goto(baseUrl());
        return page.getByRole("heading", { level: 1 }).textContent();
      },
      { timeout: 60_000, intervals: [2_000] },
    )
    .toContain("cannot reach the internet");
  await expect
    .poll(async () => (await newest("publicnode")).includes("neutral.vantage_down"), {
      timeout: WITHIN_MS,
      intervals: [2_000],
    })
    .toBe(true);
  const since = (await publishedChecks()).filter((check) => Date.parse(check.last?.at ?? "") > begun);
  expect(since.filter((check) => check.last?.outcome === "failed").map((check) => check.id)).toEqual([]);

  await world("heal");
  await expect
    .poll(
      async () => {
        await page.goto(baseUrl());
        return page.getByRole("heading", { level: 1 }).textContent();
      },
      { timeout: 60_000, intervals: [2_000] },
    )
    .not.toContain("cannot reach the internet");
});
