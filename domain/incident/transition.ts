import { stableId } from "#domain/incident/identity.ts";
import {
  type Incident,
  type IncidentUpdate,
  SEVERITIES,
  type Severity,
  type UpdateKind,
} from "#domain/incident/incident.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { Status } from "#domain/status/status.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** What the judge now concludes of a component, as an incident needs it. */
export interface ComponentNews {
  readonly component: string;
  readonly judged: Judged;
  /** The status of its whole service. */
  readonly service: Status;
  readonly knownAt: EpochMs;
}

export interface Step {
  readonly incident: Incident;
  /** Null when only its evidence grew: nothing that is news. */
  readonly update: IncidentUpdate | null;
}

const depth = (severity: Severity) => SEVERITIES.indexOf(severity);
const deeper = (a: Severity, b: Severity): Severity => (depth(a) >= depth(b) ? a : b);

export function severityOf({ judged, service }: ComponentNews): Severity {
  if (judged.verdict !== "down") return "minor";
  return service === "major_outage" ? "critical" : "major";
}

/**
 * The transition table of a component's incident. `last` is its newest one, open or not.
 *
 * | last \ verdict        | degraded, down                                | up       | unknown | judged no more    |
 * | none, closed          | opened                                        | -        | -       | -                 |
 * | closed < 15 min ago   | reopened                                      | -        | -       | -                 |
 * | open                  | worsened, improved, confirmed, changed, or -  | resolved | -       | resolved, unknown |
 * | retracted, still open | -                                             | ends     | -       | ends              |
 *
 * Unknown neither opens nor closes: not seeing is no recovery. Where nobody looks any more an incident is closed, or it would
 * stay open for ever, and how it ended stays unknown. What was retracted is not opened again until the component
 * has been up.
 * @returns null when nothing changes.
 */
export function stepIncident(
  last: Incident | null,
  news: ComponentNews,
  rules: Rules,
  groupOf: (onset: EpochMs) => string,
): Step | null {
  const { judged } = news;
  const open = last !== null && last.resolvedAt === null;
  if (judged.finding.kind === "not_monitored") return open ? resolve(last, news) : null;
  if (judged.verdict === "unknown") return null;
  if (judged.verdict === "up") return open ? resolve(last, news) : null;
  if (open) return last.retracted === null ? goOn(last, news) : null;
  if (last !== null && last.resolvedAt !== null && last.retracted === null) {
    // Backdated evidence may even begin before the end that was found first: that is the same outage too.
    if (judged.since - last.resolvedAt < rules.mergeMs) return reopen(last, news);
  }
  return openNew(news, rules, groupOf);
}

function openNew(news: ComponentNews, rules: Rules, groupOf: (onset: EpochMs) => string): Step {
  const { judged, component, knownAt } = news;
  const incident: Incident = {
    id: stableId(component, judged.since, knownAt),
    group: groupOf(judged.since),
    component,
    startedAt: judged.since,
    lastGood: judged.lastGood,
    detectedAt: knownAt,
    resolvedAt: null,
    lastBad: null,
    severity: severityOf(news),
    confirmed: judged.vantages.length > 1,
    vantages: judged.vantages,
    usable: judged.usable,
    failureTypes: judged.failureTypes,
    phase: judged.finding.phase ?? null,
    finding: judged.finding,
    verdict: judged.verdict,
    retracted: null,
    sequence: 1,
    ruleVersion: rules.version,
  };
  return { incident, update: updateOf(incident, "opened", news) };
}

function updateOf(incident: Incident, kind: UpdateKind, { judged, knownAt }: ComponentNews): IncidentUpdate {
  return {
    sequence: incident.sequence,
    kind,
    knownAt,
    effectiveAt: kind === "confirmed" ? knownAt : judged.since,
    verdict: judged.verdict,
    finding: judged.finding,
    severity: incident.severity,
  };
}

/** Evidence only grows: every vantage that ever saw it, every type there ever was. */
function withEvidence(last: Incident, news: ComponentNews): Incident {
  const { judged } = news;
  const severity = deeper(last.severity, severityOf(news));
  const worse = depth(severityOf(news)) >= depth(last.severity);
  return {
    ...last,
    // An onset found later to be earlier is the onset: the detector dates an alarm back to its first failure.
    startedAt: Math.min(last.startedAt, judged.since),
    lastGood: judged.since < last.startedAt ? judged.lastGood : last.lastGood,
    severity,
    confirmed: last.confirmed || judged.vantages.length > 1,
    vantages: [...new Set([...last.vantages, ...judged.vantages])].sort(),
    usable: Math.max(last.usable, judged.usable),
    failureTypes: [...new Set([...last.failureTypes, ...judged.failureTypes])],
    phase: worse ? (judged.finding.phase ?? last.phase) : last.phase,
    finding: worse && judged.finding.kind !== "recovering" ? judged.finding : last.finding,
    verdict: judged.verdict,
  };
}

function goOn(last: Incident, news: ComponentNews): Step | null {
  const grown = withEvidence(last, news);
  const kind = kindOf(last, grown, news);
  if (kind === null) return JSON.stringify(grown) === JSON.stringify(last) ? null : { incident: grown, update: null };
  const incident = { ...grown, sequence: last.sequence + 1 };
  return { incident, update: updateOf(incident, kind, news) };
}

function kindOf(last: Incident, grown: Incident, { judged }: ComponentNews): UpdateKind | null {
  if (last.verdict !== judged.verdict) return judged.verdict === "down" ? "worsened" : "improved";
  if (depth(grown.severity) > depth(last.severity)) return "worsened";
  if (grown.confirmed && !last.confirmed) return "confirmed";
  return grown.finding.kind === last.finding.kind ? null : "changed";
}

function reopen(last: Incident, news: ComponentNews): Step {
  const incident = { ...withEvidence(last, news), resolvedAt: null, lastBad: null, sequence: last.sequence + 1 };
  return { incident, update: updateOf(incident, "reopened", news) };
}

/** It is over from its first good round on, or since nobody looks; neither is before it began. */
function resolve(last: Incident, news: ComponentNews): Step {
  const resolvedAt = Math.max(last.startedAt, news.judged.since);
  const { lastBad } = news.judged;
  // What was bad before it began was another trouble; slow answers are no bad results at all.
  const isOfThis = lastBad !== null && last.startedAt <= lastBad && lastBad < resolvedAt;
  const ended: Incident = { ...last, resolvedAt, lastBad: isOfThis ? lastBad : null, verdict: news.judged.verdict };
  if (last.retracted !== null) return { incident: ended, update: null };
  const incident = { ...ended, sequence: last.sequence + 1 };
  return { incident, update: updateOf(incident, "resolved", news) };
}
