import { isBracketed } from "#domain/incident/bracket.ts";
import { endedUnseen, type Incident } from "#domain/incident/incident.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import type { Scene } from "#domain/publish/sentence-failures.ts";
import { findingClause, hasPlaces, hasSince } from "#domain/publish/sentence-findings.ts";
import type { Circumstances, SentenceWords } from "#domain/publish/sentence-words.ts";
import { en } from "#domain/publish/sentences-en.ts";
import type { Subject } from "#domain/publish/subject.ts";
import { FINDINGS, type Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** Of a verdict, what its sentence says. */
export type Told = Pick<Judged, "verdict" | "finding" | "since" | "vantages" | "usable"> &
  Partial<Pick<Judged, "lastGood">>;

/** A reason is our own, and still has to leave room for what is retracted. */
const LONGEST_REASON = 90;

/** What a component's verdict says: what, how, since when, seen from where. Rendered when read, never stored. */
export function componentSentence(subject: Subject, told: Told, words: SentenceWords = en): string {
  const { finding, since, vantages, usable } = told;
  const clause = findingClause({ subject, finding, tense: "now", vantages, usable, words });
  const trouble = ["degraded", "down"].includes(FINDINGS[finding.kind]);
  const begun = trouble ? (told.lastGood ?? null) : null;
  const span = { startedAt: since, lastGood: begun, resolvedAt: null };
  const circumstances = hasSince(finding) ? circumstancesOf({ finding, vantages, usable, ...span }, words) : null;
  return words.sentence(nameOf(subject, words), clause, circumstances);
}

/** What an incident says: the worst that was found, in the past tense when it is over, taken back when it is retracted. */
export function incidentSentence(subject: Subject, incident: Incident, words: SentenceWords = en): string {
  const { finding, vantages, usable, retracted, resolvedAt } = incident;
  const open = resolvedAt === null && retracted === null;
  const better = open && incident.verdict === "degraded" && FINDINGS[finding.kind] === "down";
  const scene: Scene = { subject, finding, tense: open && !better ? "now" : "past", vantages, usable, words };
  const what = findingClause(scene);
  const watchedTo = endedUnseen(incident) ? resolvedAt : null;
  const ended = watchedTo === null ? what : words.says.unwatched(what, words.quantities.minute(watchedTo));
  const clause = better ? words.says.improved(what) : ended;
  // How long it was is not known: only its beginning is told.
  const circumstances = circumstancesOf(watchedTo === null ? incident : { ...incident, resolvedAt: null }, words);
  const name = nameOf(subject, words);
  if (retracted === null) return words.sentence(name, clause, circumstances);
  const reason = foreignText(retracted.reason.replace(/[\s.]+$/, ""), LONGEST_REASON);
  return words.retracted(name, reason, clause, circumstances);
}

/** By its service's name when it is all there is of it. */
export function nameOf({ service, component, single }: Subject, words: SentenceWords): string {
  return words.subject(service, single ? null : component);
}

type Seen = Pick<Incident, "finding" | "vantages" | "usable" | "startedAt" | "lastGood" | "resolvedAt">;

function circumstancesOf(seen: Seen, words: SentenceWords): Circumstances {
  const where = hasPlaces(seen.finding) ? whereText(seen.vantages.length, seen.usable, words) : null;
  return { when: whenText(seen, words), where };
}

function whereText(n: number, usable: number, words: SentenceWords): string | null {
  // Over an incident's life more may have seen it than could at any one time.
  const of = Math.max(n, usable);
  if (n === 0) return null;
  if (of === 1) return words.where.one();
  return n === of ? words.where.all(n) : words.where.some(n, of);
}

/** The later of two instants, without its day where that is the same. */
export function laterMinute(earlier: EpochMs, later: EpochMs, { quantities }: SentenceWords): string {
  const [from, to] = [new Date(earlier).toISOString(), new Date(later).toISOString()];
  return from.slice(0, 10) === to.slice(0, 10) ? to.slice(11, 16) : quantities.minute(later);
}

/** Since when, or from when to when; as a bracket where the last good answer was long before. */
function whenText(
  { startedAt, lastGood, resolvedAt }: Pick<Incident, "startedAt" | "lastGood" | "resolvedAt">,
  words: SentenceWords,
): string {
  const { minute, span } = words.quantities;
  const wide = isBracketed(startedAt, lastGood);
  if (resolvedAt === null) {
    if (!wide) return words.when.since(minute(startedAt));
    return words.when.began(minute(lastGood), laterMinute(lastGood, startedAt, words));
  }
  const lasted = span((resolvedAt - startedAt) / 1_000);
  const end = laterMinute(startedAt, resolvedAt, words);
  if (!wide) return words.when.span(minute(startedAt), end, lasted);
  return words.when.beganAndEnded(minute(lastGood), laterMinute(lastGood, startedAt, words), end, lasted);
}
