import { z } from "zod";
import { called, count, dataOf, figure, flag, orNull, text, texts, time } from "#app/api/schema/common.ts";
import { evidenceShape } from "#app/api/schema/services.ts";

const bounds = z.looseObject({ low: figure, high: figure });
const evidence = called("ComponentEvidence", z.looseObject({ component: text, ...evidenceShape }));
const nakamoto = z.looseObject({ value: orNull(figure), low: orNull(figure), high: orNull(figure) });

const spread = called(
  "Spread",
  z.looseObject({
    services: count,
    known: figure,
    unknown: figure,
    shares: z.array(z.looseObject({ place: text, services: figure, share: figure })),
    hhi: orNull(figure),
    hhi_bounds: orNull(bounds),
    effective_providers: orNull(figure),
    s: orNull(figure),
    entropy_bits: orNull(figure),
    entropy_normalised: orNull(figure),
    nakamoto: z.looseObject({ third: nakamoto, half: nakamoto }),
  }),
);

const edges = called(
  "Edges",
  z.looseObject({
    services_behind_an_edge: figure,
    services_without: figure,
    shares: z.array(z.looseObject({ provider: text, services: figure, share: figure })),
    hhi: orNull(figure),
    effective_providers: orNull(figure),
  }),
);

const access = called(
  "AccessNakamoto",
  z.looseObject({ value: figure, providers: texts, share: figure, quality: text, at_least: figure }),
);

const loss = called(
  "Loss",
  z.looseObject({
    provider: text,
    region: orNull(text),
    share: orNull(figure),
    share_low: orNull(figure),
    share_high: orNull(figure),
    likely: texts,
    using: count,
    using_directly: count,
    services: z.array(z.looseObject({ service: text, name: text, probability: figure, evidence: z.array(evidence) })),
  }),
);

const exposed = z.looseObject({ services: texts, share: orNull(figure) });
const fall = orNull(z.looseObject({ provider: text, region: orNull(text), share: figure }));

const heldUpShape = {
  uptime_30d: orNull(text),
  uptime_90d: orNull(text),
  judged_components: orNull(count),
  incidents: z.looseObject({ days: figure, all: count, coinciding_with_a_cloud_event: count }),
};

const groupShape = {
  services: texts,
  origin_by_provider: spread,
  edges,
  services_unplaced: z.union([count, texts]),
  largest_loss: z.looseObject({ provider: fall, region: fall }),
  ...heldUpShape,
};

const member = z.looseObject({
  service: text,
  name: text,
  closed: flag,
  hosted: flag,
  places: z.array(z.looseObject(evidenceShape)),
  asked_through: z.array(z.looseObject({ provider: text, region: orNull(text) })),
  ...heldUpShape,
});

const context = z.looseObject({
  id: text,
  measures: text,
  counted_by: text,
  period: orNull(text),
  dated: text,
  parts: z.array(
    z.looseObject({
      name: text,
      provider: orNull(text),
      share: orNull(figure),
      share_also_given: orNull(figure),
      count: orNull(figure),
      at_least: flag,
    }),
  ),
  remainder: orNull(figure),
  sources: texts,
  corrections: z.array(z.looseObject({ claim: text, correction: text, sources: texts })),
  verified: text,
  verified_by: orNull(text),
});

const struck = z.looseObject({
  service: text,
  name: text,
  kind: text,
  components_lost: texts,
  components_left: texts,
  evidence: z.array(evidence),
  alternatives: z.array(
    z.looseObject({
      chain: orNull(text),
      components: texts,
      elsewhere: z.array(
        z.looseObject({
          service: text,
          name: text,
          decentralised: flag,
          places: z.array(z.looseObject({ provider: text, region: orNull(text) })),
        }),
      ),
      unplaced: texts,
    }),
  ),
});

export const concentration = dataOf(
  z.looseObject({
    counted: z.looseObject({
      services: count,
      components: count,
      components_observed: count,
      components_behind_an_edge: count,
      components_unplaced: count,
      addresses_seen: orNull(z.looseObject({ from: time, to: time, vantages: texts })),
    }),
    origin_by_provider: spread,
    origin_by_region: spread,
    edges,
    access_nakamoto: z.looseObject({ third: orNull(access), half: orNull(access) }),
    blast_radius: z.looseObject({
      draws: orNull(count),
      services: count,
      providers: z.array(loss),
      regions: z.array(loss),
      regions_left_out: count,
    }),
    jurisdiction: z.looseObject({
      wording: text,
      caveats: texts,
      services: count,
      countries: z.array(z.looseObject({ country: text, any: exposed, all: exposed, unknown: exposed, free: exposed })),
    }),
    groups: z.looseObject({
      decentralised: z.looseObject({ ...groupShape, members: z.array(member) }),
      others: z.looseObject(groupShape),
    }),
    context: z.array(context),
    what_if: z
      .looseObject({
        without: z.looseObject({ provider: text, region: orNull(text) }),
        services: count,
        remaining: count,
        remaining_unplaced: count,
        dark: z.array(struck),
        partly_dark: z.array(struck),
      })
      .optional(),
  }),
  { generated_at: time },
);
