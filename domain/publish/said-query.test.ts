import { describe, expect, it } from "vitest";
import { decodeSaidCursor, encodeSaidCursor, parseSaidQuery, type SaidCursor } from "#domain/publish/said-query.ts";
import { NOW } from "#domain/status/testing/views.ts";

const parse = (query: string) => parseSaidQuery(new URLSearchParams(query));
const cursor: SaidCursor = { startedAt: NOW - 12_345, id: "abc123def456" };

describe("the parameters of a service's incidents beside what its vendor said", () => {
  it("have defaults, and are read", () => {
    expect(parse("")).toEqual({ query: { limit: 50, cursor: null } });
    expect(parse(`limit=200&cursor=${encodeSaidCursor(cursor)}`)).toEqual({ query: { limit: 200, cursor } });
  });

  it.each([
    "limit=0",
    "limit=201",
    "limit=",
    "limit=1.5",
    "limit=1e2",
    "cursor=",
    "cursor=x",
    "service=kraken",
    "utm_source=x",
    "Limit=5",
    "limit=5&limit=5",
    "__proto__=1",
  ])("%s is refused with a reason", (query) => {
    expect(parse(query)).toEqual({ wrong: expect.stringMatching(/\.$/) });
  });

  it("never repeat in the refusal what was sent", () => {
    const refused = parse("%3Cscript%3E=1");
    expect("wrong" in refused && refused.wrong).not.toContain("<");
  });
});

describe("a cursor", () => {
  it("comes back as it was, and needs no escaping in an address", () => {
    const text = encodeSaidCursor(cursor);
    expect(decodeSaidCursor(text)).toEqual(cursor);
    expect(encodeURIComponent(text)).toBe(text);
  });
  it("is refused when it is not one of ours", () => {
    const text = encodeSaidCursor(cursor);
    for (const wrong of ["", ".", text.slice(0, -1), `${text}x`, text.toUpperCase(), `zzzzzzzzzzz.${cursor.id}`])
      expect(decodeSaidCursor(wrong)).toBeNull();
  });
});
