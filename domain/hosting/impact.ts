import { type DependencyGraph, indicesOf, propagate, wire } from "#domain/hosting/graph.ts";
import { reachOf, servicesUsing } from "#domain/hosting/reach.ts";

/** What rests on one provider, after Kashaf, Sekar and Agarwal (IMC 2020), methods 4. Lists are in the graph's order. */
export interface ProviderImpact {
  readonly provider: string;
  /** C_p: services that use it, by their own parts or through a supplier. */
  readonly using: readonly string[];
  /** Those of them that use it by their own parts: how much larger `using` is, suppliers made. */
  readonly usingDirectly: readonly string[];
  /** I_p: services that fail when it fails, critical dependencies of suppliers included. */
  readonly failing: readonly string[];
}

/** One entry per provider, in the given order. Throws a RangeError for one that is not in the graph. */
export function providerImpacts(graph: DependencyGraph, providers: readonly string[]): ProviderImpact[] {
  const wiring = wire(graph);
  const reach = reachOf(graph);
  return providers.map((provider) => {
    const down = propagate(wiring, indicesOf(wiring, [provider]));
    return {
      provider,
      using: servicesUsing(reach, [provider]),
      usingDirectly: servicesUsing(reach, [provider], "direct"),
      failing: wiring.names.filter((_, index) => down[index] === 1 && (wiring.weights[index] ?? 0) > 0),
    };
  });
}
