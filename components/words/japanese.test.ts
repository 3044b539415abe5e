import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chains } from "#catalog/chains.ts";
import { contextFigures } from "#catalog/clouds/context.ts";
import { clouds } from "#catalog/clouds/providers.ts";
import { services } from "#catalog/index.ts";
import { catalogText, TEXTS } from "#components/words/catalog-ja.ts";
import { JAPANESE, PUNCTUATION, REFUSED, SHORT_VOWELS, SPACES } from "#components/words/testing/japanese.ts";
import { wordsOf } from "#components/words/words.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const FILES = ["components/words/", "domain/publish/"].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => /(?:^|-)ja\.ts$/.test(name))
    .map((name) => folder + name),
);
/** Every line that holds Japanese, without what the catalog says in English beside it. Formulas are written as elsewhere. */
const LINES = FILES.flatMap((file) =>
  read(file)
    .split("\n")
    .map((line, index) => ({ at: `${file}:${index + 1}`, text: line.replace(/^\s*(?:"[^"]*"|'[^']*'):/, "") }))
    .filter(({ text }) => JAPANESE.test(text) && !/^\s*(?:\/?\*|\/\/)|formula:/.test(text)),
);
const breaking = (rule: RegExp) =>
  LINES.filter(({ text }) => rule.test(text)).map(({ at, text }) => `${at} ${text.trim()}`);

describe("the Japanese of the words files", () => {
  it("uses the words of docs/japanese.md, and none that it refuses", () => {
    expect(REFUSED.length).toBeGreaterThan(20);
    expect(breaking(new RegExp(REFUSED.join("|")))).toEqual([]);
  });
  it("has no space between Japanese and Latin letters or figures, but before a value", () => {
    expect(SPACES.flatMap(breaking)).toEqual([]);
  });
  it("has full-width punctuation, and none doubled", () => {
    expect(PUNCTUATION.flatMap(breaking)).toEqual([]);
  });
  it("writes long vowels at the end of loan words", () => {
    expect(breaking(SHORT_VOWELS)).toEqual([]);
  });
});

type Leaf = readonly [path: string, en: unknown, ja: unknown];

function leaves(en: unknown, ja: unknown, path = ""): Leaf[] {
  if (typeof en !== "object" || en === null || typeof ja !== "object" || ja === null) return [[path, en, ja]];
  return Object.keys(en).flatMap((key) =>
    leaves((en as Record<string, unknown>)[key], (ja as Record<string, unknown>)[key], `${path}.${key}`),
  );
}

/** Names and abbreviations that are the same in both. */
const SAME = /^(?:HHI|S|TLS|English|日本語)$/;

describe("both languages", () => {
  const all = leaves(wordsOf("en"), wordsOf("ja"));

  it("have the same words, each of its own kind", () => {
    expect(
      leaves(wordsOf("ja"), wordsOf("en"))
        .map(([path]) => path)
        .sort(),
    ).toEqual(all.map(([path]) => path).sort());
    for (const [path, en, ja] of all) expect(typeof ja, path).toBe(typeof en);
  });
  it("leave no word of English in Japanese", () => {
    for (const [path, en, ja] of all) {
      if (typeof en !== "string" || typeof ja !== "string" || SAME.test(ja)) continue;
      if (!/[A-Za-z]/.test(en.replace(/\{\w+\}/g, ""))) continue;
      expect(ja, path).not.toBe(en);
      if (ja !== "") expect(ja, path).toMatch(JAPANESE);
    }
  });
});

describe("the catalog in Japanese", () => {
  const proves = services.flatMap(({ components }) =>
    components.flatMap(({ checks }) => checks.map((check) => check.proves)),
  );
  const claims = services.flatMap(({ hosting }) => hosting.flatMap(({ claim, strength }) => [claim, strength]));
  const context = contextFigures.flatMap(({ measures, countedBy, dated, parts, corrections }) => [
    measures,
    countedBy,
    dated,
    ...parts.map(({ name }) => name),
    ...corrections.flatMap(({ claim, correction }) => [claim, correction]),
  ]);
  const notes = services.flatMap(({ lifecycle }) => lifecycle.note ?? []);
  const towns = clouds.flatMap(({ regions }) => regions.flatMap(({ metro }) => metro ?? []));

  it("has every town that a region is named after, and what the templates of checks say", () => {
    const shared = proves.filter((text, index) => proves.indexOf(text) !== index);
    expect([...new Set([...towns, ...shared])].filter((text) => catalogText(text) === null)).toEqual([]);
  });
  it("has no text that the catalog no longer has", () => {
    const said = new Set([...proves, ...claims, ...notes, ...context, ...towns]);
    expect(Object.keys(TEXTS).filter((text) => !said.has(text))).toEqual([]);
  });
  it("has each claim of where a service stands, with how well it is founded", () => {
    expect(catalogText("Slowed on 2025-10-20 (article claim)")).toBe("記事の記述：2025年10月20日に低速化");
    expect(catalogText("Slowed on 2025-10-20 (somebody said so)")).toBeNull();
  });
  it("names the parts that several services have", () => {
    const names = services.flatMap(({ components }) => components.map(({ name }) => name));
    const known = new Set([...chains.map(({ name }) => name), ...services.map(({ name }) => name), "API", "REST API"]);
    const shared = names.filter((name, index) => names.indexOf(name) !== index && !known.has(name));
    const untold = [...new Set(shared)].filter((name) => wordsOf("ja").sentences.component(name) === name);
    expect(untold).toEqual([]);
  });
  it("says nothing of what it does not know: that is shown as it is, marked as English", () => {
    for (const text of ["Our own check", "constructor", "toString (constructor)"]) expect(catalogText(text)).toBeNull();
  });
});
