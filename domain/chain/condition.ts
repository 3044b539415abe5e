import type { OperatorHead } from "#domain/chain/operator-head.ts";
import { freshQuorum, stillQuorum } from "#domain/chain/quorum.ts";
import type { Reference } from "#domain/chain/reference.ts";
import type { ChainState, Condition } from "#domain/chain/state.ts";
import type { EpochMs } from "#domain/time.ts";

function kth(instants: readonly EpochMs[], k: number): EpochMs | undefined {
  return instants.toSorted((a, b) => a - b)[k - 1];
}

function enter(previous: Condition | null, next: Condition): Condition {
  if (previous?.kind === next.kind) return previous;
  // What began later cannot have begun before it, though an operator that went away took its observations with it.
  return { ...next, since: Math.max(next.since, previous?.since ?? next.since) };
}

/** The chain without a reference: nothing is known, since the last observation there was. */
export function unknownCondition(state: ChainState | null, seenAt: EpochMs): Condition {
  const previous = state?.condition ?? null;
  const lastGood = previous?.kind === "moving" ? (state?.movedAt ?? null) : (previous?.lastGood ?? null);
  return enter(previous, { kind: "unknown", since: seenAt, lastGood });
}

/** For how long after its last observation a state still speaks of the chain: three of the slowest intervals that decide. */
const GAP_MS = 15 * 60_000;

/** The state as it counts at an observation: after a gap (the worker was away) nothing is known since before the gap. */
export function acrossGap(state: ChainState, seenAt: EpochMs): ChainState {
  if (state.seenAt === null || seenAt - state.seenAt <= GAP_MS) return state;
  return { ...state, condition: unknownCondition(state, state.seenAt), trail: [] };
}

/** Whether so many operators have stood still in two polls each that the rest are no quorum. */
function isStillConfirmed(heads: readonly OperatorHead[]): boolean {
  return heads.filter((head) => head.isConfirmedStale).length >= stillQuorum(heads.length);
}

function still(
  previous: Condition | null,
  reference: Reference,
  heads: readonly OperatorHead[],
  seenAt: EpochMs,
): Condition {
  const stale = heads.flatMap((head) => head.staleSince ?? []);
  const since = kth(stale, stillQuorum(heads.length)) ?? seenAt;
  return enter(previous, { kind: "still", since, lastGood: Math.min(reference.blockAt, since) });
}

function moving(
  previous: Condition | null,
  staleAfterS: number,
  heads: readonly OperatorHead[],
  seenAt: EpochMs,
): Condition {
  const fresh = heads.filter((head) => head.stillS <= staleAfterS).map((head) => head.report.observedAt);
  const since = kth(fresh, freshQuorum(heads.length)) ?? seenAt;
  return enter(previous, { kind: "moving", since, lastGood: previous?.lastGood ?? null });
}

/**
 * Whether the chain moves.
 *
 * Standing still must be confirmed, operator by operator, in two polls at least 25 s apart: a slow answer or a node that
 * hiccups makes a head look old. Until then what held before holds. Moving needs no second look: nothing but a new block
 * makes a head young, and a quorum of operators has shown one.
 */
export function stepCondition(
  state: ChainState | null,
  reference: Reference,
  heads: readonly OperatorHead[],
  staleAfterS: number,
  seenAt: EpochMs,
): Condition {
  const previous = state?.condition ?? null;
  if (reference.ageS <= staleAfterS) return moving(previous, staleAfterS, heads, seenAt);
  if (previous?.kind === "still" || isStillConfirmed(heads)) return still(previous, reference, heads, seenAt);
  return previous?.kind === "moving" ? previous : unknownCondition(state, seenAt);
}
