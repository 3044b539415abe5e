/** `npm run annotate`: a person's word on an incident. */
import { carryOut, Misuse, readOrder, USAGE } from "#scripts/annotate/command.ts";
import { withRecord } from "#scripts/annotate/record.ts";

try {
  const order = readOrder(process.argv.slice(2));
  const lines = order === null ? [USAGE] : await withRecord(order.world, (sql) => carryOut(sql, order, Date.now()));
  for (const line of lines) console.log(line);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  const misused = error instanceof Misuse || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  process.exitCode = misused ? 2 : 1;
}
