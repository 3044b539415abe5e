import { combineStatus, type Part, rank } from "#domain/status/algebra.ts";
import type { EpochMs } from "#domain/time.ts";
import { appendSpan, endingOpen } from "#domain/timeline/pieces.ts";
import { type Edge, GOES_ON, KNOWN, type Span, type Why } from "#domain/timeline/timeline.ts";
import { cutsWithin, sweep, type Window } from "#domain/uptime/interval.ts";

/** A component as a part of its service. */
export interface ServicePart extends Pick<Part, "weight" | "edgeOnly"> {
  /** As componentSpans gives them, of the same window. */
  readonly spans: readonly Span[];
}

type Here = Pick<ServicePart, "weight" | "edgeOnly"> & { readonly span: Span };

/**
 * What a service was, instant by instant the same combination of its components that is published of now
 * (domain/status/algebra.ts). A component of which nothing was on record yet leaves the combination; where that is true of
 * all, there is a gap. In whatever order the components come, the statuses are the same.
 */
export function combineSpans(parts: readonly ServicePart[], { from: begin, to: end }: Window): Span[] {
  const window = { from: begin, to: Math.max(begin, ...parts.map(({ spans }) => spans.at(-1)?.to ?? begin)) };
  const past = parts.length === 0 ? { from: begin, to: end } : window;
  const cursors = parts.map(({ spans, weight, edgeOnly }) => ({ at: sweep(spans), weight, edgeOnly }));
  const cuts = cutsWithin(
    parts.flatMap(({ spans }) => spans),
    past,
  );
  const spans: Span[] = [];
  cuts.forEach((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined) return;
    const here = cursors.flatMap(({ at, weight, edgeOnly }): Here[] => {
      const span = at(from);
      return span === undefined || span.why.kind === "gap" || weight <= 0 ? [] : [{ span, weight, edgeOnly }];
    });
    appendSpan(spans, together(here, from, to, index === 0));
  });
  return endingOpen(spans);
}

function together(here: readonly Here[], from: EpochMs, to: EpochMs, isFirst: boolean): Span {
  const worst = worstOf(here);
  const begins = beginning(worst?.span, from, isFirst);
  if (worst === null) return { from, to, status: "unknown", why: { kind: "gap" }, begins, ends: KNOWN, knownAt: null };
  const status = combineStatus(here.map(({ span, ...share }) => ({ ...share, status: span.status })));
  const bad = here.filter(({ span }) => span.status !== "operational").length;
  return {
    from,
    to,
    status,
    why: reason(worst.span.why, { n: bad, of: here.length }, status === "unknown" && bad === 0),
    begins,
    ends: KNOWN,
    knownAt: Math.max(...here.map(({ span }) => (span.status === worst.span.status ? (span.knownAt ?? 0) : 0))),
  };
}

/** The one that tells most: the worst, of these the first that began, of these the first in the catalog. */
function worstOf(here: readonly Here[]): Here | null {
  return here.reduce<Here | null>((worst, one) => {
    if (worst === null) return one;
    const deeper = rank(one.span.status) - rank(worst.span.status);
    return deeper > 0 || (deeper === 0 && one.span.from < worst.span.from) ? one : worst;
  }, null);
}

function reason(why: Why, parts: { readonly n: number; readonly of: number }, isEdge: boolean): Why {
  if (why.kind !== "finding") return why;
  return isEdge ? { ...why, finding: "edge_only", parts } : { ...why, parts };
}

function beginning(worst: Span | undefined, from: EpochMs, isFirst: boolean): Edge {
  if (worst?.from === from) return worst.begins;
  return isFirst ? GOES_ON : KNOWN;
}
