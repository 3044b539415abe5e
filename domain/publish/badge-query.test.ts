import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BADGE_PARAMETERS, type BadgeQuery, readBadgeQuery } from "#domain/publish/badge-query.ts";
import { badgeText, hexColour, LONGEST_LABEL } from "#domain/publish/badge-text.ts";

const NAMES = Object.keys(BADGE_PARAMETERS) as (keyof BadgeQuery)[];
/** Texts of every code point, and of the ones that are no text at all. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 }).map((units) => String.fromCharCode(...units)),
);

describe("a text in a badge", () => {
  it("is of one line, composed, without controls, directions or half characters, and at most 64 long, whatever was sent", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = badgeText(text);
        expect(clean).toBe(clean.normalize("NFC"));
        expect(clean).toBe(clean.trim());
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]| {2}/u);
        expect([...clean].length).toBeLessThanOrEqual(LONGEST_LABEL);
      }),
      { numRuns: 2_000 },
    );
  });

  it("cleaned twice is cleaned once", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(badgeText(badgeText(text))).toBe(badgeText(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["Kraken", "Kraken"],
    ["  Kraken \n API\t", "Kraken API"],
    ["\u202eKraken\u2066\u0000", "Kraken"],
    ["e\u0301", "é"],
    ["\ud800x\udfff", "x"],
    ["稼働状況", "稼働状況"],
    ["a".repeat(65), `${"a".repeat(63)}…`],
    ["😀".repeat(64), "😀".repeat(64)],
    [`Z${"\u0351".repeat(40)}x`, `Z${"\u0351".repeat(4)}x`],
  ])("%j is %j", (text, clean) => {
    expect(badgeText(text)).toBe(clean);
  });
});

describe("a colour", () => {
  it.each([
    ["0B57D0", "0b57d0"],
    ["#0b57d0", "0b57d0"],
    ["#4b0", "44bb00"],
  ])("%s is %s", (text, hex) => {
    expect(hexColour(text)).toBe(hex);
  });
  it.each([
    "green",
    "brightgreen",
    "#12345",
    "currentColor",
    "var(--x)",
    "url(#a)",
    "rgb(0,0,0)",
    "",
    "#",
    "constructor",
  ])("%j is none", (text) => {
    expect(hexColour(text)).toBeNull();
  });
});

describe("what is asked for", () => {
  const given = fc.record(Object.fromEntries(NAMES.map((name) => [name, fc.option(anyText)]))) as fc.Arbitrary<
    Record<keyof BadgeQuery, string | null>
  >;

  it("has one spelling: what is spelled as the table spells it means the same, and is spelled so again", () => {
    fc.assert(
      fc.property(given, (asked) => {
        const spelled = (name: keyof BadgeQuery) => {
          const value = asked[name];
          return value === null ? null : BADGE_PARAMETERS[name](value);
        };
        for (const name of NAMES) {
          const once = spelled(name);
          if (once !== null) expect(BADGE_PARAMETERS[name](once), name).toBe(once);
        }
        expect(readBadgeQuery(spelled)).toEqual(readBadgeQuery((name) => asked[name]));
      }),
    );
  });

  it("and would hold anyway has no spelling", () => {
    const usual = { style: "flat", lang: "en", theme: "light", cacheSeconds: "60" } as const;
    for (const name of ["style", "lang", "theme", "cacheSeconds"] as const)
      expect(BADGE_PARAMETERS[name](usual[name]), name).toBeNull();
    expect(readBadgeQuery((name) => (name in usual ? usual[name as keyof typeof usual] : null))).toEqual(
      readBadgeQuery(() => null),
    );
  });

  it.each([
    ["0", 60],
    ["59", 60],
    ["61", 61],
    ["86400", 86_400],
    ["999999999", 86_400],
    ["1e9", 60],
    ["-1", 60],
    ["3600.5", 60],
    ["0000000000120", 60],
    ["0120", 120],
  ])(
    "to be kept for %s seconds is kept for %i: longer than usual, never shorter, and no longer than a day",
    (asked, seconds) => {
      expect(readBadgeQuery((name) => (name === "cacheSeconds" ? asked : null)).cacheSeconds).toBe(seconds);
    },
  );

  it("of a label, an empty one is asked for, and one of nothing but controls is not", () => {
    const labelOf = (label: string) => readBadgeQuery((name) => (name === "label" ? label : null)).label;
    expect(labelOf("")).toBe("");
    expect(labelOf("\u0000\u202e ")).toBeNull();
    expect(readBadgeQuery(() => null).label).toBeNull();
  });
});
