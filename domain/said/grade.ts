import type { Lifetime } from "#domain/said/kaplan-meier.ts";

export const ACCURACY_GRADES = ["A", "B", "C", "D", "F"] as const;
export type AccuracyGrade = (typeof ACCURACY_GRADES)[number];

export interface Graded {
  /** Minutes. */
  readonly averageMin: number;
  readonly grade: AccuracyGrade;
}

const NEVER_MIN = 240;

/**
 * StatusGator's Status Page Accuracy Grade, for comparison with theirs: the mean delay in minutes, 0 when the provider was
 * first and 240 when it never said so; A < 15, B < 30, C < 120, D to 240, F above (nimbleindustries.freshdesk.com
 * 47001273242, in methods 5). Its 240s are made up; the headline is the Kaplan-Meier median.
 *
 * @param lifetimes in minutes
 * @throws RangeError for none
 */
export function accuracyGrade(lifetimes: readonly Lifetime[]): Graded {
  if (lifetimes.length === 0) throw new RangeError("nothing to grade");
  const minutes = lifetimes.map(({ time, observed }) => (observed ? Math.max(0, time) : NEVER_MIN));
  const averageMin = minutes.reduce((sum, each) => sum + each, 0) / minutes.length;
  return { averageMin, grade: gradeOf(averageMin) };
}

function gradeOf(minutes: number): AccuracyGrade {
  if (minutes < 15) return "A";
  if (minutes < 30) return "B";
  if (minutes < 120) return "C";
  return minutes <= 240 ? "D" : "F";
}
