import type { Scorecard } from "#domain/drill/scorecard.ts";
import { type FileText, filesOf } from "#server/folder.ts";
import { scorecardSchema } from "#server/scorecard.ts";

let made: { readonly files: readonly FileText[]; readonly cards: readonly Scorecard[] } | null = null;

/** The scorecards of this instance's drills, the newest first. A file that is none is left out; the operator is told. */
export async function allDrills(): Promise<readonly Scorecard[]> {
  const files = await filesOf("scorecards");
  if (made?.files !== files) {
    const cards = files.flatMap(({ name, text }) => read(name, text));
    made = { files, cards: cards.toSorted((a, b) => b.run.endedAt - a.run.endedAt) };
  }
  return made.cards;
}

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
