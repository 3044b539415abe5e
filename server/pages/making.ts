import type { CacheOptions } from "#server/front/cache.ts";
import { createTurns, type Turns } from "#server/front/turns.ts";
import { Closed, type Pages } from "#server/pages/pages.ts";

/** Longest that a thread is waited for which is to be started: it takes some seconds. */
const OPEN_MS = 8_000;
/** A picture takes the thread for some 40 ms at once, which every page waits for: who fetches all of them waits for himself. */
const DRAWN_AT_ONCE = 1;
const WAITING_TO_BE_DRAWN = 16;

/**
 * Has pages made, each in its client's turn. Who has an older one to give is told at once that the thread is being replaced;
 * who has none waits for it, but not in his turn: the others would wait for his to end. Pictures have turns of their own.
 */
export function createMaking(pages: Pick<Pages, "isOpen" | "opened" | "render">, turns: Turns): CacheOptions["render"] {
  const drawing = createTurns({ atOnce: DRAWN_AT_ONCE, waiting: WAITING_TO_BE_DRAWN });
  return async (path, client, isOnly) => {
    const own = path.startsWith("/pictures/") ? drawing : turns;
    const patience = isOnly ? AbortSignal.timeout(OPEN_MS) : AbortSignal.abort();
    for (;;) {
      if (!pages.isOpen) await own.wait(() => pages.opened(patience));
      try {
        return await own.take(client, () => pages.render(path));
      } catch (error) {
        // One that the thread was given is not asked for again: it may be what has ended it.
        if (!(error instanceof Closed) || patience.aborted) throw error;
      }
    }
  };
}
