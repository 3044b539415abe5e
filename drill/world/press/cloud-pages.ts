import type { EpochMs } from "#domain/time.ts";
import type { PagePart, StatusPageModel } from "#drill/world/press/status-page.ts";
import type { Story } from "#drill/world/press/story.ts";
import { CLOUD_TITLE, cloudText, placeOf, stateWord } from "#drill/world/press/words.ts";
import { hex64 } from "#drill/world/seed.ts";

/** Clouds and edges that have a Statuspage, with some components of theirs; groups before the names of their parts. */
const COMPONENTS: Readonly<Record<string, readonly (readonly [group: string | null, name: string])[]>> = {
  cloudflare: [
    ["Cloudflare Sites and Services", "CDN/Cache"],
    ["Cloudflare Sites and Services", "Authoritative DNS"],
    ["Europe", "Amsterdam, Netherlands - (AMS)"],
    ["North America", "Ashburn, VA, United States - (IAD)"],
  ],
  digitalocean: [
    ["Droplets", "NYC3"],
    ["Droplets", "AMS3"],
    ["Load Balancers", "NYC3"],
    [null, "API"],
  ],
  linode: [
    [null, "US-East (Newark) Compute"],
    [null, "EU-Central (Frankfurt) Compute"],
  ],
  akamai: [[null, "Content Delivery"]],
};

function partsOf(provider: string): PagePart[] {
  return (COMPONENTS[provider] ?? []).map(([group, name]) => ({
    id: hex64("cloud component", provider, group ?? "", name).slice(0, 12),
    name,
    group,
  }));
}

/** The parts that a region takes with it: those named like it; of an edge, which has none, the first. */
function partsIn(parts: readonly PagePart[], region: string): PagePart[] {
  const named = parts.filter(({ name }) => name.toLowerCase() === region);
  return named.length > 0 ? named : parts.slice(0, 1);
}

/** A provider's own page. */
export function cloudPage(
  { slug, name, host }: { readonly slug: string; readonly name: string; readonly host: string },
  stories: readonly Story[],
  since: EpochMs,
): StatusPageModel {
  const components = partsOf(slug);
  const incidents = stories.map(({ hash, key, firstAt, posts, closedAt }) => {
    const { id } = placeOf(key);
    const parts = partsIn(components, id);
    const where = parts.some((part) => part.name.toLowerCase() === id) ? id.toUpperCase() : name;
    return {
      id: hash.slice(0, 12),
      name: `${CLOUD_TITLE} in ${where}`,
      impact: "major" as const,
      state: "partial_outage" as const,
      startedAt: firstAt,
      resolvedAt: closedAt,
      parts,
      posts: posts.map((post) => ({ at: post.at, status: stateWord(post), body: cloudText(post, where) })),
    };
  });
  return { host, name, since, components, incidents, maintenances: [] };
}
