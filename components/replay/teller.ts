/** Sentences are read out no closer than this. */
const SAY_MS = 5_000;

/**
 * Reads out what has changed, and no more often than one can listen. What comes too soon waits its turn, and gives it to what
 * comes after it: the last is always told, unless it has become what was told before.
 */
export function createTeller(tell: (sentence: string) => void) {
  let told: string | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  return {
    /** @param news What of the sentence is worth hearing. What the page says at first is read as a page is. */
    say(sentence: string, news: string): void {
      clearTimeout(waiting);
      if (told === null) told = news;
      if (news === told) return;
      waiting = setTimeout(
        () => {
          [told, toldAt] = [news, performance.now()];
          tell(sentence);
        },
        Math.max(0, toldAt + SAY_MS - performance.now()),
      );
    },
  };
}
