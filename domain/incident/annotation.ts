import { incidentEvent, type OutboxEvent } from "#domain/incident/chronicle.ts";
import type { Incident, IncidentUpdate, Said } from "#domain/incident/incident.ts";
import type { EpochMs } from "#domain/time.ts";

/** What a person adds to an incident: a note, or that it was none. */
export interface Annotation extends Said {
  readonly kind: "noted" | "retracted";
}

export interface Annotated {
  readonly incident: Incident;
  readonly update: IncidentUpdate;
  readonly event: OutboxEvent;
}

/** Longest text and longest name, in characters. */
const TEXT_LIMIT = 2_000;
const AUTHOR_LIMIT = 100;
/** Who speaks when the past was judged again: nobody else may sign so. */
export const REJUDGE_AUTHOR = "rejudge";

/** Control characters, halves of characters, and what turns the direction of writing: they make a text look like another. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** What is wrong with an annotation, one line each; nothing when it may stand. Surrounding blanks do not count. */
export function annotationProblems({ author, text }: Said): string[] {
  const problems = [
    ...lineProblems("the text", text, TEXT_LIMIT),
    ...lineProblems("the author's name", author, AUTHOR_LIMIT),
  ];
  if (author.trim().toLowerCase() === REJUDGE_AUTHOR) problems.push(`"${REJUDGE_AUTHOR}" is npm run rejudge itself`);
  return problems;
}

function lineProblems(what: string, text: string, limit: number): string[] {
  const { length } = [...text.trim()];
  if (length === 0) return [`${what} is empty`];
  const problems = length > limit ? [`${what} has ${length} characters; at most ${limit} are kept`] : [];
  return UNSEEN.test(text.trim()) ? [...problems, `${what} holds a control character: give it on one line`] : problems;
}

/**
 * The incident with a note, or retracted: it stays, and so does all that was said of it. One that is still open stays
 * closed to new alarms until its component has been up (transition.ts).
 * @throws Error when the text may not stand, or it was retracted before.
 */
export function annotateIncident(incident: Incident, { kind, ...given }: Annotation, now: EpochMs): Annotated {
  const [problem] = annotationProblems(given);
  if (problem !== undefined) throw new Error(problem);
  const said = { author: given.author.trim(), text: given.text.trim() };
  if (kind === "retracted" && incident.retracted !== null) {
    const { at, author, reason } = incident.retracted;
    throw new Error(
      `Incident ${incident.id} was retracted already, at ${new Date(at).toISOString()} by ${author}: ${reason}`,
    );
  }
  const retracted = kind === "retracted" ? { at: now, author: said.author, reason: said.text } : incident.retracted;
  return appendStep({ ...incident, retracted }, kind, { now, effectiveAt: now, said });
}

/** An incident's next step that no judge's pass has found: signed by who did, and told. */
export function appendStep(
  before: Incident,
  kind: IncidentUpdate["kind"],
  { now, effectiveAt, said, correction }: { now: EpochMs; effectiveAt: EpochMs; said: Said; correction?: true },
): Annotated {
  const incident = { ...before, sequence: before.sequence + 1 };
  const { sequence, verdict, finding, severity } = incident;
  const update: IncidentUpdate = { sequence, kind, knownAt: now, effectiveAt, verdict, finding, severity };
  const event = { ...incidentEvent(incident, update), said, ...(correction ? { correction } : {}) };
  return { incident, update, event };
}
