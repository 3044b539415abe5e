import type { Sql } from "#db/client.ts";
import { machineTime, type SharedClock } from "#domain/clock.ts";
import { componentsOf } from "#domain/drill/scenario.ts";
import { scoreDrill } from "#domain/drill/score.ts";
import type { Scorecard } from "#domain/drill/scorecard.ts";
import { everyIntervalOf, intervalsOf } from "#drill/cast.ts";
import type { Drill } from "#scripts/drill/prepare.ts";
import { notWell, readDrillRecord } from "#scripts/drill/record.ts";
import { sourcesOf } from "#scripts/drill/stage.ts";

export interface RunOptions {
  readonly sql: Sql;
  readonly clock: SharedClock;
  readonly vantages: number;
  /** Real milliseconds of the machine's clock. */
  readonly machine: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Stops whoever writes to the database. */
  readonly stop: () => Promise<void>;
  /** What went wrong meanwhile; asked at the end. */
  readonly failures: () => readonly string[];
}

/** Waits while a scenario is played, stops the workers, and holds what they recorded against what was modelled. */
export async function runDrill(drill: Drill, options: RunOptions): Promise<Scorecard> {
  const { sql, clock, vantages, machine, wait, stop, failures } = options;
  const { scenario, statements, catalog, speed } = drill;
  const begun = machine();
  const until = (at: number) => wait(Math.max(0, machineTime(clock, at) - machine()));
  await until(scenario.from);
  const before = await notWell(sql, componentsOf(scenario));
  await until(scenario.to);
  await stop();
  const after = await notWell(sql, componentsOf(scenario));
  const intervals = intervalsOf(catalog);
  const { clouds, pages } = sourcesOf(drill);
  return scoreDrill({
    scenario,
    statements,
    record: { ...(await readDrillRecord(sql)), unwell: { before, after } },
    run: {
      speed,
      vantages,
      from: scenario.from,
      to: scenario.to,
      endedAt: machine(),
      tookMs: machine() - begun,
    },
    failures: failures(),
    intervalsMs: everyIntervalOf(catalog),
    // A stand-in is asked only while the other cannot be read.
    feeds: [...clouds.filter(({ standsInFor }) => standsInFor === undefined), ...pages],
    intervalMs: (component) => intervals.get(component) ?? 0,
  });
}
