import type { Layer, ServiceKind } from "#domain/check/service.ts";
import { isTroubled, rank } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { FindingKind } from "#domain/status/verdict.ts";
import { cellsOf, runsOf, worstCells } from "#domain/timeline/cells.ts";
import type { Span, Timeline, TimelineRow } from "#domain/timeline/timeline.ts";

/** A row with its cells. */
export interface ShownRow extends TimelineRow {
  readonly cells: readonly (Status | null)[];
  /** What holds at the end; unknown without any span. */
  readonly now: Status;
}

export interface Stratum {
  readonly layer: Layer;
  /** What stands by itself. */
  readonly rows: readonly ShownRow[];
  /** The rest as one; null for none. */
  readonly others: Others | null;
  /** All rows of the layer, shown or not. */
  readonly all: readonly ShownRow[];
}

export interface Others {
  readonly count: number;
  /** The worst of its members. */
  readonly cells: readonly (Status | null)[];
  readonly now: Status;
}

/** Rows by what they are now. */
export const STANDINGS = ["failing", "unknown", "well"] as const;
export type Standing = (typeof STANDINGS)[number];

export interface RowFilter {
  readonly layer: Layer | null;
  readonly kinds: readonly ServiceKind[];
  readonly standing: Standing | null;
  /** Ids of the only rows that are asked for; null for all. */
  readonly ids: ReadonlySet<string> | null;
  /** Nothing is folded. */
  readonly all: boolean;
}

export const NO_FILTER: RowFilter = { layer: null, kinds: [], standing: null, ids: null, all: false };

/** From what things stand on to what they lead to: the order of the picture. */
export const LAYERS: readonly Layer[] = ["cloud", "access", "chain"];
/** A provider may name every region it has: the rest of the places stand as one. */
const MOST_PLACES = 8;

/**
 * Which rows are shown: what is not well by itself, the worst first and of these what began first; what is well as one row;
 * chains all and in their fixed order, for they are the control group. Time in which we ourselves saw nothing at all brings
 * no row out: it is the same in every row. Whoever filters is shown all that he asked for.
 */
export function strataOf({ rows, window, unitMs }: Timeline, filter: RowFilter): Stratum[] {
  const isFiltered = filter.kinds.length > 0 || filter.standing !== null || filter.ids !== null;
  return LAYERS.filter((layer) => filter.layer === null || filter.layer === layer).map((layer) => {
    const own = rows.filter((row) => row.stratum === layer);
    const all = own.map((row): ShownRow => {
      const cells = cellsOf(row.spans, window, unitMs);
      return { ...row, cells, now: row.spans.at(-1)?.status ?? "unknown" };
    });
    const asked = all.filter((row) => isAsked(row, filter));
    if (layer === "chain") return { layer, rows: asked, others: null, all };
    const seen = commonGap(all);
    const told = asked.map((row) => ({ row, onset: onsetOf(row, seen, { window, unitMs }) }));
    const apart = told.filter(({ onset }) => onset !== null || filter.all || isFiltered);
    const sorted = apart.sort(
      (a, b) =>
        Number(b.onset !== null) - Number(a.onset !== null) ||
        rank(b.row.now) - rank(a.row.now) ||
        (a.onset ?? 0) - (b.onset ?? 0),
    );
    const shown = sorted.map(({ row }) => row).slice(0, layer === "cloud" && !filter.all ? MOST_PLACES : undefined);
    return { layer, rows: shown, others: othersOf(asked.filter((row) => !shown.includes(row))), all };
  });
}

/** How many are in trouble in a cell, of those that have one. */
export function troubledAt(rows: readonly ShownRow[], cell: number): number {
  return rows.filter(({ cells }) => isTroubled(cells[cell] ?? null)).length;
}

const SAYS: Readonly<Record<Standing, (status: Status) => boolean>> = {
  failing: isTroubled,
  unknown: (status) => status === "unknown",
  well: (status) => status === "operational",
};

function isAsked({ id, kind, now }: ShownRow, { kinds, standing, ids }: RowFilter): boolean {
  // What a service is says nothing of a chain or of a cloud: these are filtered by layer.
  if (kinds.length > 0 && (kind === null || !kinds.includes(kind))) return false;
  return (standing === null || SAYS[standing](now)) && (ids === null || ids.has(id));
}

function othersOf(rows: readonly ShownRow[]): Others | null {
  if (rows.length === 0) return null;
  const now = rows.reduce<Status>((worst, row) => (rank(row.now) > rank(worst) ? row.now : worst), "operational");
  return { count: rows.length, cells: worstCells(rows.map(({ cells }) => cells)), now };
}

/** Whether in a cell nothing of a whole layer is known: then it is we who saw nothing. */
function commonGap(rows: readonly ShownRow[]): (cell: number) => boolean {
  const gap = worstKnown(rows);
  return (cell) => gap[cell] === true;
}

function worstKnown(rows: readonly ShownRow[]): boolean[] {
  const length = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return Array.from({ length }, (_, cell) => rows.every(({ cells }) => (cells[cell] ?? "unknown") === "unknown"));
}

/** Nobody knows because of us, and not because of what is asked. A check is unproven until its first good answer. */
const OURS: readonly FindingKind[] = ["waiting", "unproven", "no_vantage", "vantage_down"];

function isOurs({ status, why }: Span): boolean {
  if (status !== "unknown") return false;
  return why.kind === "gap" || why.kind === "unread" || (why.kind === "finding" && OURS.includes(why.finding));
}

/**
 * When what a row has to show began: what is not well now, else the first that was not. Null for a row that was well all the
 * time, but for gaps of ours that all rows have, as long as each of them lasts for this one.
 */
function onsetOf(
  row: ShownRow,
  isGap: (cell: number) => boolean,
  { window, unitMs }: Pick<Timeline, "window" | "unitMs">,
): number | null {
  const { cells, spans } = row;
  const last = cells.findLastIndex((cell) => cell !== null);
  if (row.now !== "operational" && last >= 0 && !isGap(last)) return begunAt(spans);
  const others = cellsOf(
    spans.filter((span) => !isOurs(span)),
    window,
    unitMs,
  );
  const ours = cells.map((cell, index) => (cell === "unknown" && (others[index] ?? null) === null ? cell : null));
  const excused = new Set(
    runsOf(ours)
      .map(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index))
      .filter((run) => run.some(isGap))
      .flat(),
  );
  const bad = cells.findIndex((cell, index) => cell !== null && cell !== "operational" && !excused.has(index));
  return bad < 0 ? null : window.from + bad * unitMs;
}

/** Since when it has not been well. */
function begunAt(spans: readonly Span[]): number {
  const well = spans.findLastIndex(({ status }) => status === "operational");
  return spans[well + 1]?.from ?? 0;
}
