import type { ServerResponse } from "node:http";
import type { DoorFigures, MadeHow } from "#domain/publish/metrics/door.ts";
import type { Cache, CacheOptions } from "#server/front/cache.ts";
import { Busy } from "#server/front/turns.ts";

type Render = CacheOptions["render"];

/** Counts what passes the door. It stands around its parts, so that none of them has to know of it. */
export interface Tally {
  /** Counts an answer; to be called when the door has taken the request. */
  answered(response: ServerResponse): void;
  cache(cache: Cache): Cache;
  render(render: Render): Render;
  figures(cache: Pick<Cache, "bytes" | "entries">, listeners: number): DoorFigures;
}

/** @param monotonic milliseconds of a clock that is never set */
export function createTally(monotonic: () => number): Tally {
  const answers = new Map<number, number>();
  const made: Record<MadeHow, number> = { seen: 0, unseen: 0, busy: 0, failed: 0 };
  let [atHand, waitedFor, makingMs] = [0, 0, 0];

  const count = ({ statusCode }: ServerResponse) => answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
  return {
    answered: (response) => {
      // Most are answered before the door lets go of them.
      if (response.headersSent) count(response);
      else
        response.once("close", () => {
          // Who went away before there was an answer got none.
          if (response.headersSent) count(response);
        });
    },
    cache: (cache) => ({
      get: (key, client) => {
        const kept = cache.get(key, client);
        if (kept instanceof Promise) waitedFor += 1;
        else atHand += 1;
        return kept;
      },
      get bytes() {
        return cache.bytes;
      },
      get entries() {
        return cache.entries;
      },
    }),
    render: (render) => async (key, client, isOnly) => {
      const begun = monotonic();
      try {
        const rendered = await render(key, client, isOnly);
        made[rendered.seen ? "seen" : "unseen"] += 1;
        return rendered;
      } catch (error) {
        made[error instanceof Busy ? "busy" : "failed"] += 1;
        throw error;
      } finally {
        makingMs += monotonic() - begun;
      }
    },
    figures: ({ bytes, entries }, listeners) => ({
      answers,
      atHand,
      waitedFor,
      made,
      makingMs,
      cacheBytes: bytes,
      cacheEntries: entries,
      listeners,
    }),
  };
}
