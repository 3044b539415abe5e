/** `npm run rejudge`: judges the past again and says what differs. */
import { withRecord } from "#scripts/annotate/record.ts";
import { tellFailure } from "#scripts/command/misuse.ts";
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
  tellFailure(error);
}
