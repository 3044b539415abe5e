import { expect, it } from "vitest";
import { mapPath } from "#server/paths.ts";

it.each([
  ["/", { path: "/en" }],
  ["/?t=1", { path: "/en?t=1" }],
  ["/services/kraken", { path: "/en/services/kraken" }],
  ["/ja", { path: "/ja" }],
  ["/ja/services", { path: "/ja/services" }],
  ["/japan", { path: "/en/japan" }],
  ["/en", { redirect: "/" }],
  ["/en/services?x=1", { redirect: "/services?x=1" }],
  ["/api/v1/services", { path: "/api/v1/services" }],
  ["/_next/static/a.js", { path: "/_next/static/a.js" }],
])("%s is the page %j", (url, target) => {
  expect(mapPath(url)).toEqual(target);
});

it.each(["/en//evil.example", "/en/\\evil.example", "/en///evil.example/x"])(
  "%s does not lead to another site",
  (url) => {
    const target = mapPath(url);
    expect("redirect" in target && new URL(target.redirect, "http://self.example").host).toBe("self.example");
  },
);
