import { setTimeout as sleep } from "node:timers/promises";

const PATHS = ["/", "/ja", "/services", "/api/v1/services", "/incidents"];
const AT_ONCE = 2;
const PAUSE_MS = 100;
/** Longer than the site may take for any answer. */
const PATIENCE_MS = 20_000;

/** What readers of the site got meanwhile. */
export interface Answers {
  readonly answered: number;
  /** Answers that say that the site cannot, by status from 500 on. */
  readonly failed: number;
  /** Nobody answered, or not in time. */
  readonly unanswered: number;
}

export interface Readers {
  readonly answers: Answers;
  /** Why the first one got nothing, or an error. */
  readonly firstFailure: string | null;
  stop(): Promise<void>;
}

/** Asks the site for everything once, and then for one thing after the other, all the time. */
export async function openReaders(site: string): Promise<Readers> {
  const answers = { answered: 0, failed: 0, unanswered: 0 };
  let firstFailure: string | null = null;
  let stopped = false;
  const read = async (path: string) => {
    try {
      const answer = await fetch(`${site}${path}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
      await answer.arrayBuffer();
      answers.answered += 1;
      if (answer.status < 500) return;
      answers.failed += 1;
      firstFailure ??= `${path}: ${answer.status}`;
    } catch (error) {
      answers.unanswered += 1;
      firstFailure ??= `${path}: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
  for (const path of PATHS) await read(path);
  const reading = Array.from({ length: AT_ONCE }, async (_, reader) => {
    for (let n = reader; !stopped; n += 1) {
      await read(PATHS[n % PATHS.length] ?? "/");
      await sleep(PAUSE_MS);
    }
  });
  return {
    answers,
    get firstFailure() {
      return firstFailure;
    },
    stop: async () => {
      stopped = true;
      await Promise.all(reading);
    },
  };
}
