import type { Cast, Member } from "#domain/attribution/cast.ts";
import { fisherOneSided } from "#domain/attribution/exact-tests.ts";
import { windowLength } from "#domain/attribution/lag.ts";
import { expectedHits } from "#domain/attribution/population.ts";
import { confounderRate, priorShare, updatedShare } from "#domain/attribution/posterior.ts";

/** Of so many services, so many had an onset in W, and so many were expected to by chance. */
export interface Count {
  readonly hit: number;
  readonly of: number;
  readonly expected: number;
}

/** (B) of methods 3.3: were those that stand on the place hit more often than the others? Guards against global causes. */
export interface Contrast {
  /** pi >= 0.6. */
  readonly dependents: Count;
  readonly others: Count;
  /** Fisher's, one-sided. */
  readonly p: number;
}

/** (C) of methods 3.3: how much of what stands on the place the event takes down. */
export interface SeverityShare {
  /** By the provider's word, a third of it for a single zone. */
  readonly phi0: number;
  /** After the dependents were counted. */
  readonly phi: number;
}

/** Onsets among services that do not stand on the place (pi < 0.1) tell of a cause that all share. */
export interface Confounder extends Count {
  /** Beyond chance, per service and minute. */
  readonly perMinute: number;
}

const DEPENDENT_FROM = 0.6;
const UNRELATED_BELOW = 0.1;

/**
 * (B), (C) and the confounder of (D). What a vendor named for this outage does not make it a dependent here: only those that
 * were hit name anybody, so that it would count every hit and no miss.
 */
export function contrastOf(cast: Cast): { contrast: Contrast; severity: SeverityShare; confounder: Confounder } {
  const { event, members } = cast;
  const dependents = countOf(members.filter(({ belief }) => belief.pi >= DEPENDENT_FROM));
  const others = countOf(members.filter(({ belief }) => belief.pi < DEPENDENT_FROM));
  const unrelated = countOf(members.filter(({ belief }) => belief.pi < UNRELATED_BELOW));
  const phi0 = priorShare(event.severity, event.singleZone);
  return {
    contrast: { dependents, others, p: fisherOneSided({ dependents: split(dependents), others: split(others) }) },
    severity: { phi0, phi: updatedShare(phi0, dependents) },
    confounder: { ...unrelated, perMinute: confounderRate(unrelated, windowLength(cast.window)) },
  };
}

function countOf(members: readonly Member[]): Count {
  return {
    hit: members.filter(({ hit }) => hit).length,
    of: members.length,
    expected: expectedHits(members.map(({ chance }) => chance)),
  };
}

function split({ hit, of }: Count): { hit: number; missed: number } {
  return { hit, missed: of - hit };
}
