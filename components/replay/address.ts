import { minuteOf } from "#components/replay/text.ts";
import type { EpochMs } from "#domain/time.ts";

/** What a reader has chosen: the instant, and whether only what was known on the day is told. */
export interface ReplayQuery {
  readonly at: EpochMs;
  readonly isThen: boolean;
}

/** Of a replay's page at an instant. @param path in its language */
export function replayAddress(path: string, { at, isThen }: ReplayQuery): string {
  return `${path}?t=${minuteOf(at)}${isThen ? "&as=then" : ""}`;
}
