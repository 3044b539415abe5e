import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { XMLParser } from "fast-xml-parser";
import { afterEach, beforeEach, expect, it } from "vitest";
import { GET as robots } from "#app/robots.txt/route.ts";
import { GET } from "#app/sitemap.xml/route.ts";
import { publishSite } from "#server/site.ts";
import { type PastRecord, publishRecord } from "#server/snapshot.ts";

const ORIGIN = "https://status.example.org";
const at = (url: string | null) => publishSite({ url, operator: null, contact: null, userAgent: "", faces: [] });
const record = (incidents: PastRecord["incidents"]) => publishRecord({ incidents } as PastRecord);

interface Entry {
  readonly loc: string;
  readonly lastmod?: string;
  readonly "xhtml:link": readonly { readonly hreflang: string; readonly href: string }[];
}

async function entries(): Promise<Map<string, Entry>> {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });
  const { urlset } = parser.parse(await (await GET()).text()) as { urlset: { url: Entry[] } };
  return new Map(urlset.url.map((entry) => [entry.loc.slice(ORIGIN.length) || "/", entry]));
}

beforeEach(() => {
  at(ORIGIN);
  record(async () => ({ incidents: [], next: null }));
});
afterEach(() => at(null));

it("every page that has one address stands in it, in both languages, each naming all of them", async () => {
  const found = await entries();
  const pages = readdirSync(fileURLToPath(new URL("../[lang]", import.meta.url)), { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|\/)page\.tsx$/.test(file) && !file.includes("["))
    .map((file) => `/${file.replace(/\/?page\.tsx$/, "")}`);
  expect(pages).toContain("/services");
  for (const path of pages) {
    const japanese = path === "/" ? "/ja" : `/ja${path}`;
    for (const address of [path, japanese]) {
      const links = found.get(address)?.["xhtml:link"].map(({ hreflang, href }) => [hreflang, href]);
      expect(links, address).toEqual([
        ["en", ORIGIN + path],
        ["ja", ORIGIN + japanese],
        ["x-default", ORIGIN + path],
      ]);
    }
  }
  expect([...found.keys()]).toEqual(expect.arrayContaining(["/clouds/aws", "/ja/clouds/aws/us-east-1"]));
});

it("incidents stand in it with the time of their last change, page after page, and no more than five hundred", async () => {
  const cursors: unknown[] = [];
  record(async ({ limit, cursor }) => {
    cursors.push(cursor);
    const first = cursors.length * 1_000;
    const incidents = Array.from({ length: limit }, (_, n) => ({
      id: `i${first + n}`,
      startedAt: Date.UTC(2026, 10, 22, 10),
      resolvedAt: n === 0 ? null : Date.UTC(2026, 10, 22, 11),
    }));
    return { incidents, next: { startedAt: 1, id: cursors.length } } as unknown as Awaited<
      ReturnType<PastRecord["incidents"]>
    >;
  });
  const found = await entries();
  const told = [...found.keys()].filter((address) => address.startsWith("/incidents/"));
  expect(told).toHaveLength(500);
  expect(cursors).toHaveLength(5);
  expect(cursors[0]).toBeNull();
  expect(found.get("/incidents/i1000")?.lastmod).toBe("2026-11-22T10:00:00.000Z");
  expect(found.get("/ja/incidents/i1001")?.lastmod).toBe("2026-11-22T11:00:00.000Z");
});

it("while the record does not answer it is shorter, and whole all the same", async () => {
  record(async () => {
    throw new Error("the database is gone");
  });
  const found = await entries();
  expect(found.has("/services")).toBe(true);
  expect([...found.keys()].some((address) => address.startsWith("/incidents/"))).toBe(false);
});

it("without a configured origin there is none, and robots.txt names none", async () => {
  expect(await robots().text()).toContain(`\nSitemap: ${ORIGIN}/sitemap.xml\n`);
  at(null);
  expect((await GET()).status).toBe(404);
  expect(await robots().text()).not.toContain("Sitemap");
});
