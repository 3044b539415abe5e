import type { Place } from "#domain/attribution/evidence.ts";
import type { Struck, WhatIf } from "#domain/hosting/what-if.ts";
import { publishEvidence } from "#domain/publish/hosting.ts";

/** `aws/us-east-1`, or `aws` for the provider as a whole, as addresses name what is taken away. Null for what is no place. */
export function readPlace(text: string): Place | null {
  const [, provider, region = null] = /^([a-z0-9-]{1,64})(?:\/([a-z0-9-]{1,64}))?$/.exec(text) ?? [];
  return provider === undefined ? null : { provider, region };
}

/** The answer to `?without=`, as JSON. */
export function publishWhatIf({ provider, region, dark, partly, services, remaining, unplaced }: WhatIf) {
  return {
    without: { provider, region },
    services,
    remaining,
    remaining_unplaced: unplaced,
    dark: dark.map(publishStruck),
    partly_dark: partly.map(publishStruck),
  };
}

function publishStruck({ slug, name, kind, lost, left, evidence, offers }: Struck) {
  return {
    service: slug,
    name,
    kind,
    components_lost: lost.map((part) => part.slug),
    components_left: left.map((part) => part.slug),
    evidence: evidence.map((item) => ({ component: item.component, ...publishEvidence(item) })),
    alternatives: offers.map(({ chain, parts, elsewhere, unplaced }) => ({
      chain: chain?.slug ?? null,
      components: parts.map((part) => part.slug),
      elsewhere: elsewhere.map((one) => ({
        service: one.slug,
        name: one.name,
        decentralised: one.decentralised,
        places: one.places,
      })),
      unplaced,
    })),
  };
}
