import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, inject } from "vitest";
import { connect, connectDrizzle, type Drizzle, type Sql } from "#db/client.ts";
import { urlWithDatabase } from "#db/launch/database.ts";
import { dropTestDatabase } from "#db/testing/drop.ts";

export interface TestDatabase {
  url: string;
  /** A plain client. */
  sql: Sql;
  /** One that may make roles. */
  admin: Sql;
  /** A drizzle handle on a client of its own. */
  db: Drizzle;
}

/**
 * Gives the test file a migrated database of its own, cloned from the template before its tests and dropped after them. A
 * test file that leaves a session open in it fails. The fields are there from `beforeAll` on.
 */
export function testDatabase(): TestDatabase {
  const own = {} as TestDatabase;
  const name = `faultline_test_${randomBytes(6).toString("hex")}`;
  const base = () => inject("postgresUrl");
  const template = () => inject("postgresTemplate");
  let close: () => Promise<unknown> = async () => {};

  beforeAll(async () => {
    const admin = connect({ url: base(), name: "faultline-test", max: 1 });
    await admin.unsafe(`create database "${name}" template "${template()}"`);
    await admin.end({ timeout: 5 });
    own.url = urlWithDatabase(base(), name);
    own.sql = connect({ url: own.url, name: "faultline-test" });
    own.admin = connect({ url: urlWithDatabase(inject("postgresAdminUrl"), name), name: "faultline-test", max: 1 });
    const drizzle = connectDrizzle({ url: own.url, name: "faultline-test" });
    own.db = drizzle.db;
    close = () => Promise.all([own.sql.end({ timeout: 5 }), own.admin.end({ timeout: 5 }), drizzle.close()]);
  });

  afterAll(async () => {
    await close();
    const admin = connect({ url: base(), name: "faultline-test", max: 1 });
    await dropTestDatabase(admin, name).finally(() => admin.end({ timeout: 5 }));
  });
  return own;
}
