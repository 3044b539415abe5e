import { expect, type Page, test } from "@playwright/test";
import { baseUrl } from "./api.ts";
import { axeOf, expectAccessible, expectToFit } from "./reader.ts";

/** The two outages of the mission: five instants of each, and how many rows it has. */
const OUTAGES = [
  {
    path: "/replay/2025-10-20-aws-us-east-1",
    first: "06:00",
    last: "12:00",
    at: ["2025-10-20T06:30Z", "2025-10-20T07:20Z", "2025-10-20T09:41Z", "2025-10-20T14:14Z", "2025-10-21T11:05Z"],
  },
  {
    path: "/replay/2025-04-15-aws-ap-northeast-1",
    first: "07:00",
    last: "10:00",
    at: ["2025-04-15T07:00Z", "2025-04-15T07:43Z", "2025-04-15T08:15Z", "2025-04-15T08:50Z", "2025-04-15T10:00Z"],
  },
] as const;

/** Everything that an instant decides, as it stands in the page. */
function shown(page: Page) {
  return page.evaluate(() => {
    const all = <T>(selector: string, read: (element: Element) => T) =>
      Array.from(document.querySelectorAll(selector), read);
    const of = (name: string) => (element: Element) => element.getAttribute(name);
    return {
      sentence: document.querySelector("h1")?.textContent,
      clock: document.querySelector(".clock")?.textContent,
      states: all("[data-row] [data-state]", (mark) => [
        mark.className,
        mark.textContent,
        mark.querySelector("use")?.getAttribute("href"),
      ]),
      entries: all("[data-entry]", (entry) => [entry.className, entry.getAttribute("aria-current")]),
      pans: all("[data-pan]", of("x")),
      heads: all("[data-head]", of("x")),
      brush: all("[data-brush]", (brush) => [of("x")(brush), of("width")(brush)]),
      ticks: all("[data-tick]", of("visibility")),
    };
  });
}

/** By keys alone, from wherever the player stands. */
async function goTo(page: Page, from: string, to: string): Promise<void> {
  const minutes = (Date.parse(to) - Date.parse(from)) / 60_000;
  const [far, near] = minutes < 0 ? ["PageDown", "ArrowLeft"] : ["PageUp", "ArrowRight"];
  for (let left = Math.abs(minutes); left > 0; left -= left >= 15 ? 15 : 1) {
    await page.keyboard.press(left >= 15 ? far : near);
  }
}

for (const { path, first, last, at } of OUTAGES) {
  test(`${path} plays from its first to its last minute by keys alone, and every entry has its moment`, async ({
    page,
  }) => {
    await page.clock.install();
    await page.goto(`${baseUrl()}${path}?speed=300`);
    await page.locator(".rep[data-ready]").waitFor();
    await page.evaluate(() => {
      const seen = new Set<string>();
      const note = () => {
        for (const entry of document.querySelectorAll(".elist li.cur")) seen.add(entry.id);
      };
      note();
      new MutationObserver(note).observe(document.querySelector("[data-list]") as Element, {
        subtree: true,
        attributeFilter: ["class"],
      });
      Object.assign(globalThis, { seen });
    });
    await page.getByRole("slider").focus();
    await page.keyboard.press("Home");
    await expect(page.locator(".clock time")).toHaveText(first);
    await page.keyboard.press("Space");
    await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
    for (let chunk = 0; chunk < 80; chunk += 1) {
      await page.clock.runFor(5_000);
      if ((await page.getByRole("button", { name: "Play", exact: true }).count()) > 0) break;
    }
    await expect(page.locator(".clock time")).toHaveText(last);
    await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
    const [seen, timed] = await page.evaluate(() => [
      (globalThis as unknown as { seen: Set<string> }).seen.size,
      document.querySelectorAll("[data-entry]").length,
    ]);
    expect(seen).toBe(timed);
  });

  test(`${path}: what the server renders at an instant is what the player shows there`, async ({ browser, page }) => {
    const still = await browser.newPage({ javaScriptEnabled: false });
    const served: string[] = [];
    for (const instant of at) {
      // Read through a page without our scripts: evaluate needs none of theirs.
      await still.goto(`${baseUrl()}${path}?t=${instant}`);
      served.push(await still.content());
    }
    await still.close();
    const plain = await browser.newPage();
    await plain.route("**/*.js", (route) => route.abort());
    await page.goto(`${baseUrl()}${path}`);
    await page.locator(".rep[data-ready]").waitFor();
    await page.getByRole("slider").focus();
    await page.keyboard.press("Home");
    let from = `${at[0].slice(0, 11)}${first}Z`;
    for (const [index, instant] of at.entries()) {
      await plain.goto(`${baseUrl()}${path}?t=${instant}`);
      await goTo(page, from, instant);
      from = instant;
      expect(await shown(page), instant).toEqual(await shown(plain));
      expect(served[index]).toContain(await plain.locator("h1").textContent());
    }
    await plain.close();
  });

  for (const prefix of ["", "/ja"]) {
    test(`${prefix}${path}: axe finds nothing, light and dark, playing or not, and no width scrolls`, async ({
      page,
    }) => {
      await page.goto(`${baseUrl()}${prefix}${path}`);
      await expectAccessible(page);
      await expectToFit(page);
    });
  }
}

