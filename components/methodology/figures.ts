import { FEWEST_SERVICES } from "#domain/attribution/attribute.ts";
import { FALSE_DISCOVERY_RATE } from "#domain/attribution/discoveries.ts";
import { NOT_KNOWN, TIER_BELIEF, TIER_CAPS, TRANSITIVE_FACTOR, USUALLY_CLOUD } from "#domain/attribution/evidence.ts";
import {
  EARLY_MIN,
  LATEST_POST_MIN,
  LONGEST_LAG_MIN,
  MEAN_LAG_MIN,
  populationWindow,
} from "#domain/attribution/lag.ts";
import { DRAWS } from "#domain/attribution/permutation.ts";
import {
  type AttributionWord,
  NEAR_MITIGATION_MS,
  PRIOR_WEIGHT,
  SEVERITY_SHARE,
  wordOf,
} from "#domain/attribution/posterior.ts";
import { RECORD_MS } from "#domain/attribution/quiet.ts";
import { ENOUGH_MS, PRIOR_RATE } from "#domain/attribution/rate.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, MONTH_MIN } from "#domain/attribution/units.ts";
import { FAR_LAG_S, LEAST_LAG } from "#domain/chain/limits.ts";
import { CONFIRM_MS } from "#domain/chain/progress.ts";
import { ONE_BLOCK_MS, TWO_BLOCKS_MS } from "#domain/chain/tip.ts";
import { MAX_SKEW_MS } from "#domain/clock-skew.ts";
import { LONGEST_MS, WITHOUT_END_MS, GRACE_MS as WORK_GRACE_MS } from "#domain/cloud/maintenance.ts";
import { DRAWS as LOSS_DRAWS } from "#domain/hosting/blast-radius.ts";
import { DEPENDENT_BELIEF, OBSERVED_FOR_MS } from "#domain/hosting/evidence-kinds.ts";
import { GRACE_MS as SAID_GRACE_MS } from "#domain/said/acknowledgement.ts";
import { SAID_DAYS } from "#domain/said/record.ts";
import { UNRELATED } from "#domain/status/guard.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { COVERAGE_FOR_A_FIGURE } from "#domain/uptime/availability.ts";
import { COVERAGE_FOR_WHOLE } from "#domain/uptime/percent.ts";

/** The lowest score that has a word. */
function scoreFrom(word: AttributionWord): number {
  return Array.from({ length: 101 }, (_, score) => score).find((score) => wordOf(score) === word) ?? 101;
}

/** The lowest failures in a row that raise the alarm. */
const inARow = (alarm: number) => Math.ceil(alarm / CURRENT_RULES.up);

/** Every figure that the page of methods prints, from the code that decides by it. */
export const FIGURES = {
  rules: CURRENT_RULES,
  inARow: { alone: inARow(CURRENT_RULES.alarmAlone), several: inARow(CURRENT_RULES.alarm) },
  slow: { overMin: CURRENT_RULES.slowOverMs / MINUTE_MS, floorS: CURRENT_RULES.slowFloorMs / 1_000 },
  mergeMin: CURRENT_RULES.mergeMs / MINUTE_MS,
  groupMin: CURRENT_RULES.groupMs / MINUTE_MS,
  maxSkewS: MAX_SKEW_MS / 1_000,
  unrelated: UNRELATED,
  uptime: { figure: COVERAGE_FOR_A_FIGURE, whole: COVERAGE_FOR_WHOLE },
  work: { graceMin: WORK_GRACE_MS / MINUTE_MS, openH: WITHOUT_END_MS / HOUR_MS, longestDays: LONGEST_MS / DAY_MS },
  chain: {
    farMin: FAR_LAG_S / 60,
    least: LEAST_LAG,
    apartS: CONFIRM_MS / 1_000,
    oneBlockMin: ONE_BLOCK_MS / MINUTE_MS,
    twoBlocksMin: TWO_BLOCKS_MS / MINUTE_MS,
  },
  lag: { early: EARLY_MIN, mean: MEAN_LAG_MIN, longest: LONGEST_LAG_MIN, post: LATEST_POST_MIN },
  window: populationWindow(false),
  windowProvisional: populationWindow(true),
  draws: DRAWS,
  falseShare: FALSE_DISCOVERY_RATE,
  fewest: FEWEST_SERVICES,
  record: {
    days: RECORD_MS / DAY_MS,
    enoughDays: ENOUGH_MS / DAY_MS,
    priorPerMonth: Math.round(PRIOR_RATE.perMinute * MONTH_MIN),
  },
  belief: { ...TIER_BELIEF, transitive: TRANSITIVE_FACTOR, usuallyCloud: USUALLY_CLOUD, notKnown: NOT_KNOWN },
  caps: TIER_CAPS,
  share: SEVERITY_SHARE,
  priorWeight: PRIOR_WEIGHT,
  mitigationMin: NEAR_MITIGATION_MS / MINUTE_MS,
  words: { confirmed: scoreFrom("confirmed"), likely: scoreFrom("likely"), possible: scoreFrom("possible") },
  said: { hours: SAID_GRACE_MS / HOUR_MS, days: SAID_DAYS },
  hosting: { days: OBSERVED_FOR_MS / DAY_MS, draws: LOSS_DRAWS, belief: DEPENDENT_BELIEF },
} as const;

export type Figures = typeof FIGURES;
