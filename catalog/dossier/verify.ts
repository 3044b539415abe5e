import type { DossierFile } from "#catalog/dossier/schema.ts";
import type { PathPart } from "#catalog/problem.ts";
import { isWithin, LONGEST_MS, reachOf } from "#domain/replay/reach.ts";

/** One thing that is wrong with a dossier, and the way to it. */
export interface DossierProblem {
  readonly path: readonly PathPart[];
  readonly message: string;
}

/** What takes more than one field to see. @param name of the file, without its ending */
export function dossierProblems(dossier: DossierFile, name: string): DossierProblem[] {
  const problems: DossierProblem[] = [];
  const report = (message: string, ...path: PathPart[]) => problems.push({ path, message });
  const { id, started_at, ended_at, first_public_notice_at, phases, events } = dossier;
  if (id !== name) report(`is ${id}, and the file is called ${name}`, "id");
  if (!started_at.startsWith(id.slice(0, 10))) report(`the id says ${id.slice(0, 10)}`, "started_at");
  if (isBefore(ended_at, started_at)) report("is before started_at", "ended_at");
  if (isBefore(first_public_notice_at, started_at)) report("is before started_at", "first_public_notice_at");
  phases.forEach(({ from, to }, index) => {
    if (isBefore(to, from)) report("is before from", "phases", index, "to");
  });
  events.forEach(({ at, precision, window_utc: window, scope, subject_kind: kind, layer }, index) => {
    if (precision === "day" && !at.endsWith("T00:00:00Z")) {
      report("of precision day must be midnight UTC: it is no time", "events", index, "at");
    }
    if (window && isBefore(window.to, window.from)) report("is before from", "events", index, "window_utc", "to");
    if (window && (isBefore(at, window.from) || isBefore(window.to, at))) {
      report("must lie within window_utc", "events", index, "at");
    }
    if (scope !== undefined && kind !== "cloud") report("is for a cloud's events alone", "events", index, "scope");
    if (layer !== undefined && kind === "cloud") report("a cloud stands in its own layer", "events", index, "layer");
  });
  return [...problems, ...reachProblems(dossier), ...countProblems(dossier)];
}

/** A wrong digit in a date is no other problem than this. */
function reachProblems(dossier: DossierFile): DossierProblem[] {
  const { started_at, ended_at, first_public_notice_at: noticed, phases, events } = dossier;
  const reach = reachOf(dossier);
  const days = `${dayOf(reach.from)} to ${dayOf(reach.to)}`;
  const far = (at: string | null, ...path: PathPart[]): DossierProblem[] =>
    at === null || isWithin(Date.parse(at), reach) ? [] : [{ path, message: `${at} is not within ${days}` }];
  const tooLong = ended_at !== null && Date.parse(ended_at) > Date.parse(started_at) + LONGEST_MS;
  return [
    ...(tooLong ? [{ path: ["ended_at"], message: "is more than 14 days after started_at" }] : []),
    ...(isBefore(noticed, started_at) ? [] : far(noticed, "first_public_notice_at")),
    ...phases.flatMap(({ from, to }, index) => [
      ...far(from, "phases", index, "from"),
      ...far(to, "phases", index, "to"),
    ]),
    ...events.flatMap(({ at, window_utc: window }, index) => [
      ...far(at, "events", index, "at"),
      ...far(window?.from ?? null, "events", index, "window_utc", "from"),
      ...far(window?.to ?? null, "events", index, "window_utc", "to"),
    ]),
  ];
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function isBefore(a: string | null, b: string): boolean {
  return a !== null && Date.parse(a) < Date.parse(b);
}

function countProblems({ counts, events }: DossierFile): DossierProblem[] {
  if (counts === undefined) return [];
  const of = (precision: string) => events.filter((event) => event.precision === precision).length;
  const found = {
    events: events.length,
    minute: of("minute"),
    approx: of("approx"),
    day: of("day"),
    subjects: new Set(events.map(({ subject }) => subject)).size,
  };
  return (Object.keys(found) as (keyof typeof found)[]).flatMap((key) =>
    counts[key] === found[key]
      ? []
      : [{ path: ["counts", key], message: `says ${counts[key]}, and there are ${found[key]}` }],
  );
}
