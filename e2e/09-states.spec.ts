import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { loadCatalog } from "#catalog/load.ts";
import { connect } from "#db/client.ts";
import { launchPostgres, type RunningPostgres } from "#db/launch/launch.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { type SpawnedServer, spawnServer } from "#scripts/bench/front-site.ts";
import { writeSeed } from "#scripts/seed/write.ts";
import { shotPages } from "#scripts/shots/pages.ts";
import { complaintsOf, expectAccessible, LANGUAGES } from "./reader.ts";

/** Records as they are when something is missing: each in a database of its own beside the product's, with a site of its own. */
const root = fileURLToPath(new URL("..", import.meta.url));
const SERVICE = "/services/infura";
const catalog = loadCatalog({ readFile: () => "" });
/** What is left when the other half of the files did not come along. */
const HALF = { ...catalog, services: catalog.services.filter((_, index) => index % 2 === 0) };

interface State {
  readonly name: string;
  readonly fill: (url: string) => Promise<void>;
  /** What the front page says of it, by language. */
  readonly says: Readonly<Record<"en" | "ja", RegExp>>;
  /** Slugs of the services that the record has. */
  readonly knows: readonly string[];
}

const STATES: readonly State[] = [
  {
    name: "empty",
    knows: [],
    fill: async () => {},
    says: {
      en: /^We do not know yet: nothing is being measured\.$/,
      ja: /^まだ判定できません。測定が行われていません。$/,
    },
  },
  {
    name: "half",
    knows: HALF.services.map(({ slug }) => slug),
    fill: (url) =>
      withTransactions(url, (sql) => sql.begin(async (tx) => void (await syncCatalog(tx, HALF, Date.now())))),
    says: {
      en: /^We do not know yet: nothing is being measured\.$/,
      ja: /^まだ判定できません。測定が行われていません。$/,
    },
  },
  {
    name: "stopped",
    knows: catalog.services.map(({ slug }) => slug),
    fill: (url) =>
      withTransactions(url, (sql) =>
        writeSeed(
          sql,
          catalog,
          { days: 1, seed: 1, until: null, minutesDays: 0, again: false, now: Date.now(), writer: "e2e" },
          () => {},
        ),
      ),
    says: { en: /do not know the present state\.$/, ja: /現在の状態は不明です。$/ },
  },
];

async function withTransactions(
  url: string,
  fill: (sql: ReturnType<typeof connect>) => Promise<unknown>,
): Promise<void> {
  const sql = connect({ url, name: "faultline-e2e", max: 1 });
  await fill(sql).finally(() => sql.end({ timeout: 5 }));
}

let postgres: RunningPostgres;
let site: SpawnedServer | null = null;
let url = "";

test.beforeAll(async () => {
  // The product's own server: it goes on when we have let go of it.
  postgres = await launchPostgres({ home: process.env.E2E_HOME ?? "", env: {}, log: () => {} });
});
test.afterAll(() => postgres.stop());
test.afterEach(async () => {
  await site?.stop();
  site = null;
});

for (const { name, fill, says, knows } of STATES) {
  test(`${name}: every page answers, the first says what is the matter, and nothing is green now`, async ({ page }) => {
    const database = `faultline_e2e_${name}`;
    await postgres.ensureDatabase(database);
    await migrateDatabase(postgres.urlFor(database));
    await fill(postgres.urlFor(database));
    const env = { DATABASE_URL: postgres.urlFor(database), HOST: "127.0.0.1", PORT: "0", NODE_ENV: "production" };
    site = await spawnServer("the site", ["server/main.ts"], env);
    url = `http://127.0.0.1:${site.port}`;
    const complaints = complaintsOf(page);
    for (const { lang, prefix } of LANGUAGES) {
      for (const { path, status } of shotPages(root, { service: "infura", incident: null, drill: null })) {
        const isStrange = path === SERVICE && !knows.includes("infura");
        const address = url + prefix + (path === "/" && prefix !== "" ? "" : path);
        await expectNothingGreen(page, address, isStrange ? 404 : status);
      }
      for (const slug of knows.slice(0, 1)) await expectNothingGreen(page, `${url}${prefix}/services/${slug}`, 200);
      await page.goto(url + (prefix || "/"));
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(says[lang]);
      await expectAccessible(page);
    }
    // It asks nobody but this site. The browser itself logs a page that is not there.
    expect(complaints.filter((text) => !text.startsWith(url) && !text.includes("404"))).toEqual([]);
  });
}

/** The page is there, and no glyph on it says that something is well. */
async function expectNothingGreen(page: Page, address: string, status: number): Promise<void> {
  const response = await page.goto(address);
  expect(response?.status(), address).toBe(status);
  await expect(page.getByRole("heading", { level: 1 }), address).not.toBeEmpty();
  // A replay tells of a past that others have recorded, whatever we know now.
  if (address.includes("/replay/")) return;
  // The key shows every state; rows, lists and tallies show those that hold.
  const well = page.locator(
    'main .val use[href="#g-operational"], main li use[href="#g-operational"]:not(.key *, dl *)',
  );
  expect(await well.count(), address).toBe(0);
}
