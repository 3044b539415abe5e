import type { EpochMs } from "#domain/time.ts";

/** What one check saw of a chain's head from one vantage: the newest result that still counts. */
export interface HeadReport {
  /** Who runs the endpoint. Several checks, URLs and vantages may share one operator. */
  readonly operator: string;
  /** Three parts: `infura/polygon/head`. One report for each check and vantage. */
  readonly checkId: string;
  readonly vantage: string;
  /** When the answer was received. */
  readonly observedAt: EpochMs;
  /** Height, slot or ledger index. */
  readonly height: number;
  readonly hash?: string;
  /**
   * Seconds between the head's own timestamp and `observedAt`. Absent where answers carry no time (Solana slots, Arweave,
   * ICP).
   */
  readonly ageS?: number;
  /** From this instant on the report says nothing any more. */
  readonly expiresAt: EpochMs;
}

/** The key of a check's report from one vantage, in maps and in the stored state. */
export function reportKey(report: Pick<HeadReport, "checkId" | "vantage">): string {
  return `${report.checkId}@${report.vantage}`;
}

/** The key of an operator at one vantage, where its checks count once. */
export function witnessKey(report: Pick<HeadReport, "operator" | "vantage">): string {
  return `${report.operator}@${report.vantage}`;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The reports that still count at `now`, in an order of their own, so that nothing depends on the order they came in. A
 * height that is no positive whole number counts no more than silence: proxyd rejects block 0 for the same reason
 * (guides/rpc-health.md, section 2).
 */
export function freshReports(reports: readonly HeadReport[], now: EpochMs): readonly HeadReport[] {
  return reports
    .filter((report) => report.expiresAt > now && Number.isSafeInteger(report.height) && report.height > 0)
    .sort((a, b) => byText(a.operator, b.operator) || byText(reportKey(a), reportKey(b)));
}

function isBetter(candidate: HeadReport, best: HeadReport): boolean {
  if (candidate.height !== best.height) return candidate.height > best.height;
  return candidate.observedAt > best.observedAt;
}

/**
 * One report for each operator at each vantage that reaches it, sorted by operator: the highest, and of equal heights the
 * younger observation. An operator counts once, whatever the number of its checks and URLs: two doors of one
 * house are no two witnesses (guides/rpc-health.md, section 5.1).
 */
export function bestReports(reports: readonly HeadReport[], now: EpochMs): readonly HeadReport[] {
  const best = new Map<string, HeadReport>();
  for (const report of freshReports(reports, now)) {
    const key = witnessKey(report);
    const known = best.get(key);
    if (!known || isBetter(report, known)) best.set(key, report);
  }
  return [...best.values()];
}
