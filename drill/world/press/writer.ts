import type { EpochMs } from "#domain/time.ts";
import type { Answer } from "#drill/world/answers/answer.ts";
import type { Story } from "#drill/world/press/story.ts";

export interface Edition {
  readonly now: EpochMs;
  /** Since when the world stands: the date of whatever has never changed. */
  readonly since: EpochMs;
}

/** Writes a provider's stories, newest first, in the form of one kind of feed. Without stories the feed is quiet. */
export type EventWriter = (stories: readonly Story[], edition: Edition) => Answer;
