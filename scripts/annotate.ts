/** `npm run annotate`: a person's word on an incident. */
import { carryOut, readOrder, USAGE } from "#scripts/annotate/command.ts";
import { withRecord } from "#scripts/annotate/record.ts";
import { tellFailure } from "#scripts/command/misuse.ts";

try {
  const order = readOrder(process.argv.slice(2));
  const lines = order === null ? [USAGE] : await withRecord(order.world, (sql) => carryOut(sql, order, Date.now()));
  for (const line of lines) console.log(line);
} catch (error) {
  tellFailure(error);
}
