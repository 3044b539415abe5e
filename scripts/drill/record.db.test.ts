import { expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { readDrillRecord } from "#scripts/drill/record.ts";
import { openCourt, ROUND_MS } from "#workers/judge/testing/court.ts";

const database = testDatabase();

const services = ["alpha", "beta"].map((slug) => makeService(slug, [makeCheck("time", { vital: true })]));

it("an outage is closed when the judge knew that it was over, not when it was; one that goes on again is not closed", async () => {
  const court = await openCourt(database.sql, { services });
  const quiet = "O".repeat(25);
  const over = `FFFFFFFF${"O".repeat(20)}`;
  await court.play({
    "alpha/api/time": { here: quiet + over },
    "beta/api/time": { here: `${quiet}${over.slice(0, 20)}FFFFFFFF` },
  });
  const { incidents, samples, judgedUntil } = await readDrillRecord(database.sql);
  const of = (component: string) => incidents.filter((one) => one.component === component);
  const [alpha, ...others] = of("alpha/api");
  expect(others).toEqual([]);
  const end = court.start + 33 * ROUND_MS;
  expect(alpha?.resolvedAt).toBeGreaterThanOrEqual(end);
  expect(alpha?.resolvedAt).toBeLessThanOrEqual(end + ROUND_MS);
  expect(alpha?.closedAt).toBeGreaterThan(alpha?.resolvedAt ?? Number.NaN);
  expect(alpha?.closedAt).toBeLessThanOrEqual(end + 10 * ROUND_MS);
  // It was closed, too, before it was opened again.
  const told = await database.sql`
    select u.kind from incident_update u join incident i on i.id = u.incident_id
    join component c on c.id = i.component_id join service s on s.id = c.service_id
    where s.slug = 'beta' and u.kind in ('resolved', 'reopened') order by u.known_at`;
  expect(told.map(({ kind }) => kind)).toEqual(["resolved", "reopened"]);
  expect(of("beta/api")).toMatchObject([{ resolvedAt: null, closedAt: null }]);
  expect(samples).toMatchObject({ recorded: 2 * 53, neutral: {} });
  expect(judgedUntil).toBe(court.start + 52 * ROUND_MS);
});

it("of each tick it is told how many samples there were, and how many of them say nothing", async () => {
  const court = await openCourt(database.sql, { services, start: Date.parse("2026-03-11T12:00:00Z") });
  await court.play({ "alpha/api/time": { here: "NO" }, "beta/api/time": { here: "NF" } });
  const { ticks, samples } = await readDrillRecord(database.sql);
  const at = (minute: number) => court.start + minute * ROUND_MS;
  expect(ticks.filter(({ tick }) => tick >= court.start).sort((one, other) => one.tick - other.tick)).toEqual([
    { intervalMs: ROUND_MS, tick: at(0), count: 2, neutral: 2 },
    { intervalMs: ROUND_MS, tick: at(1), count: 2, neutral: 0 },
  ]);
  expect(samples.neutral).toEqual({ "neutral.rate_limited": 2 });
});
