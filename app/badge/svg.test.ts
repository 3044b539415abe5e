import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { badgeSvg } from "#app/badge/svg.ts";
import { namesIn, textsOf, whatIsWrong } from "#app/badge/testing/well-formed.ts";
import type { Badge } from "#domain/publish/badge.ts";
import { BADGE_COLOURS } from "#domain/publish/badge-colour.ts";
import { BADGE_STYLES, BADGE_THEMES, type BadgeQuery, readBadgeQuery } from "#domain/publish/badge-query.ts";
import { LONGEST_LABEL } from "#domain/publish/badge-text.ts";
import { hostileOnes, hostileText } from "#domain/publish/testing/hostile.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";

const PLAIN = readBadgeQuery(() => null);
const badge = (status: Status, label = "Kraken"): Badge => ({ label, message: `it is ${status}`, status });
const asked = (given: Partial<Record<keyof BadgeQuery, string>>) => readBadgeQuery((name) => given[name] ?? null);
const svg = (status: Status, query: Partial<BadgeQuery>, label?: string) =>
  badgeSvg(badge(status, label), { ...PLAIN, ...query });

/** What the test reads is what browsers read: a reader that forgives would prove nothing. */
describe("the reader of these tests", () => {
  it.each([
    ["<a>", "open: a"],
    ["<a></b>", "an end of b"],
    ["<a/><b/>", "2 roots"],
    ['<a b="1" b="2"/>', "twice"],
    ["<a>&</a>", "an ampersand"],
    ["<a>&#0;</a>", "a reference to nothing"],
    ["<a>]]></a>", "the end of a section"],
    ["<a>\u0008</a>", "a character"],
    ["<a>\ufffe</a>", "a character"],
    ["<a>\ud800</a>", "a character"],
    ["<a>< b</a>", "no markup"],
    ["<a b=c/>", "no markup"],
    ["x<a/>", "text outside"],
  ])("refuses %j", (xml, wrong) => {
    expect(whatIsWrong(xml)).toContain(wrong);
  });
  it("takes what is well-formed", () => {
    expect(whatIsWrong('<a b="&quot;1">é&#233;<c/> &lt;</a>')).toBeNull();
  });
});

describe("whatever is asked for as a label", () => {
  it("2,000 hostile ones give well-formed badges in every style and theme, of one line and of a bounded size", () => {
    const harmless = new Set(
      BADGE_STYLES.flatMap((style) =>
        BADGE_THEMES.flatMap((theme) => [...namesIn(svg("operational", { style, theme }))]),
      ),
    );
    for (const name of ["script", "a", "image", "use", "foreignObject", "@href", "@xlink:href", "@onload"])
      expect(harmless.has(name), name).toBe(false);
    for (const [index, label] of hostileOnes(hostileText).entries()) {
      const style = BADGE_STYLES[index % BADGE_STYLES.length];
      const theme = BADGE_THEMES[Math.floor(index / BADGE_STYLES.length) % BADGE_THEMES.length];
      const status = STATUSES[index % STATUSES.length] ?? "unknown";
      const drawn = badgeSvg(badge(status), asked({ ...(style && { style }), ...(theme && { theme }), label }));
      expect(whatIsWrong(drawn)).toBeNull();
      expect(XMLValidator.validate(drawn)).toBe(true);
      expect([...namesIn(drawn)].filter((name) => !harmless.has(name))).toEqual([]);
      expect(drawn.length).toBeLessThan(16_000);
      const texts = textsOf(drawn, "text");
      expect(texts.map((text) => text.toLowerCase())).toContain(`it is ${status}`);
      for (const text of texts) {
        expect([...text].length).toBeLessThanOrEqual(3 * LONGEST_LABEL);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }
    }
  });

  it("a catalog's own name is no safer: it is cleaned where a badge is made of it, and escaped here", () => {
    expect(whatIsWrong(svg("operational", {}, `<b>"'&]]>`))).toBeNull();
  });
});

