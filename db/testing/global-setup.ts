import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { connect } from "#db/client.ts";
import { launchPostgres } from "#db/launch/launch.ts";
import { migrateDatabase } from "#db/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection URL of the maintenance database. */
    postgresUrl: string;
    /** The same for who may make roles. */
    postgresAdminUrl: string;
    /** Name of the migrated database that every test database is cloned from. */
    postgresTemplate: string;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A new template whenever a migration changes; old ones are harmless. */
function migrationsDigest(): string {
  const folder = join(root, "db/migrations");
  const hash = createHash("sha256");
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()) {
    hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 12);
}

/** Starts (or reuses) the embedded server and prepares the template once for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await launchPostgres({
    home: join(root, ".faultline/test"),
    env: process.env,
    port: 15_732,
    log: (line) => console.log(`test database: ${line}`),
  });
  const template = `faultline_template_${migrationsDigest()}`;
  const admin = connect({ url: server.url, name: "faultline-test", max: 1 });
  const leftovers = await admin<{ datname: string }[]>`
    select datname from pg_database d where datname like 'faultline_test_%'
      and not exists (select 1 from pg_stat_activity a where a.datid = d.oid)`;
  for (const { datname } of leftovers) await admin.unsafe(`drop database if exists "${datname}"`);
  await server.ensureDatabase(template);
  await admin.end({ timeout: 5 });
  await migrateDatabase(server.urlFor(template));

  project.provide("postgresUrl", server.url);
  project.provide("postgresAdminUrl", server.adminUrl);
  project.provide("postgresTemplate", template);
  return () => server.stop();
}
