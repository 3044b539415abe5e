import { type TestedEvent, testEvent } from "#domain/attribution/attribute.ts";
import type { ServiceRecord } from "#domain/attribution/cast.ts";
import { FALSE_DISCOVERY_RATE } from "#domain/attribution/discoveries.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import { DRAWS } from "#domain/attribution/permutation.ts";
import type { Recording } from "#domain/attribution/quiet.ts";

/** Beyond this a test would keep its process busy for a tenth of a second. */
const MOST_DRAWS = 500_000;

/** With so many draws a lone event among so many tests can pass: its p is never less than 1 / (draws + 1). */
export function drawsFor(tests: number): number {
  return Math.min(MOST_DRAWS, Math.max(DRAWS, Math.ceil(tests / FALSE_DISCOVERY_RATE)));
}

/**
 * `testEvent`, with as many draws as it takes: an event that none of 9,999 random instants could match is held against more
 * of them when so many events were tested in the year that 9,999 cannot tell. Only such an event costs more.
 *
 * @param tests how many events were tested in 12 months, this one included
 */
export function testEnough(
  event: CloudEvent,
  services: readonly ServiceRecord[],
  record: Recording,
  tests: number,
): TestedEvent {
  const tested = testEvent(event, services, record);
  const draws = drawsFor(tests);
  const isCutShort = draws > DRAWS && tested.population.permutation?.reached === 0;
  return isCutShort ? testEvent(event, services, record, { draws }) : tested;
}
