/** Reads parameters, each given at most once and none that is not known. `wrong` says what is not right. */
export function readParameters<Name extends string>(
  url: string,
  names: readonly Name[],
): { readonly given: ReadonlyMap<Name, string> } | { readonly wrong: string } {
  const given = new Map<Name, string>();
  for (const [name, value] of new URL(url).searchParams) {
    const known = names.find((candidate) => candidate === name);
    if (known === undefined) {
      const there = names.length === 0 ? "there are none" : `there are ${names.join(", ")}`;
      return { wrong: `There is no such parameter here; ${there}.` };
    }
    if (given.has(known)) return { wrong: `${known} is given more than once.` };
    given.set(known, value);
  }
  return { given };
}
