import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { mapPath } from "#server/paths.ts";

it.each([
  ["/", { path: "/en", status: 200 }],
  ["/?t=1", { path: "/en?t=1", status: 200 }],
  ["/?x=1?y=2", { path: "/en?x=1?y=2", status: 200 }],
  ["/ja", { path: "/ja", status: 200 }],
  ["/ja?x=/en/", { path: "/ja?x=/en/", status: 200 }],
  ["/nowhere", { path: "/en/nowhere", status: 404 }],
  ["/japan", { path: "/en/japan", status: 404 }],
  ["/ja/nowhere/at/all", { path: "/ja/nowhere/at/all", status: 404 }],
  ["/ja/en", { path: "/ja/en", status: 404 }],
  ["/%E5%A4%89", { path: "/en/%E5%A4%89", status: 404 }],
  ["/_next/secret", { path: "/en/_next/secret", status: 404 }],
  ["/api/v1/services", { path: "/api/v1/services", status: 200 }],
  ["/_next/static/a.js", { path: "/_next/static/a.js", status: 200 }],
  ["/icon.svg?v1", { path: "/icon.svg?v1", status: 200 }],
])("%s is the page %j", (url, target) => {
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

it("the table knows every page of app/[lang]", () => {
  const app = fileURLToPath(new URL("../app", import.meta.url));
  const files = readdirSync(join(app, "[lang]"), { recursive: true, encoding: "utf8" });
  const pages = files.filter((file) => /(?:^|\/)page\.tsx$/.test(file) && !file.startsWith("[...rest]"));
  expect(pages).toContain("page.tsx");
  for (const file of pages) {
    const path = `/${file.replace(/\/?page\.tsx$/, "")}`.replace(/\[[^\]]+\]/g, "some-slug");
    expect(mapPath(path), file).toMatchObject({ status: 200 });
  }
});
