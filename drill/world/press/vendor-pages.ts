import type { EpochMs } from "#domain/time.ts";
import type { VendorSpan, WindowSpan } from "#drill/world/press/chronicle.ts";
import type { PressPlan } from "#drill/world/press/outlets.ts";
import type { PageIncident, PagePart, PagePost, StatusPageModel } from "#drill/world/press/status-page.ts";
import { type Pace, storyOf } from "#drill/world/press/story.ts";
import type { PressTimes } from "#drill/world/press/times.ts";
import { type Habit, habitOf, type VendorPage } from "#drill/world/press/vendors.ts";
import { listed, placeOf, stateWord, vendorText } from "#drill/world/press/words.ts";
import type { Edition } from "#drill/world/press/writer.ts";
import { hex64 } from "#drill/world/seed.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

/** The vendor that plans a window, when the first begins after the world, how long each lasts and how often they come. */
const PLANNER = "bitfinex";
const PLANNED = { afterMs: 6 * HOUR_MS, lastsMs: HOUR_MS, everyMs: DAY_MS };

/** The vendor's own delays, unless the world is told others. */
export function paceOf(habit: Habit, times: PressTimes): Pace {
  return {
    postDelayMs: times.vendorPostDelayMs ?? habit.postDelayMs,
    clearDelayMs: times.vendorClearDelayMs ?? habit.clearDelayMs,
    everyMs: times.updateEveryMs,
  };
}

/** How long after its healing a region or the host of a page says so. */
export function clearDelays({ pages }: PressPlan, times: PressTimes): (key: string) => number {
  const byHost = new Map(pages.map((page) => [page.host, paceOf(habitOf(page.slug), times).clearDelayMs]));
  return (key) => byHost.get(key) ?? times.cloudClearDelayMs;
}

/** As people say it: `AWS us-east-1`. */
function upstreamName(key: string): string {
  const { provider, id } = placeOf(key);
  return `${provider.toUpperCase()} ${id}`;
}

function incidentOf(span: VendorSpan, page: VendorPage, habit: Habit, pace: Pace, now: EpochMs): PageIncident | null {
  const story = storyOf(span, pace, now);
  if (story === null) return null;
  const parts = page.components.flatMap(({ id, pageId, name }) =>
    span.components.has(id) ? [{ id: pageId, name, group: null }] : [],
  );
  const what = listed(parts.map(({ name }) => name));
  const upstream = span.cloud !== null && habit.namesCloud ? upstreamName(span.cloud) : null;
  return {
    id: story.hash.slice(0, 12),
    name: `${page.name}: ${what} not available`,
    impact: parts.length === page.components.length ? "critical" : "major",
    state: "major_outage",
    // To the minute: that is how people write it down afterwards.
    startedAt: habit.backDates ? Math.floor(story.from / MINUTE_MS) * MINUTE_MS : story.firstAt,
    resolvedAt: story.closedAt,
    parts,
    posts: story.posts.map((post) => ({
      at: post.at,
      status: stateWord(post),
      body: vendorText(post, what, upstream),
    })),
  };
}

/**
 * One vendor announces a window of an hour every day, six hours after the world's beginning for the first time: early enough
 * to be seen as planned, late enough to disturb nobody who only tries something.
 */
function plannedBy(page: VendorPage, parts: readonly PagePart[], { now, since }: Edition): PageIncident[] {
  if (page.slug !== PLANNER) return [];
  const first = Math.ceil((since + PLANNED.afterMs) / HOUR_MS) * HOUR_MS;
  const turn = Math.max(0, Math.floor((now - first - PLANNED.lastsMs) / PLANNED.everyMs) + 1);
  const turns = turn === 0 ? [0] : [turn, turn - 1];
  return turns.map((n) => {
    const from = first + n * PLANNED.everyMs;
    const until = from + PLANNED.lastsMs;
    const body = `Planned work on ${listed(parts.map(({ name }) => name))}.`;
    const posts: PagePost[] = [
      // Announced at the end of the one before.
      { at: n === 0 ? since : until - PLANNED.everyMs, status: "scheduled", body },
      { at: from, status: "in_progress", body: "The planned work has begun." },
      { at: until, status: "completed", body: "The planned work is done." },
    ];
    return {
      id: hex64("window", page.host, from).slice(0, 12),
      name: `${page.name}: planned maintenance`,
      impact: "maintenance",
      state: "under_maintenance",
      startedAt: posts[0]?.at ?? since,
      resolvedAt: now < until ? null : until,
      parts,
      posts: posts.filter(({ at }) => at <= now),
      window: { from, until },
    };
  });
}

/** Work that the vendor was told to announce: it begins when it is announced, and ends when it was announced to, or healed. */
export function announcedBy(
  page: VendorPage,
  windows: readonly WindowSpan[],
  { maintenanceMs }: PressTimes,
  { now }: Edition,
): PageIncident[] {
  const own = windows.filter(({ host, from }) => host === page.host && from <= now).reverse();
  return own.map(({ key, from, to, components }) => {
    const parts = page.components.flatMap(({ id, pageId, name }) =>
      components.has(id) ? [{ id: pageId, name, group: null }] : [],
    );
    const what = listed(parts.map(({ name }) => name));
    const until = from + maintenanceMs;
    const over = Math.min(to ?? until, until);
    const posts: PagePost[] = [
      { at: from, status: "in_progress", body: `Announced work on ${what} has begun.` },
      { at: over, status: "completed", body: "The announced work is done." },
    ];
    return {
      id: hex64("announced", key).slice(0, 12),
      // Not every host of pages can list the parts.
      name: `${page.name}: announced maintenance${parts.length === page.components.length ? "" : ` of ${what}`}`,
      impact: "maintenance",
      state: "under_maintenance",
      startedAt: from,
      resolvedAt: now < over ? null : over,
      parts,
      posts: posts.filter(({ at }) => at <= now),
      window: { from, until },
    };
  });
}

/** What makes a page what it is now. */
export interface PageNews {
  readonly vendors: readonly VendorSpan[];
  readonly windows: readonly WindowSpan[];
}

/** A vendor's page as it stands now. */
export function vendorModel(
  page: VendorPage,
  { vendors: spans, windows }: PageNews,
  times: PressTimes,
  edition: Edition,
): StatusPageModel {
  const habit = habitOf(page.slug);
  const components = page.components.map(({ pageId, name }) => ({ id: pageId, name, group: null }));
  const told = habit.posts ? spans.filter(({ key }) => key === page.host) : [];
  const incidents = told
    .flatMap((span) => incidentOf(span, page, habit, paceOf(habit, times), edition.now) ?? [])
    .reverse();
  return {
    host: page.host,
    name: page.name,
    since: edition.since,
    components,
    incidents,
    maintenances: [...announcedBy(page, windows, times, edition), ...plannedBy(page, components.slice(0, 1), edition)],
  };
}
