import { type LocatedCheck, neededEnv, type notMonitored } from "#domain/check/flatten.ts";
import { OUTCOMES } from "#domain/failure/failure.ts";
import { painted, type Style } from "#scripts/probe/explain.ts";
import { NotReady, type ProbeReport } from "#workers/probe/probe.ts";

/** Many probes at once: a line for each, and what did not run and why. */

export interface Done {
  readonly located: LocatedCheck;
  readonly report: ProbeReport | NotReady;
}

export interface Skipped {
  readonly located: LocatedCheck;
  readonly why: string;
}

const COLUMNS = [10, 30, 6, 9] as const;

function cells(id: string, width: number, rest: readonly string[]): string {
  return [id.padEnd(width), ...rest.map((text, index) => text.padEnd(COLUMNS[index] ?? 0))].join("  ").trimEnd();
}

export function widthOf(ids: readonly string[]): number {
  return Math.max(2, ...ids.map((id) => id.length));
}

export function tableHead(width: number): string {
  return cells("check", width, ["outcome", "type", "status", "ms", "code"]);
}

export function tableRow({ located, report }: Done, width: number, style: Style): string {
  if (report instanceof NotReady) return cells(located.id, width, ["not ready", `waits for ${report.waitsFor}`]);
  const { outcome, failureType, httpStatus, timings, rawCode } = report.result;
  const paint = painted(outcome, style);
  const status = String(httpStatus ?? "-");
  // Painted after padding: escape codes have no width.
  const text = cells(located.id, width, [
    outcome,
    failureType ?? "",
    status,
    timings.totalMs.toFixed(1),
    rawCode ?? "",
  ]);
  return outcome === "ok" ? text : paint(text);
}

/** `12 ok, 1 failed, 3 not run`. */
export function tally(done: readonly Done[], skipped: readonly Skipped[]): string {
  const outcomes = done.map(({ report }) => (report instanceof NotReady ? "not ready" : report.result.outcome));
  const counts = [...OUTCOMES, "not ready"].flatMap((outcome) => {
    const n = outcomes.filter((one) => one === outcome).length;
    return n === 0 ? [] : [`${n} ${outcome}`];
  });
  if (skipped.length > 0) counts.push(`${skipped.length} not run`);
  return counts.join(", ") || "nothing to run";
}

/** Why a check is not run here, in words. */
export function whyNot(located: LocatedCheck, reason: NonNullable<ReturnType<typeof notMonitored>>): string {
  if (reason === "opted_out") return "they asked us not to";
  if (reason === "key") return `needs ${neededEnv(located.check).join(", ")}`;
  if (reason === "probe") return `no ${located.check.request.probe} probe yet`;
  return reason === "retired" ? "the service is closed" : "disabled in the catalog";
}

/** What did not run, grouped by why. */
export function skippedLines(skipped: readonly Skipped[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { located, why } of skipped) reasons.set(why, [...(reasons.get(why) ?? []), located.id]);
  return [...reasons]
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([why, ids]) => [`not run, ${why}:`, ...ids.map((id) => `  ${id}`)]);
}
