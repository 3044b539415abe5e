import type { Incident } from "#domain/incident/incident.ts";
import type { Told } from "#domain/publish/sentence.ts";
import type { Subject } from "#domain/publish/subject.ts";
import { FINDINGS, type Finding } from "#domain/status/verdict.ts";

/** A time of the day that all of these are about. */
export const at = (clock: string) => Date.parse(`2026-11-22T${clock}Z`);
export const polygon: Subject = {
  service: "Infura (MetaMask Developer)",
  component: "Polygon",
  single: false,
  layer: "access",
  chainName: "Polygon",
};
export const kraken: Subject = { service: "Kraken", component: "API", single: true, layer: "access", chainName: null };
export const baseChain: Subject = {
  service: "Base",
  component: "Chain",
  single: false,
  layer: "chain",
  chainName: "Base",
};
export const settlement: Subject = { ...baseChain, component: "Settlement on Ethereum" };

export function told(finding: Finding, rest: Partial<Told> = {}): Told {
  const since = at("12:03:00");
  return { verdict: FINDINGS[finding.kind], finding, since, vantages: ["osaka", "tokyo"], usable: 3, ...rest };
}

export const ONE = { vantages: ["tokyo"], usable: 1 };

export function incident(finding: Finding, rest: Partial<Incident> = {}): Incident {
  return {
    id: "abcdefghijkl",
    group: "abcdefghijkl",
    component: "infura/polygon",
    startedAt: at("12:03:00"),
    lastGood: at("12:02:30"),
    detectedAt: at("12:05:00"),
    resolvedAt: null,
    lastBad: null,
    severity: "major",
    confirmed: true,
    vantages: ["osaka", "tokyo"],
    usable: 3,
    failureTypes: finding.failureType ? [finding.failureType] : [],
    phase: null,
    finding,
    verdict: FINDINGS[finding.kind],
    retracted: null,
    sequence: 1,
    ruleVersion: 1,
    ...rest,
  };
}
