import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { badgeAlias } from "#domain/publish/badge-alias.ts";
import { readBadgeQuery } from "#domain/publish/badge-query.ts";
import { badgePath, frameSnippet, snippetsOf } from "#domain/publish/badge-snippets.ts";
import { hostileOnes, hostileText } from "#domain/publish/testing/hostile.ts";

const PLAIN = readBadgeQuery(() => null);

describe("the address of a badge", () => {
  it("names nothing that would hold anyway", () => {
    expect(badgePath("kraken", "status", "svg", PLAIN)).toBe("/badge/kraken.svg");
    expect(badgePath("kraken", "uptime/30d", "json", PLAIN)).toBe("/badge/kraken/uptime/30d.json");
    expect(badgePath("kraken", "latency/7d", "svg", { ...PLAIN, lang: "ja", cacheSeconds: 300 })).toBe(
      "/badge/kraken/latency/7d.svg?lang=ja&cacheSeconds=300",
    );
  });

  it("of everything is of its status", () => {
    expect(badgePath("all", "uptime/30d", "svg", PLAIN)).toBe("/badge/all.svg");
  });

  it("holds no character that any markup could take for its own, and leads to what was chosen", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const query = readBadgeQuery((name) => (name === "label" && text !== "" ? text : null));
        const path = badgePath("kraken", "status", "svg", query);
        expect(path).toMatch(/^\/badge\/kraken\.svg(?:\?label=(?:[A-Za-z0-9%]|(?<=[A-Za-z0-9])-(?=[A-Za-z0-9]))*)?$/);
        const search = new URLSearchParams(path.split("?")[1] ?? "");
        expect(readBadgeQuery((name) => search.get(name))).toEqual(query);
      }),
    );
  });
});

describe("what is copied", () => {
  const shown = {
    image: "https://x.example/badge/kraken.svg?a=1&b=2",
    link: "https://x.example/services/kraken",
    alt: "Kraken: status",
  };

  it("is a picture with a link, in each markup", () => {
    expect(snippetsOf(shown)).toEqual({
      markdown: "[![Kraken: status](https://x.example/badge/kraken.svg?a=1&b=2)](https://x.example/services/kraken)",
      html: '<a href="https://x.example/services/kraken"><img src="https://x.example/badge/kraken.svg?a=1&amp;b=2" alt="Kraken: status"></a>',
      asciidoc:
        'image:https://x.example/badge/kraken.svg?a=1&b=2["Kraken: status",link="https://x.example/services/kraken"]',
      rst: ".. image:: https://x.example/badge/kraken.svg?a=1&b=2\n   :target: https://x.example/services/kraken\n   :alt: Kraken: status",
    });
  });

  it("keeps a hostile name inside of the text that stands for the picture", () => {
    const alt = '](javascript:alert(1)) "><script>] *x*';
    const { markdown, html, asciidoc } = snippetsOf({ ...shown, alt });
    expect(markdown.startsWith('[![\\](javascript:alert(1)) "\\>\\<script\\>\\] \\*x\\*](https://')).toBe(true);
    expect(html).toContain('alt="](javascript:alert(1)) &quot;&gt;&lt;script&gt;] *x*"></a>');
    expect(asciidoc).toContain('["&#93;(javascript:alert(1)) &quot;><script>&#93; *x*",link=');
    expect(frameSnippet({ src: "https://x.example/embed/a?b&c", title: alt, width: 1, height: 2 })).toBe(
      '<iframe src="https://x.example/embed/a?b&amp;c" title="](javascript:alert(1)) &quot;&gt;&lt;script&gt;] *x*" width="1" height="2" loading="lazy" style="border:0;max-width:100%"></iframe>',
    );
  });
});

describe("2,000 hostile names", () => {
  const shown = { image: "https://x.example/badge/a.svg", link: "https://x.example/" };

  it("stay inside of what stands for the picture, in each markup", () => {
    for (const alt of hostileOnes(hostileText)) {
      const { markdown, html, asciidoc, rst } = snippetsOf({ ...shown, alt });
      expect(markdown).toMatch(
        /^\[!\[(?:[^\\[\]`*_<>!\n]|\\.)*\]\(https:\/\/x\.example\/badge\/a\.svg\)\]\(https:\/\/x\.example\/\)$/u,
      );
      expect(html).toMatch(
        /^<a href="https:\/\/x\.example\/"><img src="https:\/\/x\.example\/badge\/a\.svg" alt="[^"<>\n]*"><\/a>$/,
      );
      expect(asciidoc).toMatch(
        /^image:https:\/\/x\.example\/badge\/a\.svg\["[^"\]\n]*",link="https:\/\/x\.example\/"\]$/,
      );
      expect(rst.split("\n")).toEqual([
        ".. image:: https://x.example/badge/a.svg",
        "   :target: https://x.example/",
        expect.stringMatching(/^ {3}:alt: /),
      ]);
      const frame = frameSnippet({ src: shown.link, title: alt, width: 1, height: 2 });
      expect(frame).toMatch(/^<iframe src="https:\/\/x\.example\/" title="[^"<>\n]*" width="1" height="2" /);
      for (const text of [markdown, html, asciidoc, rst, frame])
        expect(text).not.toMatch(/(?!\n)\p{Cc}|[\p{Cf}\p{Cs}]/u);
    }
  });
});

describe("an address of Gatus", () => {
  it.each([
    ["/api/v1/endpoints/core_kraken/health/badge.svg", "/badge/kraken.svg"],
    ["/api/v1/endpoints/_kraken/health/badge.shields", "/badge/kraken.json"],
    ["/api/v1/endpoints/a_b_op-mainnet/uptimes/30d/badge.svg", "/badge/op-mainnet/uptime/30d.svg"],
    ["/api/v1/endpoints/kraken/response-times/7d/badge.svg", "/badge/kraken/latency/7d.svg"],
  ])("%s leads to %s", (path, badge) => {
    expect(badgeAlias(path)).toBe(badge);
  });
  it.each([
    "/api/v1/endpoints/core_kraken/uptimes/1h/badge.svg",
    "/api/v1/endpoints/core_kraken/response-times/30d/badge.svg",
    "/api/v1/endpoints/core_kraken/health/badge.png",
    "/api/v1/endpoints/core_KRAKEN/health/badge.svg",
    "/api/v1/endpoints/..%2Fx/health/badge.svg",
    "/api/v1/services",
  ])("%s has no counterpart here", (path) => {
    expect(badgeAlias(path)).toBeNull();
  });
});
