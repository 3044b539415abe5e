import { readFileSync } from "node:fs";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it } from "vitest";
import { namesIn, whatIsWrong } from "#app/badge/testing/well-formed.ts";
import ServicePage from "#app/embed/[lang]/[theme]/[slug]/page.tsx";
import Layout from "#app/embed/[lang]/[theme]/layout.tsx";
import StrataPage from "#app/embed/[lang]/[theme]/strata/page.tsx";
import { hostileOnes, hostileText } from "#domain/publish/testing/hostile.ts";
import type { Overview } from "#domain/status/overview.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeOverview,
  makeServiceView,
  makeVantageView,
  NOW,
} from "#domain/status/testing/views.ts";
import type { FindingKind } from "#domain/status/verdict.ts";
import { publishAnswer, type Said } from "#server/answer.ts";
import { type PastRecord, publishRecord, publishSnapshot, publishTime } from "#server/snapshot.ts";

const service = (slug: string, kind: FindingKind, name = slug.toUpperCase()) =>
  makeServiceView(slug, [], {
    name,
    components: [
      makeComponentView("api", [makeCheckView(`${slug}/api/x`, undefined, { spec: { signal: "market_data" } })], {
        judged: makeJudged(kind),
      }),
    ],
  });

let said: Said;
function see(overview: Overview | null): void {
  publishSnapshot(() => ({ overview, error: null, version: "v" }));
}

beforeEach(() => {
  said = { missing: false, unseen: false };
  publishAnswer(() => said);
  publishTime(() => NOW);
  publishRecord({
    now: {
      timeline: async () => ({ readAt: NOW, components: new Map(), clouds: [], hits: [] }),
      recorded: async () => ({ readAt: NOW, incidents: [], attributions: new Map(), posts: [], before: [] }),
    } as unknown as PastRecord["now"],
  } as PastRecord);
  see(makeOverview([service("kraken", "failing", "Kraken"), service("gate", "answers")]));
});

type Page = (props: { params: Promise<{ lang: string; theme: string; slug: string }> }) => Promise<ReactElement>;

async function framed(page: Page, slug: string, lang = "en", theme = "auto"): Promise<string> {
  const params = Promise.resolve({ lang, theme, slug });
  return renderToStaticMarkup(await Layout({ params, children: await page({ params }) }));
}

function unseen(of: () => Promise<string>): Promise<string> {
  see(null);
  return of();
}

const EVERY = [
  ["of a service", () => framed(ServicePage, "kraken")],
  ["of everything", () => framed(StrataPage, "strata")],
  ["of no service", () => framed(ServicePage, "nobody")],
  ["of nothing that is seen", () => unseen(() => framed(ServicePage, "kraken"))],
  ["of everything, unseen", () => unseen(() => framed(StrataPage, "strata", "ja", "dark"))],
] as const;

describe("a frame", () => {
  it.each(EVERY)("%s leads out of itself, holds no form and no script, and renews itself", async (_, of) => {
    const html = await of();
    const links = [...html.matchAll(/<a [^>]*>/g)].map(([link]) => link);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      expect(link).toContain('target="_blank"');
      expect(link).toContain('rel="noopener"');
      expect(link).toMatch(/ href="\/(?!\/)[^"]*"/);
    }
    expect(html).not.toMatch(
      /<(?:form|input|button|script|iframe|img|object|embed|base)\b|data-island|\sstyle="|\son\w+="/,
    );
    expect(html).toContain('<meta http-equiv="refresh" content="120"/>');
    expect(html).toContain('<p id="age" data-text=');
  });

  it("says what is wrong with a service, where that stands, and as of when", async () => {
    const html = await framed(ServicePage, "kraken");
    expect(html).toMatch(/<h1><a href="\/services\/kraken"[^>]*>Kraken<\/a> <span class="state t-major_outage">/);
    expect(html).toContain("</svg> down</span>");
    expect(html).toContain("Kraken");
    expect(html).toContain('<time dateTime="2026-03-10T12:00:00.000Z">as of 10 Mar 2026 12:00 UTC</time>');
    expect(said).toEqual({ missing: false, unseen: false });
  });

  it("is in the language and the theme that are asked for", async () => {
    const html = await framed(ServicePage, "kraken", "ja", "dark");
    expect(html).toMatch(/^<html lang="ja" data-theme="dark">/);
    expect(html).toContain("</svg> 停止</span>");
    expect(html).toContain('href="/ja/services/kraken"');
  });

  it("of no service says so in its own chrome, and is sent as not found", async () => {
    expect(await framed(ServicePage, "nobody")).toContain("There is no such service here.");
    expect(said.missing).toBe(true);
  });

  it("that cannot see says so, and gives way to an older one that could", async () => {
    see(null);
    const html = await framed(ServicePage, "kraken");
    expect(html).not.toContain("t-operational");
    expect(html).toContain("We cannot see right now");
    expect(said.unseen).toBe(true);
  });

  it("of a made-up world says so", async () => {
    see(makeOverview([service("kraken", "answers")], [makeVantageView({ world: true })]));
    for (const html of [await framed(ServicePage, "kraken"), await framed(StrataPage, "strata")])
      expect(html).toContain("A made-up world: no real service");
  });

  it("shows a hostile name as text", async () => {
    see(makeOverview([service("kraken", "answers", `</a><script>alert("1")</script>`)]));
    const html = await framed(ServicePage, "kraken");
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;");
  });

  it("of everything shows what is not well by itself, the rest as one, and is small", async () => {
    const many = Array.from({ length: 60 }, (_, n) => service(`s${n}`, n < 20 ? "failing" : "answers"));
    see(makeOverview(many));
    const html = await framed(StrataPage, "strata");
    expect(html.match(/<li>/g)).toHaveLength(4);
    expect(html).toContain("40 others");
    expect(html).toContain("17 more");
    expect(html.length).toBeLessThan(20_000);
  });
});

