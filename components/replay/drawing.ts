import { AMPLITUDE, percent, STRIP } from "#components/strata/drawing.ts";
import { isTroubled } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Span } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** A replay is drawn whole, several times as wide as what is shown of it, and shifted: turning a page draws nothing anew. */
export interface Pan {
  readonly x: string;
  readonly width: string;
}

/** Where the whole drawing stands so that `shown` is in sight. */
export function panOf(window: Window, shown: Window): Pan {
  const shownMs = shown.to - shown.from;
  return {
    x: percent((-100 * (shown.from - window.from)) / shownMs),
    width: percent((100 * (window.to - window.from)) / shownMs),
  };
}

/** Where an instant lies in a window: in the whole drawing, or in what is shown of it. */
export function across(at: EpochMs, { from, to }: Window): string {
  return percent((100 * (at - from)) / (to - from));
}

/** A tick nearer to an edge than this would be cut. */
const EDGE_MS = 6 * 60_000;

export function isTickShown(at: EpochMs, { from, to }: Window): boolean {
  return at >= from + EDGE_MS && at <= to - EDGE_MS;
}

export interface ToldBox {
  readonly className: string;
  readonly x: string;
  readonly width: string;
  readonly y: number;
  readonly height: number;
  /** An end is not known: `4 3`. */
  readonly isOpen: boolean;
}

/** A sighting at "about": a lozenge on its instant. */
export interface Sighting {
  readonly className: string;
  readonly x: string;
}

export interface ToldDrawing {
  readonly boxes: readonly ToldBox[];
  readonly sightings: readonly Sighting[];
}

/** The end of a class's name for what is told: `o-maj`, `sg-maj`, `note maj`. */
export const TOLD_CLASS: Readonly<Record<Status, string>> = {
  operational: "op",
  under_maintenance: "mnt",
  unknown: "unk",
  degraded_performance: "deg",
  partial_outage: "part",
  major_outage: "maj",
};
/** Told health is hollow, and has to be seen to be. */
const TOLD_OPERATIONAL = 6;
const STROKE = 1.5;

/** Spans that somebody told, as outlines: neighbours of one state are one. Hatched is what nobody knows. */
export function drawSpans(spans: readonly Span[], window: Window): ToldDrawing {
  const boxes = joined(spans).map((span): ToldBox => {
    const isHatched = span.status === "unknown" || span.status === "under_maintenance";
    const height = span.status === "operational" ? TOLD_OPERATIONAL : AMPLITUDE[span.status];
    const inset = isHatched ? 0 : STROKE / 2;
    return {
      className: `${isHatched ? "f" : "o"}-${TOLD_CLASS[span.status]}`,
      x: across(span.from, window),
      width: percent((100 * (span.to - span.from)) / (window.to - window.from)),
      y: (STRIP - height) / 2 + inset,
      height: height - 2 * inset,
      isOpen: isTroubled(span.status) && [span.begins, span.ends].some(({ certainty }) => certainty !== "known"),
    };
  });
  const sightings = spans.flatMap(({ from, status, begins, why }): Sighting[] =>
    begins.certainty === "bracketed" && why.kind === "entry"
      ? [{ className: `sg-${TOLD_CLASS[status]}`, x: across(from, window) }]
      : [],
  );
  return { boxes, sightings };
}

/** Neighbours of one state as one, with the outer ends. */
export function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last?.status === span.status && last.to === span.from) {
      all[all.length - 1] = { ...last, to: span.to, ends: span.ends };
    } else all.push(span);
  }
  return all;
}
