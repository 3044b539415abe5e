import { moment, type Words } from "#components/words/words.ts";
import type { Coinciding } from "#domain/publish/coinciding.ts";
import { placeText } from "#domain/publish/place.ts";
import type { Situation } from "#domain/status/situation.ts";
import type { EpochMs } from "#domain/time.ts";

/** The one sentence above the page. */
export function headline(situation: Situation, coinciding: Coinciding | null, words: Words, now: EpochMs): string {
  const at = (instant: EpochMs) => moment(instant, now, words, "minute");
  switch (situation.kind) {
    case "noData":
      return words.headline.noData();
    case "nothingYet":
      return words.headline.nothingYet();
    case "offline":
      return words.headline.offline(situation.vantages);
    case "silent":
      return words.headline.silent(at(situation.since));
    case "unjudged":
      return words.headline.unjudged(at(situation.since));
    case "mostlyUnknown":
      return words.headline.mostlyUnknown(situation.known, situation.of, situation.failing);
    case "allWell":
      return words.headline.allWell(situation.unknown, situation.chains);
    case "maintenance": {
      const { until } = situation.maintained;
      const told = { at: until === null ? null : at(until), isPast: until !== null && until <= now };
      return words.headline.maintenance(situation.maintained, told, situation.unknown, situation.chains);
    }
    case "trouble": {
      const place = coinciding === null ? null : placeText(coinciding);
      return words.headline.trouble(situation.services, situation.chains, at(situation.since), place);
    }
  }
}
