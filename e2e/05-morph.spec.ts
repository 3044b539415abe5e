import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { buildSync } from "esbuild";

/** What a page does to itself when a newer one has come (components/live/morph.ts), in a real browser without a site. */
const script = buildSync({
  entryPoints: [fileURLToPath(new URL("../components/live/morph.ts", import.meta.url))],
  bundle: true,
  write: false,
  format: "iife",
  globalName: "live",
}).outputFiles[0]?.text;

/** A page with this content, which then becomes the other; what the reader does between the two is told. */
async function become(page: Page, from: string, to: string, between: () => Promise<unknown> = async () => {}) {
  // Without a doctype `:hover` is of links alone.
  await page.setContent(`<!doctype html><main>${from}</main>`);
  await page.addScriptTag({ content: script ?? "" });
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("main *"))
      (element as unknown as { before?: boolean }).before = true;
  });
  await between();
  await page.evaluate((html) => {
    const newer = new DOMParser().parseFromString(`<main>${html}</main>`, "text/html").querySelector("main");
    const { morph } = (globalThis as unknown as { live: { morph(from: Element, to: Element): void } }).live;
    const own = document.querySelector("main");
    if (own && newer) morph(own, newer);
  }, to);
  return page.locator("main").innerHTML();
}

/** Whether it is the very element that was there before. */
const isSame = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => (element as unknown as { before?: boolean }).before === true);

const CASES: readonly (readonly [what: string, from: string, to: string])[] = [
  ["text", "<p>a</p>", "<p>b</p>"],
  ["attributes", '<p class="a" title="x">a</p>', '<p class="b" lang="en">a</p>'],
  ["elements that come and go", "<p>a</p><ul><li>1</li></ul>", "<h1>t</h1>text<p>b</p><ul><li>1</li><li>2</li></ul>"],
  ["another kind in the same place", "<p>a</p><b>b</b>", "<b>a</b><p>b</p>text"],
  [
    "named ones in another order",
    '<p id="a">a</p><p id="b">b</p><p id="c">c</p>',
    '<p id="c">c</p><p id="d">d</p><p id="a">a</p>',
  ],
  ["named ones among others", '<p>1</p><p id="a">a</p><p>2</p>', '<p id="a">a2</p><p>3</p>'],
  ["pictures", '<svg><path d="M0 0"></path></svg>', '<svg viewBox="0 0 1 1"><path d="M1 1"></path><rect></rect></svg>'],
  ["comments", "<!--$--><p>a</p><!--/$-->", "<!--x--><p>b</p>"],
  ["nothing", "<p>a</p>", ""],
];

for (const [what, from, to] of CASES) {
  test(`a page becomes what the newer one is: ${what}`, async ({ page }) => {
    expect(await become(page, from, to)).toBe(to);
    expect(await become(page, to, from)).toBe(from);
  });
}

test("what stays is the same element, also when it moves, and keeps what the reader has done with it", async ({
  page,
}) => {
  const row = (id: string, text: string) => `<details id="${id}"><summary>${text}</summary><input value="1"></details>`;
  await become(page, row("a", "a") + row("b", "b"), `<h2>new</h2>${row("b", "b2")}${row("a", "a2")}`, async () => {
    await page.locator("#a summary").click();
    await page.locator("#a input").fill("typed");
    await page.locator("#a input").focus();
  });
  expect(await isSame(page, "#a")).toBe(true);
  expect(await isSame(page, "#b summary")).toBe(true);
  await expect(page.locator("#a summary")).toHaveText("a2");
  await expect(page.locator("#a")).toHaveAttribute("open");
  await expect(page.locator("#a input")).toHaveValue("typed");
});

test("the focus stays where it is while rows around it come, go and move past it", async ({ page }) => {
  const rows = (...ids: string[]) => ids.map((id) => `<p id="${id}"><a href="#${id}">${id}</a></p>`).join("");
  await become(page, rows("a", "b", "c"), rows("d", "b", "e"), () => page.locator("#b a").focus());
  await expect(page.locator("#b a")).toBeFocused();
});

