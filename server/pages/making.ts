import type { CacheOptions } from "#server/front/cache.ts";
import type { Turns } from "#server/front/turns.ts";
import { Closed, type Pages } from "#server/pages/pages.ts";

/** Longest that a thread is waited for which is to be started: it takes some seconds. */
const OPEN_MS = 8_000;

/**
 * Has pages made, each in its client's turn. Who has an older one to give is told at once that the thread is being replaced;
 * who has none waits for it, but not in his turn: the others would wait for his to end.
 */
export function createMaking(pages: Pick<Pages, "opened" | "render">, turns: Turns): CacheOptions["render"] {
  return async (path, client, isOnly) => {
    const patience = isOnly ? AbortSignal.timeout(OPEN_MS) : AbortSignal.abort();
    for (;;) {
      await pages.opened(patience);
      try {
        return await turns.take(client, () => pages.render(path));
      } catch (error) {
        // One that the thread was given is not asked for again: it may be what has ended it.
        if (!(error instanceof Closed) || patience.aborted) throw error;
      }
    }
  };
}
