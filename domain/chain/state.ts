import type { BlockTime } from "#domain/chain/block-time.ts";
import type { HashMemories } from "#domain/chain/fork.ts";
import type { Trail } from "#domain/chain/lag.ts";
import type { ProgressBook } from "#domain/chain/progress.ts";
import type { BehindBook, Tip } from "#domain/chain/tip.ts";
import type { EpochMs } from "#domain/time.ts";

/** Whether the chain moves, as far as it is confirmed. */
export interface Condition {
  readonly kind: "moving" | "still" | "unknown";
  /** The observation that began it. */
  readonly since: EpochMs;
  /** As in `Judged`. */
  readonly lastGood: EpochMs | null;
}

/** All that judging a chain remembers from one step to the next. Plain JSON: it is stored in the database. */
export interface ChainState {
  readonly blockTime: BlockTime;
  readonly progress: ProgressBook;
  /** Where the reference has been; empty while there is none. */
  readonly trail: Trail;
  /** Kept for chains that are compared by their tips; else null and empty. */
  readonly tip: Tip | null;
  readonly behind: BehindBook;
  readonly hashes: HashMemories;
  readonly condition: Condition;
  /** The youngest observation of all; null when there has been none. */
  readonly seenAt: EpochMs | null;
  /** The youngest observation at which the quorum's head was young; null when there has been none. */
  readonly movedAt: EpochMs | null;
  /** The youngest observation at which every operator's head was old; null when there has been none. */
  readonly stoodAt: EpochMs | null;
}
