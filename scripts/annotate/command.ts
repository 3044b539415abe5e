import { parseArgs } from "node:util";
import type { Sql } from "#db/client.ts";
import { annotate } from "#db/write/annotations.ts";
import { type Annotation, annotationProblems } from "#domain/incident/annotation.ts";
import type { EpochMs } from "#domain/time.ts";
import { Misuse } from "#scripts/command/misuse.ts";
import { JUDGE_LEASE } from "#workers/judge/judge.ts";

export const USAGE = `npm run annotate -- INCIDENT --note "TEXT" --author NAME        adds a note to an incident
npm run annotate -- INCIDENT --retract "REASON" --author NAME   takes it back: it was none

A retracted incident is still shown, with the reason; its time leaves uptime. Neither can be undone, only noted upon.
--world  on the record of the made-up world (npm start -- --world)
Works beside a running npm start, on its database or on that of DATABASE_URL.`;

export interface AnnotateOrder {
  readonly id: string;
  readonly annotation: Annotation;
  readonly world: boolean;
}

/** @returns null when only the usage is wanted. @throws Misuse */
export function readOrder(args: readonly string[]): AnnotateOrder | null {
  const options = {
    note: { type: "string" },
    retract: { type: "string" },
    author: { type: "string" },
    world: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { note, retract, author, world } = values;
  if (values.help) return null;
  const [id, ...more] = positionals;
  const text = note ?? retract;
  if (id === undefined || more.length > 0 || text === undefined || (note !== undefined && retract !== undefined))
    throw new Misuse(USAGE);
  if (author === undefined) throw new Misuse("Who says so? --author NAME");
  const annotation = { kind: note === undefined ? "retracted" : "noted", author, text } as const;
  const problems = annotationProblems(annotation);
  if (problems.length > 0) throw new Misuse(problems.join("\n"));
  return { id, annotation, world };
}

/** Writes it. @returns what was done, in lines. */
export async function carryOut(sql: Sql, { id, annotation }: AnnotateOrder, now: EpochMs): Promise<string[]> {
  const { incident } = await sql.begin((tx) => annotate(tx, { id, annotation, lease: JUDGE_LEASE }, now));
  const until = incident.resolvedAt === null ? "still open" : `to ${new Date(incident.resolvedAt).toISOString()}`;
  const what = `${incident.component}, from ${new Date(incident.startedAt).toISOString()}, ${until}`;
  if (annotation.kind === "noted") return [`Noted on incident ${incident.id} (${what}).`];
  return [
    `Retracted incident ${incident.id} (${what}).`,
    "It stays on record with the reason, and its time has left uptime.",
    ...(incident.resolvedAt === null ? ["No new one is opened before the component has been up again."] : []),
  ];
}
