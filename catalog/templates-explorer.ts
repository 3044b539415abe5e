import { type Common, getJson } from "#catalog/templates.ts";
import { page } from "#catalog/templates-web.ts";
import type { ComponentSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";

/** An explorer: the API that programs use, and the site that people use, which decides nothing. */
export function explorer(api: readonly CheckSpec[], siteUrl: string): ComponentSpec[] {
  return [
    { slug: "api", name: "API", layer: "access", checks: api },
    {
      slug: "web",
      name: "Site",
      layer: "access",
      checks: [page({ tier: "aux", intervalS: 300, url: siteUrl, verified: "recalled" })],
    },
  ];
}

/** A Blockscout instance: its indexer has a fresh block. */
export function blockscout(host: string, source: Pick<Common, "verified" | "verifiedBy">): ComponentSpec[] {
  return explorer(
    [
      getJson({
        slug: "blocks",
        proves: "The indexer answers with a recent block",
        signal: "indexer",
        intervalS: 300,
        url: `https://${host}/api/v2/main-page/blocks`,
        assertions: [{ op: "exists", path: "$[0].height" }],
        freshness: { fact: "head_age_s", path: "$[0].timestamp", unit: "iso8601", warnS: 120, critS: 900 },
        facts: { head_number: "$[0].height", head_hash: "$[0].hash" },
        ...source,
      }),
    ],
    `https://${host}`,
  );
}
