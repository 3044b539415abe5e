import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTarget, isSharedHost, PUBLIC_TARGETS, shownTarget } from "#domain/publish/webhook/target.ts";
import { privateHost } from "#domain/publish/webhook/testing/addresses.ts";

const why = (url: string, rules = PUBLIC_TARGETS) => {
  const target = checkTarget(url, rules);
  return target.ok ? "ok" : target.why;
};

describe("where deliveries may go, by the text of the address", () => {
  it.each([
    ["https://hooks.example.org/x?y=1", "ok"],
    ["https://hooks.example.org:443/", "ok"],
    ["https://xn--bcher-kva.ch/", "ok"],
    ["https://bücher.ch/", "ok"],
    ["http://hooks.example.org/", "not_https"],
    ["ftp://hooks.example.org/", "not_https"],
    ["javascript:alert(1)", "not_https"],
    ["https://hooks.example.org:8443/", "port"],
    ["https://hooks.example.org:0/", "port"],
    ["https://user@hooks.example.org/", "has_credentials"],
    ["https://user:word@hooks.example.org/", "has_credentials"],
    ["https://@hooks.example.org/", "has_credentials"],
    ["https://hooks.example.org/#x", "has_fragment"],
    ["https://hooks.example.org/#", "has_fragment"],
    ["https://localhost/", "not_a_public_name"],
    ["https://localhost./", "not_a_public_name"],
    ["https://a.localhost/", "not_a_public_name"],
    ["https://printer.local/", "not_a_public_name"],
    ["https://metadata.google.internal/", "not_a_public_name"],
    ["https://intranet/", "not_a_public_name"],
    ["https://x.home.arpa/", "not_a_public_name"],
    ["https://hooks.example.123/", "not_a_url"],
    ["https://hooks..example.org/", "not_a_public_name"],
    ["https://[2606:4700::1111]/", "not_a_public_name"],
    ["https://8.8.8.8/", "not_a_public_name"],
    ["//hooks.example.org/", "not_a_url"],
    [" https://hooks.example.org/", "not_a_url"],
    ["https://hooks.exa\nmple.org/", "not_a_url"],
    ["https://hooks.exa\u202emple.org/", "not_a_url"],
    ["", "not_a_url"],
    [`https://hooks.example.org/${"x".repeat(2_048)}`, "too_long"],
    [`https://hooks.example.org/${"ü".repeat(600)}`, "too_long"],
  ])("%j: %s", (url, expected) => {
    expect(why(url)).toBe(expected);
  });

  it("not our own host, nor one below it", () => {
    const rules = { ...PUBLIC_TARGETS, ownHosts: ["status.example.org"] };
    expect(
      ["https://status.example.org/", "https://STATUS.example.org./", "https://a.status.example.org/"].map((url) =>
        why(url, rules),
      ),
    ).toEqual(["own_host", "own_host", "own_host"]);
    expect(why("https://notstatus.example.org/", rules)).toBe("ok");
  });

  it("another port where an operator says so", () => {
    expect(why("https://hooks.example.org:8443/", { ports: [443, 8443], ownHosts: [] })).toBe("ok");
  });

  it("loopback only where a test says so, and then nothing else", () => {
    const rules = { ...PUBLIC_TARGETS, loopbackOnly: true };
    expect([why("http://127.0.0.1:8080/x", rules), why("http://[::1]:8080/x", rules)]).toEqual(["ok", "ok"]);
    expect([
      why("http://10.0.0.1/", rules),
      why("https://hooks.example.org/", rules),
      why("http://localhost/", rules),
    ]).toEqual(["not_a_public_name", "not_https", "not_a_public_name"]);
  });

  it("no private address in any spelling, 2,000 of them", () => {
    const part = fc.constantFrom("", "/", "/latest/meta-data", "?x=1");
    fc.assert(
      fc.property(privateHost, part, (host, rest) => {
        expect(checkTarget(`https://${host}${rest}`).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("of 2,000 made-up addresses, what is let through is https to a public name on port 443, and nothing but that", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "https:",
        "http:",
        "//",
        "/",
        "\\",
        "@",
        ":",
        "443",
        "8443",
        "#",
        "?",
        "%2e",
        "%00",
        "[",
        "]",
        "::1",
      ),
      fc.constantFrom(
        "example.org",
        "hooks",
        ".",
        "localhost",
        "127.0.0.1",
        "0x7f",
        "①②⑦",
        "。",
        "xn--",
        "\t",
        "\u202e",
      ),
      fc.string({ unit: "grapheme", maxLength: 4 }),
    );
    const made = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          made,
          made.map((text) => `https://example.org${text}`),
        ),
        (text) => {
          const target = checkTarget(text);
          if (!target.ok) return;
          accepted += 1;
          const url = new URL(target.url);
          expect(url.protocol).toBe("https:");
          expect([url.username, url.password, url.hash, url.port]).toEqual(["", "", "", ""]);
          expect(target.host).toMatch(/^(?:[a-z0-9_-]{1,63}\.)+(?:xn--[a-z0-9-]+|[a-z]{2,})$/);
          expect(target.host).not.toMatch(/(?:^|\.)local(?:host)?$|^[\d.]+$/);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(accepted).toBeGreaterThan(0);
  });

  it("what is shown of an address is not its path", () => {
    expect(shownTarget("https://hooks.slack.com/services/T0/B0/secret?x=y")).toBe("https://hooks.slack.com/…");
    expect([isSharedHost("hooks.slack.com"), isSharedHost("hooks.example.org")]).toEqual([true, false]);
  });
});
