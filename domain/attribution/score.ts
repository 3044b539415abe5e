import type { Cast, Member } from "#domain/attribution/cast.ts";
import type { Confounder, SeverityShare } from "#domain/attribution/contrast.ts";
import { type Belief, beliefIn, type EvidenceTier, TIER_BELIEF, TIER_CAPS } from "#domain/attribution/evidence.ts";
import { lagDensity, liveLagDensity, peakDensity } from "#domain/attribution/lag.ts";
import { namesPlace, type Objection, type Onset, objectionTo } from "#domain/attribution/onset.ts";
import { type AttributionWord, posterior, recoveryFactor, scoreOf, wordOf } from "#domain/attribution/posterior.ts";
import type { Change, Reason } from "#domain/attribution/reason.ts";
import { MINUTE_MS } from "#domain/attribution/units.ts";

/**
 * On whose word an attribution may be published: the vendor named the cloud; the population test passed with three services
 * or more; or neither, and then no more may be said than that the two coincided.
 */
export type AttributionBasis = "vendor" | "population" | "coincidence";

/** (D) of methods 3.3: one incident of one service against one event. */
export interface Score {
  readonly event: string;
  readonly provider: string;
  readonly region: string | null;
  readonly service: string;
  readonly incident: string;
  /** Minutes from the event's onset to the incident's. */
  readonly lagMin: number;
  /** P, before the evidence caps it; also of what is contradicted. */
  readonly posterior: number;
  readonly tier: EvidenceTier;
  /** 0 to 100. */
  readonly score: number;
  readonly word: AttributionWord;
  readonly basis: AttributionBasis;
  /** May be published as an attribution. Otherwise, with a word of `possible` or better: "coincided with". */
  readonly publishable: boolean;
  readonly provisional: boolean;
  readonly uncalibrated: boolean;
  readonly reasons: readonly Reason[];
}

/** What the event as a whole contributes to each score. */
export interface EventNumbers {
  readonly severity: SeverityShare;
  readonly confounder: Confounder;
  /** (A) passed, with three services or more. */
  readonly passes: boolean;
}

/** Scores of all incidents that began within the event's lag model, best first; none for those outside it. */
export function scoresOf(cast: Cast, numbers: EventNumbers): Score[] {
  return cast.members
    .flatMap((member) => member.service.onsets.flatMap((onset) => scoreOnset(cast, member, onset, numbers) ?? []))
    .sort((a, b) => b.score - a.score || b.posterior - a.posterior || (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ service, incident }: Score): string {
  return `${service} ${incident}`;
}

function scoreOnset(cast: Cast, member: Member, onset: Onset, numbers: EventNumbers): Score | null {
  const { event, provisional } = cast;
  const lagMin = (onset.at - event.t0.at) / MINUTE_MS;
  const density = provisional ? liveLagDensity(lagMin) : lagDensity(lagMin);
  if (density === 0) return null;
  const named = namesPlace(onset, event);
  const objection = objectionTo(onset, event);
  const belief = beliefOf(cast, member, onset, named);
  const recovery = recoveryFactor(onset.recoveredAt, event.mitigatedAt);
  const { severity, confounder, passes } = numbers;
  const lambda = member.rate.perMinute;
  const inputs = { pi: belief.pi, phi: severity.phi, density, recovery, lambda, confounder: confounder.perMinute };
  const probability = posterior(inputs);
  const tier = objection === null ? belief.tier : "contradicted";
  const score = scoreOf(probability, TIER_CAPS[tier]);
  const word = wordOf(score);
  const basis = named && objection === null ? "vendor" : passes ? "population" : "coincidence";
  return {
    event: event.id,
    provider: event.provider,
    region: event.region,
    service: member.service.slug,
    incident: onset.incident,
    lagMin,
    posterior: probability,
    tier,
    score,
    word,
    basis,
    publishable: basis !== "coincidence" && word !== "not_attributed",
    provisional,
    uncalibrated: member.rate.basis === "prior",
    reasons: reasonsFor({ cast, member, onset, numbers, belief, density, lagMin, recovery, probability, objection }),
  };
}

/** Evidence that is about the component that failed, or about the whole service, and what its vendor said of this outage. */
function beliefOf(cast: Cast, { service, belief }: Member, onset: Onset, named: boolean): Belief {
  const about = service.evidence.filter(({ component }) => component === null || component === onset.component);
  const all = onset.component === null || about.length === service.evidence.length;
  const standing = all ? belief : beliefIn({ ...service, evidence: about }, cast.event, cast.bySlug);
  return named ? { ...standing, pi: TIER_BELIEF.vendor_confirmed, tier: "vendor_confirmed" } : standing;
}

interface Told {
  readonly cast: Cast;
  readonly member: Member;
  readonly onset: Onset;
  readonly numbers: EventNumbers;
  readonly belief: Belief;
  readonly density: number;
  readonly lagMin: number;
  readonly recovery: number;
  readonly probability: number;
  readonly objection: Objection | null;
}

function reasonsFor(told: Told): Reason[] {
  const { cast, member, onset, numbers, belief, probability, objection } = told;
  const { event, provisional } = cast;
  const { tier, pi, weights, hiddenBy } = belief;
  const cap = TIER_CAPS[tier];
  const uncapped = Math.round(100 * probability);
  const peak = peakDensity(provisional);
  const { hit, of, perMinute } = numbers.confounder;
  const reasons: Reason[] = [
    { kind: "timing", lagMin: told.lagMin, density: told.density, peak },
    { kind: "evidence", tier, pi, cap, weights, hiddenBy },
    { kind: "base_rate", rate: member.rate },
    { kind: "recovery", factor: told.recovery, fromMitigationMin: nearestMitigation(onset, event.mitigatedAt) },
    { kind: "severity", severity: event.severity, singleZone: event.singleZone, ...numbers.severity },
  ];
  if (perMinute > 0) reasons.push({ kind: "confounder", hit, of, perMinute });
  if (objection !== null) reasons.push({ kind: "contradicted", by: objection });
  else if (uncapped > cap) reasons.push({ kind: "capped", tier, cap, uncapped });
  if (provisional) reasons.push({ kind: "provisional" });
  if (member.rate.basis === "prior") reasons.push({ kind: "uncalibrated" });
  return [...reasons, ...changes(told).map((by) => ({ kind: "would_change", by }) as const)];
}

function nearestMitigation({ recoveredAt }: Onset, mitigatedAt: readonly number[]): number | null {
  if (recoveredAt === null || mitigatedAt.length === 0) return null;
  const minutes = mitigatedAt.map((at) => (recoveredAt - at) / MINUTE_MS);
  return minutes.reduce((nearest, from) => (Math.abs(from) < Math.abs(nearest) ? from : nearest));
}

function changes({ cast, member, belief, objection }: Told): Change[] {
  if (objection !== null) return [];
  const list: Change[] = [];
  if (belief.tier !== "vendor_confirmed") list.push("vendor_statement");
  if (TIER_CAPS[belief.tier] < TIER_CAPS.observed_region) list.push("observed_address");
  if (cast.provisional) list.push("measured_onset");
  if (cast.event.mitigatedAt.length === 0) list.push("published_mitigation");
  if (member.rate.basis === "prior") list.push("longer_record");
  return list;
}
