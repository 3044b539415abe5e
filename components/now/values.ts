import { shortMoment } from "#components/strata/axis.ts";
import type { RowValue } from "#components/strata/strata.tsx";
import { findingText } from "#components/strata/told.ts";
import type { Words } from "#components/words/words.ts";
import { isTroubled, rank } from "#domain/status/algebra.ts";
import type { NowRow } from "#domain/status/now.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import { firstSaid } from "#domain/timeline/bands.ts";
import type { ProviderSaid } from "#domain/timeline/cloud-spans.ts";
import type { TimelineRow } from "#domain/timeline/timeline.ts";

/** What stands right of each strip, by the row's id. */
export function valuesOf(
  rows: readonly NowRow[],
  timelineRows: readonly TimelineRow[],
  clouds: readonly ProviderSaid[],
  words: Words,
  now: EpochMs,
): Map<string, RowValue> {
  const services = rows.map((row) => [`${row.layer}/${row.service.slug}`, serviceValue(row, words, now)] as const);
  const places = timelineRows
    .filter(({ stratum }) => stratum === "cloud")
    .map((row) => [row.id, cloudValue(row, clouds, words, now)] as const);
  return new Map([...services, ...places]);
}

function serviceValue(row: NowRow, words: Words, now: EpochMs): RowValue {
  const { status, troubles, maintained } = row;
  const short = words.strata.short[status];
  if (status === "operational") return { status, state: "", why: figure(row, words) };
  if (status === "unknown")
    return { status, state: short, why: row.unknown === null ? "" : words.row.unknown[row.unknown] };
  if (status === "under_maintenance") {
    const until = Math.max(...maintained.map(({ maintenance }) => maintenance.until ?? 0));
    return { status, state: short, why: until > now ? words.strata.value.until(shortMoment(until, now, words)) : "" };
  }
  const since = Math.min(...troubles.map(({ judged }) => judged.since));
  const state = words.strata.value.lasting(short, words.duration(Math.max(0, now - since) / 1_000));
  return { status, state, why: reason(row, words) };
}

/**
 * One figure of what is well; failures that do not move the status are counted instead. Of a chain whose own endpoints do not tell
 * its newest block: how many operators see it.
 */
function figure(row: NowRow, words: Words): string {
  const say = words.strata.value;
  const seenBy = row.components
    .map(({ judged }) => judged?.finding.operators)
    .find((operators) => operators !== undefined);
  if (row.layer === "chain" && row.headAgeS === null && seenBy !== undefined) {
    return say.operators(seenBy.agree, seenBy.of);
  }
  if (row.counts.fails > 0) return say.failed(row.counts.fails, row.monitored);
  if (row.layer === "chain" && row.headAgeS !== null) return say.blockAgo(words.duration(row.headAgeS));
  return row.medianMs === null ? "" : `${words.number(Math.round(row.medianMs))} ms`;
}

/** Of several components how many are not well; of one what is wrong with it. */
function reason({ troubles, components }: NowRow, words: Words): string {
  const judged = components.filter((component) => component.judged !== null).length;
  const [worst] = troubles;
  if (worst === undefined) return "";
  return judged > 1 ? words.strata.value.parts(troubles.length, judged) : troubleText(worst.judged, words);
}

/** A finding in two or three words, with its one figure. */
export function troubleText({ finding, failureTypes, vantages, usable }: Judged, words: Words): string {
  const { value: say, failure } = words.strata;
  const plain = findingText(finding.kind, words);
  const length = (seconds: number) => words.duration(seconds);
  switch (finding.kind) {
    case "slow":
      return finding.p95Ms === undefined ? plain : say.p95(words.span(finding.p95Ms / 1_000));
    case "stale":
    case "far_stale":
      if (finding.lagS !== undefined) return say.behind(length(finding.lagS));
      return finding.ageS === undefined ? plain : say.old(length(finding.ageS));
    case "chain_halted":
    case "chain_stale":
      return finding.ageS === undefined ? plain : say.noBlock(length(finding.ageS));
    case "partial":
      return say.places(vantages.length, Math.max(usable, vantages.length));
    case "intermittent":
      return finding.failures === undefined ? plain : say.rounds(finding.failures);
    case "some_checks":
      return finding.checks === undefined ? plain : say.checks(finding.checks.bad, finding.checks.of);
    case "failing": {
      const type = finding.failureType ?? failureTypes[0];
      if (finding.httpStatus !== undefined && finding.httpStatus >= 400) return say.http(finding.httpStatus);
      return type === undefined ? plain : failure(type);
    }
    default:
      return plain;
  }
}

/** A provider's own word, and since when it has said so. */
function cloudValue(row: TimelineRow, clouds: readonly ProviderSaid[], words: Words, now: EpochMs): RowValue {
  const last = row.spans.at(-1);
  const say = words.strata;
  if (last === undefined || last.status === "unknown") {
    return { status: "unknown", state: say.short.unknown, why: say.notReadable };
  }
  const { why, status } = last;
  if (why.kind !== "event") return { status, state: "", why: say.noEvent };
  const said = saidText(why.event, clouds, words, now);
  if (!isTroubled(status))
    return { status, state: "", why: [say.severities[why.severity], said].filter(Boolean).join(words.comma) };
  const lasted = words.duration(Math.max(0, now - begunAt(row, status)) / 1_000);
  return { status, state: say.value.lasting(say.short[status], lasted), why: said };
}

function saidText(event: string, clouds: readonly ProviderSaid[], words: Words, now: EpochMs): string {
  for (const { events, reading } of clouds) {
    const seen = events.find(({ id }) => id === event);
    if (seen !== undefined) return words.strata.value.said(shortMoment(firstSaid(seen.event, reading), now, words));
  }
  return "";
}

/** Since when it has been as bad as it is, or worse. */
function begunAt({ spans }: TimelineRow, status: TimelineRow["spans"][number]["status"]): EpochMs {
  const better = spans.findLastIndex((span) => rank(span.status) < rank(status));
  return spans[better + 1]?.from ?? 0;
}
