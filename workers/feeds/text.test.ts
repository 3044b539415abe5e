import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeText } from "#workers/feeds/decode.ts";
import { httpUrl, plainText, plainTitle } from "#workers/feeds/text.ts";
import { fromEpoch, fromIso, fromRfc822, nearestYear } from "#workers/feeds/time.ts";

const utf16 = (text: string, bigEndian: boolean, mark = true) => {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
};

describe("encodings", () => {
  test.each([
    ["UTF-8", Buffer.from("é 中"), undefined],
    ["UTF-8 with a mark", Buffer.from("\uFEFFé 中"), undefined],
    ["UTF-16 big-endian by its mark", utf16("é 中", true), "application/json;charset=utf-16"],
    ["UTF-16 little-endian by its mark", utf16("é 中", false), "application/json;charset=utf-16"],
    ["UTF-8 that is announced as UTF-16", Buffer.from("é 中"), "application/json;charset=utf-16"],
    ["UTF-8 that is announced as Latin-1", Buffer.from("é 中"), "text/xml; charset=iso-8859-1"],
  ])("%s", (_name, bytes, contentType) => {
    expect(decodeText(bytes, contentType)).toBe("é 中");
  });

  test("UTF-16 without a mark is told by its zeros", () => {
    expect(decodeText(utf16("[]", true, false))).toBe("[]");
    expect(decodeText(utf16("[]", false, false))).toBe("[]");
  });

  test("Latin-1 is read when it is declared, in the header or in the XML, and not guessed at", () => {
    const latin = Buffer.from("<a>caf\xe9</a>", "latin1");
    expect(decodeText(latin, "text/xml; charset=ISO-8859-1")).toBe("<a>café</a>");
    const declared = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>caf\xe9</a>', "latin1");
    expect(decodeText(declared)).toContain("café");
    expect(() => decodeText(latin)).toThrow(/not valid/);
  });
});

describe("what others wrote becomes plain text", () => {
  test.each([
    ["<p>One</p><p>Two<br/>Three</p>", "One\n\nTwo\nThree"],
    ["a <script>alert(1)</script>b", "a b"],
    ["a <style>b{}</style> <svg onload=x><script>y</script></svg>c", "a c"],
    ["&lt;script&gt;alert(1)&lt;/script&gt;b", "b"],
    ["&amp;lt;img src=x onerror=alert(1)&amp;gt;b", "b"],
    ["short &lt;1min period, US <-> BLR, a < b", "short <1min period, US <-> BLR, a < b"],
    ["AT&amp;T &#38; caf&#xe9; &nbsp;x", "AT&T & café x"],
    ["a\u202Eb\u0000c\u200Bd", "abcd"],
    ["x &#0;&#xD800;&#x110000; y", "x y"],
    ["an <a href='https://e.example'>link</a>", "an link"],
    ["unfinished <b", "unfinished"],
  ])("%j -> %j", (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  test("whatever comes in, nothing that begins a tag and no control character comes out", () => {
    const nasty = fc.array(
      fc.constantFrom("<", ">", "&lt;", "&amp;", "lt;", "script", "/", "!--", "-->", "a", " ", "&#60;", "\u0007"),
    );
    fc.assert(
      fc.property(nasty, (parts) => {
        const text = plainText(parts.join(""));
        expect(text).not.toMatch(/<[a-z/!?]/i);
        expect(text).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  test("texts and titles are bounded, and cut between characters", () => {
    expect(plainText("x".repeat(1e6)).length).toBe(32_000);
    expect(plainTitle("😀".repeat(1000))).not.toMatch(/\p{Cs}/u);
    expect(plainTitle("a\n b")).toBe("a b");
  });

  test.each([
    ["https://e.example/a?b=1", "https://e.example/a?b=1"],
    ["javascript:alert(1)", null],
    ["data:text/html,x", null],
    ["https://user:secret@e.example/", null],
    ["//e.example/a", null],
    [`https://e.example/${"x".repeat(3000)}`, null],
    ["", null],
  ])("%s as a link is %s", (text, url) => {
    expect(httpUrl(text)).toBe(url);
  });
});

describe("times", () => {
  const at = Date.UTC(2026, 7, 6, 1, 9);
  test.each([
    ["Thu, 06 Aug 2026 01:09:00 Z", at],
    ["Thu, 06 Aug 2026 01:09:00 GMT", at],
    ["Wed, 05 Aug 2026 18:09:00 PDT", at],
    ["Wed, 05 Aug 2026 17:09:00 PST", at],
    ["06 Aug 2026 03:09:00 +0200", at],
    ["Thu, 06 Aug 2026 24:09:00 UTC", Date.UTC(2026, 7, 6, 0, 9)],
    ["Thu, 06 Aug 2026 01:09:00 XYZ", null],
    ["Thu, 31 Feb 2026 01:09:00 GMT", null],
    ["yesterday", null],
  ])("RSS: %s", (text, expected) => {
    expect(fromRfc822(text)).toBe(expected);
  });

  test.each([
    ["2026-08-06T01:09:00Z", at],
    ["2026-08-06T01:09:00+00:00", at],
    ["2026-08-05T19:09:00.000-06:00", at],
    ["2026-08-06T01:09", at],
    ["2026-13-06T01:09:00Z", null],
    ["1026-08-06T01:09:00Z", null],
    [null, null],
  ])("ISO: %s", (text, expected) => {
    expect(fromIso(text)).toBe(expected);
  });

  test("seconds and milliseconds are told apart, as numbers and as digits", () => {
    for (const value of [1772369485, "1772369485", 1772369485000, "1772369485000"]) {
      expect(fromEpoch(value)).toBe(1772369485000);
    }
    for (const value of [0, -1, 1e300, Number.NaN, "12ab", "", null, {}]) expect(fromEpoch(value)).toBeNull();
  });

  test("a day without a year is put next to what it belongs to", () => {
    const wall = { month: 11, day: 31, hour: 23, minute: 50 };
    expect(nearestYear(wall, 0, Date.UTC(2026, 0, 1, 2))).toBe(Date.UTC(2025, 11, 31, 23, 50));
  });
});