test("without a script every step is a link, all entries are there, and what only a script does is not", async ({
  browser,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${baseUrl()}${OUTAGES[0].path}?t=2025-10-20T07:00Z`);
  await expect(page.getByRole("button", { name: "Play" })).toBeHidden();
  await page.getByRole("link", { name: "Next entry" }).click();
  await expect(page).toHaveURL(/\?t=2025-10-20T07:11Z$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^23 minutes in, Coinbase and Infura are reported down, coinciding with AWS us.east.1; Bitcoin, Ethereum .* are reported unharmed\.$/,
  );
  expect(await page.locator(".elist li").count()).toBe(92);
  await page.getByRole("link", { name: "as known then" }).click();
  await expect(page).toHaveURL(/\?t=2025-10-20T07:11Z&as=then$/);
  await expect(page.getByText("Actual start: the regional DynamoDB endpoint")).toHaveCount(0);
  await page.close();
});

test("the address holds the instant, the speed and the rows that are kept, and gives them back", async ({ page }) => {
  await page.goto(`${baseUrl()}${OUTAGES[0].path}?t=2025-10-20T07:20Z`);
  await page.locator(".rep[data-ready]").waitFor();
  await page.getByRole("button", { name: "300 times its speed" }).click();
  await page.getByRole("slider").focus();
  for (let row = 0; row < 5; row += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press(".");
  await expect(page).toHaveURL(/\?t=2025-10-20T07:38Z&speed=300&sel=access\/coinbase$/);
  await page.reload();
  await page.locator(".rep[data-ready]").waitFor();
  await expect(page.getByRole("button", { name: "300 times its speed" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator('[id="access/coinbase"]')).toHaveClass(/kept/);
  await page.getByRole("slider").focus();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\?t=2025-10-20T07:38Z&speed=300$/);
  // As addresses said it once: without the stratum.
  await page.goto(`${baseUrl()}${OUTAGES[0].path}?t=2025-10-20T07:38Z&sel=coinbase`);
  await expect(page.locator('[id="access/coinbase"]')).toHaveClass(/kept/);
});

test("turning to what was known then, or to the other language, is turning where one is", async ({ page }) => {
  await page.goto(`${baseUrl()}${OUTAGES[0].path}?t=2025-10-20T07:00Z&speed=300&sel=access/oisy-wallet`);
  await page.locator(".rep[data-ready]").waitFor();
  await page.getByRole("slider").focus();
  await page.keyboard.press(".");
  await page.getByRole("link", { name: "as known then" }).click();
  await expect(page).toHaveURL(/\?t=2025-10-20T07:11Z&as=then&speed=300&sel=access\/oisy-wallet$/);
  await page.locator(".rep[data-ready]").waitFor();
  await page.getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await page.locator("header a[hreflang=ja]").click();
  await expect(page).toHaveURL(/\/ja\/.*\?t=2025-10-20T07:12Z&as=then&speed=300&sel=access\/oisy-wallet$/);
});

test("an entry's time leads to its minute among what was known then, and in a new tab where one is asked for", async ({
  context,
  page,
}) => {
  await page.goto(`${baseUrl()}${OUTAGES[0].path}?t=2025-10-20T07:00Z&as=then`);
  await page.locator(".rep[data-ready]").waitFor();
  const opened = context.waitForEvent("page");
  await page
    .locator("[data-entry] a.when", { hasText: "07:11" })
    .first()
    .click({ modifiers: ["ControlOrMeta"] });
  const other = await opened;
  await expect(other).toHaveURL(/\?t=2025-10-20T07:11Z&as=then$/);
  await expect(page.locator(".clock time")).toHaveText("07:00");
});

test("a finger that scrolls past the picture changes nothing, one that taps or moves across it does", async ({
  browser,
}) => {
  const page = await browser.newPage({ viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true });
  await page.goto(`${baseUrl()}${OUTAGES[0].path}?t=2025-10-20T07:00Z`);
  await page.locator(".rep[data-ready]").waitFor();
  const overview = page.locator("[data-over]");
  await overview.scrollIntoViewIfNeeded();
  const clock = page.locator(".clock time");
  const hand = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at?: { x: number; y: number }) =>
    hand.send("Input.dispatchTouchEvent", { type, touchPoints: at === undefined ? [] : [at] });
  /** A finger that comes down on the overview, goes so far and is lifted. */
  const swipe = async (across: number, down: number) => {
    await overview.scrollIntoViewIfNeeded();
    const box = await overview.boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 30];
    await touch("touchStart", { x, y });
    for (const part of [0.1, 0.3, 0.6, 1]) await touch("touchMove", { x: x + part * across, y: y + part * down });
    await touch("touchEnd");
  };
  const scrolled = await page.evaluate(() => scrollY);
  await swipe(0, -120);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled);
  await expect(clock).toHaveText("07:00");
  await swipe(0, 0);
  await expect(clock).not.toHaveText("07:00");
  const tapped = (await clock.textContent()) ?? "";
  await swipe(60, 0);
  await expect(clock).not.toHaveText(tapped);
  await page.close();
});

test("the player's keys are the page's where the player has not the focus", async ({ page }) => {
  await page.goto(`${baseUrl()}${OUTAGES[0].path}`);
  await page.locator(".rep[data-ready]").waitFor();
  const before = await page.locator(".clock time").textContent();
  for (const key of [".", "5", "ArrowRight", "End"]) await page.keyboard.press(key);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await expect(page.locator(".clock time")).toHaveText(before ?? "");
  await page.getByRole("slider").focus();
  await page.keyboard.press(".");
  await expect(page.locator(".clock time")).not.toHaveText(before ?? "");
});

test("who has asked for less motion sees entry after entry, and nothing plays by itself", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.clock.install();
  await page.goto(`${baseUrl()}${OUTAGES[1].path}`);
  await page.locator(".rep[data-ready]").waitFor();
  await page.clock.runFor(10_000);
  await expect(page.locator(".clock time")).toHaveText("07:40");
  await page.getByRole("button", { name: "Play" }).click();
  await page.clock.runFor(1_000);
  await expect(page.locator(".clock time")).toHaveText("07:40");
  await page.clock.runFor(2_000);
  await expect(page.locator(".clock time")).toHaveText("07:43");
});

test("the list shows every replay with its picture, in both languages, and one that there is not is a 404", async ({
  page,
}) => {
  for (const prefix of ["", "/ja"]) {
    await page.goto(`${baseUrl()}${prefix}/replay`);
    const rows = page.locator(".replays > li");
    expect(await rows.count()).toBeGreaterThanOrEqual(7);
    for (const row of await rows.all()) await expect(row.getByRole("img")).toBeVisible();
    const { violations } = await axeOf(page).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  const response = await page.goto(`${baseUrl()}/replay/2025-10-21-nothing`);
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("link", { name: "All replays" })).toBeVisible();
});

test("the JSON of a replay holds every entry with its source and kind, and no time where there is none", async ({
  request,
}) => {
  const response = await request.get(`${baseUrl()}/api/v1/replays/2025-10-20-aws-us-east-1`);
  const { data } = (await response.json()) as {
    data: { entries: { at: string | null; precision: string; source: { url: string } | null; kind: string }[] };
  };
  expect(data.entries.length).toBe(92);
  for (const { at, precision, source, kind } of data.entries) {
    expect(source?.url).toMatch(/^https:/);
    expect(kind).not.toBe("");
    expect(at === null).toBe(precision === "day");
  }
  expect((await request.get(`${baseUrl()}/api/v1/replays/nothing`)).status()).toBe(404);
});
