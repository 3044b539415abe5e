import { describe, expect, it } from "vitest";
import { readEntry, readInstant, writeEntry, writeInstant } from "#domain/publish/list-query.ts";

const FIRST = Date.parse("1970-01-01T00:00:00Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

describe("an instant in an address", () => {
  it.each([FIRST, Date.parse("2026-10-20T07:11:42.123Z"), LAST])("is read as it was written: %d", (at) => {
    expect(readInstant(writeInstant(at))).toBe(at);
  });

  it("is one whose written form has a year of four digits, and nothing else", () => {
    for (const at of [FIRST - 1, LAST + 1, 8.64e15, 8.64e15 + 1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(readInstant(writeInstant(at)), String(at)).toBeNull();
    for (const text of ["", " 1", "1.5", "zzzzzzzzzzz", "100000000000", "A"])
      expect(readInstant(text), text).toBeNull();
  });
});

describe("an entry in an address", () => {
  const entry = { at: LAST, id: "a1b2c3d4e5f6" };

  it("is read as it was written, up to the end of the year 9999", () => {
    expect(readEntry(writeEntry(entry))).toEqual(entry);
    expect(readEntry(writeEntry({ ...entry, at: LAST + 1 }))).toBeNull();
  });

  it.each(["", ".", "1", "1.", "1.short", `1.${entry.id}.`, `.${entry.id}`, `1.${entry.id.toUpperCase()}`])(
    "is none of %s",
    (text) => {
      expect(readEntry(text)).toBeNull();
    },
  );
});
