import { currentStanding } from "#app/api/v1/clouds/record.ts";
import type { StandingView } from "#components/clouds/standing.ts";
import type { Language } from "#components/words/words.ts";
import type { CloudEventView, ProviderView } from "#domain/publish/cloud.ts";
import { currentSnapshot } from "#server/snapshot.ts";

/** What the pages of clouds show of hosting; null when it could not be read. */
export async function standingView(): Promise<StandingView | null> {
  const standing = await currentStanding();
  if (standing === null) return null;
  const { figures, evidence, record } = standing;
  return { figures, evidence, names: new Map(record.services.map(({ slug, name }) => [slug, name])) };
}

export function isWorld(): boolean {
  return currentSnapshot().overview?.vantages.some((vantage) => vantage.world) ?? false;
}

export function viewOf(views: readonly ProviderView[], provider: string): ProviderView | undefined {
  return views.find((view) => view.provider === provider);
}

/** The name of a country in the page's language. */
export function countryName(code: string, language: Language): string {
  return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
}

/** The open ones that are not among them yet, and then those that are: an old event that is still open is never cut off. */
export function withOpen(open: readonly CloudEventView[], events: readonly CloudEventView[]): CloudEventView[] {
  const known = new Set(events.map(({ id }) => id));
  return [...open.filter(({ id }) => !known.has(id)), ...events];
}
