import type { DossierFile } from "#catalog/dossier/schema.ts";
import type { PathPart } from "#catalog/problem.ts";

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
  return [...problems, ...countProblems(dossier)];
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
