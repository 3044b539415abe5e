import { setImmediate } from "node:timers/promises";
import { concludeAll, type TestedEvent } from "#domain/attribution/attribute.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import type { Recording } from "#domain/attribution/quiet.ts";
import { rank } from "#domain/attribution/rank.ts";
import { type AttributionRecord, recordOf } from "#domain/attribution/record.ts";
import { testEnough } from "#domain/attribution/test-enough.ts";
import type { Witnesses } from "#workers/correlate/witnesses.ts";

/** The attribution that an incident is to have. */
export interface Wanted {
  /** Public id. */
  readonly cloudEvent: string;
  readonly record: AttributionRecord;
}

interface Inputs {
  readonly services: Witnesses["services"];
  readonly record: Recording;
  /** p of every other test of 12 months. */
  readonly otherTests: readonly number[];
}

/** The attribution that each incident is to have, by its id. Between events the process gets to do something else: it probes. */
export async function conclude(
  events: readonly CloudEvent[],
  { services, record, otherTests }: Inputs,
): Promise<Map<string, Wanted>> {
  const tested: TestedEvent[] = [];
  for (const event of events) {
    tested.push(testEnough(event, services, record, events.length + otherTests.length));
    await setImmediate();
  }
  const attributions = concludeAll(tested, otherTests);
  const byEvent = new Map(attributions.map((attribution) => [attribution.event.id, attribution]));
  return new Map(
    rank(attributions).incidents.flatMap((ranking) => {
      const attribution = byEvent.get(ranking.best.event);
      if (attribution === undefined || ranking.best.word === "not_attributed") return [];
      // As it will be read again: without what JSON leaves out.
      const kept: AttributionRecord = JSON.parse(JSON.stringify(recordOf(ranking, attribution)));
      const [cloudEvent = ""] = ranking.best.event.split("/");
      return [[ranking.incident, { cloudEvent, record: kept }] as const];
    }),
  );
}
