import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDossiers } from "#catalog/dossier/read.ts";
import { isDocumentName } from "#domain/document-name.ts";

const folder = new URL("../dossiers/", import.meta.url);
const ours = readdirSync(folder)
  .filter(isDocumentName)
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));
const [first] = ours;
if (first === undefined) throw new Error("there is no dossier");

const NAME = "2030-01-02-example.json";
const good = {
  id: "2030-01-02-example",
  title: "Example",
  provider: "Example",
  region: "global",
  started_at: "2030-01-02T10:00:00Z",
  ended_at: null,
  first_public_notice_at: null,
  root_cause: "Unknown.",
  phases: [],
  phase_source: { url: "https://example.com", title: "Example" },
  events: [
    {
      at: "2030-01-02T10:00:00Z",
      precision: "minute",
      subject: "kraken",
      subject_kind: "exchange",
      state: "degraded",
      kind: "press",
      headline: "Kraken is slow.",
      source_url: "https://example.com/1",
      source_title: "Example",
    },
  ],
  contradictions: [],
  gaps: [],
  notes: [],
};

function problemsOf(change: Record<string, unknown>, name = NAME): readonly string[] {
  return readDossiers([{ name, text: JSON.stringify({ ...good, ...change }, null, 2) }], "dossiers").problems;
}

it("every dossier of ours is right, and the newest outage comes first", () => {
  const { dossiers, problems } = readDossiers(ours, "catalog/dossiers");
  expect(problems).toEqual([]);
  expect(dossiers.length).toBe(ours.length);
  expect(dossiers.map(({ started_at }) => started_at)).toEqual(
    dossiers.map(({ started_at }) => started_at).toSorted((a, b) => (a < b ? 1 : -1)),
  );
});

it("a file that is wrong is told by line and column and left out, and no other", () => {
  const text = JSON.stringify({ ...good, provider: 7 }, null, 2);
  const { dossiers, problems } = readDossiers([{ name: NAME, text }, first], "dossiers");
  expect(dossiers.length).toBe(1);
  expect(problems).toEqual([expect.stringMatching(/^dossiers\/2030-01-02-example\.json:4:3: provider: .*string/)]);
});

it("a file that is no JSON, is too large, or nests without end is told, and read no further", () => {
  for (const text of ["{", `"${"x".repeat(1_100_000)}"`, "[".repeat(10_000)]) {
    const { dossiers, problems } = readDossiers([{ name: NAME, text }], "dossiers");
    expect(dossiers).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
  }
});

it("of two files that tell the same outage the first is kept, and the other told by line", () => {
  const text = JSON.stringify(good, null, 2);
  const yaml = { name: NAME.replace(".json", ".yaml"), text: JSON.stringify({ ...good, title: "Other" }, null, 2) };
  const { dossiers, problems } = readDossiers([{ name: NAME, text }, yaml], "dossiers");
  expect(dossiers.map(({ title }) => title)).toEqual(["Example"]);
  expect(problems).toEqual([`dossiers/2030-01-02-example.yaml:2:3: id: is that of ${NAME}, too`]);
  // One that cannot be read is in nobody's way.
  expect(readDossiers([{ name: NAME, text: "{}" }, yaml], "dossiers").dossiers.length).toBe(1);
});

describe("what more than one field must say", () => {
  it.each([
    ["an id that is not the file's", { id: "2030-01-02-other" }, /id: is 2030-01-02-other/],
    ["a start on another day than the id's", { started_at: "2030-01-03T10:00:00Z" }, /the id says 2030-01-02/],
    ["an end before the start", { ended_at: "2030-01-02T09:00:00Z" }, /ended_at: is before started_at/],
    ["a notice before the start", { first_public_notice_at: "2030-01-01T09:00:00Z" }, /is before started_at/],
    [
      "a phase that ends before it begins",
      {
        phases: [{ from: "2030-01-02T10:00:00Z", to: "2030-01-02T09:00:00Z", state: "degraded", what: "Slow" }],
      },
      /to: is before from/,
    ],
    [
      "a day that has a time",
      { events: [{ ...good.events[0], precision: "day" }] },
      /at: of precision day must be midnight UTC/,
    ],
    [
      "a time outside of its own span",
      {
        events: [{ ...good.events[0], window_utc: { from: "2030-01-02T11:00:00Z", to: "2030-01-02T12:00:00Z" } }],
      },
      /must lie within window_utc/,
    ],
    ["a scope on what is no cloud", { events: [{ ...good.events[0], scope: "region" }] }, /for a cloud's events alone/],
    [
      "an event of ten years before",
      { events: [{ ...good.events[0], at: "2020-01-02T10:00:00Z" }] },
      /:17:7: at: 2020-01-02T10:00:00Z is not within 2030-01-01 to 2030-01-16$/,
    ],
    [
      "an event more than fourteen days after the end",
      { ended_at: "2030-01-04T00:00:00Z", events: [{ ...good.events[0], at: "2030-01-18T00:00:01Z" }] },
      /at: 2030-01-18T00:00:01Z is not within 2030-01-01 to 2030-01-18/,
    ],
    ["an end in another year", { ended_at: "2031-01-02T11:00:00Z" }, /ended_at: is more than 14 days after started_at/],
    [
      "a notice in another year",
      { first_public_notice_at: "2031-01-02T10:00:00Z" },
      /first_public_notice_at: 2031-01-02T10:00:00Z is not within/,
    ],
    [
      "a phase that ends in another year",
      {
        phases: [{ from: "2030-01-02T10:00:00Z", to: "2031-01-02T11:00:00Z", state: "degraded", what: "Slow" }],
      },
      /to: 2031-01-02T11:00:00Z is not within/,
    ],
    [
      "a span that reaches into another year",
      { events: [{ ...good.events[0], window_utc: { from: "2030-01-02T09:00:00Z", to: "2031-01-02T11:00:00Z" } }] },
      /to: 2031-01-02T11:00:00Z is not within/,
    ],
    [
      "counts that are not right",
      { counts: { events: 1, minute: 2, approx: 0, day: 0, subjects: 1 } },
      /minute: says 2, and there are 1/,
    ],
    ["a link that is no https", { phase_source: { url: "javascript:alert(1)", title: "x" } }, /must be an https/],
    ["a word that is no field", { severity: "high" }, /unknown "severity"/],
  ])("%s", (_, change, message) => {
    expect(problemsOf(change)).toEqual([expect.stringMatching(message)]);
  });

  it("the right ones are read without a word", () => {
    expect(problemsOf({})).toEqual([]);
    const late = { ...good.events[0], at: "2030-01-18T00:00:00Z" };
    const before = { ...good.events[0], at: "2030-01-02T00:00:00Z", precision: "day" };
    expect(problemsOf({ ended_at: "2030-01-04T00:00:00Z", events: [before, late] })).toEqual([]);
    expect(problemsOf({ counts: { events: 1, minute: 1, approx: 0, day: 0, subjects: 1 } })).toEqual([]);
  });
});

it("only JSON and YAML that nobody hid is read", () => {
  expect(["a.json", "a.yaml", "a.yml", ".a.json", "a.md", "a.json.swp"].map(isDocumentName)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
