import { GOES_ON, type Span, type Why } from "#domain/timeline/timeline.ts";

/** Appends a span, as part of the last one when it says the same for the same reason. */
export function appendSpan(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last !== undefined && last.to === span.from && last.status === span.status && sameWhy(last.why, span.why)) {
    spans[spans.length - 1] = { ...last, to: span.to, ends: span.ends };
  } else {
    // Where one begins, the other ends, and is known as well.
    if (last !== undefined) spans[spans.length - 1] = { ...last, ends: span.begins };
    spans.push(span);
  }
}

/** The last one goes on: the window or the present ends it, and nothing else. */
export function endingOpen(spans: readonly Span[]): Span[] {
  return spans.map((span, index) => (index === spans.length - 1 ? { ...span, ends: GOES_ON } : span));
}

function sameWhy(a: Why, b: Why): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === "finding" && b.kind === "finding") {
    return (
      a.component === b.component &&
      a.finding === b.finding &&
      a.failureType === b.failureType &&
      a.seen.n === b.seen.n &&
      a.seen.of === b.seen.of &&
      a.parts.n === b.parts.n &&
      a.parts.of === b.parts.of
    );
  }
  if (a.kind === "event" && b.kind === "event") return a.event === b.event && a.severity === b.severity;
  if ("component" in a && "component" in b) return a.component === b.component;
  return true;
}
