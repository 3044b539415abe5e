import { type Chains, subjectOfIncident } from "#domain/publish/component-told.ts";
import { nameOf } from "#domain/publish/sentence.ts";
import type { SentenceWords } from "#domain/publish/sentence-words.ts";
import type { IncidentView } from "#domain/status/overview.ts";

/** Parts that are named; the others are counted. */
const MOST_NAMES = 3;

/**
 * What incidents that are told together are called, wherever they are: in feeds, webhooks and Statuspage's forms. What was taken
 * back is named only where there is nothing else.
 */
export function groupName(incidents: readonly IncidentView[], chains: Chains, words: SentenceWords): string {
  const standing = incidents.filter(({ retracted }) => retracted === null);
  const about = standing.length === 0 ? incidents : standing;
  const names = [...new Set(about.map((incident) => nameOf(subjectOfIncident(incident, chains), words)))];
  const isOutage = about.some(({ severity }) => severity !== "minor");
  return words.group(isOutage, names.slice(0, MOST_NAMES), Math.max(0, names.length - MOST_NAMES));
}
