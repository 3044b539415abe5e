/** What was asked makes no sense: exit code 2. */
export class Misuse extends Error {}

/** Says why a command has failed. It ends with 2 when it was not asked for as it is meant to be, else with 1. */
export function tellFailure(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  const isUnread = (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS") ?? false;
  process.exitCode = error instanceof Misuse || isUnread ? 2 : 1;
}
