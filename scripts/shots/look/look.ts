import { type Box, collisions, common, lettersOf } from "#scripts/shots/look/geometry.ts";

/** What a page looks like, seen from inside it: runs in the browser. */
export interface Look {
  /** How far the page scrolls sideways, in px. */
  readonly scrolls: number;
  /** Texts beyond the page's edges. */
  readonly outside: readonly string[];
  /** Texts of which a part cannot be seen, with dots or without. */
  readonly cut: readonly string[];
  /** Pairs of texts that lie over each other. */
  readonly overlaps: readonly string[];
  /** Texts in a face that is none of ours, or links in a browser's own blue. */
  readonly unstyled: readonly string[];
  /** All texts that are in the page's language. */
  readonly texts: readonly string[];
}

interface Seen {
  readonly element: Element;
  readonly text: string;
  /** One for each line, as far as its surroundings let it be seen. */
  readonly boxes: readonly Box[];
  readonly whole: readonly Box[];
}

const FACES = /^"?(Source Serif 4|IBM Plex (Sans|Sans Condensed|Mono))"?,/;
const BROWSER_BLUE = ["rgb(0, 0, 238)", "rgb(158, 158, 255)"];
const SHOWN = 60;

/** Everything that can be said of the page as it is, without scrolling it. */
function look(): Look {
  const width = document.documentElement.clientWidth;
  const seen = textsSeen();
  return {
    scrolls: Math.max(0, document.documentElement.scrollWidth - width),
    outside: distinct(seen.filter((one) => isOutside(one, width)).map(told)),
    cut: distinct(seen.filter(isCut).map(told)),
    overlaps: distinct(
      collisions(
        seen
          .filter(({ element }) => !isFixed(element))
          .flatMap((one) => one.boxes.map((box) => ({ owner: one, box: lettersOf(box) }))),
      ).map(([a, b]) => `${told(a)} and ${told(b)}`),
    ),
    unstyled: distinct(seen.filter(isUnstyled).map(told)),
    texts: distinct(seen.filter(({ element }) => isInPageLanguage(element)).map(({ text }) => text)),
  };
}

function textsSeen(): Seen[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen: Seen[] = [];
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const element = node.parentElement;
    const text = node.textContent?.replace(/\s+/g, " ").trim() ?? "";
    if (element === null || text === "" || element.closest("script, style, noscript, option, title, desc")) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const whole = [...range.getClientRects()].map(onPage);
    const frames = framesOf(element);
    const boxes = whole.flatMap((box) =>
      frames.reduce<Box[]>((rest, frame) => rest.flatMap((one) => common(one, frame) ?? []), [box]),
    );
    // Beyond the top edge stands what comes into view with the focus only.
    const visible = boxes.filter((box) => box.bottom > 0 && box.right - box.left > 2 && box.bottom - box.top > 2);
    if (visible.length > 0) seen.push({ element, text, boxes: visible, whole });
  }
  return seen;
}

function onPage({ left, top, right, bottom }: DOMRect): Box {
  return { left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY };
}

/** What around an element cuts off whatever stands out of it. */
function framesOf(element: Element): Box[] {
  const frames: Box[] = [];
  for (let one: Element | null = element; one !== null && one !== document.body; one = one.parentElement) {
    const { overflowX, overflowY, position } = getComputedStyle(one);
    if (one instanceof SVGElement && !(one instanceof SVGSVGElement)) continue;
    if (overflowX !== "visible" || overflowY !== "visible") frames.push(onPage(one.getBoundingClientRect()));
    if (position === "fixed") break;
  }
  return frames;
}

/** Beyond the page's edges, where nobody can scroll to. */
function isOutside({ element, boxes }: Seen, width: number): boolean {
  return boxes.some(({ left, right }) => left < -1 || right > width + 1) && !scrolls(element);
}

/** What stays where the window is lies over what scrolls, and is meant to. */
function isFixed(element: Element): boolean {
  for (let one: Element | null = element; one !== null; one = one.parentElement)
    if (["fixed", "sticky"].includes(getComputedStyle(one).position)) return true;
  return false;
}

function scrolls(element: Element): boolean {
  for (let one: Element | null = element; one !== null; one = one.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(one).overflowX)) return true;
  return false;
}

/** A part of its letters cannot be seen, nor scrolled to, nor is it told in its title. A picture shows as much of itself as its width has room for. */
function isCut({ element, boxes, whole }: Seen): boolean {
  if (scrolls(element) || element.closest("svg, [title]") !== null) return false;
  const size = (all: readonly Box[]) => all.reduce((sum, box) => sum + box.right - box.left, 0);
  return size(boxes) < size(whole) - 2;
}

function isUnstyled({ element }: Seen): boolean {
  const { fontFamily, color } = getComputedStyle(element);
  return !FACES.test(fontFamily) || (element.closest("a") !== null && BROWSER_BLUE.includes(color));
}

/** Code is in no language, and what is marked as another one is meant to be. */
function isInPageLanguage(element: Element): boolean {
  if (element.closest("code, pre, kbd, samp, textarea") !== null) return false;
  return element.closest("[lang]")?.getAttribute("lang") === document.documentElement.lang;
}

function told({ element, text }: Seen): string {
  const name = element.getAttribute("class")?.split(" ")[0];
  return `"${text.slice(0, SHOWN)}" (${element.tagName.toLowerCase()}${name ? `.${name}` : ""})`;
}

const distinct = (all: readonly string[]): string[] => [...new Set(all)];

// The last word of the script is its value (scripts/shots/shoot.ts).
Object.assign(globalThis, { seen: look() });
