import type { Incident } from "#domain/incident/incident.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval, Window } from "#domain/uptime/interval.ts";
import { foldVerdicts, type VerdictSpan } from "#domain/uptime/spans.ts";
import { statePieces, type UptimeState } from "#domain/uptime/state-pieces.ts";
import { type StateSeconds, stateSeconds } from "#domain/uptime/state-seconds.ts";

/** What is on record and what came of judging it again, held against each other: one component, one window. */

/** Differences shorter than this are those of the judge's pace, not of its judgement. */
export const TOLERANCE_MS = 5_000;

export interface Recorded {
  readonly spans: readonly VerdictSpan[];
  readonly incidents: readonly Incident[];
}

export interface Rejudged {
  readonly verdicts: readonly Judged[];
  readonly incidents: readonly Incident[];
}

export interface SpanDifference extends Window {
  readonly recorded: UptimeState;
  readonly recomputed: UptimeState;
}

/** One incident under both judgements; `corrected` is the one on record with what came out now. */
export interface IncidentChange {
  readonly recorded: Incident;
  readonly corrected: Incident;
  /** What differs, in words of the record. */
  readonly fields: readonly ("startedAt" | "resolvedAt" | "severity" | "confirmed" | "finding")[];
}

export interface IncidentDifferences {
  readonly appear: readonly Incident[];
  /** `within`: the id of the incident that takes its time in; null when there was no trouble. */
  readonly vanish: readonly { readonly incident: Incident; readonly within: string | null }[];
  readonly change: readonly IncidentChange[];
}

export interface Comparison extends IncidentDifferences {
  readonly spans: readonly SpanDifference[];
  readonly before: StateSeconds;
  readonly after: StateSeconds;
  /** Seconds that are down under both. */
  readonly downInBothS: number;
  /** The end of the window at which the two disagree: what differs goes on beyond it, so it cannot be corrected within. */
  readonly openEnd: "from" | "to" | null;
}

export function compare(recorded: Recorded, rejudged: Rejudged, window: Window): Comparison {
  const recomputed = spansOf(rejudged.verdicts);
  const spans = compareSpans(recorded.spans, recomputed, window);
  const incidents = matchIncidents(recorded.incidents, rejudged.incidents, window);
  const excluded = recorded.incidents.filter(isTakenBack).map(intervalOf);
  return {
    spans,
    ...incidents,
    before: stateSeconds(recorded.spans, window, { excluded }),
    after: stateSeconds(recomputed, window, { excluded }),
    downInBothS: downInBothS(recorded.spans, recomputed, window, excluded),
    openEnd: openEnd(spans, window) ?? incidents.openEnd,
  };
}

export function isDifferent({ spans, appear, vanish, change }: Comparison): boolean {
  return spans.length + appear.length + vanish.length + change.length > 0;
}

export function spansOf(verdicts: readonly Judged[]): VerdictSpan[] {
  return foldVerdicts(verdicts.map(({ since, verdict }) => ({ knownAt: 0, effectiveAt: since, verdict })));
}

function downInBothS(
  a: readonly VerdictSpan[],
  b: readonly VerdictSpan[],
  window: Window,
  excluded: readonly Interval[],
): number {
  const upInOther = spansNot(b, "down", window);
  return stateSeconds(a, window, { excluded: [...excluded, ...upInOther] }).down;
}

function spansNot(spans: readonly VerdictSpan[], state: UptimeState, window: Window): Window[] {
  return statePieces(spans, window).filter((piece) => piece.state !== state);
}

/** Where two histories differ, for longer than the tolerance. Before a history begins nothing is known: `unknown`. */
export function compareSpans(
  recorded: readonly VerdictSpan[],
  recomputed: readonly VerdictSpan[],
  window: Window,
): SpanDifference[] {
  const [before, after] = [statePieces(recorded, window), statePieces(recomputed, window)];
  const differences: SpanDifference[] = [];
  for (let [i, j] = [0, 0]; i < before.length && j < after.length; ) {
    const [was, is] = [before[i] as (typeof before)[number], after[j] as (typeof after)[number]];
    const [from, to] = [Math.max(was.from, is.from), Math.min(was.to, is.to)];
    if (was.state !== is.state) differences.push({ from, to, recorded: was.state, recomputed: is.state });
    if (was.to === to) i += 1;
    if (is.to === to) j += 1;
  }
  return differences.filter(({ from, to }) => to - from > TOLERANCE_MS);
}

function openEnd(spans: readonly SpanDifference[], { from, to }: Window): "from" | "to" | null {
  if (spans[0]?.from === from) return "from";
  return spans.at(-1)?.to === to ? "to" : null;
}

const intervalOf = ({ startedAt, resolvedAt }: Incident): Interval => ({ from: startedAt, to: resolvedAt });
/** By a person: that stands, whatever the rules say. What an earlier correction took back is gone. */
const isTakenBack = ({ retracted }: Incident) => retracted !== null && retracted.rejudged !== true;
const isGone = ({ retracted }: Incident) => retracted?.rejudged === true;

