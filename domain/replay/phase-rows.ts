import { groupedBy } from "#domain/grouped.ts";
import { type Phase, toldStatus } from "#domain/replay/dossier.ts";
import type { ReplayRow } from "#domain/replay/replay.ts";
import type { SubjectRow } from "#domain/replay/subject.ts";
import { KNOWN, OPEN, type Span } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

const MINUTE_MS = 60_000;

/**
 * A row for each part that a provider's summary names, in the order in which they failed. Two peaks stay two: between the
 * phases of a part it was well, for the summary says when each began and ended.
 *
 * @param place the row of the provider's region
 */
export function phaseRows(phases: readonly Phase[], place: SubjectRow, window: Window): ReplayRow[] {
  const parts = groupedBy(
    phases.filter(({ part }) => part !== undefined),
    ({ part }) => JSON.stringify(part),
  );
  return [...parts.values()].map((own, index) => ({
    id: `${place.id}#${index + 1}`,
    stratum: "cloud",
    name: own[0]?.part ?? "",
    path: place.path,
    source: "told",
    spans: spansOf(own, window),
    untimed: [],
  }));
}

function spansOf(phases: readonly Phase[], window: Window): Span[] {
  const sorted = phases.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const spans: Span[] = [];
  let told = window.from;
  for (const [index, { from, to, state }] of sorted.entries()) {
    const begin = Math.min(window.to, Math.max(told, Date.parse(from)));
    const next = sorted[index + 1];
    const last = next === undefined ? window.to : Math.min(window.to, Date.parse(next.from));
    // An end that nobody tells is open up to the next beginning; one to the minute, before the next minute, leaves no gap.
    const end = to === null || last - Date.parse(to) <= MINUTE_MS ? last : Math.min(Date.parse(to), last);
    spans.push(...well(told, begin));
    if (end > begin) {
      const status = toldStatus(state);
      const ends = to === null ? OPEN : KNOWN;
      spans.push({ from: begin, to: end, status, begins: KNOWN, ends, knownAt: null, why: { kind: "phase" } });
    }
    told = Math.max(told, end);
  }
  return [...spans, ...well(told, window.to)];
}

function well(from: number, to: number): Span[] {
  if (to <= from) return [];
  return [{ from, to, status: "operational", begins: OPEN, ends: OPEN, knownAt: null, why: { kind: "phase" } }];
}
