import type { FailureType } from "#domain/failure/failure.ts";
import { isBracketed } from "#domain/incident/bracket.ts";
import { statusOf } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { FindingKind, VerdictEntry } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import { appendSpan, endingOpen } from "#domain/timeline/pieces.ts";
import { type Count, type Edge, GOES_ON, KNOWN, type Span, type Why } from "#domain/timeline/timeline.ts";
import { cutsWithin, type Interval, mergeIntervals, sweep, type Window } from "#domain/uptime/interval.ts";
import { foldEntries, type ToldSpan } from "#domain/uptime/spans.ts";

/** An entry of the verdict log with as much of its evidence as a picture tells. */
export interface LogEntry extends VerdictEntry {
  readonly finding: FindingKind;
  readonly failureType: FailureType | null;
  /** Vantages that see it, of those that could. */
  readonly seen: Count;
  /** The last result before `effectiveAt` that said otherwise; null when there is none. */
  readonly before: EpochMs | null;
}

/** What is on record of one component. */
export interface ComponentLog {
  readonly entries: readonly LogEntry[];
  /** Retracted incidents: what was said of that time is taken back, unless it was good. */
  readonly retracted: readonly Interval[];
  /** Declared by the vendor. */
  readonly maintenance: readonly Interval[];
}

/**
 * What a component was in a window, as known at `asOf`. Time of which nobody had said anything is a gap: it is unknown, and
 * nothing is carried into it. Nothing is said of the time after `asOf`.
 *
 * @param slug of the component
 */
export function componentSpans(slug: string, log: ComponentLog, window: Window, asOf: EpochMs): Span[] {
  const past = { from: window.from, to: Math.max(window.from, Math.min(window.to, asOf)) };
  const told = foldEntries(log.entries, asOf);
  const [retracted, maintenance] = [mergeIntervals(log.retracted, past), mergeIntervals(log.maintenance, past)];
  const [toldAt, retractedAt, maintainedAt] = [sweep(told), sweep(retracted), sweep(maintenance)];
  const cuts = cutsWithin([...told, ...retracted, ...maintenance], past);
  const spans: Span[] = [];
  cuts.forEach((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined) return;
    const span = toldAt(from);
    const { status, why } =
      span === undefined
        ? GAP
        : standing(slug, span.entry, { retracted: retractedAt(from), maintained: maintainedAt(from) });
    appendSpan(spans, {
      from,
      to,
      status,
      why,
      begins: beginning(span, why, from, index),
      ends: KNOWN,
      knownAt: span?.knownAt ?? null,
    });
  });
  return endingOpen(spans);
}

const GAP: { readonly status: Status; readonly why: Why } = { status: "unknown", why: { kind: "gap" } };

function standing(
  component: string,
  { verdict, finding, failureType, seen }: LogEntry,
  { retracted, maintained }: { readonly retracted: Window | undefined; readonly maintained: Window | undefined },
): { readonly status: Status; readonly why: Why } {
  if (maintained !== undefined) return { status: "under_maintenance", why: { kind: "maintenance", component } };
  if (retracted !== undefined && verdict !== "up") return { status: "unknown", why: { kind: "retracted", component } };
  const parts = { n: verdict === "up" ? 0 : 1, of: 1 };
  return { status: statusOf(verdict), why: { kind: "finding", component, finding, failureType, seen, parts } };
}

function beginning(span: ToldSpan<LogEntry> | undefined, why: Why, from: EpochMs, index: number): Edge {
  // What a mark is laid over begins and ends where the mark does.
  if (span === undefined || span.from !== from || why.kind !== "finding") return index === 0 ? GOES_ON : KNOWN;
  const { before } = span.entry;
  if (!isBracketed(from, before)) return KNOWN;
  return { certainty: "bracketed", other: before, clipped: false };
}