const endOf = ({ startedAt, resolvedAt }: Incident) =>
  resolvedAt === null ? Number.POSITIVE_INFINITY : Math.max(resolvedAt, startedAt + 1);

function overlapMs(a: Incident, b: Incident): number {
  return Math.min(endOf(a), endOf(b)) - Math.max(a.startedAt, b.startedAt);
}

function holds(whole: Incident, part: Incident): boolean {
  return whole.startedAt <= part.startedAt + TOLERANCE_MS && endOf(whole) >= endOf(part) - TOLERANCE_MS;
}

interface Pair {
  readonly recorded: Incident;
  readonly recomputed: Incident;
}

/** Matches by time, not by id: an id holds when the incident was found, and that differs. */
function matchIncidents(
  recorded: readonly Incident[],
  recomputed: readonly Incident[],
  window: Window,
): IncidentDifferences & { openEnd: "from" | "to" | null } {
  const here = (incident: Incident) => incident.startedAt < window.to && endOf(incident) > window.from;
  const old = recorded.filter((incident) => here(incident) && !isGone(incident));
  const made = recomputed.filter(here);
  const pairs = pairUp(old, made);
  const crosses = {
    from: (incident: Incident) => incident.startedAt < window.from,
    to: (incident: Incident) => endOf(incident) > window.to,
  };
  const alone = {
    old: old.filter((incident) => incident.retracted === null && !pairs.some((pair) => pair.recorded === incident)),
    made: made.filter(
      (incident) =>
        !pairs.some((pair) => pair.recomputed === incident) &&
        // Part of what a person has taken back.
        !old.some((other) => isTakenBack(other) && holds(other, incident)),
    ),
  };
  const open = (["from", "to"] as const).find((end) => {
    const odd = [...alone.old, ...alone.made].some(crosses[end]);
    return odd || pairs.some((pair) => !isTakenBack(pair.recorded) && isHalfAcross(pair, crosses[end]));
  });
  return {
    appear: alone.made,
    vanish: alone.old.map((incident) => ({
      incident,
      within: pairs.find((pair) => overlapMs(pair.recomputed, incident) > 0)?.recorded.id ?? null,
    })),
    change: pairs.flatMap((pair) => (pair.recorded.retracted === null ? changeOf(pair, crosses) : [])),
    openEnd: open ?? null,
  };
}

/** Beyond the window's end in one judgement only. */
function isHalfAcross({ recorded, recomputed }: Pair, crosses: (incident: Incident) => boolean): boolean {
  return crosses(recorded) !== crosses(recomputed);
}

/** Each at most once: what was not retracted first, then whoever shares the most time. */
function pairUp(old: readonly Incident[], made: readonly Incident[]): Pair[] {
  const candidates = old
    .flatMap((recorded) => made.map((recomputed) => ({ recorded, recomputed, ms: overlapMs(recorded, recomputed) })))
    .filter(({ ms }) => ms > 0)
    .sort(
      (a, b) =>
        Number(a.recorded.retracted !== null) - Number(b.recorded.retracted !== null) ||
        b.ms - a.ms ||
        a.recorded.startedAt - b.recorded.startedAt,
    );
  const pairs: Pair[] = [];
  for (const { recorded, recomputed } of candidates) {
    if (pairs.some((pair) => pair.recorded === recorded || pair.recomputed === recomputed)) continue;
    pairs.push({ recorded, recomputed });
  }
  return pairs;
}

/** Of an incident that goes on beyond an end of the window, what lies beyond stays as it is on record. */
function changeOf(
  { recorded, recomputed }: Pair,
  crosses: { from: (incident: Incident) => boolean; to: (incident: Incident) => boolean },
): IncidentChange[] {
  const [early, late] = [crosses.from(recorded), crosses.to(recorded)];
  const { id, group, detectedAt, sequence, retracted } = recorded;
  const whole = { ...recomputed, id, group, detectedAt, sequence, retracted };
  const corrected: Incident =
    early || late
      ? {
          ...recorded,
          ...(early ? {} : { startedAt: whole.startedAt, lastGood: whole.lastGood }),
          ...(late ? {} : { resolvedAt: whole.resolvedAt, lastBad: whole.lastBad, verdict: whole.verdict }),
        }
      : whole;
  const moved = (a: EpochMs | null, b: EpochMs | null) =>
    a === null || b === null ? a !== b : Math.abs(a - b) > TOLERANCE_MS;
  const differs = {
    startedAt: moved(recorded.startedAt, corrected.startedAt),
    resolvedAt: moved(recorded.resolvedAt, corrected.resolvedAt),
    severity: recorded.severity !== corrected.severity,
    confirmed: recorded.confirmed !== corrected.confirmed,
    finding: recorded.finding.kind !== corrected.finding.kind,
  };
  const fields = (Object.keys(differs) as (keyof typeof differs)[]).filter((field) => differs[field]);
  return fields.length === 0 ? [] : [{ recorded, corrected, fields }];
}
