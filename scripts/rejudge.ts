/** `npm run rejudge`: judges the past again and says what differs. */
import { Misuse } from "#scripts/annotate/command.ts";
import { withRecord } from "#scripts/annotate/record.ts";
import { readOrder, USAGE } from "#scripts/rejudge/command.ts";
import { rejudgeSpan } from "#scripts/rejudge/run.ts";
import { checkCatalog } from "#scripts/start/preflight.ts";

try {
  const order = readOrder(process.argv.slice(2));
  if (order === null) console.log(USAGE);
  else {
    const { chains } = checkCatalog();
    await withRecord(order.world, (sql) => rejudgeSpan(sql, { ...order, chains, now: Date.now(), print: console.log }));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  const misused = error instanceof Misuse || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  process.exitCode = misused ? 2 : 1;
}
