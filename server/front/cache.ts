import { type Answer, Version } from "#server/front/version.ts";

/** For so long an answer is the answer, unless it says itself that it lasts. */
const FRESH_MS = 1_000;
/** For so long it is given while it is made anew, as long as nothing that is said has changed. */
const STALE_MS = 3_000;
/** For so long after a failure the next one is expected: nobody waits to see it. */
const FAILING_MS = 10_000;
/** For so long one waits for a new answer when there is an older one. */
const PATIENCE_MS = 3_000;
/** For so long an answer may stand in, with its age told, for one that cannot be made, unless it says that it may not. */
const OLDER_MS = 600_000;
/** However long others may keep an answer, here it is made anew after this. */
const LASTS_MS = 60_000;

export interface Rendered {
  readonly answer: Answer;
  /** It could read what it is about. An older one that could is better than one that could not. */
  readonly seen: boolean;
}

/** An answer and when what it says was read. */
export interface Kept {
  readonly version: Version;
  readonly at: number;
}

export interface CacheOptions {
  /** Rejects when there is no answer to be had. `client`: who has to wait for it. `isOnly`: there is no older one to give. */
  readonly render: (key: string, client: string, isOnly: boolean) => Promise<Rendered>;
  /** Names what is said now: an answer made under another name is not given once it has changed. */
  readonly state: () => string;
  /** The same answer, telling its age. */
  readonly older: (answer: Answer, at: number) => Answer;
  readonly now: () => number;
  /** Most that all versions may hold together. */
  readonly maxBytes: number;
}

export interface Cache {
  /**
   * The answer of now, or of a moment ago; one of minutes ago tells so. Rejects when there is none.
   * @param client who asks, wanted only when something must be rendered for him
   */
  get(key: string, client: () => string): Kept | Promise<Kept>;
  readonly bytes: number;
  readonly entries: number;
}

interface Refresh {
  readonly state: string;
  readonly done: Promise<Kept>;
}

interface Entry {
  readonly key: string;
  /** The newest that could see. */
  good: Kept | null;
  /** What is given: that one, that one with its age told, or one that could not see. */
  given: Kept | null;
  /** What `given` was made under. */
  state: string;
  freshUntil: number;
  refresh: Refresh | null;
  bytes: number;
}

