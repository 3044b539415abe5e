import { parseArgs } from "node:util";
import { CURRENT_RULES, type Rules, rulesOf } from "#domain/status/rules.ts";
import type { EpochMs } from "#domain/time.ts";
import { Misuse } from "#scripts/command/misuse.ts";

export const USAGE = `npm run rejudge -- --from ISO --to ISO [--rules N] [--service SLUG] [--write]

Judges a span of the past again, from the raw record, and prints where that differs from what is on record.

--rules N       under these rules; those in force by default
--service SLUG  tells (and writes) of this service only; all are judged, for they witness for one another
--write         stores what differs: appended as corrections, nothing is deleted
--world         on the record of the made-up world (npm start -- --world)
ISO is 2026-03-10 or 2026-03-10T12:00:00Z. Works beside a running npm start.`;

export interface RejudgeOrder {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly rules: Rules;
  readonly service: string | null;
  readonly write: boolean;
  readonly world: boolean;
}

/** Without a zone it would be the machine's: not what is on the page. */
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

function instant(name: string, text: string | undefined): EpochMs {
  const at = text !== undefined && INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new Misuse(`--${name} takes an instant like 2026-03-10T12:00:00Z`);
  return at;
}

/** @returns null when only the usage is wanted. @throws Misuse */
export function readOrder(args: readonly string[]): RejudgeOrder | null {
  const options = {
    from: { type: "string" },
    to: { type: "string" },
    rules: { type: "string" },
    service: { type: "string" },
    write: { type: "boolean", default: false },
    world: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) return null;
  if (values.from === undefined && values.to === undefined) throw new Misuse(USAGE);
  const [from, to] = [instant("from", values.from), instant("to", values.to)];
  if (from >= to) throw new Misuse("--from must be before --to");
  const { service = null, write, world } = values;
  return { from, to, rules: rulesFor(values.rules), service, write, world };
}

function rulesFor(text: string | undefined): Rules {
  if (text === undefined) return CURRENT_RULES;
  try {
    return rulesOf(Number(text));
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
}
