/** `npm run vantage`: vantages on other machines. */
import { withDatabase } from "#scripts/backup/database.ts";
import { tellFailure } from "#scripts/command/misuse.ts";
import { carryOut, prepare, readOrder, USAGE } from "#scripts/vantage/command.ts";

try {
  const order = readOrder(process.argv.slice(2));
  const lines =
    order === null
      ? [USAGE]
      : await withDatabase(
          { name: "faultline-vantage", max: 1, world: order.world, make: false, asAdmin: true },
          async (open) => {
            await prepare(open);
            return carryOut(open, order, Date.now());
          },
        );
  for (const line of lines) console.log(line);
} catch (error) {
  tellFailure(error);
}
