/** What a field of an export holds. Lists and counts stand in one field of a CSV. */
export type Cell = string | number | boolean | null | readonly string[] | Readonly<Record<string, number>>;

/** A column of an export: its name in both forms, and what it holds of a row. */
export interface Column<Row> {
  readonly name: string;
  readonly of: (row: Row) => Cell;
}

/** A line of a CSV (RFC 4180) with the names of the columns. */
export function csvHead<Row>(columns: readonly Column<Row>[]): string {
  return csvLine(columns.map(({ name }) => name));
}

/** A row as a line of a CSV (RFC 4180); what nobody knows is an empty field. */
export function csvRow<Row>(columns: readonly Column<Row>[], row: Row): string {
  return csvLine(columns.map(({ of }) => field(of(row))));
}

/** A row as a line of NDJSON. */
export function ndjsonRow<Row>(columns: readonly Column<Row>[], row: Row): string {
  return `${JSON.stringify(Object.fromEntries(columns.map(({ name, of }) => [name, wellFormed(of(row))])))}\n`;
}

function csvLine(fields: readonly string[]): string {
  return `${fields.map(quoted).join(",")}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

function field(cell: Cell): string {
  if (cell === null) return "";
  // A number is one, below zero too: nothing that others wrote gets here.
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  if (typeof cell === "string") return noFormula(whole(cell));
  if (isList(cell)) return noFormula(whole(cell.join(" ")));
  return JSON.stringify(cell);
}

/**
 * A text that a spreadsheet would take for a formula begins with an apostrophe (OWASP ASVS 5.0, 1.2.10). It also takes the
 * full-width signs for one.
 */
function noFormula(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: one of the signs that begin a formula
  return /^[=+\-@\t\r\n\u0000\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

function wellFormed(cell: Cell): Cell {
  if (typeof cell === "string") return whole(cell);
  if (cell !== null && typeof cell === "object" && isList(cell)) return cell.map(whole);
  return cell;
}

/** Half a surrogate pair is no character, and could not be written as UTF-8. */
function whole(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}

function isList(cell: readonly string[] | Readonly<Record<string, number>>): cell is readonly string[] {
  return Array.isArray(cell);
}
