import type { Words } from "#components/words/words.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import type { StateSeconds } from "#domain/uptime/state-seconds.ts";

const DAY_MS = 86_400_000;

/** What happened to one component on one UTC day: what was taken back is not among it. */
export function outagesOn(
  incidents: readonly IncidentView[],
  component: string,
  day: EpochMs,
  now: EpochMs,
): IncidentView[] {
  return incidents
    .filter(
      ({ about, startedAt, resolvedAt, retracted }) =>
        about.componentSlug === component &&
        retracted === null &&
        startedAt < day + DAY_MS &&
        (resolvedAt ?? now) > day,
    )
    .sort((a, b) => a.startedAt - b.startedAt);
}

/** From when to when it lasted, as far as it lies on that day. */
export function spanOn({ startedAt, resolvedAt }: IncidentView, day: EpochMs, words: Words): string {
  const { days } = words.service;
  const clock = (at: EpochMs) => new Date(at).toISOString().slice(11, 16);
  const to = resolvedAt === null ? days.ongoing : resolvedAt >= day + DAY_MS ? "24:00" : clock(resolvedAt);
  return days.between(startedAt < day ? "00:00" : clock(startedAt), to);
}

/** Whether a day has more to tell than that all of it was well. */
export function isPlain({ down, degraded, maintenance, unknown }: StateSeconds): boolean {
  return down === 0 && degraded === 0 && maintenance === 0 && unknown === 0;
}

/** A day's seconds in words, the worst first. */
export function dayText(seconds: StateSeconds, words: Words): string {
  const { day } = words.service.days;
  const { up, down, degraded, maintenance, unknown } = seconds;
  if (up + down + degraded + maintenance === 0) return day.unmeasured;
  const told = [
    down > 0 ? day.down(words.span(down)) : "",
    degraded > 0 ? day.degraded(words.span(degraded)) : "",
    maintenance > 0 ? day.maintenance(words.span(maintenance)) : "",
    unknown > 0 ? day.unknown(words.span(unknown)) : "",
  ].filter(Boolean);
  return told.length === 0 ? day.good : told.join(words.comma);
}