/** The picture as pages have it: rows deep inside of wrappers that are named too, and what is drawn through all of them beside. */
const picture = (band: string, rows: readonly (readonly [id: string, text: string])[], layers = "") =>
  `<div data-steady=""><div class="ov"><svg>${band}</svg></div><section id="in-access"><h3 id="stratum-access">Access</h3><div id="rows-access"><ol>${rows
    .map(([id, text]) => `<li id="${id}"><a href="#x">${id}</a>${text}</li>`)
    .join("")}</ol></div></section>${layers}<div class="ov top"><svg>${band}</svg></div></div><a href="#y">out</a>`;

const OLDER = [
  ["a", "<i>well</i>"],
  ["b", "<i>well</i>"],
  ["others", "50"],
] as const;
const NEWER = [
  ["c", "<b>down</b>"],
  ["b", "<b>slow</b><i>timeout</i>"],
  ["a", "well"],
] as const;
const NEW_LAYER = '<section id="in-chain"><ol></ol></section>';

for (const [hand, hold] of [
  ["the focus", (page: Page) => page.locator("#b a").focus()],
  ["the pointer", (page: Page) => page.locator("#b a").hover()],
] as const) {
  test(`where ${hand} is in a picture its rows neither come, go nor move, and all else of it is of now`, async ({
    page,
  }) => {
    const from = picture("<rect></rect>", OLDER);
    const to = picture("<line></line><rect x='1'></rect>".replaceAll("'", '"'), NEWER, NEW_LAYER);
    const held = await become(page, from, to, () => hold(page));
    expect(held).toBe(
      picture('<line></line><rect x="1"></rect>', [
        ["a", "well"],
        ["b", "<b>slow</b><i>timeout</i>"],
        ["others", "50"],
      ]),
    );
    expect(await isSame(page, "#b a")).toBe(true);
    expect(await become(page, from, to, () => page.getByText("out").click())).toBe(to);
  });
}

test("a hand that has not moved for a while holds nothing, wherever it lies", async ({ page }) => {
  await page.clock.install();
  const to = picture("<line></line>", NEWER);
  const rest = async () => {
    await page.locator("#b a").hover();
    await page.clock.fastForward(31_000);
  };
  expect(await become(page, picture("<rect></rect>", OLDER), to, rest)).toBe(to);
});

test("a finger that has tapped a row and is gone holds nothing", async ({ browser }) => {
  const page = await browser.newPage({ hasTouch: true, isMobile: true });
  const to = picture("<line></line>", NEWER);
  expect(await become(page, picture("<rect></rect>", OLDER), to, () => page.locator("#others").tap())).toBe(to);
  await page.close();
});

test("what belongs to a script is not touched, whatever the newer page has in its place", async ({ page }) => {
  const to = '<p>b</p><div data-own="" id="chart">server</div><p>c</p>';
  const html = await become(page, '<p>a</p><div data-own="" id="chart">server</div><p>c</p>', to, () =>
    page.evaluate(() => {
      const chart = document.querySelector("#chart");
      if (chart) chart.innerHTML = "<b>drawn</b>";
      document.querySelector("main")?.insertAdjacentHTML("afterbegin", '<i data-own="">crosshair</i>');
    }),
  );
  expect(html).toBe('<i data-own="">crosshair</i><p>b</p><div data-own="" id="chart"><b>drawn</b></div><p>c</p>');
});

test("where the reader is at work nothing comes, goes or moves: it is brought up to date, and the rest when he has left", async ({
  page,
}) => {
  const list = (...rows: [string, string][]) =>
    `<div data-steady="">${rows.map(([id, text]) => `<p id="${id}"><a href="#x">${text}</a></p>`).join("")}</div><a href="#y">out</a>`;
  const newer = list(["c", "c1"], ["b", "b2"], ["a", "a2"]);
  const held = await become(page, list(["a", "a1"], ["b", "b1"]), newer, () => page.locator("#b a").focus());
  expect(held).toBe(list(["a", "a2"], ["b", "b2"]));
  await expect(page.locator("#b a")).toBeFocused();
  expect(await become(page, list(["a", "a1"], ["b", "b1"]), newer, () => page.getByText("out").focus())).toBe(newer);
});
