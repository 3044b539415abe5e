import fc from "fast-check";
import { expect, it } from "vitest";
import { LISTS } from "#db/array-types.ts";
import { connect } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeWay } from "#db/testing/way.ts";

const database = testDatabase();

it("the types of lists have the numbers that the server gives them, and no column of ours is of another", async () => {
  const known =
    await database.sql`select oid::int, typarray::int from pg_type where typname = any(${Object.keys(LISTS)})`;
  expect(known.map(({ oid, typarray }) => [oid, typarray]).sort()).toEqual(Object.values(LISTS).toSorted());
  const ours = await database.sql`
    select distinct a.atttypid::int as list from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and t.typcategory = 'A'`;
  expect(ours.length).toBeGreaterThan(0);
  for (const { list } of ours) expect(Object.values(LISTS).map(([, number]) => number)).toContain(list);
});

it("no question of the client's own goes before the first statement: who loses that connection hears of it", async () => {
  const way = await makeWay(database.url);
  const sql = connect({ url: way.url, name: "faultline-test", max: 1 });
  way.cutAt("pg_type");
  expect(await sql`select array['a']::text[] as texts, ${[1, 2]}::int4[] as numbers`).toEqual([
    { texts: ["a"], numbers: [1, 2] },
  ]);
  way.cut();
  await expect(sql`select 1`).rejects.toThrow("CONNECTION_CLOSED");
  await sql.end({ timeout: 1 });
  way.close();
});

it("a list comes back as it was sent, whatever stands in it", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }).map((one) => one.replaceAll(/[\0\p{Surrogate}]/gu, "")),
    fc.constantFrom("", "NULL", "null", '"', "\\", "{}", "a,b", " ", "\n"),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(text)),
      fc.array(fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))),
      async (texts, whole) => {
        expect(await database.sql`select ${texts}::text[] as texts, ${whole}::int[] as whole`).toEqual([
          { texts, whole },
        ]);
      },
    ),
    { numRuns: 200 },
  );
});

it("elements are read as single values are", async () => {
  const at = new Date("2025-10-20T06:48:00.123Z");
  const [row] = await database.sql`
    select ${[at.toISOString(), null]}::timestamptz[] as times, array[true, false] as flags, array[1.5]::real[] as reals, array[9007199254740993]::bigint[] as wide,
      array['10.0.0.0/8']::cidr[] as nets, array['::1']::inet[] as hosts, '[2:3]={7,8}'::int[] as shifted,
      ${[
        [1, 2],
        [3, 4],
      ]}::int[] as rows, array_agg(relname order by relname) as names from pg_class where relname in ('pg_type', 'pg_class')`;
  expect(row).toEqual({
    times: [at, null],
    flags: [true, false],
    reals: [1.5],
    wide: ["9007199254740993"],
    nets: ["10.0.0.0/8"],
    hosts: ["::1"],
    shifted: [7, 8],
    rows: [
      [1, 2],
      [3, 4],
    ],
    names: ["pg_class", "pg_type"],
  });
  await expect(database.sql`select ${["a", undefined as unknown as string]}::text[]`).rejects.toThrow("undefined");
});
