import type { OperatorHead } from "#domain/chain/operator-head.ts";
import { heightQuorum } from "#domain/chain/quorum.ts";
import { type HeadReport, reportKey } from "#domain/chain/report.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * Bitcoin's way of judging an operator: by how long its tip has been behind the others' (guides/rpc-health.md, section 8).
 * Never by a block's age, nor by seconds of lag: honest gaps between blocks are exponential, and one of an hour comes
 * every third day.
 */

/** The height that tips are compared with, and when it was first known. */
export interface Tip {
  readonly height: number;
  readonly at: EpochMs;
}

/** Since which observation a check has been behind the tip: by a block or more, and by two or more. */
export interface Behind {
  readonly one: EpochMs;
  readonly two: EpochMs | null;
}

/** By `reportKey`. */
export type BehindBook = Readonly<Record<string, Behind>>;

/** The limits of rpc-health, section 8: a block for more than 20 minutes, two for more than 5. */
export const ONE_BLOCK_MS = 20 * 60_000;
export const TWO_BLOCKS_MS = 5 * 60_000;

/**
 * The tip that operators are held against: the height of the quorum. Of two operators it is the higher one's: neither can
 * be called wrong, but that they disagree can be told only against the one ahead.
 */
export function stepTip(previous: Tip | null, heads: readonly OperatorHead[]): Tip | null {
  const sorted = heads.map((head) => head.report.height).sort((a, b) => b - a);
  const needed = heads.length === 2 ? 1 : heightQuorum(heads.length);
  const height = sorted[needed - 1];
  if (height === undefined) return null;
  if (previous?.height === height) return previous;
  const seen = heads.filter((head) => head.report.height >= height).map((head) => head.report.observedAt);
  const at = seen.sort((a, b) => a - b)[needed - 1];
  return at === undefined ? null : { height, at };
}

function stepOne(known: Behind | undefined, report: HeadReport, tip: Tip): Behind | null {
  const blocks = tip.height - report.height;
  if (blocks <= 0) return null;
  // Observed before the block was known: it could not have shown it.
  if (report.observedAt < tip.at) return known ?? null;
  return {
    one: known?.one ?? report.observedAt,
    two: blocks >= 2 ? (known?.two ?? report.observedAt) : null,
  };
}

/** Since when each report's check has been behind. Checks that are level, or report no more, leave the book. */
export function stepBehind(book: BehindBook, reports: readonly HeadReport[], tip: Tip | null): BehindBook {
  const next: Record<string, Behind> = {};
  if (!tip) return next;
  for (const report of reports) {
    const key = reportKey(report);
    const behind = stepOne(book[key], report, tip);
    if (behind) next[key] = behind;
  }
  return next;
}

/** Whether a check has been behind the tip for longer than is honest, by its own observations. */
export function isBehindTip(book: BehindBook, report: HeadReport): boolean {
  const behind = book[reportKey(report)];
  if (!behind) return false;
  if (report.observedAt - behind.one > ONE_BLOCK_MS) return true;
  return behind.two !== null && report.observedAt - behind.two > TWO_BLOCKS_MS;
}
