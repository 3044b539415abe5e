import { expect, test } from "@playwright/test";
import { baseUrl, newest, publishedChecks } from "./api.ts";
import { world } from "./product.ts";

/** Two intervals of the slowest of these checks, and the time a request may take to fail. */
const WITHIN_MS = 2 * 60_000 + 25_000;

/** Different targets fail in different ways at the same time: none hides another. */
const FAULTS = [
  ["kraken", "tcp.refused"],
  ["mexc", "http.response.timed_out"],
  ["coinstore", "tls.cert.date_invalid"],
  ["binance-us", "dns.name_not_resolved"],
  ["infura/polygon", "http.error"],
  ["upbit", "payload.not_json"],
] as const;

test.afterAll(async () => {
  await world("heal");
});

test("a fault shows at its service's row under its name within two intervals, and healing shows too", async ({
  page,
}) => {
  test.setTimeout(2 * WITHIN_MS + 60_000);
  for (const [target, fault] of FAULTS) await world("fail", target, fault);
  for (const [target, fault] of FAULTS) {
    await expect
      .poll(() => newest(target), { timeout: WITHIN_MS, intervals: [1_000], message: target })
      .toContain(fault);
  }
  await page.goto(baseUrl());
  for (const [target, fault] of FAULTS) {
    const row = page.locator(`#access-${target.split("/")[0]}`);
    await row.evaluate((element) => {
      (element as HTMLDetailsElement).open = true;
    });
    await expect(row.getByText(fault).first(), target).toBeVisible();
  }
  // One of seven networks fails alone.
  expect((await newest("infura")).filter((type) => type !== "ok")).toEqual(["http.error"]);

  await world("heal");
  for (const [target] of FAULTS) {
    await expect
      .poll(async () => (await newest(target)).filter((type) => type !== "ok"), {
        timeout: WITHIN_MS,
        intervals: [1_000],
        message: target,
      })
      .toEqual([]);
  }
});

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
