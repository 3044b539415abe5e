import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, errorCode, type Sql } from "#db/client.ts";
import { newPassword, scramVerifier } from "#db/launch/password.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { FORBIDDEN } from "#db/testing/forbidden.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { rollUpMinutes } from "#db/write/rollup.ts";
import { claimVantage, recordRounds } from "#db/write/vantage.ts";
import { grantVantage, hasRole, revokeVantage, roleOf } from "#db/write/vantage-role.ts";
import { FAILURE_PHASES, FAILURE_TYPES, isNeutral } from "#domain/failure/failure.ts";
import type { Facts } from "#domain/measurement.ts";

/** That the role can do all that a vantage must is seen with the worker itself: workers/vantage/guest.db.test.ts. */
const database = testDatabase();
/** Another one of the same server, as the world's is. */
const world = testDatabase();
/** Roles are the whole server's, and other tests run beside this one. */
const tag = randomBytes(4).toString("hex");
const [NEAR, FAR] = [`near-${tag}`, `far-${tag}`];
const NOW = Date.now();

const CHECKS = [makeCheck("time"), makeCheck("unproven")];

/** The vantage that means ill. */
let near: Sql;
const password = newPassword();
const ids = { own: 0, other: 0, check: 0 };

/** A client with a role's own password. */
function clientOf(role: string, secret: string): Sql {
  const url = new URL(database.url);
  url.username = role;
  url.password = secret;
  return connect({ url: url.href, name: role, max: 1 });
}
const grant = (name: string, verifier: string | null = null) =>
  database.admin.begin((tx) => grantVantage(tx, { name, world: false, verifier }, NOW));

beforeAll(async () => {
  await grant(NEAR, scramVerifier(password));
  await grant(FAR);
  near = clientOf(roleOf(NEAR), password);
  await database.sql.begin(async (tx) => {
    await ensurePartitions(tx, NOW);
    ids.check =
      (await syncCatalog(tx, { services: [makeService("alpha", CHECKS)] }, NOW - 3_600_000)).get("alpha/api/time") ?? 0;
    for (const [key, name] of [
      ["own", NEAR],
      ["other", FAR],
    ] as const) {
      const [row] = await tx<{ id: string }[]>`select id from vantage where name = ${name}`;
      ids[key] = Number(row?.id);
      await claimVantage(tx, { vantageId: ids[key], workerId: name, version: "1" }, NOW);
      const measurement = makeMeasurement("alpha/api/time", NOW - 60_000, { vantage: name });
      await recordMeasurements(tx, [{ checkId: ids.check, vantageId: ids[key], measurement }], NOW);
    }
    await tx`insert into check_vantage values (${ids.check}, ${ids.other}, null, ${new Date(NOW)}, 0)`;
  });
});
afterAll(async () => {
  await near.end({ timeout: 5 });
  for (const name of [NEAR, FAR]) await database.admin.begin((tx) => revokeVantage(tx, name));
});

it.each(FORBIDDEN)("a vantage's role may not %s", async (_what, statement) => {
  const refused = await near.unsafe(statement(ids.own, ids.other, ids.check)).catch(errorCode);
  expect(refused).toBe("42501");
});

it("a vantage's role may store and roll up whatever a worker can measure", async () => {
  const facts: Required<Facts> = {
    head_number: 7,
    head_hash: "0xab",
    head_age_s: -1.5,
    clock_offset_s: 0,
    last_trade_age_s: 3,
    data_age_s: 4,
    sequence: 2 ** 50,
    mode: '"\\漢'.repeat(30),
    network_part: "edge",
  };
  const minute = Math.floor(NOW / 60_000) * 60_000;
  const rows = FAILURE_TYPES.map((failureType, index) => ({
    checkId: ids.check,
    vantageId: ids.own,
    measurement: makeMeasurement("alpha/api/time", minute + index, {
      at: NOW,
      outcome: isNeutral(failureType) ? "neutral" : "failed",
      failureType,
      phase: FAILURE_PHASES[failureType],
      rawCode: "x".repeat(80),
      certExpiresAt: Date.parse("9999-12-31T23:59:59Z"),
      facts,
    }),
  }));
  expect(await near.begin((tx) => recordMeasurements(tx, rows, NOW))).toBe(rows.length);
  const range = { from: minute, to: minute + 60_000, now: NOW };
  expect(await near.begin((tx) => rollUpMinutes(tx, ids.own, range))).toBe(1);
  const control = { slug: "a", kind: "dns", ok: false, failureType: "dns.failed", totalMs: 1.5 } as const;
  const controls = [control, { ...control, kind: "http", ok: true, failureType: null } as const];
  await near.begin((tx) => recordRounds(tx, ids.own, [{ at: NOW, controls, gated: false }]));
});

