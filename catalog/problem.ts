/** One thing that is wrong with the catalog. */
export interface Problem {
  /** `kraken/api/time`, a chain's or a control's slug. */
  readonly where: string;
  readonly message: string;
  /** The entry it stands in, and the way to the field in it: finds the line of an operator's file. */
  readonly entry: { readonly list: "services" | "chains" | "controls"; readonly slug: string };
  readonly path: readonly PathPart[];
}

export type PathPart = string | number;

/** Notes problems of one entry, at a place in it. */
export interface Reporter {
  (message: string, ...path: PathPart[]): void;
  /** A reporter for a part of the entry. */
  at(where: string, ...path: PathPart[]): Reporter;
}

/** A reporter that adds to `problems`. */
export function reporter(problems: Problem[], entry: Problem["entry"], where: string, base: PathPart[] = []): Reporter {
  const report = (message: string, ...path: PathPart[]) => {
    problems.push({ where, message, entry, path: [...base, ...path] });
  };
  return Object.assign(report, {
    at: (place: string, ...path: PathPart[]) => reporter(problems, entry, place, [...base, ...path]),
  });
}
