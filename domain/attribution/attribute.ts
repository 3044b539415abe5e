import { type Cast, castOf, type ServiceRecord } from "#domain/attribution/cast.ts";
import { type Confounder, type Contrast, contrastOf, type SeverityShare } from "#domain/attribution/contrast.ts";
import { discoveries } from "#domain/attribution/discoveries.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import { type LeadLag, leadLag } from "#domain/attribution/lead-lag.ts";
import { type PopulationOptions, type PopulationTest, testPopulation } from "#domain/attribution/population-test.ts";
import type { Recording } from "#domain/attribution/quiet.ts";
import { type Score, scoresOf } from "#domain/attribution/score.ts";

export interface AttributionOptions extends PopulationOptions {
  /** p of every other event tested in the last 12 months: the look-elsewhere family of Benjamini and Hochberg. */
  readonly otherTests?: readonly number[];
}

/** One cloud event against the services: the numbers A to D of methods 3.3, and the lead or lag of F. */
export interface Attribution {
  readonly event: CloudEvent;
  /** t0 is only a first post; judge again when a better onset is published. */
  readonly provisional: boolean;
  readonly population: PopulationTest;
  /** (A) is a discovery among all events tested in 12 months, and at least three services were hit. */
  readonly passes: boolean;
  readonly contrast: Contrast;
  readonly severity: SeverityShare;
  readonly confounder: Confounder;
  readonly leadLag: LeadLag;
  /** Best first. */
  readonly scores: readonly Score[];
}

/** With fewer services no p is published as an attribution (methods 3.3 D). */
export const FEWEST_SERVICES = 3;

/**
 * How strongly the services' failures coincide with a cloud event, and why. The order of the services makes no difference,
 * and the same input gives the same answer.
 *
 * @throws RangeError for a record that is not finite or ends before it begins
 */
export function attribute(
  event: CloudEvent,
  services: readonly ServiceRecord[],
  record: Recording,
  options: AttributionOptions = {},
): Attribution {
  const { cast, population } = testEvent(event, services, record, options);
  const [found = false] = discoveries([population.p, ...(options.otherTests ?? [])]);
  return conclude(cast, population, found);
}

/** The same for several events at once: each is in the others' look-elsewhere family. In the order of the events. */
export function attributeAll(
  events: readonly CloudEvent[],
  services: readonly ServiceRecord[],
  record: Recording,
  options: AttributionOptions = {},
): Attribution[] {
  const tested = events.map((event) => testEvent(event, services, record, options));
  return concludeAll(tested, options.otherTests);
}

/** An event that was tested by itself: what the others found is not looked at yet. This is the part that takes time. */
export interface TestedEvent {
  readonly cast: Cast;
  readonly population: PopulationTest;
}

export function testEvent(
  event: CloudEvent,
  services: readonly ServiceRecord[],
  record: Recording,
  options: PopulationOptions = {},
): TestedEvent {
  const cast = castOf(event, services, record);
  return { cast, population: testPopulation(cast, options) };
}

/** What follows from events that were tested: each is in the others' look-elsewhere family. In their order. */
export function concludeAll(tested: readonly TestedEvent[], otherTests: readonly number[] = []): Attribution[] {
  const found = discoveries([...tested.map(({ population }) => population.p), ...otherTests]);
  return tested.map(({ cast, population }, index) => conclude(cast, population, found[index] ?? false));
}

function conclude(cast: Cast, population: PopulationTest, found: boolean): Attribution {
  const passes = found && population.k >= FEWEST_SERVICES;
  const { contrast, severity, confounder } = contrastOf(cast);
  return {
    event: cast.event,
    provisional: cast.provisional,
    population,
    passes,
    contrast,
    severity,
    confounder,
    leadLag: leadLag(cast),
    scores: scoresOf(cast, { severity, confounder, passes }),
  };
}
