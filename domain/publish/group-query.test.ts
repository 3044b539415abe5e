import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALL_GROUPS,
  decodeGroupCursor,
  encodeGroupCursor,
  GROUP_LAYERS,
  GROUP_STATES,
  type GroupFilter,
  groupsPath,
  parseGroupQuery,
} from "#domain/publish/group-query.ts";

const slugs = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
const cursors = fc.record({
  anchorAt: fc.integer({ min: 0, max: 4e12 }),
  id: fc.stringMatching(/^[a-z0-9]{12}$/),
});
const filters: fc.Arbitrary<GroupFilter> = fc.record({
  state: fc.constantFrom(null, ...GROUP_STATES),
  layer: fc.constantFrom(null, ...GROUP_LAYERS),
  service: fc.option(slugs),
  cloud: fc.option(slugs),
});

describe("the address of a page of incident groups", () => {
  it("is read as it was written, whatever the filter and the place in the list", () => {
    fc.assert(
      fc.property(filters, fc.option(cursors), (filter, cursor) => {
        const { searchParams } = new URL(groupsPath(filter, cursor), "http://127.0.0.1");
        expect(parseGroupQuery(Object.fromEntries(searchParams), 20)).toEqual({ ...filter, cursor, limit: 20 });
      }),
    );
  });

  it("has no query when nothing is chosen", () => {
    expect(groupsPath(ALL_GROUPS)).toBe("/incidents");
  });

  it("ignores what it does not know, and takes the first of what is given twice", () => {
    const query = { state: ["open", "over"], layer: "cloud", service: "Robert'); drop", cursor: "1.2.3", extra: "x" };
    expect(parseGroupQuery(query, 20)).toEqual({ ...ALL_GROUPS, state: "open", cursor: null, limit: 20 });
  });
});

describe("a cursor", () => {
  it("is none where its instant is beyond all dates", () => {
    expect(decodeGroupCursor("zzzzzzzzzzz.a1b2c3d4e5f6")).toBeNull();
    expect(decodeGroupCursor("1.short")).toBeNull();
    expect(decodeGroupCursor(encodeGroupCursor({ anchorAt: 1, id: "a1b2c3d4e5f6" }))).not.toBeNull();
  });
});
