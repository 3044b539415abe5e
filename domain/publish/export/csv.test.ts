import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Column, csvHead, csvRow, ndjsonRow } from "#domain/publish/export/csv.ts";
import { DEFAULT_LICENCE, LICENCES, type Licence, licenceText } from "#domain/publish/export/manifest.ts";
import { monthsOver, readMonth } from "#domain/publish/export/month.ts";
import { CHECK_DAY_COLUMNS, type ExportedIncident, INCIDENT_COLUMNS } from "#domain/publish/export/rows.ts";

/** Reads a CSV strictly as RFC 4180 has it: records end with CRLF, quotes are doubled, no quote stands in a bare field. */
function readCsv(text: string): string[][] {
  const records: string[][] = [];
  const record: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [whole = "", quoted, bare = "", end] =
      /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/su.exec(text.slice(at)) ?? [];
    if (whole === "") throw new Error(`no field at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    record.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === "\r\n") records.push(record.splice(0));
    at += whole.length;
  }
  if (record.length > 0) throw new Error("the last record has no end");
  return records;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: one of the signs that begin a formula
const FORMULA = /^[=+\-@\t\r\n\u0000＝＋－＠]/;
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\u0000=1",
    "＝1+1",
    'a"b',
    "a,b",
    "a\r\nb,c",
    "\n",
    "]]>",
    "\ud800",
    "\u202eevil",
    "漢字🛰",
    " x ",
    "x".repeat(20_000),
  ),
);
const columns: readonly Column<readonly string[]>[] = [0, 1, 2].map((index) => ({
  name: `c${index}`,
  of: (row) => row[index] ?? null,
}));
const rowsOf = fc.array(fc.array(hostile, { minLength: 3, maxLength: 3 }), { maxLength: 5 });

/** What is left of a text once it is UTF-8. */
const asWritten = (text: string) => Buffer.from(text).toString();

describe("a CSV of hostile texts", () => {
  it("has as many records and fields as were written, each as it was, but for an apostrophe before what would be a formula", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const [head, ...read] = readCsv(csvHead(columns) + rows.map((row) => csvRow(columns, row)).join(""));
        expect(head).toEqual(["c0", "c1", "c2"]);
        const whole = rows.map((row) => row.map((text) => asWritten(text)));
        expect(read).toEqual(whole.map((row) => row.map((text) => (FORMULA.test(text) ? `'${text}` : text))));
        for (const text of read.flat()) expect(text).not.toMatch(FORMULA);
      }),
      { numRuns: 2_000 },
    );
  });

  it("numbers below zero stay numbers, what is not known is empty, lists are words and counts are JSON", () => {
    const row = csvRow<null>(
      [-1.5, null, true, ["a", "=b"], ["=a"], { "tcp.refused": 2 }, []].map((cell, n) => ({
        name: String(n),
        of: () => cell,
      })),
      null,
    );
    expect(row).toBe('-1.5,,true,a =b,\'=a,"{""tcp.refused"":2}",\r\n');
  });
});

describe("NDJSON of hostile texts", () => {
  it("is one line of JSON for each row, with what was written", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const text = rows.map((row) => ndjsonRow(columns, row)).join("");
        const lines = text.split("\n").slice(0, -1);
        expect(lines.map((line) => Object.values(JSON.parse(line)))).toEqual(
          rows.map((row) => row.map((one) => asWritten(one))),
        );
      }),
      { numRuns: 500 },
    );
  });
});

const incident: ExportedIncident = {
  id: "abcdefghijkl",
  group: "groupgroup12",
  service: "kraken",
  component: "api",
  layer: "access",
  lastGood: Date.parse("2026-10-01T00:00:00Z"),
  startedAt: Date.parse("2026-10-01T00:01:00.5Z"),
  detectedAt: Date.parse("2026-10-01T00:02:00Z"),
  lastBad: null,
  resolvedAt: null,
  severity: "major",
  verdict: "down",
  finding: "fails",
  confirmed: false,
  vantages: ["here", "there"],
  failureTypes: ["tcp.refused"],
  phase: "connection",
  coincides: null,
  retracted: { at: Date.parse("2026-10-02T00:00:00Z"), author: "=Ada", reason: 'our own, "firewall"\n-1' },
  ruleVersion: 1,
  madeUp: false,
};

describe("an exported incident", () => {
  it("tells instants in RFC 3339, and that it was retracted, by whom and why, in both forms", () => {
    const [names = [], values = []] = readCsv(csvHead(INCIDENT_COLUMNS) + csvRow(INCIDENT_COLUMNS, incident));
    const csv = Object.fromEntries(names.map((name, index) => [name, values[index]]));
    expect(csv).toMatchObject({
      started_at: "2026-10-01T00:01:00.500Z",
      resolved_at: "",
      vantages: "here there",
      cloud_event: "",
      retracted_at: "2026-10-02T00:00:00.000Z",
      retracted_by: "'=Ada",
      retracted_reason: 'our own, "firewall"\n-1',
    });
    expect(JSON.parse(ndjsonRow(INCIDENT_COLUMNS, incident))).toMatchObject({
      resolved_at: null,
      vantages: ["here", "there"],
      retracted_by: "=Ada",
    });
  });

  it("columns bear names of one style, each once", () => {
    for (const list of [INCIDENT_COLUMNS, CHECK_DAY_COLUMNS]) {
      const names = (list as readonly { readonly name: string }[]).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    }
  });
});

describe("months", () => {
  it("are of UTC, and what is none is refused", () => {
    expect(readMonth("2026-12")).toEqual({ from: Date.UTC(2026, 11), to: Date.UTC(2027, 0) });
    for (const text of ["2026-13", "2026-00", "2026-1", "26-10", "2026-10-01", "", "2026-10\n"]) {
      expect(readMonth(text), text).toBeNull();
    }
  });

  it("that are over begin with the one that an instant is in", () => {
    const first = Date.parse("2026-09-30T23:59:59.999Z");
    expect(monthsOver(first, Date.parse("2026-12-01T00:00:00Z"))).toEqual(["2026-09", "2026-10", "2026-11"]);
    expect(monthsOver(first, Date.parse("2026-11-30T23:59:59Z"))).toEqual(["2026-09", "2026-10"]);
    expect(monthsOver(first, first)).toEqual([]);
  });
});

describe("the note of the licence", () => {
  it("names who publishes on one line, whatever he is called, and says when nothing of it is real", () => {
    const real = licenceText({
      licence: DEFAULT_LICENCE,
      source: "https://status.example.org",
      operator: "Ada\n\nEvil\u2028Line",
      made_up: false,
    });
    expect(real).toContain("published by Ada Evil Line under the Creative Commons");
    expect(real).not.toContain("MADE-UP");
    const madeUp = licenceText({ licence: DEFAULT_LICENCE, source: null, operator: null, made_up: true });
    expect(madeUp).toContain("MADE-UP WORLD");
  });

  it("names the licence that the operator has chosen, with its address, and no other", () => {
    for (const licence of Object.keys(LICENCES) as Licence[]) {
      const text = licenceText({ licence, source: null, operator: null, made_up: false });
      for (const [other, { called, url }] of Object.entries(LICENCES))
        expect([text.includes(`${called}:\n${url}\n`), text.includes(url)]).toEqual([
          other === licence,
          other === licence,
        ]);
    }
  });
});
