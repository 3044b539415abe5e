/** Told of on the document when the page's content was replaced by a newer one: islands look for what is theirs again. */
const REFRESHED = "faultline:refreshed";

/**
 * Gives life to every element with `data-island="NAME"`, once each: those of the page, and those that a newer one brings.
 * What an island puts into the page itself stands under `data-own`, which no refresh touches.
 */
export function island(name: string, mount: (element: HTMLElement) => void): void {
  const mounted = new WeakSet<Element>();
  const all = () => {
    for (const element of document.querySelectorAll<HTMLElement>(`[data-island="${name}"]`)) {
      if (mounted.has(element)) continue;
      mounted.add(element);
      mount(element);
    }
  };
  all();
  document.addEventListener(REFRESHED, all);
}

/** For the island that replaces the content. */
export function announceRefresh(): void {
  document.dispatchEvent(new Event(REFRESHED));
}

/** Told of on the document before that, with the newer page, which is not shown yet. */
const COMING = "faultline:coming";

/** For the island that replaces the content: what others would do to it at once is done before it is shown. */
export function announceComing(page: Document): void {
  document.dispatchEvent(new CustomEvent(COMING, { detail: page }));
}

/** Calls with each newer page before it is shown. */
export function onComing(call: (page: Document) => void): void {
  document.addEventListener(COMING, (event) => call((event as CustomEvent<Document>).detail));
}

/** Calls after each replacement of the content. */
export function onRefresh(call: () => void): void {
  document.addEventListener(REFRESHED, call);
}
