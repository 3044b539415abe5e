import { expect, type Page, test } from "@playwright/test";
import { encodeGroupCursor } from "#domain/publish/group-query.ts";
import { baseUrl, type PublishedIncident, publishedIncidents } from "./api.ts";
import { annotate, world } from "./product.ts";
import { complaintsOf, expectAccessible, expectToFit, LANGUAGES, unfold } from "./reader.ts";

/** A region that carries three services, all asked often, and fails while the first tests look at pages that do not change. */
const REGION = "gcp/us-central1";
const [SERVICE, COMPONENT, NAME] = ["lava", "base", "Lava"] as const;
/** Judged from one place after four failed rounds of 30 s; attributed when the cloud's post has been read, once a minute. */
const ATTRIBUTED_MS = 300_000;

test.beforeAll(() => world("fail", `cloud:${REGION}`, "tcp.refused"));
test.afterAll(() => world("heal", `cloud:${REGION}`));

const STILL = [
  { path: "/incidents", h1: { en: /(?:is|are) open|No incident is open/, ja: /インシデント/ } },
  { path: "/methodology", h1: { en: /^How a measurement becomes a verdict/, ja: /。$/ } },
  { path: "/developers", h1: { en: /^Everything here, as data\.$/, ja: /。$/ } },
  { path: "/about", h1: { en: /does not say who runs it\.$/, ja: /。$/ } },
] as const;

/** Every page there is, one of each kind. */
const ALL = [
  "/",
  "/services",
  "/services/kraken",
  "/incidents",
  "/clouds",
  "/clouds/aws",
  "/clouds/aws/us-east-1",
  "/concentration",
  "/methodology",
  "/developers",
  "/about",
];

for (const { lang, prefix } of LANGUAGES) {
  for (const { path, h1 } of STILL) {
    test(`${prefix}${path} is whole in ${lang}: one heading, accessible, fits, and nothing complains`, async ({
      page,
    }) => {
      const complaints = complaintsOf(page);
      const response = await page.goto(baseUrl() + prefix + path);
      expect(response?.status()).toBe(200);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      await expect(page.locator("h1")).toHaveText([h1[lang]]);
      await expect(page.getByRole("complementary")).toBeVisible();
      await unfold(page);
      await expectAccessible(page);
      await expectToFit(page);
      expect(complaints).toEqual([]);
    });
  }

  test(`what ${prefix}/ does not have is accessible and fits in ${lang}`, async ({ page }) => {
    await page.goto(`${baseUrl()}${prefix}/nowhere`);
    await expect(page.locator("h1")).toHaveCount(1);
    await expectAccessible(page);
    await expectToFit(page);
  });
}

test("what a page lists has ids, each once: a newer page finds it again wherever it has moved", async ({ page }) => {
  for (const path of ALL) {
    await page.goto(baseUrl() + path);
    const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    expect(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      path,
    ).toEqual([]);
  }
  await page.goto(`${baseUrl()}/services`);
  await expect(page.locator("tr[data-find]:not([id])")).toHaveCount(0);
  await expect(page.locator('tr[id="access/kraken"]')).toHaveCount(1);
});

test("each page names itself in both languages, with its own title and sentence, and a picture that can be had", async ({
  page,
}) => {
  const [titles, descriptions] = [new Set<string>(), new Set<string>()];
  const content = (selector: string) => page.locator(`head > ${selector}`).getAttribute("content");
  const href = async (rel: string) =>
    new URL((await page.locator(`head > link${rel}`).getAttribute("href")) ?? "").href;
  for (const path of ALL) {
    for (const { lang, prefix } of LANGUAGES) {
      const addressOf = (own: string) => new URL(own + (own !== "" && path === "/" ? "" : path), baseUrl()).href;
      await page.goto(addressOf(prefix));
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
      expect(await href("[rel=canonical]")).toBe(addressOf(prefix));
      expect(await href("[rel=alternate][hreflang=en]")).toBe(addressOf(""));
      expect(await href("[rel=alternate][hreflang=ja]")).toBe(addressOf("/ja"));
      expect(await href("[rel=alternate][hreflang=x-default]")).toBe(addressOf(""));
      const [title, description] = [await page.title(), (await content("meta[name=description]")) ?? ""];
      expect(title).toMatch(/^.+ · Faultline$/);
      expect(await content("meta[property='og:title']")).toBe(title.replace(/ · Faultline$/, ""));
      expect(await content("meta[property='og:description']")).toBe(description);
      expect(await content("meta[name='twitter:title']")).toBe(title.replace(/ · Faultline$/, ""));
      expect(await content("meta[name='twitter:card']")).toBe("summary_large_image");
      const picture = (await content("meta[property='og:image']")) ?? "";
      expect(picture).toMatch(new RegExp(`^${baseUrl()}/pictures/[a-z0-9/-]+\\.png\\?[0-9a-f]{8}$`));
      expect(await content("meta[name='twitter:image']")).toBe(picture);
      titles.add(`${lang} ${title}`);
      descriptions.add(`${lang} ${description}`);
      if (lang === "ja") continue;
      const image = await fetch(picture);
      expect([image.status, image.headers.get("content-type")], picture).toEqual([200, "image/png"]);
    }
  }
  expect(titles.size).toBe(2 * ALL.length);
  expect(descriptions.size).toBe(2 * ALL.length);
});

