/** `npm run restore`: an empty database is filled from a backup. */
import { RESTORE_USAGE, readFileOrder, restoreBackup } from "#scripts/backup/command.ts";
import { homeFolder, withDatabase } from "#scripts/backup/database.ts";
import { readBackupHeader } from "#scripts/backup/read.ts";
import { Misuse, tellFailure } from "#scripts/command/misuse.ts";
import { claim } from "#scripts/start/claim.ts";

async function run(file: string | null, world: boolean): Promise<string[]> {
  if (file === null) throw new Misuse(RESTORE_USAGE);
  // Before any database is made for it.
  await readBackupHeader(file);
  if (!process.env.DATABASE_URL?.trim()) {
    await claim(homeFolder(), "start", (pid) => `npm start runs in ${homeFolder()} (process ${pid}). Stop it first.`);
  }
  return withDatabase({ name: "faultline-restore", max: 1, world, make: true }, (open) => restoreBackup(open, file));
}

try {
  const order = readFileOrder(process.argv.slice(2), RESTORE_USAGE);
  for (const line of order === null ? [RESTORE_USAGE] : await run(order.file, order.world)) console.log(line);
} catch (error) {
  tellFailure(error);
}
// A connection that was broken off in the middle of a COPY may never be told as closed.
process.exit();
