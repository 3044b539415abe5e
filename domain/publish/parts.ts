import { rfc3339OrNull } from "#domain/publish/figure.ts";
import { type Given, wordOf } from "#domain/publish/list-query.ts";
import { contextOf, publishCheck, publishComponent, publishedTimes, publishResult } from "#domain/publish/services.ts";
import { checkState, componentStatus } from "#domain/status/answering.ts";
import type { Overview } from "#domain/status/overview.ts";
import { STATUSES } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";

/** The layers that components are of. */
export const PART_LAYERS = ["access", "chain"] as const;

/** Every component by itself, in the catalog's order, as `/api/v1/components` shows them. */
export function publishComponents(overview: Overview, given: Given, now: EpochMs) {
  const context = contextOf(overview, now);
  const [layer, status] = [wordOf(given, "layer", PART_LAYERS), wordOf(given, "status", STATUSES)];
  const data = overview.services
    .filter(({ slug }) => slug === (given.get("service") ?? slug))
    .flatMap((service) =>
      service.components
        .filter((one) => one.layer === (layer ?? one.layer))
        .filter((one) => status === null || componentStatus(one, overview.judge, now) === status)
        .map((one) => ({ service: service.slug, ...publishComponent(service, one, context) })),
    );
  return { data, ...publishedTimes(overview) };
}

/** Every check by itself: what it asks for, from where, and its newest result at each vantage. */
export function publishChecks(overview: Overview, given: Given, now: EpochMs) {
  const [ofService, ofComponent] = [given.get("service"), given.get("component")];
  const data = overview.services
    .filter(({ slug }) => slug === (ofService ?? slug))
    .flatMap((service) =>
      service.components
        .filter(({ slug }) => slug === (ofComponent ?? slug))
        .flatMap((component) =>
          component.checks.map((check) => ({
            id: check.id,
            service: service.slug,
            component: component.slug,
            state: checkState(check, now),
            ...publishCheck(service, check, now),
            proven_at: rfc3339OrNull(check.provenAt),
            vantages: check.coverage.map(({ vantage, reason }) => ({ vantage, asks: reason === null, reason })),
            results: check.latest.map(publishResult),
          })),
        ),
    );
  return { data, ...publishedTimes(overview) };
}
