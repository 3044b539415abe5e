import type { Incident } from "#domain/incident/incident.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import type { Scene } from "#domain/publish/sentence-failures.ts";
import { findingClause, hasPlaces, hasSince } from "#domain/publish/sentence-findings.ts";
import type { SentenceWords } from "#domain/publish/sentence-words.ts";
import { en } from "#domain/publish/sentences-en.ts";
import type { Subject } from "#domain/publish/subject.ts";
import { FINDINGS, type Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** Of a verdict, what its sentence says. */
export type Told = Pick<Judged, "verdict" | "finding" | "since" | "vantages" | "usable"> &
  Partial<Pick<Judged, "lastGood">>;

/** From this width on an onset is said as a bracket. */
const WIDE_BRACKET_MS = 120_000;

/** A reason is our own, and still has to leave room for what is retracted. */
const LONGEST_REASON = 90;

/** What a component's verdict says: what, how, since when, seen from where. Rendered when read, never stored. */
export function componentSentence(subject: Subject, told: Told, words: SentenceWords = en): string {
  const { finding, since, vantages, usable } = told;
  const clause = findingClause({ subject, finding, tense: "now", vantages, usable, words });
  const trouble = ["degraded", "down"].includes(FINDINGS[finding.kind]);
  const begun = trouble ? (told.lastGood ?? null) : null;
  const when = whenText({ startedAt: since, lastGood: begun, resolvedAt: null }, words);
  const where = hasPlaces(finding) ? whereText(vantages.length, usable, words) : null;
  return words.sentence(nameOf(subject, words), clause, hasSince(finding) ? words.circumstances(when, where) : null);
}

/** What an incident says: the worst that was found, in the past tense when it is over, taken back when it is retracted. */
export function incidentSentence(subject: Subject, incident: Incident, words: SentenceWords = en): string {
  const { finding, vantages, usable, retracted, resolvedAt } = incident;
  const open = resolvedAt === null && retracted === null;
  const better = open && incident.verdict === "degraded" && FINDINGS[finding.kind] === "down";
  const scene: Scene = { subject, finding, tense: open && !better ? "now" : "past", vantages, usable, words };
  const clause = better ? words.says.improved(findingClause(scene)) : findingClause(scene);
  const where = hasPlaces(finding) ? whereText(vantages.length, usable, words) : null;
  const circumstances = words.circumstances(whenText(incident, words), where);
  const name = nameOf(subject, words);
  if (retracted === null) return words.sentence(name, clause, circumstances);
  const reason = foreignText(retracted.reason.replace(/[\s.]+$/, ""), LONGEST_REASON);
  return words.retracted(name, reason, clause, circumstances);
}

function nameOf({ service, component, single }: Subject, words: SentenceWords): string {
  return words.subject(service, single ? null : component);
}

function whereText(n: number, usable: number, words: SentenceWords): string | null {
  // Over an incident's life more may have seen it than could at any one time.
  const of = Math.max(n, usable);
  if (n === 0) return null;
  if (of === 1) return words.where.one();
  return n === of ? words.where.all(n) : words.where.some(n, of);
}

/** `2026-11-22 12:03`, in UTC as every time here. */
function minuteOf(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

/** The later of two instants, without its day where that is the same. */
function laterMinute(earlier: EpochMs, later: EpochMs): string {
  const [from, to] = [minuteOf(earlier), minuteOf(later)];
  return from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to;
}

/** Since when, or from when to when; as a bracket where the last good answer was long before. */
function whenText(
  { startedAt, lastGood, resolvedAt }: Pick<Incident, "startedAt" | "lastGood" | "resolvedAt">,
  words: SentenceWords,
): string {
  const wide = lastGood !== null && startedAt - lastGood > WIDE_BRACKET_MS;
  if (resolvedAt === null) {
    if (!wide) return words.when.since(minuteOf(startedAt));
    return words.when.began(minuteOf(lastGood), laterMinute(lastGood, startedAt));
  }
  const lasted = words.duration(resolvedAt - startedAt);
  const end = laterMinute(startedAt, resolvedAt);
  if (!wide) return words.when.span(minuteOf(startedAt), end, lasted);
  return words.when.beganAndEnded(minuteOf(lastGood), laterMinute(lastGood, startedAt), end, lasted);
}
