import { EventEmitter, once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Rendered } from "#server/front/cache.ts";
import type { Order, PagesData, Read, Report } from "#server/pages/messages.ts";

/** A thread that is silent for so long hangs: it reads the current state every few seconds, and tells of it. */
const SILENT_MS = 45_000;
/** Most that a thread may hold on its heap. Who makes it hold more ends it, and the process goes on. */
const HEAP_MB = 384;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
/** Longest that a thread is waited for that is to stop: it only reads, and a database that is silent must not hold up an end. */
const STOP_MS = 2_500;

/** There is no thread at the moment: nothing was asked of one. */
export class Closed extends Error {
  override readonly name = "Closed";
  constructor() {
    super("no page can be made at the moment");
  }
}

export interface PagesOptions {
  /** The thread's script. */
  readonly entry: URL;
  readonly data: PagesData;
  /** Hears of every attempt to read the current state. */
  readonly onRead: (read: Read) => void;
  readonly onError: (what: string) => void;
  readonly silentMs?: number;
  readonly heapMb?: number;
}

export interface Pages {
  /** Resolves when pages can be made for the first time. Rejects when the first thread ends before. */
  readonly ready: Promise<void>;
  readonly isOpen: boolean;
  /** Resolves when pages can be made, and in any case when patience is at its end. */
  opened(patience: AbortSignal): Promise<void>;
  /** What Next.js answers for a path. Rejects when it cannot, or the thread ends meanwhile. @throws Closed */
  render(path: string): Promise<Rendered>;
  stop(): Promise<void>;
}

interface Waiting {
  resolve(rendered: Rendered): void;
  reject(error: Error): void;
}

/**
 * Makes pages in a thread of its own: while one is rendered, whoever asks for what is there already does not wait. A thread
 * that ends or hangs is replaced.
 */
export function startPages(options: PagesOptions): Pages {
  const { entry, data, onRead, onError, silentMs = SILENT_MS, heapMb = HEAP_MB } = options;
  const doors = new EventEmitter().setMaxListeners(0);
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let isReady = false;
  let stopping = false;
  let backoffMs = FIRST_BACKOFF_MS;
  let again: NodeJS.Timeout | undefined;
  let lastId = 0;
  let first = { resolve: () => {}, reject: (_: Error) => {} };
  const ready = new Promise<void>((resolve, reject) => {
    first = { resolve, reject };
  });
  const watch = setTimeout(() => {
    onError(`the thread that makes pages has said nothing for ${silentMs / 1_000} s: it is replaced`);
    void thread?.terminate();
  }, silentMs);
  watch.unref();

  const hear = (report: Report) => {
    // A timer that was cleared would run again.
    if (!stopping) watch.refresh();
    if (report.kind === "read") onRead(report);
    else if (report.kind === "ready") {
      isReady = true;
      backoffMs = FIRST_BACKOFF_MS;
      first.resolve();
      doors.emit("open");
    } else if (report.kind === "rendered" || report.kind === "failed") {
      const asked = waiting.get(report.id);
      waiting.delete(report.id);
      if (report.kind === "failed") asked?.reject(new Error(report.message));
      else {
        const { buffer, byteOffset, length } = report.answer.bytes;
        asked?.resolve({
          answer: { ...report.answer, bytes: Buffer.from(buffer, byteOffset, length) },
          seen: report.seen,
        });
      }
    }
  };
  const ended = (why: string) => {
    thread = null;
    isReady = false;
    const error = new Error(`the thread that makes pages ended: ${why}`);
    for (const asked of waiting.values()) asked.reject(error);
    waiting.clear();
    first.reject(error);
    if (stopping) return;
    onError(`${error.message}; starting it again in ${backoffMs / 1_000} s`);
    again = setTimeout(start, backoffMs);
    backoffMs = Math.min(2 * backoffMs, LONGEST_BACKOFF_MS);
  };
  const start = () => {
    watch.refresh();
    // tsx registers itself in the main thread alone.
    const script = `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(entry.href)}); })`;
    const resourceLimits = { maxOldGenerationSizeMb: heapMb };
    const current = new Worker(script, { eval: true, execArgv: [], workerData: data, resourceLimits });
    let why = "";
    current.on("message", hear);
    current.on("error", (error) => {
      why = error.message;
    });
    // Who waits for what cannot be read would wait for ever.
    current.on("messageerror", (error) => {
      why = error.message;
      void current.terminate();
    });
    current.on("exit", (code) => ended(why || `exit code ${code}`));
    thread = current;
  };

  start();
  return {
    ready,
    get isOpen() {
      return isReady;
    },
    opened: async (patience) => {
      if (!isReady && !stopping) await once(doors, "open", { signal: patience }).catch(() => {});
    },
    render: (path) => {
      if (thread === null || !isReady) return Promise.reject(new Closed());
      const id = ++lastId;
      thread.postMessage({ kind: "render", id, path } satisfies Order);
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    stop: async () => {
      stopping = true;
      doors.emit("open");
      clearTimeout(again);
      clearTimeout(watch);
      const current = thread;
      if (current === null) return;
      const gone = new Promise((resolve) => current.once("exit", resolve));
      current.postMessage({ kind: "stop" } satisfies Order);
      const timer = setTimeout(() => void current.terminate(), STOP_MS);
      await gone;
      clearTimeout(timer);
    },
  };
}
