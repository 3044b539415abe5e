import type { Status } from "#domain/status/status.ts";
import { type Run, runsOf } from "#domain/timeline/cells.ts";

/** Height of a strip; everything is centred in it. */
export const STRIP = 16;

/** Amplitude is severity: health is a thin line, trouble swells. Pixels of a strip. */
export const AMPLITUDE: Readonly<Record<Status, number>> = {
  operational: 4,
  unknown: 6,
  degraded_performance: 8,
  under_maintenance: 8,
  partial_outage: 12,
  major_outage: 16,
};
/** Told health is hollow, and has to be seen to be. */
const TOLD_OPERATIONAL = 6;

/** What is drawn as lines: dashes of one cell for trouble, one unbroken line for health. The class says colour and width. */
const LINES = {
  operational: "s-op",
  degraded_performance: "s-deg",
  partial_outage: "s-part",
  major_outage: "s-maj",
} as const satisfies Partial<Record<Status, string>>;
/** What is drawn as rectangles, for a pattern must not be stretched. */
const HATCHED = { unknown: "f-unk", under_maintenance: "f-mnt" } as const satisfies Partial<Record<Status, string>>;
const OUTLINED: Readonly<Record<Status, string>> = {
  operational: "o-op",
  degraded_performance: "o-deg",
  partial_outage: "o-part",
  major_outage: "o-maj",
  unknown: "f-unk",
  under_maintenance: "f-mnt",
};

export interface Line {
  readonly className: string;
  /** In cells across, pixels down. */
  readonly d: string;
}

/** In percent across, pixels down. */
export interface Box {
  readonly className: string;
  readonly x: string;
  readonly width: string;
  readonly y: number;
  readonly height: number;
}

export interface Drawing {
  readonly lines: readonly Line[];
  readonly boxes: readonly Box[];
}

/** A strip of what we measured: filled, one path for each state that occurs. */
export function drawMeasured(cells: readonly (Status | null)[]): Drawing {
  const runs = runsOf(cells);
  const lines = Object.entries(LINES).flatMap(([status, className]): Line[] => {
    const own = runs.filter((run) => run.status === status);
    if (own.length === 0) return [];
    const line = { className, d: own.map((run) => stroke(run, STRIP / 2)).join("") };
    if (status !== "degraded_performance") return [line];
    // Light yellow on paper needs an edge: one pixel above and below.
    const half = AMPLITUDE.degraded_performance / 2 - 0.5;
    const edges = own.map((run) => stroke(run, STRIP / 2 - half) + stroke(run, STRIP / 2 + half)).join("");
    return [line, { className: "s-edge", d: edges }];
  });
  const boxes = runs.flatMap((run): Box[] => {
    const className = HATCHED[run.status as keyof typeof HATCHED];
    return className === undefined ? [] : [boxOf(run, className, cells.length, AMPLITUDE[run.status], 0)];
  });
  return { lines, boxes };
}

/** A strip of what somebody else told: outlined, and hatched where nothing could be read. */
export function drawTold(cells: readonly (Status | null)[]): Drawing {
  const boxes = runsOf(cells).map((run) => {
    const isHatched = run.status in HATCHED;
    const height = run.status === "operational" ? TOLD_OPERATIONAL : AMPLITUDE[run.status];
    return boxOf(run, OUTLINED[run.status], cells.length, height, isHatched ? 0 : 0.75);
  });
  return { lines: [], boxes };
}

function stroke({ from, to }: Run, y: number): string {
  return `M${from} ${y}h${to - from}`;
}

/** Between two outlines a hair is left, or they would be one. */
const HAIR = 0.12;

function boxOf({ from, to }: Run, className: string, cells: number, height: number, inset: number): Box {
  const isLast = to === cells;
  const width = (100 * (to - from)) / cells - (inset > 0 && !isLast ? HAIR : 0);
  return {
    className,
    x: percent((100 * from) / cells),
    width: percent(width),
    y: (STRIP - height) / 2 + inset,
    height: height - 2 * inset,
  };
}

/** Thousandths of a percent are finer than any screen. */
export function percent(value: number): string {
  return `${Math.round(value * 1_000) / 1_000}%`;
}

/** One letter for each status: what the crosshair reads. */
export const CODES: Readonly<Record<Status, string>> = {
  operational: "o",
  under_maintenance: "m",
  unknown: "u",
  degraded_performance: "d",
  partial_outage: "p",
  major_outage: "x",
};

/** Cells as runs in text, `106o2d12x`; `-` for what has nothing to show. */
export function encodeCells(cells: readonly (Status | null)[]): string {
  let [text, from] = ["", 0];
  cells.forEach((status, cell) => {
    const next = cells[cell + 1];
    if (cell + 1 < cells.length && next === status) return;
    text += `${cell + 1 - from}${status === null ? "-" : CODES[status]}`;
    from = cell + 1;
  });
  return text;
}
