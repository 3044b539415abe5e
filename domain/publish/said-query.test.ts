import { describe, expect, it } from "vitest";
import { decodeSaidCursor, encodeSaidCursor, type SaidCursor, saidQueryOf } from "#domain/publish/said-query.ts";
import { NOW } from "#domain/status/testing/views.ts";

const cursor: SaidCursor = { startedAt: NOW - 12_345, id: "abc123def456" };

it("a service's incidents beside what its vendor said are asked for with defaults, or as was given", () => {
  expect(saidQueryOf(new Map())).toEqual({ limit: 50, cursor: null });
  const given = new Map(Object.entries({ limit: "200", cursor: encodeSaidCursor(cursor) }));
  expect(saidQueryOf(given)).toEqual({ limit: 200, cursor });
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
