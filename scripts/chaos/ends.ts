import type { Bar } from "#scripts/chaos/chaos.ts";

/** The end of a process of the product, as `npm start` told it. */
export interface End {
  /** As in its lines: `vantage-1`, `web`, `world`, `database`. */
  readonly name: string;
  /** A signal, `exit code N`, `for good`, or `gone` where nobody can know: of the database. */
  readonly how: string;
  /** False for a worker that had not begun to probe. */
  readonly begun: boolean;
}

const PROBING = /^(vantage-\d): probing\b/;
const ENDED = /^([\w-]+): ended(?: \((.+?)\);|,)/;
const DATABASE_GONE = /^database: it is gone\b/;

/** @param lines what `npm start` has printed, in order */
export function endsOf(lines: readonly string[]): End[] {
  const probing = new Set<string>();
  return lines.flatMap((line) => {
    const worker = PROBING.exec(line)?.[1];
    if (worker !== undefined) probing.add(worker);
    if (DATABASE_GONE.test(line)) return [{ name: "database", how: "gone", begun: true }];
    const [, name, how = "for good"] = ENDED.exec(line) ?? [];
    if (name === undefined) return [];
    return [{ name, how, begun: probing.delete(name) || !name.startsWith("vantage-") }];
  });
}

/** Nobody may end but those who were killed, or who have to by what was done. */
export function endedAlone(lines: readonly string[], mayEnd: (end: End) => boolean): Bar {
  const alone = endsOf(lines).filter((end) => !mayEnd(end));
  const found = [String(alone.length), ...alone.map(({ name, how }) => `${name} (${how})`)];
  return {
    name: "processes that ended though nobody killed them",
    passes: alone.length === 0,
    found: found.join(", "),
  };
}