test("machines are told what the site is, how to search it and where a page stands, under whole addresses", async ({
  page,
}) => {
  const dataOf = async (path: string) => {
    await page.goto(baseUrl() + path);
    const texts = await page.locator('script[type="application/ld+json"]').allTextContents();
    return texts.map((text) => JSON.parse(text) as { "@type": string; [name: string]: unknown });
  };
  const site = (await dataOf("/ja")).find((one) => one["@type"] === "WebSite");
  expect(site).toMatchObject({
    url: `${baseUrl()}/ja`,
    potentialAction: { target: { urlTemplate: `${baseUrl()}/ja/services?q={search_term_string}` } },
  });
  const trail = (await dataOf("/clouds/aws/us-east-1")).find((one) => one["@type"] === "BreadcrumbList");
  expect(trail?.itemListElement).toEqual(
    [
      ["Clouds", "/clouds"],
      ["AWS", "/clouds/aws"],
      ["us-east-1", "/clouds/aws/us-east-1"],
    ].map(([name, path], index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: `${baseUrl()}${path}`,
    })),
  );
  // A made-up world is no data of anything.
  expect((await dataOf("/methodology")).map((one) => one["@type"])).toEqual(["WebSite"]);
});

test("the sitemap leads to every page in both languages, and robots.txt to the sitemap", async ({ request }) => {
  expect(await (await request.get(`${baseUrl()}/robots.txt`)).text()).toContain(`Sitemap: ${baseUrl()}/sitemap.xml`);
  const sitemap = await (await request.get(`${baseUrl()}/sitemap.xml`)).text();
  for (const path of ALL) {
    expect(sitemap).toContain(`<loc>${baseUrl()}${path}</loc>`);
    expect(sitemap).toContain(`<loc>${baseUrl()}/ja${path === "/" ? "" : path}</loc>`);
  }
});

/** The incident of one part of what stands in the region, once it has been opened. */
async function incident(): Promise<PublishedIncident> {
  const found = async () =>
    (await publishedIncidents(`?service=${SERVICE}`)).find(({ component }) => component === COMPONENT);
  await expect.poll(found, { timeout: ATTRIBUTED_MS, intervals: [2_000] }).toBeDefined();
  return (await found()) as PublishedIncident;
}

const factOf = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

test("the list of incidents is narrowed by addresses, pages from a place on, and says when nothing is like that", async ({
  page,
}) => {
  test.setTimeout(ATTRIBUTED_MS + 60_000);
  const { id } = await incident();
  const entry = page.locator(`article a[href="/incidents/${id}"]`);
  await page.goto(`${baseUrl()}/incidents`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/incidents? (?:is|are) open/);
  await page.getByRole("navigation", { name: "State" }).getByRole("link", { name: "Open" }).click();
  await expect(page).toHaveURL(/\/incidents\?state=open$/);
  await page.getByRole("combobox", { name: "Service" }).selectOption(SERVICE);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL((url) => url.search === `?service=${SERVICE}&state=open`);
  await expect(entry).toBeVisible();
  await page.goto(`${baseUrl()}/incidents?service=${SERVICE}&layer=chain`);
  await expect(page.getByText("No incident on record is like that.")).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(page).toHaveURL(/\/incidents$/);
  // Before the first there was nothing: that page leads back.
  const before = encodeGroupCursor({ anchorAt: 1, id: "aaaaaaaaaaaa" });
  await page.goto(`${baseUrl()}/incidents?cursor=${before}`);
  await expect(page.getByText("No incident is on record.")).toBeVisible();
  await page.getByRole("link", { name: "Newest incidents" }).click();
  await expect(page).toHaveURL(/\/incidents$/);
});

