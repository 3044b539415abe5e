import type { EpochMs } from "#domain/time.ts";

/**
 * How one language writes numbers, lengths of time, instants and lists. The locale is the page's, never the reader's, and
 * every instant is UTC: whoever writes one adds the zone.
 */
export interface QuantityWords {
  number(value: number): string;
  /** `12 s`, `3 min`, `2 h`: one unit, as short as the language allows. */
  duration(seconds: number): string;
  /** `6.2 s`, `38 min`, `3 h 20 min`, `2 d 4 h`: two units at most, the smaller one rounded. */
  span(seconds: number): string;
  /** Of a duration. Never stands without the instant that it is counted from. */
  ago(duration: string): string;
  date(at: EpochMs): string;
  /** A day short enough to stand before a time. */
  shortDate(at: EpochMs): string;
  /** A day and a minute, as sentences write them. */
  minute(at: EpochMs): string;
  list(names: readonly string[]): string;
}

export interface Span {
  readonly value: number;
  readonly unit: "s" | "min" | "h" | "d";
}

/** A length in two units at most, largest first; none for what is under a second. Tenths below ten seconds. */
export function spanOf(seconds: number): readonly Span[] {
  if (seconds < 1) return [];
  if (seconds < 9.95) return [{ value: Math.round(seconds * 10) / 10, unit: "s" }];
  const s = Math.round(seconds);
  if (s < 120) return [{ value: s, unit: "s" }];
  const min = Math.round(s / 60);
  if (min < 60) return [{ value: min, unit: "min" }];
  if (min < 1_440) return two(min, 60, "h", "min");
  return two(Math.round(s / 3_600), 24, "d", "h");
}

function two(n: number, per: number, big: Span["unit"], small: Span["unit"]): readonly Span[] {
  const rest = n % per;
  const head: Span = { value: Math.floor(n / per), unit: big };
  return rest === 0 ? [head] : [head, { value: rest, unit: small }];
}

/** A length in one unit: seconds below 90 of them, minutes below 90 of them, hours below two days. */
export function durationOf(s: number): Span {
  if (s < 1) return { value: s, unit: "s" };
  if (s < 90) return { value: Math.round(s), unit: "s" };
  if (s < 5_400) return { value: Math.round(s / 60), unit: "min" };
  if (s < 172_800) return { value: Math.round(s / 3_600), unit: "h" };
  return { value: Math.round(s / 86_400), unit: "d" };
}