it("a vantage's role finds no rows of another's to change", async () => {
  for (const statement of [
    `update worker_heartbeat set rows_lost = 7 where vantage_id = ${ids.other}`,
    `update vantage set provider = 'evil' where id = ${ids.other}`,
    `update check_latest set outcome = 'failed' where vantage_id = ${ids.other}`,
    `update check_vantage set reason = 'key' where vantage_id = ${ids.other}`,
    `update check_def set proven_at = null where proven_at is not null`,
  ]) {
    expect([statement, (await near.unsafe(statement)).count]).toEqual([statement, 0]);
  }
  // Nor may it overwrite what another has by way of a conflict.
  const measurement = makeMeasurement("alpha/api/time", NOW - 30_000);
  const overwriting = near.begin((tx) =>
    recordMeasurements(tx, [{ checkId: ids.check, vantageId: ids.other, measurement }], NOW),
  );
  expect(await overwriting.catch(errorCode)).toBe("42501");
});

it("roles of the operator's own that may read see what they saw before", async () => {
  const reader = `reader_${tag}`;
  await database.admin.unsafe(`create role ${reader} login password '${tag}'`);
  await database.sql.unsafe(`grant select on vantage, check_def to ${reader}`);
  const sql = clientOf(reader, tag);
  const [seen] = await sql`
    select (select count(*) from vantage)::int as vantages, (select count(*) from check_def)::int as checks`;
  await sql.end({ timeout: 5 });
  await database.sql.unsafe(`revoke all on vantage, check_def from ${reader}`);
  await database.admin.unsafe(`drop role ${reader}`);
  expect(seen).toEqual({ vantages: 2, checks: CHECKS.length });
});

it("granting again leaves exactly the rights of this version, and the password as it was", async () => {
  const rights = () => database.sql`
    select table_name, privilege_type, null as column_name from information_schema.role_table_grants
    where grantee = ${roleOf(NEAR)}
    union select table_name, privilege_type, column_name from information_schema.role_column_grants
    where grantee = ${roleOf(NEAR)} order by 1, 2, 3`;
  const before = await rights();
  await database.sql.unsafe(`
    grant select on incident, subscription to ${roleOf(NEAR)};
    grant update (vantage_id), delete on check_latest to ${roleOf(NEAR)}`);
  expect(await near`select from incident`).toHaveLength(0);
  await grant(NEAR);
  expect(await rights()).toEqual(before);
  expect(await near`select from incident`.catch(errorCode)).toBe("42501");
  const again = clientOf(roleOf(NEAR), password);
  expect(await again`select 1 as one`).toEqual([{ one: 1 }]);
  await again.end({ timeout: 5 });
});

it("one whose rights are taken can neither come back nor write, and what it measured stays", async () => {
  const gone = `gone-${tag}`;
  const secret = newPassword();
  await grant(gone, scramVerifier(secret));
  const sql = clientOf(roleOf(gone), secret);
  await sql`update vantage set country = 'FI' where name = ${gone}`;
  await database.admin.begin((tx) => revokeVantage(tx, gone));
  expect(await sql`update vantage set country = 'SE'`.catch(errorCode)).toBe("42501");
  await sql.end({ timeout: 5 });
  const back = clientOf(roleOf(gone), secret);
  expect(await back`select 1`.catch(errorCode)).toBe("28P01");
  await back.end({ timeout: 5 });
  expect(await database.sql.begin((tx) => hasRole(tx, gone))).toBe(false);
  expect(await database.sql`select country from vantage where name = ${gone}`).toEqual([{ country: "FI" }]);
});

it("rights in another database of the server keep the role, and neither database's rights outlive their end", async () => {
  const both = `both-${tag}`;
  const secret = newPassword();
  const grantIn = ({ admin }: typeof world) =>
    admin.begin((tx) => grantVantage(tx, { name: both, world: false, verifier: scramVerifier(secret) }, NOW));
  const revokeIn = ({ admin }: typeof world) => admin.begin((tx) => revokeVantage(tx, both));
  await grantIn(database);
  await grantIn(world);
  expect(await revokeIn(database)).toMatchObject([
    { database: expect.stringMatching(/^faultline_test_/), owns: false },
  ]);
  const sql = clientOf(roleOf(both), secret);
  expect(await sql`update vantage set country = 'FI' where name = ${both}`.catch(errorCode)).toBe("42501");
  await sql.end({ timeout: 5 });
  expect(await revokeIn(world)).toEqual([]);
  expect(await database.sql.begin((tx) => hasRole(tx, both))).toBe(false);
});