describe("no badge looks better than what it stands for", () => {
  /** The fill under the message: the last rectangle that has a colour of its own. */
  const fillOf = (drawn: string) =>
    [...drawn.matchAll(/<rect [^>]*fill="(#[0-9a-f]{6})"/g)].map(([, fill]) => fill).at(-1);

  it("another colour is given to what is operational, and to nothing else", () => {
    const colours = fc.oneof(
      fc.constantFrom(
        "green",
        "brightgreen",
        "078655",
        "#078655",
        "#4b0",
        "success",
        "currentColor",
        "var(--x)",
        "url(#a)",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(colours, fc.constantFrom(...STATUSES), (color, status) => {
        const fill = fillOf(badgeSvg(badge(status), asked({ color, style: "flat-square" })));
        if (status !== "operational") expect(fill).toBe(BADGE_COLOURS[status]);
        else expect(fill).toMatch(/^#[0-9a-f]{6}$/);
      }),
    );
    expect(fillOf(svg("operational", { color: "0b57d0", style: "flat-square" }))).toBe("#0b57d0");
  });

  it("a colour that is none is as if nobody had asked: never the green that is drawn for what is not understood", () => {
    for (const color of ["currentColor", "var(--x)", "#12345", "url(#a)", "constructor", "__proto__", "brightgreen"]) {
      const drawn = badgeSvg(badge("operational"), asked({ color, labelColor: color, style: "flat-square" }));
      expect(fillOf(drawn), color).toBe(BADGE_COLOURS.operational);
      expect(drawn, color).not.toContain("#4b0");
    }
  });

  it("the label's colour is not the message's", () => {
    for (const status of STATUSES) {
      const drawn = badgeSvg(badge(status), asked({ labelColor: "078655", style: "flat-square" }));
      expect(fillOf(drawn), status).toBe(BADGE_COLOURS[status]);
    }
  });
});

describe("what is written can be read", () => {
  /** WCAG 2.2, relative luminance and contrast. */
  const luminance = (hex: string) => {
    const long = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((from) => Number.parseInt(long.slice(from, from + 2), 16) / 255)
      .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };

  it.each(STATUSES)("%s, on its fill and in either theme, with a contrast of 4.5", (status) => {
    for (const theme of ["light", "dark"] as const) {
      const drawn = svg(status, { style: "flat-square", theme });
      const [label = "", message = ""] = [...drawn.matchAll(/<rect [^>]*fill="(#[0-9a-f]+)"/g)].map(
        ([, fill = ""]) => fill,
      );
      // A text that has no colour of its own is drawn in its group's.
      const inks = [...drawn.matchAll(/<text ([^>]*)>/g)].map(
        ([, attributes = ""]) => / fill="(#[0-9a-f]+)"/.exec(attributes)?.[1] ?? "#fff",
      );
      expect(message).toBe(BADGE_COLOURS[status]);
      expect(inks).toHaveLength(2);
      expect(contrast(label, inks[0] ?? ""), `${theme} label`).toBeGreaterThanOrEqual(4.5);
      expect(contrast(message, inks[1] ?? ""), theme).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("computes contrast as WCAG does", () => {
    expect(contrast("#fff", "#000000")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});

describe("each style", () => {
  it.each(BADGE_STYLES)("%s says label and message in text, for those who do not see it, too", (style) => {
    const drawn = svg("major_outage", { style });
    expect(drawn).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="[\d.]+" height="(?:18|20|28)" role="img" aria-label="/,
    );
    expect(textsOf(drawn, "title")[0]?.toLowerCase()).toBe("kraken: it is major_outage");
  });
  it.each(BADGE_STYLES)("%s without a label is the message alone", (style) => {
    const drawn = badgeSvg(badge("unknown"), asked({ style, label: "" }));
    expect(whatIsWrong(drawn)).toBeNull();
    expect(textsOf(drawn, "title")[0]?.toLowerCase()).toBe("it is unknown");
    expect(drawn).not.toContain("#555555");
  });
  it.each(BADGE_STYLES)(
    "%s for the reader's browser is both drawings, of which one is shown, and as large as one",
    (style) => {
      const [one, both] = [svg("operational", { style }), svg("operational", { style, theme: "auto" })];
      const sizeOf = (drawn: string) => /width="([\d.]+)" height="([\d.]+)"/.exec(drawn)?.slice(1);
      expect(sizeOf(both)).toEqual(sizeOf(one));
      expect(both).toContain("@media(prefers-color-scheme:dark)");
      expect(textsOf(both, "title")).toHaveLength(2);
      expect(whatIsWrong(both)).toBeNull();
    },
  );
});
