import { headlineOf, refreshPage } from "#components/live/refresh.ts";
import { openStream, type Stream } from "#components/live/stream.ts";
import { localText } from "#components/times/local.ts";
import { shownZone } from "#components/times/zone.ts";
import { island } from "#components/ui/islands.ts";

/** Ages and latencies move on also when nothing is decided; without events this is how news come. */
const EVERY_MS = { listening: 30_000, polling: 15_000 } as const;
/** Readers who hear of news at the same moment ask for them within this. */
const SPREAD_MS = 300;

/** Keeps a page up to date while somebody looks at it, and says when it cannot. */
function keepLive(element: HTMLElement): void {
  const { lost = "" } = element.dataset;
  const lostNote = element.querySelector("[data-lost-since]");
  const headlineNote = element.querySelector("[data-headline]");
  let { version = "" } = element.dataset;
  const told = toldAge();
  let shownAt = told ?? new Date(isRestored() ? Number.NaN : Date.now());
  let heardAt = new Date();
  /** By the browser's clock, and for no more than how long ago that was; what says itself that it is old never was. */
  let freshAt = told === null ? shownAt.getTime() : Number.NaN;
  let headline = headlineOf(document);
  let stream: Stream | null = null;
  let timer: number | undefined;
  let refreshing = false;
  /** Something was heard that the page which is being fetched may not know of. */
  let news = false;

  const plan = (ms: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(refresh, ms);
  };
  const refresh = async () => {
    if (refreshing) return;
    refreshing = true;
    news = false;
    try {
      const page = await refreshPage();
      version = page.version;
      [shownAt, heardAt, freshAt] = [page.madeAt, page.sentAt, Date.now()];
      say(lostNote, "");
      // Once, and only when it is another: what is read out at each refresh is soon not listened to.
      if (page.headline !== null && page.headline !== headline) {
        say(headlineNote, document.querySelector("#record h1")?.textContent ?? "");
      }
      headline = page.headline;
    } catch {
      say(lostNote, lost.replace("{since}", moment(heardAt)).replace("{at}", moment(shownAt)));
    }
    refreshing = false;
    if (stream !== null) plan(news ? SPREAD_MS : stream.isOpen ? EVERY_MS.listening : EVERY_MS.polling);
  };
  const listen = () => {
    stream ??= openStream({
      onVersion: (newest) => {
        if (newest === version) return;
        news = true;
        plan(Math.random() * SPREAD_MS);
      },
      onLost: () => plan(Math.random() * SPREAD_MS),
    });
    plan(Date.now() - freshAt <= EVERY_MS.polling ? EVERY_MS.listening : 0);
  };
  const rest = () => {
    clearTimeout(timer);
    stream?.close();
    stream = null;
  };

  // A browser has few connections to a host: only the tab that is looked at may keep one.
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) listen();
  });
  if (!document.hidden) listen();
}

/** Whether the browser shows it from its own store, as of nobody knows when: it asked for it otherwise. */
function isRestored(): boolean {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.type === "back_forward";
}

/** Of when the page says itself that it is; null where it has nothing newer to say. */
function toldAge(): Date | null {
  const told = document.querySelector("#age time")?.getAttribute("datetime") ?? null;
  return told === null ? null : new Date(told);
}

function say(note: Element | null, text: string): void {
  if (note !== null && note.textContent !== text) note.textContent = text;
}

/** `14:31 UTC`, or in the zone that the page is in; after its day unless that is today. */
function moment(at: Date): string {
  if (Number.isNaN(at.getTime())) return "?";
  const [day, time] = [at.toISOString().slice(0, 10), `${at.toISOString().slice(11, 16)} UTC`];
  const now = new Date();
  const text = day === now.toISOString().slice(0, 10) ? time : `${day} ${time}`;
  const zone = shownZone();
  if (zone === null) return text;
  const told = { at: at.getTime(), sameDayAs: now.getTime(), canGrow: true };
  return localText(text, told, zone, document.documentElement.lang);
}

// A page that is of the past, or of nothing that changes, says so.
if (document.querySelector("#record [data-still]") === null) island("live", keepLive);
