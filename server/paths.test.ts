import { expect, it } from "vitest";
import { kindOf, mapPath } from "#server/paths.ts";

it.each([
  ["/", "/en"],
  ["/?t=1", "/en"],
  ["/?x=1?y=2", "/en"],
  ["/ja", "/ja"],
  ["/ja?x=/en/", "/ja"],
  ["/services", "/en/services"],
  ["/ja/clouds/aws/us-east-1", "/ja/clouds/aws/us-east-1"],
])("%s is the page %s", (url, path) => {
  expect(mapPath(url)).toEqual({ path });
  expect(kindOf(path)).toBe("page");
});

it.each([
  ["/nowhere", "/en/-"],
  ["/nowhere?x=1", "/en/-"],
  ["/japan", "/en/-"],
  ["/ja/nowhere/at/all", "/ja/-"],
  ["/ja/en", "/ja/-"],
  ["/%E5%A4%89", "/en/-"],
  ["/_next/secret", "/en/-"],
  ["/_next/image?url=http://evil.example/x.png", "/en/-"],
  ["/clouds/AWS", "/en/-"],
  ["/feeds/en/history.rss", "/en/-"],
  ["/layers/sky/history.rss", "/en/-"],
  ["/incidents/not-an-id", "/en/-"],
])("%s is the one page that was not found", (url, path) => {
  expect(mapPath(url)).toEqual({ path });
  expect(kindOf(path)).toBe("page");
});

it.each([
  ["/history.rss", "/feeds/en/history.rss"],
  ["/history.rss?x=1&utm=2", "/feeds/en/history.rss"],
  ["/ja/feed.json", "/feeds/ja/feed.json"],
  ["/ja/services/kraken/maintenance.ics", "/feeds/ja/services/kraken/maintenance.ics"],
  ["/clouds/aws/updates.atom", "/feeds/en/clouds/aws/updates.atom"],
])("%s is the file %s", (url, path) => {
  expect(mapPath(url)).toEqual({ path });
  expect(kindOf(path)).toBe("file");
});

it.each([
  ["/api/v1/services", { path: "/api/v1/services" }],
  ["/api/v1/nothing/at/all?x=1", { path: "/api/-" }],
  ["/api", { path: "/api/-" }],
  ["/_next/static/a.js", { asset: "/_next/static/a.js" }],
  ["/icon.svg?v1", { path: "/icon.svg" }],
])("%s is %j", (url, target) => {
  expect(mapPath(url)).toEqual(target);
});

it.each([
  ["/badge/kraken.svg?style=flat&x=1", "/badge/kraken.svg"],
  ["/badge/kraken.svg?theme=dark&style=social&style=plastic", "/badge/kraken.svg?style=social&theme=dark"],
  ["/badge/kraken/uptime/30d.json?lang=ja", "/badge/kraken/uptime/30d.json?lang=ja"],
  ["/badge/kraken/uptime/1h.svg", "/badge/kraken/uptime/-.svg"],
  ["/badge/KRAKEN.svg", "/badge/-.svg"],
])("%s is the file %s", (url, path) => {
  expect(mapPath(url)).toEqual({ path });
  expect(kindOf(path)).toBe("file");
});

it.each([
  ["/embed/kraken", "/embed/en/auto/kraken"],
  ["/embed/strata?theme=dark&lang=ja&x=1", "/embed/ja/dark/strata"],
  ["/embed/kraken?theme=red&lang=fr", "/embed/en/auto/kraken"],
  ["/embed/KRAKEN", "/embed/en/auto/-"],
])("%s is what stands in a frame: %s", (url, path) => {
  expect(mapPath(url)).toEqual({ path });
  expect(kindOf(path)).toBe("embed");
});

it("what stands in a frame has one address: that of its making is none", () => {
  expect(mapPath("/embed/en/auto/kraken")).toEqual({ path: "/en/-" });
  expect(mapPath("/ja/embed/kraken")).toEqual({ path: "/ja/-" });
  expect(mapPath("/badge/kraken.png")).toEqual({ path: "/en/-" });
});

it.each([
  ["/api/v1/endpoints/core_kraken/health/badge.svg?x=1", "/badge/kraken.svg?x=1"],
  ["/en", "/"],
  ["/en/", "/"],
  ["/en?x=1?y=2", "/?x=1?y=2"],
  ["/en/services?x=1", "/services?x=1"],
  ["/en/en/services", "/services"],
  ["/foo/", "/foo"],
  ["/foo///?x=/", "/foo?x=/"],
  ["/ja/", "/ja"],
  ["/ja/foo/", "/ja/foo"],
  ["/api/v1/services/", "/api/v1/services"],
  ["/favicon.ico", "/icon.svg"],
  ["/feed.rss", "/history.rss"],
  ["/feed/rss?x=1", "/history.rss?x=1"],
  ["/feed/atom/", "/history.atom"],
  ["/en/feed.atom", "/history.atom"],
  ["/ja/services/kraken/feed.rss", "/ja/services/kraken/history.rss"],
])("%s leads to %s, which leads no further", (url, redirect) => {
  expect(mapPath(url)).toEqual({ redirect });
  expect(mapPath(redirect)).toHaveProperty("path");
});

it.each(["/%", "/ja/%ff", "/api/v1/services/%ff", "/%00", "/en/../x", "/%2e%2e/x", "*", "http://evil.example/", "/#x"])(
  "%s is no address",
  (url) => {
    expect(mapPath(url)).toHaveProperty("bad");
  },
);

it.each([
  "/en//evil.example",
  "/en/\\evil.example",
  "/en///evil.example/x",
  "//evil.example",
  "//evil.example/",
  "/\\evil.example/",
  "/en/en//evil.example",
  "/\\/en\\/evil.example/",
])("%s does not lead to another site", (url) => {
  const target = mapPath(url);
  expect("redirect" in target && new URL(target.redirect, "http://self.example").host).toBe("self.example");
});
