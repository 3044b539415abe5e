import { stableId } from "#domain/incident/identity.ts";
import { componentStatus } from "#domain/status/answering.ts";
import type { Overview } from "#domain/status/overview.ts";
import { situationOf } from "#domain/status/situation.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";

/** What is said at a moment, as far as a change of it is news: not when it was measured, nor how fast it answered. */
export interface SaidNow {
  /** Names all of it: what is said under the same name is the same, whoever says it. */
  readonly version: string;
  /** Names the one sentence above the page. */
  readonly headline: string;
  /** By component, `infura/polygon`. */
  readonly statuses: ReadonlyMap<string, Status>;
}

/** A component that is another than it was; null when it is not told of any more. */
export interface StreamChange {
  readonly service: string;
  readonly component: string;
  readonly status: Status | null;
}

/** What the current state says. @param overview null when nothing could be read yet */
export function saidNow(overview: Overview | null, now: EpochMs): SaidNow {
  if (overview === null) return { version: stableId("blind"), headline: stableId("blind"), statuses: new Map() };
  const headline = stableId(JSON.stringify(situationOf(overview, now)));
  const statuses = new Map(
    overview.services.flatMap(({ slug, components }) =>
      components.map((one) => [`${slug}/${one.slug}`, componentStatus(one, overview.judge, now)] as const),
    ),
  );
  const incidents = overview.incidents.map(({ id, sequence }) => `${id}.${sequence}`);
  return { version: stableId(headline, ...[...statuses].flat(), ...incidents), headline, statuses };
}

/** Components whose status is another than before, in the order of the catalog; those that are gone come last. */
export function changesBetween(before: SaidNow, after: SaidNow): StreamChange[] {
  const change = (key: string, status: Status | null): StreamChange => {
    const [service = "", component = ""] = key.split("/");
    return { service, component, status };
  };
  return [
    ...[...after.statuses].filter(([key, status]) => before.statuses.get(key) !== status).map(([k, s]) => change(k, s)),
    ...[...before.statuses.keys()].filter((key) => !after.statuses.has(key)).map((key) => change(key, null)),
  ];
}