it("a frame of everything tells of chains that are well in one row, and of each other by itself", async () => {
  const chains = ["base", "celo", "near", "sui"].map((slug, n) =>
    makeServiceView(slug, [], {
      name: slug.toUpperCase(),
      components: [
        makeComponentView("chain", [makeCheckView(`${slug}/chain/x`, undefined, { spec: { signal: "chain_head" } })], {
          layer: "chain",
          judged: makeJudged(n === 0 ? "failing" : "answers"),
        }),
      ],
    }),
  );
  see(makeOverview(chains));
  const html = await framed(StrataPage, "strata");
  expect(html.match(/<li>/g)).toHaveLength(2);
  expect(html).toContain(">BASE</a>");
  expect(html).toContain(">3 others</a>");
});

describe("2,000 hostile names", () => {
  /** Longer than any name is, and cut as it comes, within a character too. */
  const NAMES = hostileOnes(hostileText).map((text) => text.slice(0, 250));
  const TOGETHER = 20;
  /** A browser drops what XML has no place for, and goes on. */
  const kept = (html: string) => html.replace(/(?![\t\n\r])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu, "");
  const parts = Array.from({ length: NAMES.length / TOGETHER }, (_, part) =>
    NAMES.slice(part * TOGETHER, (part + 1) * TOGETHER),
  );

  /** Without what is around it, which holds no name. */
  const drawn = async (page: Page, slug: string, lang = "en") =>
    renderToStaticMarkup(<div>{await page({ params: Promise.resolve({ lang, theme: "auto", slug }) })}</div>);

  it("bring no element and no attribute into a frame, and end none", async () => {
    see(makeOverview([service("s0", "failing"), service("s1", "answers")]));
    const frames = [drawn(ServicePage, "s0"), drawn(ServicePage, "s1"), drawn(StrataPage, "strata")];
    const harmless = new Set((await Promise.all(frames)).flatMap((html) => [...namesIn(html)]));
    for (const names of parts) {
      see(makeOverview(names.map((name, n) => service(`s${n}`, n % 2 === 0 ? "failing" : "answers", name))));
      const each = names.map((_, n) => drawn(ServicePage, `s${n}`, n % 3 === 0 ? "ja" : "en"));
      for (const html of await Promise.all([drawn(StrataPage, "strata"), ...each])) {
        expect(whatIsWrong(kept(html))).toBeNull();
        expect([...namesIn(html)].filter((name) => !harmless.has(name))).toEqual([]);
      }
    }
  }, 60_000);
});

describe("its style", () => {
  const css = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  const own = css("embed.css");

  it("has the site's tokens, light and dark", () => {
    const site = css("../globals.css");
    const [light = "", dark = ""] = site.split("@media screen and (prefers-color-scheme: dark)");
    const tokens = [...own.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\);/g)];
    expect(tokens.length).toBeGreaterThan(15);
    for (const [, name, ofLight, ofDark] of tokens) {
      expect(light, name).toContain(`--${name}: ${ofLight};`);
      expect(dark, name).toContain(`--${name}: ${ofDark};`);
    }
  });

  it("loads nothing, and defines every token that it uses", () => {
    expect(own.replace('@import "../marks.css";', "")).not.toMatch(/@import|@font-face|url\(/);
    for (const [, name] of (own + css("../marks.css")).matchAll(/var\(--([\w-]+)\)/g))
      expect(own, name).toContain(`--${name}:`);
  });

  it("hides what was said when it was not renewed, after twice the time", () => {
    expect(own).toMatch(/\.said \{\s*animation: gone 0s 300s forwards;/);
    expect(own).toMatch(/\.outdated \{[^}]*animation: shown 0s 300s forwards;/);
  });
});
