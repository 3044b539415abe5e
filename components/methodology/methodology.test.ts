import { describe, expect, it } from "vitest";
import { FIGURES } from "#components/methodology/figures.ts";
import { judgedCloud } from "#components/methodology/own-hosting.tsx";
import { type Block, SECTIONS } from "#components/methodology/text.ts";
import { wordsOf } from "#components/words/words.ts";

const form = (block: Block) =>
  typeof block === "string" ? "text" : "formula" in block ? "formula" : `${block.terms.length} terms`;
const figures = (block: Block) => (JSON.stringify(block).match(/\d+(?:[.,]\d+)*/g) ?? []).length;

describe("the methods in both languages", () => {
  const [en, ja] = [wordsOf("en").methodology.text(FIGURES), wordsOf("ja").methodology.text(FIGURES)];
  it.each(SECTIONS)("say the same of %s, block by block", (id) => {
    expect(ja[id].blocks.map(form)).toEqual(en[id].blocks.map(form));
  });
  it("print figures and no gap where one is missing", () => {
    for (const text of [en, ja]) expect(JSON.stringify(text)).not.toMatch(/undefined|NaN|null|\[object/);
    expect(en.verdicts.blocks.map(figures).reduce((a, b) => a + b)).toBeGreaterThan(10);
  });
});

describe("a vantage's own word of where it stands", () => {
  const clouds = new Map([
    ["aws", "Amazon Web Services"],
    ["hetzner", "Hetzner"],
  ]);
  it.each([
    ["aws", "Amazon Web Services"],
    ["AWS us-east-1", "Amazon Web Services"],
    ["Hetzner Online GmbH", "Hetzner"],
  ])("%s is a cloud that is judged here", (stated, name) => expect(judgedCloud(stated, clouds)).toBe(name));
  it.each(["my own basement", "Lawson"])("%s is none", (stated) => expect(judgedCloud(stated, clouds)).toBeNull());
});
