import { instantLabel, rangeEnds } from "#components/strata/axis.ts";
import type { Words } from "#components/words/words.ts";
import type { UnknownKind } from "#domain/publish/sentence-words.ts";
import { isTroubled, rank } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { FindingKind } from "#domain/status/verdict.ts";
import { runsOf } from "#domain/timeline/cells.ts";
import type { ShownRow } from "#domain/timeline/rows.ts";
import type { Timeline, Why } from "#domain/timeline/timeline.ts";
import { spanOfCell } from "#domain/timeline/transitions.ts";

type Scene = Pick<Timeline, "window" | "unitMs" | "asOf">;
type Cells = ShownRow["cells"];

/** A strip in words: what holds now and since when, or what it was meanwhile. */
export function stripLabel({ name, cells }: { name: string; cells: Cells }, scene: Scene, words: Words): string {
  const say = words.strata.strip;
  const runs = runsOf(cells);
  const last = runs.at(-1);
  const { from, to } = rangeEnds(scene, words);
  const parts: string[] = [];
  if (last === undefined) parts.push(words.strata.reading.nothing);
  else if (runs.length === 1) parts.push(say.throughout(words.statuses[last.status]));
  else parts.push(say.since(words.statuses[last.status], instantLabel(startOf(last.from, scene), scene.unitMs, words)));
  const worst = worstOf(cells.filter((cell) => cell !== last?.status));
  if (worst !== null) {
    const length = cells.filter((cell) => cell === worst).length * scene.unitMs;
    parts.push(say.was(words.statuses[worst], words.duration(length / 1_000)));
  }
  return say.span(name, from, to, say.join(parts));
}

function startOf(cell: number, { window, unitMs }: Scene): number {
  return window.from + cell * unitMs;
}

/** The worst trouble among cells; null without any. */
function worstOf(cells: Cells): Status | null {
  return cells.reduce<Status | null>(
    (worst, cell) => (cell !== null && isTroubled(cell) && (worst === null || rank(cell) > rank(worst)) ? cell : worst),
    null,
  );
}

/** A finding in two or three words. */
export function findingText(finding: FindingKind, words: Words): string {
  return finding in words.row.unknown
    ? words.row.unknown[finding as UnknownKind]
    : words.strata.findings[finding as Exclude<FindingKind, UnknownKind>];
}

/** What a span rests on, in a few words; empty where its state says it all. */
export function whyText(why: Why, words: Words): string {
  const { failure, reading, severities, notReadable } = words.strata;
  switch (why.kind) {
    case "gap":
      return reading.gap;
    case "nothing_said":
      return words.strata.noEvent;
    case "maintenance":
    // The replay's own list tells these, each with its source.
    case "entry":
    case "phase":
      return "";
    case "retracted":
      return reading.retracted;
    case "unread":
      return notReadable;
    case "event":
      return severities[why.severity];
    case "finding": {
      if (why.finding === "answers") return "";
      const what = why.failureType === null ? findingText(why.finding, words) : failure(why.failureType);
      const parts = why.parts.of > 1 ? words.strata.value.parts(why.parts.n, why.parts.of) : "";
      const places = why.seen.of > 1 ? reading.seen(why.seen.n, why.seen.of) : "";
      return [what, parts || places].filter(Boolean).join(words.comma);
    }
  }
}

/** Between a cell and its text, and between two of them: what the crosshair takes apart (reading.ts). */
const [OF, NEXT] = ["~", "|"] as const;

/**
 * What the crosshair tells of cells beside their state, where there is more to tell: `106~timeout, 3 of 3|110~...`, each from
 * that cell on until the state or the text changes.
 */
export function notesOf({ cells, spans }: Pick<ShownRow, "cells" | "spans">, scene: Scene, words: Words): string {
  const notes: string[] = [];
  let before = "";
  cells.forEach((status, cell) => {
    const from = startOf(cell, scene);
    const span =
      status === null || status === "operational" ? null : spanOfCell(spans, status, { from, to: from + scene.unitMs });
    const text = span === null ? "" : whyText(span.why, words).replaceAll(/[~|]/g, " ");
    if (text === before) return;
    before = text;
    notes.push(`${cell}${OF}${text}`);
  });
  return notes.join(NEXT);
}
