import { morph } from "#components/live/morph.ts";
import { readSent, type Sent } from "#components/live/sent.ts";
import { announceComing, announceRefresh } from "#components/ui/islands.ts";

/** A page that does not come within this does not come. */
const PATIENCE_MS = 10_000;

export interface Refreshed extends Sent {
  /** Names what the page says now. */
  readonly version: string;
  /** The sentence above the page, its times in UTC; null on a page without one. */
  readonly headline: string | null;
}

/**
 * Asks for this page once more and puts what is new in place of what is old. A page of another build is loaded whole: its
 * markup is made for another style sheet.
 * @throws Error when it does not come.
 */
export async function refreshPage(): Promise<Refreshed> {
  const response = await fetch(location.pathname + location.search, {
    // Whoever has it asks whether it has changed, and is told in a few bytes that it has not.
    cache: "no-cache",
    headers: { Accept: "text/html" },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.status >= 500) throw new Error(`answered with ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const [record, newer] = [document.querySelector("#record"), page.querySelector("#record")];
  const live = page.querySelector<HTMLElement>('[data-island="live"]');
  if (record === null || newer === null || live === null) throw new Error("answered with another page");
  const headline = headlineOf(page);
  const sent = readSent(response.headers, new Date());
  page.documentElement.dataset.at = sent.madeAt.toISOString();
  if (!isSameBuild(page)) location.reload();
  else replace(page, record, newer);
  return { ...sent, version: live.dataset.version ?? "", headline };
}

/** The sentence above a page as the server wrote it, in whichever zone its times are shown. */
export function headlineOf(page: Document): string | null {
  const headline = page.querySelector("#record h1")?.cloneNode(true);
  if (!(headline instanceof Element)) return null;
  for (const time of headline.querySelectorAll<HTMLElement>("[data-utc]")) time.textContent = time.dataset.utc ?? "";
  return headline.textContent;
}

/** By our own style sheets: a browser, its translator or an extension may have put others into what is shown. */
function isSameBuild(page: Document): boolean {
  const sheets = (of: Document) =>
    [...of.querySelectorAll('link[rel="stylesheet"][href^="/_next/"]')]
      .map((link) => link.getAttribute("href"))
      .join(" ");
  return sheets(document) === sheets(page);
}

function replace(page: Document, record: Element, newer: Element): void {
  const focused = document.activeElement;
  announceComing(page);
  Object.assign(document.documentElement.dataset, page.documentElement.dataset);
  morph(record, newer);
  for (const selector of ["#age", 'link[rel="icon"]']) {
    const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
    if (old && fresh && !old.isEqualNode(fresh)) old.replaceWith(document.importNode(fresh, true));
  }
  if (document.title !== page.title) document.title = page.title;
  if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) {
    focused.focus({ preventScroll: true });
  }
  announceRefresh();
}
