import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scorecard } from "#domain/drill/scorecard.ts";
import { scorecardSchema } from "#server/scorecard.ts";

/**
 * Leaves a scorecard where the site looks for it, in place of the one before: whoever reads meanwhile reads one of them whole.
 * @param folder `.faultline/drill`
 * @returns the path of its file
 */
export function keepScorecard(folder: string, card: Scorecard): string {
  mkdirSync(folder, { recursive: true });
  const name = `${card.scenario.id}.json`;
  const path = join(folder, name);
  // The site passes over what is hidden.
  const draft = join(folder, `.${name}.draft`);
  writeFileSync(draft, `${JSON.stringify(scorecardSchema.parse(card), null, 2)}\n`);
  renameSync(draft, path);
  return path;
}
