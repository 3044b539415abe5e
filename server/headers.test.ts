import { expect, it } from "vitest";
import { type Kind, securityHeaders } from "#server/headers.ts";

const KINDS: readonly Kind[] = ["page", "api", "icon", "file", "asset"];
const of = (...args: Parameters<typeof securityHeaders>) => new Map(securityHeaders(...args));

it("no answer may be taken for another type, framed, or load anything that is not ours", () => {
  for (const kind of KINDS) {
    const headers = of(kind, { secure: false });
    expect(headers.get("X-Content-Type-Options"), kind).toBe("nosniff");
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect(policy, kind).toMatch(/^default-src 'none';/);
    expect(policy, kind).toContain("frame-ancestors 'none'");
    expect(policy, kind).not.toMatch(/unsafe-eval|https?:|\*/);
  }
});

it("a page runs our scripts and those whose hashes are told, never whatever stands in it", () => {
  const policy = of("page", { secure: false }, ["'sha256-abc='"]).get("Content-Security-Policy");
  expect(policy).toContain("script-src 'self' 'sha256-abc=';");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).toContain("style-src 'self';");
});

it("browsers are held to https when readers come by it, and only then", () => {
  for (const kind of KINDS) {
    expect(of(kind, { secure: true }).get("Strict-Transport-Security"), kind).toMatch(/^max-age=31536000/);
    expect(of(kind, { secure: false }).has("Strict-Transport-Security"), kind).toBe(false);
  }
  expect(of("page", { secure: true }).get("Content-Security-Policy")).toContain("upgrade-insecure-requests");
  expect(of("page", { secure: false }).get("Content-Security-Policy")).not.toContain("upgrade-insecure-requests");
});

it("data may be read from other sites, pages may not", () => {
  expect(of("api", { secure: true }).get("Access-Control-Allow-Origin")).toBe("*");
  expect(of("page", { secure: true }).has("Access-Control-Allow-Origin")).toBe(false);
  expect(of("page", { secure: true }).get("Cross-Origin-Resource-Policy")).toBe("same-origin");
});
