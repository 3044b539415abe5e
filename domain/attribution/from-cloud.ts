import type { CloudEvent, CloudSeverity, OnsetQuality } from "#domain/attribution/event.ts";
import { beliefIn, type Dependent } from "#domain/attribution/evidence.ts";
import { LONGEST_LAG_MIN } from "#domain/attribution/lag.ts";
import { MINUTE_MS } from "#domain/attribution/units.ts";
import type { CloudEvent as FeedEvent, OnsetQuality as FeedOnsetQuality, Period } from "#domain/cloud/event.ts";
import { SEVERITIES, worstOf } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";

/** An event of a cloud as the record has it. */
export interface RecordedEvent {
  /** Public and permanent. */
  readonly id: string;
  readonly event: FeedEvent;
  /** Gone from a feed that lists what is open. */
  readonly vanishedAt: EpochMs | null;
}

/** One stretch of trouble in one place: what begins within reach of its onset belongs to it. */
interface Stretch {
  from: EpochMs;
  to: EpochMs | null;
  severity: CloudSeverity;
  readonly ends: Set<EpochMs>;
  /** null for a part that is confined to none. */
  readonly zones: Set<string | null>;
}

/** A pause of the trouble that is longer than this ends it. Outages nearer than that are one (methods 1.2). */
const PAUSE_MS = 15 * MINUTE_MS;
const REACH_MS = LONGEST_LAG_MIN * MINUTE_MS;
/** Times of one post differ by seconds. */
const SAME_MS = MINUTE_MS;

const QUALITIES: Readonly<Record<FeedOnsetQuality, OnsetQuality>> = {
  first_status_post: "first_status_post",
  stated_start: "stated_onset",
  third_party_measurement: "third_party_measurement",
  post_event_summary: "post_event_summary",
};

/**
 * What is held against our incidents: one event for each place and each onset of trouble there.
 *
 * Parts (services, zones) that begin while the lag model still explains an onset of ours by the one before (120 min) are no
 * onset of their own, nor is what merely goes on or gets better; so 2025-10-20 is three, not one for each of 140 services.
 * Announced maintenance, what does not say where, and what never was worse than informational explain nothing. Neither
 * does a global service in an event of some region: it stands in none.
 */
export function eventsToTest({ id, event, vanishedAt }: RecordedEvent, now: EpochMs): CloudEvent[] {
  if (event.maintenance !== null || event.scope.kind === "unstated") return [];
  const earliest = event.periods.reduce((at, { from }) => Math.min(at, from), Number.POSITIVE_INFINITY);
  const begun = event.periods.filter(
    ({ from, region }) => from <= now && (region !== null || event.scope.kind === "global"),
  );
  const regions = [...new Set(begun.map(({ region }) => region))].sort((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1));
  return regions.flatMap((region) =>
    stretchesOf(begun.filter((period) => period.region === region)).flatMap((stretch, index): CloudEvent[] => {
      if (stretch.severity === "informational") return [];
      const t0 = onsetOf(event, stretch.from - earliest < SAME_MS ? null : stretch.from);
      if (t0.at > now) return [];
      const [zone = null] = stretch.zones;
      return [
        {
          id: `${id}/${region ?? "global"}/${index}`,
          provider: event.provider,
          region,
          singleZone: zone !== null && stretch.zones.size === 1,
          severity: stretch.severity,
          t0,
          end: endOf(stretch, event, vanishedAt),
          mitigatedAt: [...stretch.ends].filter((at) => at <= now).sort((a, b) => a - b),
        },
      ];
    }),
  );
}

/** The parts that begin first begin with the event, of whose onset most is known. `later` is when another part began. */
function onsetOf({ onsetAt, onsetQuality, course }: FeedEvent, later: EpochMs | null): CloudEvent["t0"] {
  if (later === null) return { at: onsetAt, quality: QUALITIES[onsetQuality] };
  // Read from what the feed said at different times: then it began with a post.
  return { at: later, quality: course === "versions" ? "first_status_post" : QUALITIES[onsetQuality] };
}

function endOf({ to }: Stretch, { endedAt }: FeedEvent, vanishedAt: EpochMs | null): EpochMs | null {
  const known = [to, endedAt].filter((at) => at !== null);
  return known.length > 0 ? Math.min(...known) : vanishedAt;
}

function stretchesOf(periods: readonly Period[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { from, to, severity, zone } of coalesced(periods)) {
    const last = stretches.at(-1);
    const paused = last === undefined || (last.to !== null && from > last.to + PAUSE_MS);
    if (last === undefined || paused || from >= last.from + REACH_MS) {
      stretches.push({ from, to, severity, ends: new Set(to === null ? [] : [to]), zones: new Set([zone]) });
      continue;
    }
    last.to = last.to === null || to === null ? null : Math.max(last.to, to);
    last.severity = worstOf([last.severity, severity]) ?? severity;
    if (to !== null) last.ends.add(to);
    last.zones.add(zone);
  }
  return stretches;
}

/** Each part's trouble from its beginning, or from when it got worse, to its end; in the order in which they began. */
function coalesced(periods: readonly Period[]): Period[] {
  const parts = new Map<string, Period[]>();
  /** How bad each part was last: what got better and then worse again got worse. */
  const levels = new Map<string, CloudSeverity>();
  for (const period of periods.toSorted((a, b) => a.from - b.from)) {
    const key = JSON.stringify([period.service, period.zone]);
    const known = parts.get(key) ?? [];
    const last = known.at(-1);
    const goesOn = last?.to != null && last.to >= period.from;
    const level = levels.get(key) ?? period.severity;
    levels.set(key, period.severity);
    if (last !== undefined && goesOn && SEVERITIES.indexOf(period.severity) <= SEVERITIES.indexOf(level)) {
      known.splice(-1, 1, { ...last, to: period.to === null ? null : Math.max(last.to ?? period.to, period.to) });
    } else known.push(period);
    parts.set(key, known);
  }
  return [...parts.values()].flat().sort((a, b) => a.from - b.from);
}

/**
 * Whether any service is known to stand on the event's place, by whatever evidence. Where none is, all that could be said of
 * anything is that two things happened at one time: such events are not tested, and do not blunt the tests of the others.
 */
export function isUsed(
  event: CloudEvent,
  services: readonly Dependent[],
  bySlug: ReadonlyMap<string, Dependent>,
): boolean {
  return services.some((service) => beliefIn(service, event, bySlug).weights.length > 0);
}
