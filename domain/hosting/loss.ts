import type { Place } from "#domain/attribution/evidence.ts";
import { mulberry32, seedOf } from "#domain/attribution/random.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import { type ExpectedBlastRadius, expectedBlastRadii } from "#domain/hosting/blast-radius.ts";
import { type Carried, evidenceAt } from "#domain/hosting/carried.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import { type HostingGraph, placeNode, placeOf } from "#domain/hosting/hosting-graph.ts";
import { providerImpacts } from "#domain/hosting/impact.ts";
import { likelyGraph } from "#domain/hosting/uncertain-graph.ts";

/** What would go with a place. */
export interface Loss extends Place {
  readonly expected: ExpectedBlastRadius;
  /** With what is held to be so, and nothing else. */
  readonly likely: readonly string[];
  /** Those that use it by their own parts, and by any way: Kashaf's concentration. */
  readonly usingDirectly: number;
  readonly using: number;
  /** The likeliest first. */
  readonly services: readonly Carried[];
}

const SEED = seedOf("faultline concentration");

/** What would go with each provider and region, over the same draws, the largest losses first. */
export async function lossesOf(
  services: readonly ServiceSpec[],
  evidence: readonly HostingEvidence[],
  { graph, providers, regions }: HostingGraph,
  pause: () => Promise<void>,
): Promise<Loss[]> {
  const nodes = [...providers, ...regions];
  const names = new Map(services.map(({ slug, name }) => [slug, name]));
  const losses: Loss[] = [];
  for (const impact of providerImpacts(likelyGraph(graph), nodes)) {
    await pause();
    // One at a time, from the same seed: the same draws as for all at once.
    const [expected] = expectedBlastRadii(graph, [[impact.provider]], mulberry32(SEED));
    if (expected === undefined) continue;
    const place = placeOf(impact.provider);
    losses.push({
      ...place,
      expected,
      likely: impact.failing,
      using: impact.using.length,
      usingDirectly: impact.usingDirectly.length,
      services: expected.services
        .map(({ name, probability }) => ({
          slug: name,
          name: names.get(name) ?? name,
          probability,
          evidence: evidenceAt(name, place, evidence),
        }))
        .sort((a, b) => b.probability - a.probability || (a.name < b.name ? -1 : 1)),
    });
  }
  return losses.sort(
    (a, b) => (b.expected.mean ?? 0) - (a.expected.mean ?? 0) || (placeNode(a) < placeNode(b) ? -1 : 1),
  );
}
