import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { readLogs } from "#db/write/component-seconds.ts";
import { VERDICTS, type VerdictEntry } from "#domain/status/verdict.ts";
import { foldVerdicts } from "#domain/uptime/spans.ts";
import { statePieces } from "#domain/uptime/state-pieces.ts";

const database = testDatabase();
const START = Date.parse("2026-03-10T00:00:00Z");
const STEP_MS = 60_000;
const COMPONENTS = [1, 2];

beforeEach(async () => {
  await database.sql`truncate verdict_log restart identity`;
});

/** Entries of two components in the order of knowledge; some reach far back, as corrections do, and clocks differ. */
const anyLog = fc.array(
  fc.record({
    component: fc.constantFrom(...COMPONENTS),
    effective: fc.integer({ min: 0, max: 30 }),
    known: fc.integer({ min: -3, max: 3 }),
    verdict: fc.constantFrom(...VERDICTS),
  }),
  { maxLength: 25 },
);

it("whatever is corrected, the part of a log that is read for a window says of it what the whole log says", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLog,
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 20 }),
      async (log, at, length) => {
        const window = { from: START + at * STEP_MS, to: START + (at + length) * STEP_MS };
        await database.sql.begin(async (tx) => {
          await tx`delete from verdict_log`;
          for (const [index, { component, effective, known, verdict }] of log.entries())
            await tx`
            insert into verdict_log (component_id, known_at, effective_at, verdict, finding, vantages, usable, failure_types,
              rule_version)
            values (${component}, ${new Date(START + (100 + index + known) * STEP_MS)}, ${new Date(START + effective * STEP_MS)},
              ${verdict}, '{}', '{}', 0, '{}', 1)`;
          const read = await readLogs(tx, COMPONENTS, window.from, window.to);
          for (const component of COMPONENTS) {
            const whole = log.flatMap((entry, index): VerdictEntry[] =>
              entry.component === component
                ? [{ knownAt: index, effectiveAt: START + entry.effective * STEP_MS, verdict: entry.verdict }]
                : [],
            );
            const part = foldVerdicts(read.get(component) ?? []);
            expect(statePieces(part, window)).toEqual(statePieces(foldVerdicts(whole), window));
          }
        });
      },
    ),
    { numRuns: 60 },
  );
});

it("finds the entry that held without reading the log before it", async () => {
  await database.sql`
    insert into verdict_log (component_id, known_at, effective_at, verdict, finding, vantages, usable, failure_types, rule_version)
    select n % 200, t, t, case when n % 400 < 200 then 'up' else 'down' end, '{}', '{}', 0, '{}', 1
    from generate_series(1, 40000) n cross join lateral (select ${new Date(START)}::timestamptz + n * interval '1 minute' as t) x`;
  await database.sql`analyze verdict_log`;
  const plan = await database.sql<{ "QUERY PLAN": string }[]>`
    explain select id from verdict_log where component_id = 7 and effective_at <= ${new Date(START + 39_000 * STEP_MS)}
    order by id desc limit 1`;
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toMatch(/Index Scan Backward using verdict_log_component_id_id_idx/);
});
