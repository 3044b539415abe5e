import type { Place } from "#domain/attribution/evidence.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import { capOf } from "#domain/hosting/evidence-kinds.ts";
import type { EpochMs } from "#domain/time.ts";

/** A service that a place carries, and why we think so. */
export interface Carried {
  readonly slug: string;
  readonly name: string;
  /** How often it went down with the place in the draws, 0 to 1. */
  readonly probability: number;
  /** The strongest of each kind first; empty where only a supplier's supplier stands there. */
  readonly evidence: readonly HostingEvidence[];
}

/** What tells that a service stands on a place: one piece of each basis and region, the strongest first. */
export function evidenceAt(
  service: string,
  { provider, region }: Place,
  evidence: readonly HostingEvidence[],
): HostingEvidence[] {
  const own = evidence.filter(
    (item) =>
      item.component.startsWith(`${service}/`) &&
      item.provider === provider &&
      (region === null || item.region === region),
  );
  const first = new Map<string, HostingEvidence>();
  for (const item of own) {
    const key = `${item.basis} ${item.region} ${item.source} ${item.via?.split("/")[0]}`;
    const held = first.get(key);
    first.set(key, held === undefined ? item : together(held, item));
  }
  return [...first.values()].sort((a, b) => capOf(b.basis) - capOf(a.basis) || b.belief - a.belief);
}

/** The same said of two parts of one service. */
function together(one: HostingEvidence, other: HostingEvidence): HostingEvidence {
  const least = (a: EpochMs | null, b: EpochMs | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b));
  const most = (a: EpochMs | null, b: EpochMs | null) => (a === null || b === null ? (a ?? b) : Math.max(a, b));
  return {
    ...one,
    from: least(one.from, other.from),
    to: most(one.to, other.to),
    vantages: [...new Set([...one.vantages, ...other.vantages])].sort(),
    ranges: [...new Set([...one.ranges, ...other.ranges])].sort(),
  };
}
