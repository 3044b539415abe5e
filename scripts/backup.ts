/** `npm run backup`: everything that the database holds, in one file. */
import { join } from "node:path";
import { BACKUP_USAGE, backupName, readFileOrder, writeBackup } from "#scripts/backup/command.ts";
import { homeFolder, withDatabase } from "#scripts/backup/database.ts";
import { tellFailure } from "#scripts/command/misuse.ts";
import { VERSION } from "#workers/environment.ts";

try {
  const order = readFileOrder(process.argv.slice(2), BACKUP_USAGE);
  const run = (world: boolean, file: string | null) => {
    const now = Date.now();
    const target = file ?? join(homeFolder(), "backups", backupName(now, world));
    return withDatabase({ name: "faultline-backup", max: 2, world, make: false }, ({ sql }) =>
      writeBackup(sql, target, VERSION, now),
    );
  };
  for (const line of order === null ? [BACKUP_USAGE] : await run(order.world, order.file)) console.log(line);
} catch (error) {
  tellFailure(error);
}
// A connection that was broken off in the middle of a COPY may never be told as closed.
process.exit();
