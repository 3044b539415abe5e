import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readOverview } from "#db/read/overview.ts";
import { testDatabase } from "#db/testing/database.ts";
import { vantageState } from "#domain/status/answering.ts";
import { openScene, type Scene } from "#workers/judge/testing/scene.ts";

const VANTAGES = ["vantage-1", "vantage-2", "vantage-3"];
const [LOST, ...OTHERS] = VANTAGES as [string, ...string[]];
const COMPONENTS = ["drpc/polygon", "infura/polygon", "kraken/api", "mexc/api", "publicnode/polygon"];

const database = testDatabase();
let scene: Scene;
beforeAll(async () => {
  // Two attempts and the pause between them are over before the next round.
  const limits = { dnsMs: 600, connectMs: 600 };
  scene = await openScene({ ...database, vantages: VANTAGES, components: COMPONENTS, rate: 10, limits });
}, 60_000);
afterAll(() => scene?.stop(), 60_000);

/** A long wait on a slow machine is no failure; each state comes within seconds on an idle one. */
const soon = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 90_000, interval: 150 });
const states = async () => {
  const now = scene.clock.now();
  const { vantages } = await readOverview(database.db, now);
  return Object.fromEntries(vantages.map((vantage) => [vantage.name, vantageState(vantage, now)]));
};
/** How many rows each vantage has of each outcome and failure type, of what began from then on. */
async function rowsSince(at: number) {
  const rows = await database.sql<{ vantage: string; outcome: string; type: string | null; checks: number }[]>`
    select v.name as vantage, m.outcome, m.failure_type as type, count(distinct m.check_id)::int as checks
    from measurement m join vantage v on v.id = m.vantage_id where m.started_at >= ${new Date(at)} group by 1, 2, 3`;
  return (vantage: string) =>
    Object.fromEntries(
      rows
        .filter((row) => row.vantage === vantage)
        .map((row) => [`${row.outcome} ${row.type ?? ""}`.trim(), row.checks]),
    );
}
const seenBy = (vantages: readonly string[]) =>
  soon(async () => {
    const verdicts = await scene.verdicts();
    expect([...verdicts.keys()].sort()).toEqual(COMPONENTS);
    for (const said of verdicts.values()) {
      expect(said).toMatchObject({ verdict: "up", usable: vantages.length });
      expect([...said.vantages].sort()).toEqual(vantages);
    }
  });

it("one of three vantages that loses its network is marked, accuses nobody, and has neutral rows alone until it is back", async () => {
  await seenBy(VANTAGES);
  expect(new Set(Object.values(await states()))).toEqual(new Set(["reporting"]));
  const logged = new Map<string, number>();
  for (const key of COMPONENTS) logged.set(key, (await scene.verdictsEver(key)).length);

  await scene.fail(`vantage:${LOST}`);
  const lostAt = scene.clock.now();
  await soon(async () => expect((await states())[LOST]).toBe("offline"));
  for (const other of OTHERS) expect((await states())[other]).toBe("reporting");
  await seenBy(OTHERS);
  const [{ checks } = { checks: 0 }] = await database.sql<{ checks: number }[]>`
    select count(*)::int as checks from check_vantage cv join vantage v on v.id = cv.vantage_id
    where v.name = ${LOST} and cv.reason is null`;
  // Long enough for each check to have come round again and again, at each of them.
  const markedAt = scene.clock.now();
  for (const from of [markedAt, markedAt + 120_000]) {
    await soon(async () => {
      const since = await rowsSince(from);
      expect(since(LOST)["neutral neutral.vantage_down"]).toBeGreaterThan(0.5 * checks);
      for (const other of OTHERS) expect(since(other).ok).toBeGreaterThan(0.5 * checks);
    });
  }
  const since = await rowsSince(lostAt);
  for (const found of Object.keys(since(LOST))) expect(found).toMatch(/^neutral /);
  for (const other of OTHERS)
    for (const found of Object.keys(since(other))) expect(found).toMatch(/^(ok$|neutral neutral\.loop_lag)/);

  await scene.heal(`vantage:${LOST}`);
  await soon(async () => expect((await states())[LOST]).toBe("reporting"));
  await seenBy(VANTAGES);
  const back = scene.clock.now();
  await soon(async () => expect((await rowsSince(back))(LOST).ok).toBeGreaterThan(0.5 * checks));
  expect(await scene.incidents()).toEqual([]);
  for (const key of COMPONENTS)
    for (const verdict of (await scene.verdictsEver(key)).slice(logged.get(key))) expect(verdict).toBe("up");
}, 300_000);
