import { expect, type Page, test } from "@playwright/test";
import { baseUrl, newest, type PublishedIncident, published, publishedIncidents, publishedServices } from "./api.ts";
import { world } from "./product.ts";
import { axeOf } from "./reader.ts";

/** Two intervals of the slowest of these checks, and the time a request may take to fail. */
const WITHIN_MS = 2 * 60_000 + 25_000;

/** From one place a check is down after four failed rounds in a row. These are asked every 30 s. */
const JUDGED_MS = 4 * 30_000 + 60_000;

/** Different targets fail in different ways at the same time: none hides another. */
const FAULTS = [
  ["gemini", "tcp.refused"],
  ["mexc", "http.response.timed_out"],
  ["coinstore", "tls.cert.date_invalid"],
  ["binance-us", "dns.name_not_resolved"],
  ["blockpi/base", "http.error"],
  ["upbit", "payload.not_json"],
] as const;

/** The same, asked often enough to be judged while a test waits: a whole service, and one network of several. */
const JUDGED = [
  ["ankr", "tcp.refused", "ankr/ethereum"],
  ["drpc/polygon", "http.error", "drpc/polygon"],
] as const;

/** Others fail what is theirs at the same time. */
async function heal(): Promise<void> {
  for (const [target] of [...JUDGED, ...FAULTS]) await world("heal", target);
}

test.afterAll(heal);

test("a fault shows on its service's page under its name within two intervals, is judged, and healing shows too", async ({
  page,
}) => {
  test.setTimeout(2 * (WITHIN_MS + JUDGED_MS) + 60_000);
  for (const [target, fault] of [...JUDGED, ...FAULTS]) await world("fail", target, fault);
  for (const [target, fault] of FAULTS) {
    await expect
      .poll(() => newest(target), { timeout: WITHIN_MS, intervals: [1_000], message: target })
      .toContain(fault);
  }
  for (const [target, fault] of FAULTS) {
    await page.goto(`${baseUrl()}/services/${target.split("/")[0]}`);
    await expect(page.getByText(fault).first(), target).toBeVisible();
  }
  // One of its networks fails alone.
  expect((await newest("blockpi")).filter((type) => type !== "ok")).toEqual(["http.error"]);

  await expectStatuses("major_outage");
  const services = new Map((await publishedServices()).map(({ slug, status }) => [slug, status]));
  expect([services.get("ankr"), services.get("drpc")]).toEqual(["major_outage", "partial_outage"]);
  const incidents = await publishedIncidents("?state=open");
  for (const [target, fault, key] of JUDGED) {
    const incident = incidents.find(({ service, component }) => `${service}/${component}` === key);
    expect(incident, target).toMatchObject({ state: "open", confirmed: false, failure_types: [fault] });
    expect((await published(key))?.incident, target).toBe(incident?.id);
  }
  const own = incidents.filter(({ service, component }) =>
    JUDGED.some(([, , key]) => key === `${service}/${component}`),
  );
  await expectTold(page, own);

  await heal();
  for (const [target] of FAULTS) {
    await expect
      .poll(async () => (await newest(target)).filter((type) => type !== "ok"), {
        timeout: WITHIN_MS,
        intervals: [1_000],
        message: target,
      })
      .toEqual([]);
  }
  // The rounds of the outage stay in the window of "intermittent": it is better now, and well only later.
  for (const [, , key] of JUDGED) {
    await expect
      .poll(async () => (await published(key))?.status, { timeout: JUDGED_MS, intervals: [2_000], message: key })
      .not.toBe("major_outage");
  }
});

/** Everything that was made to fail has been judged so. */
async function expectStatuses(status: string): Promise<void> {
  for (const [, , key] of JUDGED) {
    await expect
      .poll(async () => (await published(key))?.status, { timeout: JUDGED_MS, intervals: [2_000], message: key })
      .toBe(status);
  }
}

/** The page tells of it: in its headline, at the row, in what was recorded and under its own address. */
async function expectTold(page: Page, incidents: readonly PublishedIncident[]): Promise<void> {
  await page.goto(baseUrl());
  await expect(page.getByRole("heading", { level: 1 })).toContainText("down");
  const row = (slug: string) => page.locator(`[id="access/${slug}"]`);
  await expect(row("ankr")).toContainText(/Down \d+ (s|min)/);
  await expect(row("drpc")).toContainText("Partial");
  const log = page.getByRole("region", { name: "As it was recorded" });
  for (const { sentence } of incidents) {
    // Since when and from where stands beside it.
    const [what = sentence] = sentence.split(/(?<=\.) (?=[A-Z])/);
    await expect(log).toContainText(what);
  }
  const { violations } = await axeOf(page).analyze();
  expect(violations.map((violation) => [violation.id, violation.nodes.map((node) => node.html).slice(0, 2)])).toEqual(
    [],
  );
  for (const { id, sentence } of incidents) {
    await page.goto(`${baseUrl()}/incidents/${id}`);
    await expect(page.getByText(sentence).first()).toBeVisible();
    await expect(page.getByText("one vantage, unconfirmed")).toBeVisible();
  }
}
