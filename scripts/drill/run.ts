import type { Sql } from "#db/client.ts";
import { machineTime, type SharedClock } from "#domain/clock.ts";
import { componentsOf } from "#domain/drill/scenario.ts";
import { scoreDrill } from "#domain/drill/score.ts";
import type { Scorecard } from "#domain/drill/scorecard.ts";
import { intervalsOf } from "#drill/cast.ts";
import type { Drill } from "#scripts/drill/prepare.ts";
import { notWell, readDrillRecord } from "#scripts/drill/record.ts";

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
  const unwell = await notWell(sql, componentsOf(scenario));
  await until(scenario.to);
  await stop();
  const intervals = intervalsOf(catalog);
  return scoreDrill({
    scenario,
    statements,
    record: await readDrillRecord(sql),
    run: {
      speed,
      vantages,
      from: scenario.from,
      to: scenario.to,
      endedAt: machine(),
      tookMs: machine() - begun,
    },
    failures: [...unready(unwell), ...failures()],
    intervalMs: (component) => intervals.get(component) ?? 0,
  });
}

const NAMED = 3;

/** Without a good result before it, an outage has no beginning. */
function unready(components: readonly string[]): string[] {
  if (components.length === 0) return [];
  const more = components.length > NAMED ? ` and ${components.length - NAMED} more` : "";
  return [`not seen to be well before it began: ${components.slice(0, NAMED).join(", ")}${more}`];
}
