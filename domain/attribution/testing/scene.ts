import type { ServiceRecord } from "#domain/attribution/cast.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import type { DeclaredPlace, DeclaredSupplier, ObservedAddress } from "#domain/attribution/evidence.ts";
import type { Onset } from "#domain/attribution/onset.ts";
import type { Recording } from "#domain/attribution/quiet.ts";
import { INJECTED_AT, REFERENCE_MIN, referenceOnsets } from "#domain/attribution/testing/reference-record.ts";
import { DAY_MS, MINUTE_MS } from "#domain/attribution/units.ts";

/** 2025-10-20T06:48:00Z, the onset of AWS us-east-1. */
export const T0 = Date.UTC(2025, 9, 20, 6, 48);

/** So many minutes after T0. */
export const minute = (minutes: number) => T0 + minutes * MINUTE_MS;

export const event = (over: Partial<CloudEvent> = {}): CloudEvent => ({
  id: "aws-2025-10-20",
  provider: "aws",
  region: "us-east-1",
  singleZone: false,
  severity: "disruption",
  t0: { at: T0, quality: "post_event_summary" },
  end: minute(872),
  mitigatedAt: [],
  ...over,
});

export const onset = (minutes: number, over: Partial<Onset> = {}): Onset => ({
  incident: `at ${minutes}`,
  component: null,
  at: minute(minutes),
  recoveredAt: null,
  named: [],
  contradiction: null,
  ...over,
});

export const observed = (over: Partial<ObservedAddress> = {}): ObservedAddress => ({
  kind: "observed",
  provider: "aws",
  region: "us-east-1",
  edge: false,
  from: T0 - 40 * DAY_MS,
  to: null,
  source: null,
  component: null,
  ...over,
});

export const declared = (over: Partial<DeclaredPlace> = {}): DeclaredPlace => ({
  kind: "declared",
  provider: "aws",
  region: "us-east-1",
  source: "https://example.org/customers",
  date: null,
  component: null,
  ...over,
});

export const suppliedBy = (supplier: string, over: Partial<DeclaredSupplier> = {}): DeclaredSupplier => ({
  kind: "transitive",
  supplier,
  source: "https://example.org/stack",
  date: null,
  component: null,
  ...over,
});

export const service = (slug: string, over: Partial<ServiceRecord> = {}): ServiceRecord => ({
  slug,
  recordedFrom: T0 - 80 * DAY_MS,
  onsets: [],
  evidence: [],
  usuallyCloud: false,
  ...over,
});

/** 90 days, of which the event is the 81st. */
export const longRecord: Recording = {
  window: { from: T0 - 80 * DAY_MS, to: T0 + 10 * DAY_MS },
  gaps: [],
  cloudIncidents: [],
};

/** An instance that was started an hour before the event. */
export const coldRecord: Recording = {
  window: { from: T0 - 60 * MINUTE_MS, to: minute(30) },
  gaps: [],
  cloudIncidents: [],
};

/** The vector `permutation` as services: 41 of them, the first 12 hit, with INJECTED_AT at T0. 11 of the 12 stand on the place. */
export function referenceServices(): ServiceRecord[] {
  const from = T0 - INJECTED_AT * MINUTE_MS;
  return referenceOnsets().map((minutes, index) =>
    service(`s${String(index).padStart(2, "0")}`, {
      recordedFrom: from,
      onsets: minutes.map((at, n) => onset(at - INJECTED_AT, { incident: `${index}/${n}` })),
      evidence: index < 11 || (index > 11 && index < 15) ? [observed()] : [],
    }),
  );
}

export const referenceRecord: Recording = {
  window: { from: T0 - INJECTED_AT * MINUTE_MS, to: T0 + (REFERENCE_MIN - INJECTED_AT) * MINUTE_MS },
  gaps: [],
  cloudIncidents: [],
};