test("an incident has its bracket of times, its evidence and its history, in both languages, without JavaScript too", async ({
  browser,
}) => {
  test.setTimeout(ATTRIBUTED_MS + 60_000);
  const { id } = await incident();
  const page = await browser.newPage({ javaScriptEnabled: false });
  // Under load the record may not answer within what a page waits for it: then it says so, and one asks again.
  await expect(async () => {
    await page.goto(`${baseUrl()}/incidents/${id}`);
    const said = [new RegExp(`^${NAME} .* has been down since \\d\\d:\\d\\d UTC\\.$`)];
    await expect(page.locator("h1")).toHaveText(said, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  const times = page.getByRole("table", { name: "When it began and ended" });
  await expect(times.getByRole("row")).toHaveText([
    /^Last good answer before it.*UTC.*\d (?:s|min) before it$/,
    /^First failing round.*UTC$/,
    /^Judged, and opened.*UTC.*after the first failure$/,
    /^First good round after it.*not over$/,
  ]);
  await expect(page.getByRole("table", { name: "How we know" })).toContainText("tcp.refused");
  await expect(factOf(page, "Vantages that saw it")).toContainText("vantage-1");
  await expect(page.getByRole("region", { name: "What happened" })).toContainText("Opened");
  await expect(page.getByRole("region", { name: "Began together" }).getByRole("link").first()).toBeVisible();
  await page.goto(`${baseUrl()}/ja/incidents/${id}`);
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await expect(page.locator("h1")).toHaveText([/Lava.*。$/]);
  await page.close();
});

test("an incident that coincides with an event of its cloud says so with its figures and every reason", async ({
  page,
}) => {
  test.setTimeout(ATTRIBUTED_MS + 60_000);
  const { id } = await incident();
  const coincides = page.getByRole("region", { name: /^Why / });
  await expect
    .poll(
      async () => {
        await page.goto(`${baseUrl()}/incidents/${id}`);
        return coincides.count();
      },
      { timeout: ATTRIBUTED_MS, intervals: [3_000] },
    )
    .toBe(1);
  await expect(coincides.getByRole("link", { name: /us.central1/ }).first()).toBeVisible();
  for (const name of ["Timing", "Evidence that it stands there", "Its own outages", "Others at that time", "Score"])
    await expect(factOf(page, name).first()).toContainText(/\S/);
  await expect(coincides).toContainText(/\d+ of 100/);
  await page.goto(`${baseUrl()}/incidents?cloud=gcp`);
  await expect(page.locator("article").filter({ hasText: NAME }).first()).toBeVisible();
});

for (const { prefix, lang } of LANGUAGES) {
  test(`${prefix}/incidents and one of them are accessible and fit in ${lang}, with everything unfolded`, async ({
    page,
  }) => {
    test.setTimeout(ATTRIBUTED_MS + 60_000);
    const { id } = await incident();
    for (const path of ["/incidents", `/incidents/${id}`]) {
      await page.goto(baseUrl() + prefix + path);
      await unfold(page);
      await expectAccessible(page);
      await expectToFit(page);
    }
  });
}

test("a note stands on an incident's page in its author's words, and one that is taken back says why and stays", async ({
  page,
}) => {
  test.setTimeout(ATTRIBUTED_MS + 60_000);
  const { id } = await incident();
  await annotate(id, "--note", "Their engineers <b>know</b>.", "--author", "Aiko");
  await annotate(id, "--retract", "Our own filter refused it.", "--author", "Aiko");
  const history = page.getByRole("region", { name: "What happened" });
  await expect
    .poll(
      async () => {
        await page.goto(`${baseUrl()}/incidents/${id}`);
        return history.textContent();
      },
      { timeout: 30_000 },
    )
    .toContain("Our own filter refused it.");
  await expect(history).toContainText("Their engineers <b>know</b>.");
  await expect(history).toContainText("by Aiko");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/ was taken back\.$/);
  await expect(page.getByRole("region", { name: "Taken back" })).toContainText("Our own filter refused it.");
  await page.goto(`${baseUrl()}/ja/incidents/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/取り消/);
  expect((await publishedIncidents(`?service=${SERVICE}`)).map((one) => one.id)).toContain(id);
});

test("what is no incident is a 404 that says that none is ever deleted, in both languages", async ({ page }) => {
  for (const { prefix, lang } of LANGUAGES) {
    const response = await page.goto(`${baseUrl()}${prefix}/incidents/aaaaaaaaaaaa`);
    expect(response?.status()).toBe(404);
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(page.locator("main").getByRole("link")).toHaveAttribute("href", `${prefix}/incidents`);
  }
});
