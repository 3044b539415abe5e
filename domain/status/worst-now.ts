import { rank } from "#domain/status/algebra.ts";
import { isTrouble, type NowView } from "#domain/status/now.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";

/**
 * The one status that stands for everything: the worst trouble that is known; without any, that all is well only where it
 * can be said, and unknown otherwise.
 */
export function worstNow({ statuses, situation }: Pick<NowView, "statuses" | "situation">): Status {
  const troubles = STATUSES.filter((status) => isTrouble(status) && statuses[status] > 0);
  const worst = troubles.toSorted((a, b) => rank(b) - rank(a))[0];
  if (worst !== undefined) return worst;
  if (situation.kind === "maintenance") return "under_maintenance";
  return situation.kind === "allWell" ? "operational" : "unknown";
}
