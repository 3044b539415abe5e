import { localText, utcDay, type Zone } from "#components/times/local.ts";

/** A row as the page has it: nothing but text. */
export interface ReadRow {
  readonly name: string;
  /** One letter for each cell (drawing.ts `CODES`); `-` for what has nothing to show. */
  readonly cells: string;
  /** From which cell on which text holds. */
  readonly notes: readonly (readonly [cell: number, text: string])[];
  /** It counts when services in trouble are counted. */
  readonly isCounted: boolean;
}

/** What the page says of itself for its crosshair, as JSON on the picture. */
export interface Plot {
  /** Of the window, and of a cell. Milliseconds. */
  readonly from: number;
  readonly unitMs: number;
  /** Of the whole width, and those up to the present. */
  readonly total: number;
  readonly cells: number;
  /** Services that are counted, shown or not. */
  readonly of: number;
  /** Words of the states by their letter. */
  readonly states: Readonly<Record<string, string>>;
  readonly say: {
    readonly count: string;
    readonly row: string;
    readonly nothing: string;
    readonly comma: string;
    /** Names of months where cells are hours or days; null where a time of day is enough. */
    readonly locale: string | null;
  };
}

/** The letters of encoded cells, one for each. */
export function decodeCells(text: string): string {
  return text.replace(/(\d+)([a-z-])/g, (_, count: string, code: string) => code.repeat(Number(count)));
}

/** Trouble, as letters. */
const TROUBLE = "dpx";

export function readRow(name: string, cells: string, notes: string, isCounted: boolean): ReadRow {
  return {
    name,
    cells: decodeCells(cells),
    notes:
      notes === ""
        ? []
        : notes.split("|").map((note) => {
            const cut = note.indexOf("~");
            return [Number(note.slice(0, cut)), note.slice(cut + 1)] as const;
          }),
    isCounted,
  };
}

/** The instant of a cell, as its axis writes it, in a zone where one is asked for. Days are of UTC everywhere. */
export function timeOf({ from, unitMs, say }: Plot, cell: number, zone: Zone | null = null): string {
  const at = new Date(from + cell * unitMs);
  const clock = `${at.toISOString().slice(11, 16)} UTC`;
  const told = { at: at.getTime(), sameDayAs: at.getTime(), canGrow: false };
  const language = say.locale ?? "";
  if (say.locale === null) return zone === null ? clock : localText(clock, told, zone, language);
  const month = say.locale === "ja" ? "long" : "short";
  const day = new Intl.DateTimeFormat(say.locale, { timeZone: "UTC", day: "numeric", month }).format(at);
  if (unitMs >= 86_400_000) return zone === null ? day : utcDay(day);
  return zone === null ? `${day} ${clock}` : localText(`${day} ${clock}`, told, zone, language);
}

/** `14:21 UTC, Coinbase: down, timeout, 3 of 3`. */
export function tellRow(plot: Plot, row: ReadRow, cell: number, zone: Zone | null = null): string {
  const state = plot.states[row.cells[cell] ?? ""] ?? plot.say.nothing;
  const note = row.notes.findLast(([from]) => from <= cell)?.[1] ?? "";
  const what = [state, note].filter(Boolean).join(plot.say.comma);
  return fill(plot.say.row, { t: timeOf(plot, cell, zone), name: row.name, what });
}

/** `14:21 UTC, 7 of 63 failing`. */
export function tellCount(plot: Plot, rows: readonly ReadRow[], cell: number, zone: Zone | null = null): string {
  const n = rows.filter((row) => row.isCounted && TROUBLE.includes(row.cells[cell] ?? "o")).length;
  return fill(plot.say.count, { t: timeOf(plot, cell, zone), n: String(n), of: String(plot.of) });
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export interface Place {
  /** The cell under the crosshair; null without one. */
  readonly cell: number | null;
  /** The row it is on; null for all of them. */
  readonly row: number | null;
}

/** What a key does: arrows one unit or one row, Page fifteen units, Home and End the ends. Null for keys that mean nothing. */
export function placeAfter(
  key: string,
  { cell, row }: Place,
  { cells, rows }: { cells: number; rows: number },
): Place | null {
  const last = cells - 1;
  const at = cell ?? last;
  const to = (next: number): Place => ({ cell: Math.min(last, Math.max(0, next)), row });
  switch (key) {
    case "ArrowLeft":
      return to(at - 1);
    case "ArrowRight":
      return to(at + 1);
    case "PageDown":
      return to(at - 15);
    case "PageUp":
      return to(at + 15);
    case "Home":
      return to(0);
    case "End":
      return to(last);
    case "ArrowUp":
      return { cell: at, row: row === null || row === 0 ? null : row - 1 };
    case "ArrowDown":
      return { cell: at, row: row === null ? 0 : Math.min(rows - 1, row + 1) };
    case "Escape":
      return { cell: null, row: null };
    default:
      return null;
  }
}
