import type { CloudEvent } from "#domain/cloud/event.ts";
import type { Notice, PageComponent } from "#domain/cloud/notice.ts";
import type { EpochMs } from "#domain/time.ts";

/** What a parser is told beside the bytes. */
export interface FeedContext {
  readonly now: EpochMs;
  /** The answer's Content-Type header. */
  readonly contentType?: string;
}

/** Why an answer could not be read. It then changes no state. */
export type Unreadable =
  | "empty_body"
  | "too_large"
  | "wrong_encoding"
  | "error_page"
  | "not_json"
  | "not_xml"
  | "hostile_xml"
  | "wrong_shape";

export interface NotReadable {
  readonly ok: false;
  readonly reason: Unreadable;
  /** For the operator: ours, or a short scrap of theirs. */
  readonly detail: string;
}

/** How much of a readable answer was understood. */
export interface Reading {
  /** Entries that were broken and left out. An answer with any does not tell what is missing from it. */
  readonly skipped: number;
  /** What was wrong with the first few of them, for the operator. */
  readonly problems: readonly string[];
}

export interface EventsRead extends Reading {
  readonly ok: true;
  readonly events: readonly CloudEvent[];
}

export interface NoticesRead extends Reading {
  readonly ok: true;
  readonly page: string;
  readonly notices: readonly Notice[];
  /** The page's components with their states now; empty where the feed has none. */
  readonly components: readonly PageComponent[];
}

export type EventFeed = (bytes: Uint8Array, context: FeedContext) => EventsRead | NotReadable;
export type NoticeFeed = (bytes: Uint8Array, context: FeedContext) => NoticesRead | NotReadable;

/** Thrown inside a parser, caught at its edge by `reading`. */
export class FeedError extends Error {
  readonly reason: Unreadable;
  constructor(reason: Unreadable, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** Runs a parser's body. Whatever is thrown makes the answer unreadable: a parser never throws. */
export function reading<T extends { readonly ok: true }>(body: () => T): T | NotReadable {
  try {
    return body();
  } catch (error) {
    if (error instanceof FeedError) return { ok: false, reason: error.reason, detail: error.message };
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
    return { ok: false, reason: "wrong_shape", detail: detail.slice(0, 200) };
  }
}

const PROBLEMS_KEPT = 3;

/** Counts the entries that had to be left out. */
export class Skips {
  #count = 0;
  readonly #problems: string[] = [];

  add(problem: string): void {
    this.#count += 1;
    if (this.#problems.length < PROBLEMS_KEPT) this.#problems.push(problem.slice(0, 160));
  }

  /** Throws when entries were there and none could be read: then the feed has changed its shape. */
  read(entries: number): Reading {
    if (entries > 0 && this.#count >= entries)
      throw new FeedError("wrong_shape", this.#problems[0] ?? "no entry is readable");
    return { skipped: this.#count, problems: [...this.#problems] };
  }
}

/**
 * Converts entries one by one: one that is broken is counted and left out, and drops no other.
 * @param convert throws, or gives null for an entry that is rightly no result.
 */
export function convertEach<E, T>(entries: Iterable<E>, skips: Skips, convert: (entry: E) => T | null): T[] {
  const results: T[] = [];
  for (const entry of entries) {
    try {
      const result = convert(entry);
      if (result !== null) results.push(result);
    } catch (error) {
      skips.add(error instanceof Error ? error.message : "unknown");
    }
  }
  return results;
}

/** The first of each id: feeds repeat themselves. */
export function uniqueById<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.toReversed().map((item) => [item.id, item] as const)).values()].reverse();
}
