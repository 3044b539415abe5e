import type { ConcentrationFigures } from "#domain/hosting/concentration-figures.ts";
import type { Loss } from "#domain/hosting/loss.ts";

/** What is known of who stands where, at one instant. */
export type Losses = Pick<ConcentrationFigures, "at" | "providers" | "regions">;

/** More names than this are not told of one place; the number is always whole. */
const MOST_SLUGS = 100;

/** Who stands on a provider and on each of its regions, by one kind of evidence or another: the likeliest to go with it first. */
export function publishDependents(provider: string, { providers, regions }: Losses) {
  const whole = providers.find((loss) => loss.provider === provider);
  return {
    ...dependentsOf(whole),
    regions: regions
      .filter((loss) => loss.provider === provider)
      .map((loss) => ({ region: loss.region, ...dependentsOf(loss) })),
  };
}

function dependentsOf(loss: Pick<Loss, "services"> | undefined) {
  const services = loss?.services ?? [];
  return { count: services.length, slugs: services.slice(0, MOST_SLUGS).map(({ slug }) => slug) };
}
