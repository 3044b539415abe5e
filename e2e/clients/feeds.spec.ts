import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import RssParser from "rss-parser";
import { FEED_FILES, type FeedScope, feedPath, pathIn } from "#domain/publish/feed/address.ts";
import { MARKERS } from "#domain/publish/feed/entry.ts";
import { baseUrl, publishedIncidents, publishedServices } from "../api.ts";
import { FAILING, ofService, pastIncidents } from "./record.ts";
import { run } from "./run.ts";

const XML_FEEDS = FEED_FILES.filter((file) => /\.(rss|atom)$/.test(file));
const LANGUAGES = ["en", "ja"] as const;

/** What readers of Statuspage's feeds take the state of an incident from. */
const MARKED = new RegExp(`<strong>(${MARKERS.join("|")})</strong> - `);

async function readFeeds(paths: readonly string[]) {
  const script = fileURLToPath(new URL("read_feeds.py", import.meta.url));
  // Debian's own, which has Debian's feedparser.
  const { stdout, stderr, code } = await run("/usr/bin/python3", [script, ...paths.map((path) => baseUrl() + path)]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as {
    url: string;
    status: number;
    again: number;
    complaint: string | null;
    version: string;
    language: string;
    entries: { id: string; title: string; link: string; html: string; dated: boolean }[];
  }[];
}

test("feedparser has nothing to complain of, keeps every id apart, and is told when nothing is new", async () => {
  const [{ service }] = await pastIncidents();
  const paths = LANGUAGES.flatMap((language) => XML_FEEDS.map((file) => pathIn(language, ofService(service, file))));
  const feeds = await readFeeds([...paths, ...XML_FEEDS.map((file) => `/${file}`)]);
  for (const { url, status, complaint, version, language, entries } of feeds) {
    const { pathname } = new URL(url);
    expect([status, complaint], pathname).toEqual([200, null]);
    expect(version, pathname).toBe(pathname.endsWith(".rss") ? "rss20" : "atom10");
    expect(language, pathname).toBe(pathname.startsWith("/ja/") ? "ja" : "en");
    expect(entries.length, pathname).toBeGreaterThan(0);
    expect(new Set(entries.map(({ id }) => id)).size, pathname).toBe(entries.length);
    for (const { title, link, html, dated } of entries) {
      expect([title !== "", link.startsWith(baseUrl()), dated], pathname).toEqual([true, true, true]);
      // feedparser drops markup that it does not trust.
      expect(html, pathname).toMatch(MARKED);
    }
  }
  // Nothing happens to this service: what was sent is what there is.
  for (const { url, again } of feeds.slice(0, paths.length)) expect(again, url).toBe(304);
  const [rss, atom] = await readFeeds([ofService(service, "updates.rss"), ofService(service, "updates.atom")]);
  expect(rss?.entries.map(({ id }) => id)).toEqual(atom?.entries.map(({ id }) => id));
});

test("rss-parser reads the same entries from RSS and Atom", async () => {
  const read = (path: string) => new RssParser().parseURL(baseUrl() + path);
  const [{ service }] = await pastIncidents();
  for (const name of ["history", "updates"] as const) {
    const rss = await read(ofService(service, `${name}.rss`));
    const atom = await read(ofService(service, `${name}.atom`));
    const entries = ({ items }: typeof rss) =>
      items.map(({ guid, id, title, link, isoDate, content }) => {
        // RSS tells seconds.
        return { id: guid ?? id, title, link, at: isoDate?.slice(0, 19), content };
      });
    expect(entries(rss).length, name).toBeGreaterThan(0);
    expect(entries(rss), name).toEqual(entries(atom));
    expect([rss.title, rss.link]).toEqual([atom.title, atom.link]);
  }
});

test("xmllint finds every feed and the sitemap well-formed, in both languages", async () => {
  const folder = mkdtempSync(join(tmpdir(), "faultline-xml-"));
  const services = (await publishedServices()).map(({ slug }): FeedScope => ({ kind: "service", slug }));
  const scopes: readonly FeedScope[] = [
    { kind: "all" },
    ...(["access", "chain", "cloud"] as const).map((layer): FeedScope => ({ kind: "layer", layer })),
    ...["aws", "gcp", "cloudflare"].map((provider): FeedScope => ({ kind: "cloud", provider })),
    ...services,
  ];
  const paths = scopes.flatMap((scope) =>
    XML_FEEDS.flatMap((file) => LANGUAGES.map((language) => pathIn(language, feedPath(scope, file)))),
  );
  for (const [index, path] of [...paths, "/sitemap.xml"].entries()) {
    const answer = await fetch(baseUrl() + path);
    expect(answer.status, path).toBe(200);
    writeFileSync(join(folder, `${index}.xml`), await answer.text());
  }
  const files = Array.from({ length: paths.length + 1 }, (_, index) => join(folder, `${index}.xml`));
  expect(await run("xmllint", ["--noout", "--nonet", ...files])).toEqual({ code: 0, stdout: "", stderr: "" });
  rmSync(folder, { recursive: true });
});

test("what begins now is one entry of history, and updates tell of it too", async () => {
  const links = async () => {
    const open = await publishedIncidents(`?state=open&service=${FAILING}`);
    return open.map(({ id }) => `${baseUrl()}/incidents/${id}`);
  };
  await expect.poll(links, { timeout: 90_000, intervals: [1_000] }).not.toEqual([]);
  const [history, updates] = await readFeeds([ofService(FAILING, "history.atom"), ofService(FAILING, "updates.rss")]);
  const open = await links();
  expect(history?.entries.filter(({ link }) => open.includes(link)).map(({ html }) => html)).toEqual([
    expect.stringContaining("<strong>Investigating</strong> - "),
  ]);
  expect(updates?.entries.filter(({ link }) => open.includes(link)).length).toBeGreaterThan(0);
});
