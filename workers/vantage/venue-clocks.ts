import { isRefused } from "#domain/clock-skew.ts";
import type { Measurement } from "#domain/measurement.ts";
import { agreedOffsetS } from "#domain/venue-clock.ts";
import type { Clock } from "#workers/clock.ts";
import type { Log } from "#workers/log.ts";
import { skewMessage } from "#workers/vantage/skew-message.ts";

/** Services that tell the time do so each minute; who has been silent for longer than this says nothing any more. */
const HEARD_FOR_MS = 300_000;
/** More would only say the same. */
const MOST_SERVICES = 32;

/** Beyond this our clock has been set, or the machine has slept: what was heard before says nothing of now. */
const STEP_MS = 1_000;

interface Heard {
  readonly offsetS: number;
  readonly monotonic: number;
}

/**
 * What the services that are probed say of our clock. Where worker and database share a machine their clocks agree, however wrong
 * they are, and every exchange of the world would look as if its answers were old.
 */
export interface VenueClocks {
  /** Takes note of the time that an answer told; most tell none. */
  hear(measurement: Pick<Measurement, "checkId" | "facts" | "at">): void;
  /** How far they are ahead of our clock as it is now, in seconds; null when nothing can be told. */
  offsetS(): number | null;
  /** Whether ours is near enough to theirs, for all that is known. Says so in the log when that changes. */
  isRight(): boolean;
}

export function createVenueClocks(
  clock: Pick<Clock, "now" | "monotonic">,
  log: Pick<Log, "info" | "warn">,
): VenueClocks {
  const heard = new Map<string, Heard>();
  let wasRight = true;
  /** What our clock is ahead of the one that nobody can set. */
  let zero = clock.now() - clock.monotonic();
  let steppedAt = Number.NEGATIVE_INFINITY;
  const forget = (monotonic: number) => {
    const [now, before] = [clock.now(), zero];
    zero = now - monotonic;
    if (Math.abs(zero - before) > STEP_MS) {
      heard.clear();
      steppedAt = now;
    }
    for (const [service, { monotonic: at }] of heard) if (monotonic - at > HEARD_FOR_MS) heard.delete(service);
  };
  const offsetS = () => {
    forget(clock.monotonic());
    return agreedOffsetS([...heard.values()].map((one) => one.offsetS));
  };
  return {
    hear: ({ checkId, facts, at }) => {
      const monotonic = clock.monotonic();
      forget(monotonic);
      const [service = ""] = checkId.split("/", 1);
      if (facts.clock_offset_s === undefined || (heard.size >= MOST_SERVICES && !heard.has(service))) return;
      // Asked before our clock was set, and told by what it was.
      if (at < steppedAt || at > clock.now()) return;
      heard.set(service, { offsetS: facts.clock_offset_s, monotonic });
    },
    offsetS,
    isRight: () => {
      const skewMs = -1_000 * (offsetS() ?? 0);
      const isRight = !isRefused({ skewMs, errorMs: 0 });
      if (wasRight && !isRight) log.warn(skewMessage(skewMs, "services"));
      if (!wasRight && isRight) log.info("nothing speaks against the clock of this machine any more");
      wasRight = isRight;
      return isRight;
    },
  };
}
