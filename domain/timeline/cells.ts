import { rank } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { Span } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

/**
 * The window cut into units: each shows the worst that was seen in it, and is unknown only if nothing in it was known
 * (guides/ui.md 3). Null where there is nothing to show yet: a unit that begins after all that is told.
 *
 * @param spans sorted and disjoint
 */
export function cellsOf(spans: readonly Span[], { from, to }: Window, unitMs: number): (Status | null)[] {
  const cells: (Status | null)[] = new Array<null>(Math.max(0, Math.ceil((to - from) / unitMs))).fill(null);
  for (const span of spans) {
    if (span.to <= span.from) continue;
    const first = Math.max(0, Math.floor((span.from - from) / unitMs));
    const last = Math.min(cells.length, Math.ceil((span.to - from) / unitMs));
    for (let cell = first; cell < last; cell += 1) cells[cell] = worse(cells[cell] ?? null, span.status);
  }
  return cells;
}

/** What is known goes before what is not; of what is known the worst. */
function worse(a: Status | null, b: Status): Status {
  if (a === null || a === "unknown") return b;
  return b !== "unknown" && rank(b) > rank(a) ? b : a;
}

/** Cells of several rows as one: the worst by the status order, in which what is not known goes before what is well. */
export function worstCells(rows: readonly (readonly (Status | null)[])[]): (Status | null)[] {
  const length = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length }, (_, cell) =>
    rows.reduce<Status | null>((worst, row) => {
      const status = row[cell] ?? null;
      return status === null || (worst !== null && rank(worst) >= rank(status)) ? worst : status;
    }, null),
  );
}

/** Neighbouring cells of one status: from included, to excluded. */
export interface Run {
  readonly status: Status;
  readonly from: number;
  readonly to: number;
}

/** The cells as runs, first to last. A cell with nothing to show is in none. */
export function runsOf(cells: readonly (Status | null)[]): Run[] {
  const runs: Run[] = [];
  cells.forEach((status, cell) => {
    if (status === null) return;
    const last = runs.at(-1);
    if (last?.status === status && last.to === cell) runs[runs.length - 1] = { ...last, to: cell + 1 };
    else runs.push({ status, from: cell, to: cell + 1 });
  });
  return runs;
}
