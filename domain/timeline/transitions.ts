import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Edge, Span, TimelineRow, Why } from "#domain/timeline/timeline.ts";

/** A row turned from one status into another, or had one when the window began. */
export interface Transition {
  /** Of the status before; null at the beginning of the window. */
  readonly before: Status | null;
  readonly status: Status;
  readonly at: EpochMs;
  /** How well that instant is known. */
  readonly edge: Edge;
  readonly knownAt: EpochMs | null;
  readonly why: Why;
  /** How long it lasted, as far as the window shows it. Milliseconds. */
  readonly lastedMs: number;
  /** It goes on where the window ends. */
  readonly isOpen: boolean;
}

/** The same as a row shows, as a table: what it was at first, and every turn. Oldest first. */
export function transitionsOf({ spans }: Pick<TimelineRow, "spans">): Transition[] {
  const transitions: Transition[] = [];
  for (const span of spans) {
    const last = transitions.at(-1);
    if (last?.status === span.status) {
      transitions[transitions.length - 1] = {
        ...last,
        lastedMs: span.to - last.at,
        isOpen: span.ends.clipped,
      };
      continue;
    }
    transitions.push({
      before: last?.status ?? null,
      status: span.status,
      at: span.from,
      edge: span.begins,
      knownAt: span.knownAt,
      why: span.why,
      lastedMs: span.to - span.from,
      isOpen: span.ends.clipped,
    });
  }
  return transitions;
}

/** What holds at an instant; null where nothing is told of it. */
export function spanAt(spans: readonly Span[], at: EpochMs): Span | null {
  return spans.find(({ from, to }) => from <= at && at < to) ?? null;
}

/**
 * What a cell says more than its status: the span that makes it so, of several the one that began first. Null for a cell
 * without any.
 */
export function spanOfCell(
  spans: readonly Span[],
  status: Status,
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs },
): Span | null {
  return spans.find((span) => span.status === status && span.from < to && span.to > from) ?? null;
}
