import { isTroubled, rank } from "#domain/status/algebra.ts";
import type { NowView } from "#domain/status/now.ts";
import type { Situation } from "#domain/status/situation.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";

/** Sentences that say that nothing is known of the present state: what was known before says nothing of it. */
const UNSEEN: readonly Situation["kind"][] = ["noData", "nothingYet", "offline", "silent", "unjudged"];

/**
 * The one status that stands for everything, as the sentence above the page says it: the worst trouble that is known;
 * without any, that all is well only where it can be said, and unknown otherwise.
 */
export function worstNow({ statuses, situation }: Pick<NowView, "statuses" | "situation">): Status {
  if (UNSEEN.includes(situation.kind)) return "unknown";
  const troubles = STATUSES.filter((status) => isTroubled(status) && statuses[status] > 0);
  const worst = troubles.toSorted((a, b) => rank(b) - rank(a))[0];
  if (worst !== undefined) return worst;
  if (situation.kind === "maintenance") return "under_maintenance";
  return situation.kind === "allWell" ? "operational" : "unknown";
}
