import { expect, it } from "vitest";
import {
  FEED_FILES,
  type FeedScope,
  feedAlias,
  feedPath,
  pageOfScope,
  pathIn,
  readFeedPath,
  scopesOfPage,
} from "#domain/publish/feed/address.ts";

const SCOPES: readonly FeedScope[] = [
  { kind: "all" },
  { kind: "service", slug: "kraken" },
  { kind: "layer", layer: "chain" },
  { kind: "cloud", provider: "aws" },
];

it("what is written as an address is read as the same feed, in both languages", () => {
  for (const scope of SCOPES)
    for (const file of FEED_FILES)
      for (const language of ["en", "ja"] as const)
        expect(readFeedPath(pathIn(language, feedPath(scope, file)))).toEqual({ language, scope, file });
  expect(feedPath({ kind: "layer", layer: "access" }, "history.rss")).toBe("/layers/access/history.rss");
});

it.each([
  "/history.xml",
  "/history.rss/",
  "/services/history.rss",
  "/services/Kraken/history.rss",
  "/services/kraken/api/history.rss",
  "/layers/sky/history.rss",
  "/clouds/aws/us-east-1/history.rss",
  "/incidents/abc123def456/history.rss",
  "/en/history.rss",
  "/ja/ja/history.rss",
  "/feeds/en/history.rss",
  "/",
  "",
])("%s is no feed's address", (path) => {
  expect(readFeedPath(path)).toBeNull();
});

it.each([
  ["/feed.rss", "/history.rss"],
  ["/feed/rss", "/history.rss"],
  ["/feed/atom", "/history.atom"],
  ["/ja/feed.atom", "/ja/history.atom"],
  ["/services/kraken/feed.rss", "/services/kraken/history.rss"],
  ["/feed.json", null],
  ["/feed/json", null],
  ["/nowhere/feed.rss", null],
  ["//evil.example/feed.rss", null],
])("%s is elsewhere's name for %s", (path, address) => {
  expect(feedAlias(path)).toBe(address);
});

it("a page's feeds are its own, where it has any, and those of all there is", () => {
  const all = { kind: "all" };
  expect(scopesOfPage("/")).toEqual([all]);
  expect(scopesOfPage("/incidents/abc123def456")).toEqual([all]);
  expect(scopesOfPage("/clouds")).toEqual([all]);
  expect(scopesOfPage("/services")).toEqual([all]);
  expect(scopesOfPage("/services/kraken")).toEqual([{ kind: "service", slug: "kraken" }, all]);
  expect(scopesOfPage("/clouds/aws/us-east-1")).toEqual([{ kind: "cloud", provider: "aws" }, all]);
  for (const scope of SCOPES) {
    if (scope.kind === "service" || scope.kind === "cloud") expect(scopesOfPage(pageOfScope(scope))[0]).toEqual(scope);
  }
});
