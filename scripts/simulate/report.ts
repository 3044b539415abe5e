/** A figure beside the one it should be. */
export interface Cell {
  readonly name: string;
  readonly passes: boolean;
}

/** A part of the report: a table, what to read it by, and what in it was compared. */
export interface Section {
  readonly title: string;
  readonly notes: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly cells: readonly Cell[];
  /** Where the product does something else than what methods computed: known, explained in the notes and no failure. */
  readonly differs?: readonly string[];
}

/** How long each experiment runs. */
export interface Sizes {
  /** Rounds simulated are this many divided by the number of vantages. */
  readonly vantageRounds: number;
  readonly delays: number;
  readonly powerRuns: number;
}

export const ROUNDS_PER_YEAR = 1_051_920;

export const verdictOf = (passes: boolean) => (passes ? "PASS" : "FAIL");

/** Half a unit of the last digit of a figure as printed: what rounding hides. */
export function halfUnit(printed: string): number {
  const [mantissa = "", exponent = "0"] = printed.split("e");
  return 0.5 * 10 ** (Number(exponent) - (mantissa.split(".")[1]?.length ?? 0));
}

/** Four significant digits; very large and very small ones with an exponent. */
export function figure(value: number, digits = 4): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size < 1e-3 || size >= 1e5 ? value.toExponential(digits - 1) : value.toPrecision(digits);
}

export const percent = (share: number, digits = 1) => `${(100 * share).toFixed(digits)} %`;

/** Columns wide enough for what is in them: the first is text, the others are figures. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, text] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, text.length);
  }
  const pad = (text: string, at: number) => (at === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[at] ?? 0));
  return rows.map((row) => row.map(pad).join("  ").trimEnd());
}

export function printed({ title, notes, head, rows }: Section): string[] {
  return [title, ...notes.map((note) => `  ${note}`), "", ...aligned([head, ...rows]).map((line) => `  ${line}`), ""];
}

/** The last lines: what differs, every figure that is off by name, and how many there were. */
export function conclusion(sections: readonly Section[]): { lines: string[]; passes: boolean } {
  const cells = sections.flatMap((section) => section.cells);
  const off = cells.filter(({ passes }) => !passes);
  const passes = off.length === 0 && cells.length > 0;
  const count = `${cells.length - off.length} of ${cells.length} figures of methods 1.3 reproduced`;
  const differs = sections.flatMap((section) => section.differs ?? []);
  const lines = [...differs.map((text) => `DIFFERS ${text}`), ...off.map(({ name }) => `FAIL ${name}`)];
  return { lines: [...lines, `${verdictOf(passes)}: ${count}`], passes };
}
