import type { EpochMs } from "#domain/time.ts";

/** RFC 3339 in UTC, the form of every time in public output. */
export function rfc3339(at: EpochMs): string {
  return new Date(at).toISOString();
}

export function rfc3339OrNull(at: EpochMs | null): string | null {
  return at === null ? null : rfc3339(at);
}

/** Four decimals: no share in public output is surer than that. */
export function fourDecimals(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
