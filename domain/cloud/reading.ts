import type { EpochMs } from "#domain/time.ts";
import { type Interval, mergeIntervals, type Window } from "#domain/uptime/interval.ts";

/** How one feed, or one address of a status page, has been read. */
export interface FeedReads {
  /** First and newest answer that could be read; null when there was none. */
  readonly firstAt: EpochMs | null;
  readonly lastAt: EpochMs | null;
  /** Spans between the two in which there was none. */
  readonly gaps: readonly Interval[];
  /** How often it is asked. Milliseconds. */
  readonly everyMs: number;
  /** It lists what is over too: a later look shows what was missed. */
  readonly keepsPast: boolean;
}

/** When something that has several addresses could not be read, as far as one of them is needed. Sorted and disjoint. */
export interface Reading {
  /** Two looks are at most so far apart where there is no gap. Milliseconds. */
  readonly pollMs: number;
  /** No address could be read; the time before the first look included. The last one is open while that goes on. */
  readonly unread: readonly Interval[];
  /** No address could be read that lists what is over: what came and went then was seen only while another was read. */
  readonly unlisted: readonly Interval[];
}

/** A look that comes so many intervals after the one before was missed: in between the feed was not read. */
export const MISSED_AFTER = 1.5;

/** What is known at `now` of how the addresses together were read. */
export function readingOf(addresses: readonly FeedReads[], now: EpochMs): Reading {
  return {
    pollMs: Math.max(0, ...addresses.map(({ everyMs }) => everyMs * MISSED_AFTER)),
    unread: unreadByAll(addresses, now),
    unlisted: unreadByAll(
      addresses.filter(({ keepsPast }) => keepsPast),
      now,
    ),
  };
}

function unreadByAll(addresses: readonly FeedReads[], now: EpochMs): Interval[] {
  const all = { from: 0, to: now };
  const read = addresses.flatMap((address) => others(unreadOf(address, now), all));
  return others(read, all).map(({ from, to }) => ({ from, to: to === now ? null : to }));
}

function unreadOf({ firstAt, lastAt, gaps, everyMs }: FeedReads, now: EpochMs): Interval[] {
  if (firstAt === null || lastAt === null) return [{ from: 0, to: null }];
  const isLate = now - lastAt > everyMs * MISSED_AFTER;
  return [{ from: 0, to: firstAt }, ...gaps, ...(isLate ? [{ from: lastAt, to: null }] : [])];
}

/** The rest of the window. */
function others(intervals: readonly Interval[], window: Window): Window[] {
  const rest: Window[] = [];
  let from = window.from;
  for (const taken of mergeIntervals(intervals, window)) {
    if (taken.from > from) rest.push({ from, to: taken.from });
    from = taken.to;
  }
  return from < window.to ? [...rest, { from, to: window.to }] : rest;
}

/**
 * Since when, before it was seen, something may have stood there because it could not be read; null when it was seen by the
 * first look that could have shown it.
 *
 * @param kind what is over is seen only where that is listed
 */
export function unreadBefore(seenAt: EpochMs, { pollMs, ...gaps }: Reading, kind: "open" | "over"): EpochMs | null {
  const unread = kind === "open" ? gaps.unread : gaps.unlisted;
  // What is seen in a gap or with the first looks after it may have come at any time in the gap.
  const gap = unread.find(({ from, to }) => from < seenAt && (to === null || seenAt <= to + pollMs));
  return gap?.from ?? null;
}

/**
 * Up to when, from one instant to another, it was seen whether something was said: to the end, or to where a gap begins that
 * may hide it. A page that lists what is over shows afterwards what a gap has hidden; one that does not must be read throughout.
 */
export function watchedTo(from: EpochMs, until: EpochMs, { unread, unlisted }: Reading): EpochMs {
  const hidden = unlisted.find((gap) => gap.from < until && (gap.to === null || until < gap.to));
  const since = Math.max(from, hidden?.from ?? until);
  const gap = unread.find((each) => each.from < until && (each.to === null || since < each.to));
  return gap === undefined || since >= until ? until : Math.max(since, gap.from);
}
