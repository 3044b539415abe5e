import { troubleText } from "#components/now/values.ts";
import { shortMoment } from "#components/strata/axis.ts";
import type { RowValue } from "#components/strata/strata.tsx";
import type { Words } from "#components/words/words.ts";
import type { UnknownKind } from "#domain/publish/sentence-words.ts";
import { componentStatus, holdsNow, isBlockProduction, isFresh, maintenanceNow } from "#domain/status/answering.ts";
import type { ComponentView, JudgeView } from "#domain/status/overview.ts";
import { FINDINGS } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** What stands right of a part's strip: its state with its length and why, or one figure of what is well. */
export function partValue(component: ComponentView, judge: JudgeView | null, words: Words, now: EpochMs): RowValue {
  const status = componentStatus(component, judge, now);
  const judged = holdsNow(component, judge, now);
  const short = words.strata.short[status];
  if (status === "operational" || judged === null) return { status, state: "", why: figure(component, words, now) };
  if (status === "under_maintenance") {
    const until = maintenanceNow(component, judge, now)?.until ?? null;
    return {
      status,
      state: short,
      why: until === null ? "" : words.strata.value.until(shortMoment(until, now, words)),
    };
  }
  if (status === "unknown") {
    const { kind } = judged.finding;
    return { status, state: short, why: FINDINGS[kind] === "unknown" ? words.row.unknown[kind as UnknownKind] : "" };
  }
  const lasted = words.duration(Math.max(0, now - judged.since) / 1_000);
  return { status, state: words.strata.value.lasting(short, lasted), why: troubleText(judged, words) };
}

/** The age of the newest block, or how long an answer takes: the median of the newest of each vantage and check. */
function figure(component: ComponentView, words: Words, now: EpochMs): string {
  const answers = component.checks.flatMap((check) =>
    check.latest.filter((one) => isFresh(check, one, now) && (one.outcome === "ok" || one.outcome === "degraded")),
  );
  const ages = answers.flatMap(({ facts }) => facts.head_age_s ?? []);
  if (isBlockProduction(component) && ages.length > 0)
    return words.strata.value.blockAgo(words.duration(Math.min(...ages)));
  const sorted = answers.map(({ timings }) => timings.totalMs).sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  return median === undefined ? "" : `${words.number(Math.round(median))} ms`;
}
