import { expect, it } from "vitest";
import { errorCode } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { openTransaction } from "#db/testing/open-transaction.ts";
import { dropPartitions, ensurePartitions, listPartitions, PARTITIONED } from "#db/write/partitions.ts";

const database = testDatabase();
const now = Date.parse("2026-03-10T23:59:30Z");
const insert = (at: string) => database.sql`
  insert into vantage_round (vantage_id, at, controls, failed, gated, detail) values (1, ${new Date(at)}, 0, 0, false, '[]')`;

it("partitions stand from yesterday to seven days ahead, made once even by workers that ask at the same time", async () => {
  const made = await Promise.all([1, 2, 3].map(() => database.sql.begin((tx) => ensurePartitions(tx, now))));
  expect(made.map((names) => names.length).sort((a, b) => a - b)).toEqual([0, 0, 9 * PARTITIONED.length]);
  const days = (await database.sql.begin((tx) => listPartitions(tx)))
    .filter((row) => row.parent === "measurement")
    .map((row) => row.day);
  expect(days).toEqual(Array.from({ length: 9 }, (_, i) => `2026-03-${String(9 + i).padStart(2, "0")}`));
});

it("a day's first and last instants belong to it, and a day without a partition is an error, not a heap", async () => {
  await insert("2026-03-10T00:00:00.000Z");
  await insert("2026-03-10T23:59:59.999Z");
  const rows = await database.sql`select * from vantage_round_2026_03_10`;
  expect(rows.length).toBe(2);
  expect(await insert("2026-03-20T00:00:00Z").catch(errorCode)).toBe("23514");
});

it("a reader that does not end holds up no recording: what would make or drop a day gives up, and is tried again", async () => {
  const reader = await openTransaction(database.sql);
  await reader.tx`select from vantage_round`;
  const later = now + 86_400_000;
  const made = database.sql.begin((tx) => ensurePartitions(tx, later)).catch(errorCode);
  const dropped = database.sql.begin((tx) => dropPartitions(tx, "vantage_round", later)).catch(errorCode);
  expect(await Promise.all([made, dropped])).toEqual(["55P03", "55P03"]);
  await insert("2026-03-11T00:00:00Z");
  await reader.rollback();
  expect(await database.sql.begin((tx) => ensurePartitions(tx, later))).toHaveLength(PARTITIONED.length);
});

it("retention drops whole past days and nothing younger", async () => {
  const dropped = await database.sql.begin((tx) =>
    dropPartitions(tx, "vantage_round", Date.parse("2026-03-11T00:00:00Z")),
  );
  expect(dropped).toEqual(["vantage_round_2026_03_09", "vantage_round_2026_03_10"]);
  const left = await database.sql.begin((tx) => listPartitions(tx));
  expect(left.filter((row) => row.parent === "vantage_round").length).toBe(8);
  expect(left.filter((row) => row.parent === "measurement").length).toBe(10);
});
