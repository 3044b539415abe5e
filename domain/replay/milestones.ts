import type { Dossier } from "#domain/replay/dossier.ts";
import type { Entry, Milestone } from "#domain/replay/replay.ts";

/**
 * How late the public learned: when it began as it is known now, when somebody first measured it, when the provider first said
 * so. What no source tells is left out.
 */
export function milestonesOf(dossier: Dossier, entries: readonly Entry[]): Milestone[] {
  const onset = Date.parse(dossier.started_at);
  const seen = entries.find(({ kind, at }) => kind === "measured" && at !== null);
  const measuredBy = seen && dossier.events[Number(seen.id) - 1]?.measured_by;
  const { first_public_notice_at: noticed, provider } = dossier;
  const milestones: Milestone[] = [{ kind: "onset", at: onset, by: provider, delayMs: null }];
  if (seen?.at != null) {
    const by = measuredBy ?? seen.source?.title ?? "";
    milestones.push({ kind: "seen", at: seen.at, by, delayMs: seen.at - onset });
  }
  if (noticed !== null) {
    const at = Date.parse(noticed);
    milestones.push({ kind: "said", at, by: provider, delayMs: at - onset });
  }
  return milestones;
}
