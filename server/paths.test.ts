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
  ["/incidents/not-an-id", "/en/-"],
])("%s is the one page that was not found", (url, path) => {
  expect(mapPath(url)).toEqual({ path });
  expect(kindOf(path)).toBe("page");
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
