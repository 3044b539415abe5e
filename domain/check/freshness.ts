import { abiWord } from "#domain/check/abi.ts";
import { type AssertionScene, readAt, unchangedFor } from "#domain/check/assertion.ts";
import { hexOf, numberOf } from "#domain/check/assertion-number.ts";
import type { Freshness, TimeUnit } from "#domain/check/spec.ts";
import type { Outcome } from "#domain/failure/failure.ts";
import type { Facts } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";

/** What a freshness rule says: a fact to keep, and whether it is within its limits. */
export interface FreshnessVerdict {
  readonly outcome: Exclude<Outcome, "neutral">;
  /** False when the answer holds no such instant although limits ask for one. */
  readonly readable: boolean;
  readonly facts: Facts;
  /** In words: `$.result.timestamp 312 s old`. */
  readonly text: string;
}

/**
 * An instant this far in the future is rounding or clock skew, and is taken as now. Bitcoin may date a block up to two
 * hours ahead, so where more staleness is allowed, as much future is.
 */
const FUTURE_SLACK_S = 10;

const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,12}))?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** RFC 3339, with the liberties exchanges take: a space for T, any number of decimals, no zone (then UTC). */
function isoToMs(value: unknown): EpochMs | undefined {
  if (typeof value !== "string" || value.length > 50) return undefined;
  const parts = ISO.exec(value.trim());
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
  const fraction = Number(`0.${parts[7] ?? "0"}`) * 1000;
  const zone = /^([+-])(\d{2}):?(\d{2})$/.exec(parts[8] ?? "");
  const offset = zone ? (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) * 60_000 : 0;
  return Date.UTC(year, month - 1, day, hour, minute, second) + fraction - offset;
}

/** The unit a bare number must be in, by its size: seconds until the year 5138, then ms, us, ns. */
function autoToMs(number: number): EpochMs {
  const size = Math.abs(number);
  if (size < 1e11) return number * 1000;
  if (size < 1e14) return number;
  return size < 1e17 ? number / 1e3 : number / 1e6;
}

/**
 * The instant a value names, in epoch milliseconds, or undefined when it names none in that unit.
 * Nanoseconds beyond 2^53 lose at most 128 ns on the way through a double.
 */
export function toEpochMs(value: unknown, unit: TimeUnit, index = 0): EpochMs | undefined {
  if (unit === "iso8601") return isoToMs(value);
  if (unit === "hex_epoch_s") return scaled(hexOf(value), 1000);
  if (unit === "abi_word_epoch_s") {
    const word = abiWord(value, index);
    return word === undefined ? undefined : scaled(Number(word), 1000);
  }
  const number = numberOf(value);
  switch (unit) {
    case "epoch_s":
      return scaled(number, 1000);
    case "epoch_ms":
      return number;
    case "epoch_us":
      return scaled(number, 1 / 1e3);
    case "epoch_ns":
      return scaled(number, 1 / 1e6);
    case "epoch_auto":
      return number === undefined ? undefined : autoToMs(number);
    default:
      return undefined;
  }
}

function scaled(number: number | undefined, factor: number): number | undefined {
  return number === undefined ? undefined : number * factor;
}

/** Milliseconds are as fine as any clock here is set; more digits would only look exact. */
function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}

function limit(age: number, { warnS, critS }: Freshness): "ok" | "degraded" | "failed" {
  if (critS !== undefined && age > critS) return "failed";
  return warnS !== undefined && age > warnS ? "degraded" : "ok";
}

function unreadable(rule: Freshness): FreshnessVerdict {
  const limited = rule.warnS !== undefined || rule.critS !== undefined;
  return {
    outcome: limited ? "failed" : "ok",
    readable: !limited,
    facts: {},
    text: `${rule.path} is no ${rule.unit}`,
  };
}

function judgeSequence(rule: Freshness, value: unknown, scene: AssertionScene): FreshnessVerdict {
  const number = hexOf(value) ?? numberOf(value);
  if (number === undefined) return unreadable(rule);
  const age = unchangedFor(`sequence ${rule.path}`, value, scene);
  return {
    outcome: limit(age, rule),
    readable: true,
    facts: { sequence: number },
    text: `${rule.path} unchanged for ${Math.round(age)} s`,
  };
}

/**
 * A clock is judged by how far it is off in either direction; anything else by its age. An instant further in the
 * future than the slack is degraded, never failed: their clock or ours is wrong, and we cannot tell which from here.
 */
function judgeAge(rule: Freshness, ageS: number): FreshnessVerdict {
  if (rule.fact === "clock_offset_s") {
    const offset = -ageS;
    return {
      outcome: limit(Math.abs(offset), rule),
      readable: true,
      facts: { clock_offset_s: offset },
      text: `${rule.path} ${Math.abs(Math.round(offset))} s ${offset < 0 ? "behind" : "ahead of"} our clock`,
    };
  }
  const limited = rule.warnS !== undefined || rule.critS !== undefined;
  const ahead = -ageS;
  if (ahead > Math.max(FUTURE_SLACK_S, rule.warnS ?? 0)) {
    return {
      outcome: limited ? "degraded" : "ok",
      readable: true,
      facts: { [rule.fact]: ageS },
      text: `${rule.path} ${Math.round(ahead)} s in the future`,
    };
  }
  const age = Math.max(0, ageS);
  return {
    outcome: limit(age, rule),
    readable: true,
    facts: { [rule.fact]: age },
    text: `${rule.path} ${Math.round(age)} s old`,
  };
}

/** Judges how fresh an answer is. Without limits the age is only recorded, and its absence is no fault. */
export function judgeFreshness(rule: Freshness, scene: AssertionScene): FreshnessVerdict {
  const value = readAt(rule.path, scene.root);
  if (rule.unit === "sequence") return judgeSequence(rule, value, scene);
  if (rule.unit === "age_s") {
    const age = numberOf(value);
    return age === undefined ? unreadable(rule) : judgeAge(rule, age);
  }
  const instant = toEpochMs(value, rule.unit, rule.index);
  return instant === undefined || !Number.isFinite(instant)
    ? unreadable(rule)
    : judgeAge(rule, seconds(scene.now - instant));
}
