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

it("what is made for other people's pages may be framed by anybody, and there runs nothing, sends nothing and loads only its style", () => {
  const headers = of("embed", { secure: true });
  expect(headers.get("Content-Security-Policy")).toBe(
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *",
  );
  expect(headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
  // In a sandboxed frame nothing is of the same origin, not even its own style.
  expect(of("asset", { secure: true }).get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
  expect(headers.has("Access-Control-Allow-Origin")).toBe(false);
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
});

it("a picture that is opened by itself is shut in: it runs nothing", () => {
  expect(of("file", { secure: true }).get("Content-Security-Policy")).toMatch(/; sandbox;/);
});

it("data and pictures may be read from other sites, pages may not", () => {
  for (const kind of ["api", "file"] as const) {
    expect(of(kind, { secure: true }).get("Access-Control-Allow-Origin"), kind).toBe("*");
    expect(of(kind, { secure: true }).get("Cross-Origin-Resource-Policy"), kind).toBe("cross-origin");
  }
  expect(of("page", { secure: true }).has("Access-Control-Allow-Origin")).toBe(false);
  expect(of("page", { secure: true }).get("Cross-Origin-Resource-Policy")).toBe("same-origin");
});
