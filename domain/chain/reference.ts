import { extendTrail, type HeadPoint, isLevel, isWildlyAhead, type Trail } from "#domain/chain/lag.ts";
import { isComparedByTip } from "#domain/chain/limits.ts";
import type { OperatorHead } from "#domain/chain/operator-head.ts";
import { freshQuorum, heightQuorum, kthSmallest } from "#domain/chain/quorum.ts";
import type { ChainSpec } from "#domain/check/service.ts";
import type { EpochMs } from "#domain/time.ts";

/** The head that a quorum of independent operators has reached. */
export interface Reference extends HeadPoint {
  /** The time of the newest block that the quorum has: its own timestamp, or when it was first seen. */
  readonly blockAt: EpochMs;
  /** `two`: only two operators were reachable, and they agree. */
  readonly quorum: "majority" | "two";
  /** Operators whose heads are level with the reference, of those reachable. */
  readonly agree: number;
  readonly of: number;
}

/** Why a chain has no reference. Words of `FINDINGS`. */
export type NoReference = "no_operator" | "one_operator" | "operators_disagree";

function pointOf({ report: { height, observedAt }, stillS }: OperatorHead): HeadPoint {
  return { height, observedAt, ageS: stillS, trail: [] };
}

/**
 * Two operators agree when the lower is behind the higher by no more than the limit, and the higher not beyond what the
 * chain can have made. Tips are compared over minutes (tip.ts), so one look tells nothing there.
 */
function doTwoAgree(heads: readonly OperatorHead[], spec: ChainSpec, blockTimeS: number): boolean {
  const [lower, higher] = heads.toSorted((a, b) => a.report.height - b.report.height);
  if (!lower || !higher || isComparedByTip(spec)) return true;
  if (isWildlyAhead(higher.report, pointOf(lower), spec, blockTimeS)) return false;
  return isLevel(lower.report, pointOf(higher), spec, blockTimeS);
}

/** The point that the quorum has reached. Takes two heads or more. */
function quorumPoint(heads: readonly OperatorHead[], trail: Trail): HeadPoint {
  const quorum = heightQuorum(heads.length);
  const reports = heads.map((head) => head.report);
  const height = kthSmallest(
    reports.map((report) => report.height),
    heads.length + 1 - quorum,
  );
  const instants = (kept: typeof reports) => kept.map((report) => report.observedAt);
  // By that instant so many had shown that height or more: never earlier than it was true.
  const at = kthSmallest(instants(reports.filter((report) => report.height >= height)), quorum);
  return {
    height,
    observedAt: Math.max(...instants(reports.filter((report) => report.height === height))),
    ageS: kthSmallest(
      heads.map((head) => head.stillS),
      freshQuorum(heads.length),
    ),
    trail: extendTrail(trail, { height, at }),
  };
}

/**
 * The reference head: the highest height that a quorum of the reachable independent operators has reached. Never the
 * maximum, or one liar ahead would turn all others red (eRPC's cluster rule and proxyd's consensus walk are for the same;
 * rpc-health, section 5.2). Its age is that of the k-th youngest head, k the quorum for freshness.
 *
 * @param heads one for each operator
 * @param trail of the reference before
 * @returns the reference, or why there is none
 */
export function findReference(
  heads: readonly OperatorHead[],
  spec: ChainSpec,
  blockTimeS: number,
  trail: Trail,
): Reference | NoReference {
  const of = heads.length;
  if (of === 0) return "no_operator";
  if (of === 1) return "one_operator";
  if (of === 2 && !doTwoAgree(heads, spec, blockTimeS)) return "operators_disagree";
  const point = quorumPoint(heads, trail);
  return {
    ...point,
    blockAt: kthSmallest(
      heads.map((head) => head.blockAt),
      of + 1 - freshQuorum(of),
    ),
    quorum: of === 2 ? "two" : "majority",
    agree: heads.filter((head) => isLevel(head.report, point, spec, blockTimeS)).length,
    of,
  };
}