/** Keeps answers for a second, makes each once however many ask, and forgets those least asked for first. */
export function createCache(options: CacheOptions): Cache {
  const { render, state, older, now, maxBytes } = options;
  // In the order of use: the first is the one least recently asked for.
  const entries = new Map<string, Entry>();
  /** The last of them, which need not be moved when it is asked for again. */
  let last: Entry | null = null;
  let total = 0;

  const account = (entry: Entry) => {
    if (entries.get(entry.key) !== entry) return;
    const versions = new Set([entry.good?.version, entry.given?.version]);
    let bytes = 2 * entry.key.length;
    for (const version of versions) bytes += version?.size ?? 0;
    total += bytes - entry.bytes;
    entry.bytes = bytes;
    for (const [, oldest] of entries) {
      if (total <= maxBytes) break;
      forget(oldest);
    }
  };
  const forget = (entry: Entry) => {
    if (entries.get(entry.key) !== entry) return;
    entries.delete(entry.key);
    total -= entry.bytes;
  };
  const give = (entry: Entry, kept: Kept, under: string): Kept => {
    entry.given = kept;
    entry.state = under;
    const lasts = kept === entry.good ? kept.at + lastsMs(kept.version.answer) : 0;
    entry.freshUntil = Math.max(now() + FRESH_MS, lasts);
    account(entry);
    return kept;
  };

  const isTooOld = ({ good }: Entry) => good === null || now() - good.at > olderMs(good.version.answer);
  const standIn = (entry: Entry): Kept | null => {
    const { good, given } = entry;
    if (good === null || isTooOld(entry)) return null;
    if (given !== null && given.version !== good.version && given.at === good.at) return given;
    const told = new Version(older(good.version.answer, good.at), "moment", () => account(entry));
    return { version: told, at: good.at };
  };

  const made = async (entry: Entry, { answer, seen }: Rendered, at: number, under: string): Promise<Kept> => {
    if (!seen) {
      const older = standIn(entry);
      return give(entry, older ?? { version: new Version(answer, "moment", () => account(entry)), at }, under);
    }
    const before = entry.good?.version;
    const version = before?.holds(answer) ? before : new Version(answer, "moment", () => account(entry));
    // Whoever asks for what was asked for before does not wait for it to be compressed.
    await Promise.all((before?.used ?? []).map((encoding) => version.as(encoding)));
    entry.good = { version, at };
    return give(entry, entry.good, under);
  };

  const refresh = (entry: Entry, client: () => string): Refresh => {
    const [at, under] = [now(), state()];
    const done = render(entry.key, client(), isTooOld(entry))
      .then((rendered) => made(entry, rendered, at, under))
      .catch((error: unknown) => {
        const older = standIn(entry);
        if (older === null) {
          forget(entry);
          throw error;
        }
        return give(entry, older, under);
      })
      .finally(() => {
        entry.refresh = null;
      });
    entry.refresh = { state: under, done };
    return entry.refresh;
  };

  /** One that was begun before something changed does not know of it. */
  const renewed = async (entry: Entry, client: () => string): Promise<Kept> => {
    const { refresh: running } = entry;
    if (running && running.state !== state()) await running.done.catch(() => {});
    return (entry.refresh ?? refresh(entry, client)).done;
  };

  /** While it is made anew. One that tells its age is given as long as new ones have failed a moment ago. */
  const mayBeGiven = (entry: Entry, given: Kept, time: number): boolean => {
    if (given === entry.good) return entry.state === state() && time - given.at < STALE_MS;
    const told = entry.good !== null && given.at === entry.good.at;
    return told && time < entry.freshUntil + FAILING_MS && time - given.at <= OLDER_MS;
  };

  const entryOf = (key: string): Entry => {
    if (last?.key === key && entries.get(key) === last) return last;
    const known = entries.get(key);
    const entry = known ?? { key, good: null, given: null, state: "", freshUntil: 0, refresh: null, bytes: 0 };
    if (known) entries.delete(key);
    entries.set(key, entry);
    last = entry;
    return entry;
  };

  return {
    get: (key, client) => {
      const time = now();
      const entry = entryOf(key);
      const { good } = entry;
      // What was made in the future was made before our clock was set back: how old it is nobody knows.
      const given = entry.given !== null && entry.given.at <= time ? entry.given : null;
      if (given !== null && entry.state === state() && time < entry.freshUntil) return given;
      if (given !== null && mayBeGiven(entry, given, time)) {
        if (entry.refresh === null) refresh(entry, client).done.catch(() => {});
        return given;
      }
      const renewal = renewed(entry, client);
      if (good === null) return renewal;
      return inTime(renewal, () => {
        const older = standIn(entry);
        return older && give(entry, older, entry.state);
      });
    },
    get bytes() {
      return total;
    },
    get entries() {
      return entries.size;
    },
  };
}

function cacheControl({ headers }: Answer): string {
  return headers.find(([name]) => name.toLowerCase() === "cache-control")?.[1] ?? "";
}

/** For so long it is the answer, by its own word. */
function lastsMs(answer: Answer): number {
  const told = 1_000 * Number(/^public, max-age=(\d+)/.exec(cacheControl(answer))?.[1] ?? 0);
  return Math.min(told, LASTS_MS);
}

/** How old it may be where there is no newer one. What has no room for its age says that it may not stand in. */
function olderMs(answer: Answer): number {
  return /\bstale-if-error=0\b/.test(cacheControl(answer)) ? lastsMs(answer) : OLDER_MS;
}

/** What is waited for, or what stands in for it when that takes too long. */
async function inTime(renewal: Promise<Kept>, standIn: () => Kept | null): Promise<Kept> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  try {
    const first = await Promise.race([renewal, patience]);
    return first ?? standIn() ?? (await renewal);
  } finally {
    clearTimeout(timer);
    renewal.catch(() => {});
  }
}
