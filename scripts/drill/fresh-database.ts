import { connect } from "#db/client.ts";
import type { RunningPostgres } from "#db/launch/launch.ts";
import { migrateDatabase } from "#db/migrate.ts";

const DATABASE = "faultline_drill";

/** Makes the drill's own database anew, and empties it so of the drill before. @returns its URL */
export async function freshDatabase(postgres: RunningPostgres): Promise<string> {
  const admin = connect({ url: postgres.url, name: "faultline-drill", max: 1 });
  try {
    await admin.unsafe(`drop database if exists "${DATABASE}" with (force)`);
  } finally {
    await admin.end({ timeout: 5 });
  }
  await postgres.ensureDatabase(DATABASE);
  const url = postgres.urlFor(DATABASE);
  await migrateDatabase(url);
  return url;
}
