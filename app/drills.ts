import { fromFiles } from "#app/from-files.ts";
import type { Scorecard } from "#domain/drill/scorecard.ts";
import { scorecardSchema } from "#server/scorecard.ts";

/** The scorecards of this instance's drills, the newest first. A file that is none is left out; the operator is told. */
export const allDrills = fromFiles("scorecards", (files): readonly Scorecard[] =>
  files.flatMap(({ name, text }) => read(name, text)).sort((a, b) => b.run.endedAt - a.run.endedAt),
);

/** The last drill of a scenario; null when there is none. */
export async function drillOf(id: string): Promise<Scorecard | null> {
  return (await allDrills()).find(({ scenario }) => scenario.id === id) ?? null;
}

function read(name: string, text: string): Scorecard[] {
  try {
    return [scorecardSchema.parse(JSON.parse(text))];
  } catch (error) {
    console.error(`web: ${name} is no scorecard: ${error instanceof Error ? error.message.slice(0, 200) : error}`);
    return [];
  }
}
