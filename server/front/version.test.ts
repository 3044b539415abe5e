import { brotliDecompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { isUnchanged, Version } from "#server/front/version.ts";

const answer = (text: string, type = "text/html; charset=utf-8") => ({
  status: 200,
  type,
  bytes: Buffer.from(text),
  headers: [["X-Own", "1"]] as const,
});
const page = "<p>stratum</p>".repeat(500);

it("an encoding is made once, however many ask for it at once, and is at hand from then on", async () => {
  let grown = 0;
  const version = new Version(answer(page), "moment", () => {
    grown += 1;
  });
  const all = await Promise.all(Array.from({ length: 50 }, () => version.as("br")));
  expect(new Set(all).size).toBe(1);
  const [first] = all;
  expect(version.as("br")).toBe(first);
  expect(brotliDecompressSync(first?.bytes ?? Buffer.alloc(0)).toString()).toBe(page);
  expect(grown).toBe(1);
  expect(version.size).toBeGreaterThan(page.length + (first?.bytes.length ?? 0));
  expect(version.used).toEqual(["br"]);
});

it("each encoding has a strong tag of its own, which follows from the bytes alone", async () => {
  const [one, same, other] = [answer(page), answer(page), answer(`${page}.`)].map((it) => new Version(it, "moment"));
  const tags = async (version: Version | undefined) =>
    Promise.all((["identity", "gzip", "br"] as const).map(async (encoding) => (await version?.as(encoding))?.etag));
  const own = await tags(one);
  expect(own.every((tag) => /^"[\w.-]+"$/.test(tag ?? ""))).toBe(true);
  expect(new Set(own).size).toBe(3);
  expect(await tags(same)).toEqual(own);
  expect((await tags(other)).some((tag) => own.includes(tag))).toBe(false);
});

it("a compressed answer holds no more memory than its size says", async () => {
  for (const effort of ["moment", "lasting"] as const) {
    const version = new Version(answer(page), effort);
    for (const encoding of ["br", "gzip"] as const) {
      const { bytes } = await version.as(encoding);
      expect(bytes.length).toBeLessThan(page.length / 2);
      expect(bytes.buffer.byteLength).toBe(bytes.length);
    }
  }
});

it("what is short or compressed already is sent as it is, and does not vary", async () => {
  for (const it of [answer("short"), answer(page, "font/woff2")]) {
    const { head, bytes } = await new Version(it, "moment").as("br");
    expect(bytes).toBe(it.bytes);
    expect(head).not.toContain("Content-Encoding");
    expect(head).not.toContain("Vary");
    expect(head).toContain("X-Own");
  }
});

it.each([
  ['"a.br"', true],
  ['W/"a.br"', true],
  ['"b", "a.br" , "c"', true],
  ["*", true],
  ['"a"', false],
  ["a.br", false],
  ["", false],
])("If-None-Match %s names the answer: %s", (header, known) => {
  expect(isUnchanged({ "if-none-match": header }, { etag: '"a.br"', modifiedAt: null })).toBe(known);
});

const modifiedAt = Date.parse("2026-11-22T14:32:07Z");
it.each([
  ["Sun, 22 Nov 2026 14:32:07 GMT", undefined, true],
  ["Sun, 22 Nov 2026 14:32:08 GMT", undefined, false],
  ["Sun, 22 Nov 2026 14:32:06 GMT", undefined, false],
  ["Sun, 22 Nov 2026 14:32:07 GMT", '"b"', false],
  ["Sun, 22 Nov 2020 14:32:07 GMT", '"a.br"', true],
  ["2026-11-22T14:32:07Z", undefined, false],
  ["Sun, 99 Nov 2026 14:32:07 GMT", undefined, false],
  ["", undefined, false],
  [undefined, undefined, false],
])("If-Modified-Since %s beside If-None-Match %s says that nothing changed: %s", (since, tags, known) => {
  const asked = { "if-modified-since": since, "if-none-match": tags };
  expect(isUnchanged(asked, { etag: '"a.br"', modifiedAt })).toBe(known);
});

it("of an answer without a date of change none is asked for", async () => {
  const dated = { ...answer(page), headers: [["Last-Modified", "Sun, 22 Nov 2026 14:32:07 GMT"]] as const };
  expect((await new Version(dated, "moment").as("gzip")).modifiedAt).toBe(modifiedAt);
  expect((await new Version(answer(page), "moment").as("gzip")).modifiedAt).toBeNull();
  const since = { "if-modified-since": "Sun, 22 Nov 2026 14:32:07 GMT" };
  expect(isUnchanged(since, { etag: '"a"', modifiedAt: null })).toBe(false);
});
