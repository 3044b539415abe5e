import { clockOf } from "#components/replay/text.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

const MINUTE_MS = 60_000;

/** The time of a replay as one tab stop, over its picture. */
export function makeTimeSlider(body: HTMLElement | null, label: string, { from, to }: Window) {
  const slider = document.createElement("div");
  slider.className = "ov slider";
  slider.tabIndex = 0;
  for (const [name, value] of [
    ["role", "slider"],
    ["aria-label", label],
    ["aria-valuemin", "0"],
    ["aria-valuemax", String((to - from) / MINUTE_MS)],
    ["aria-valuenow", "0"],
    ["aria-valuetext", clockOf(from)],
  ] as const) {
    slider.setAttribute(name, value);
  }
  body?.append(slider);
  return {
    tell(at: EpochMs, text: string) {
      slider.setAttribute("aria-valuenow", String((at - from) / MINUTE_MS));
      slider.setAttribute("aria-valuetext", text);
    },
    name: (text: string) => slider.setAttribute("aria-label", text),
  };
}

/** A finger that has gone so far across, and further than down or up, is not scrolling. */
const ACROSS_PX = 8;

/**
 * Calls with the share of an element's width that is pointed at, while a button is down on it, or a finger moves across it. A
 * finger that comes down may be about to scroll the page: it has pointed at something when it is lifted where it came down.
 * What is a link stays one.
 * @param measure whose width it is, when that is another element
 */
export function readScrub(
  element: GlobalEventHandlers & Element,
  call: (share: number) => void,
  measure: Element = element,
): void {
  /** Where a finger came down of which it is not known yet what it wants. */
  let down: PointerEvent | null = null;
  const shareOf = ({ clientX }: PointerEvent) => {
    const { left, width } = measure.getBoundingClientRect();
    return (clientX - left) / width;
  };
  const read = (event: PointerEvent) => call(Math.min(1, Math.max(0, shareOf(event))));
  const move = (event: PointerEvent) => {
    if (down !== null && !isAcross(down, event)) return;
    down = null;
    read(event);
  };
  const stop = () => {
    down = null;
    element.removeEventListener("pointermove", move);
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest("a, button"))) return;
    const share = shareOf(event);
    if (share < 0 || share > 1) return;
    element.addEventListener("pointermove", move);
    if (event.pointerType === "mouse") read(event);
    else down = event;
  });
  element.addEventListener("pointerup", (event) => {
    if (down !== null && isNear(down, event)) read(event);
    stop();
  });
  for (const end of ["pointercancel", "pointerleave"]) element.addEventListener(end, stop);
}

function distances(from: PointerEvent, to: PointerEvent) {
  return { x: Math.abs(to.clientX - from.clientX), y: Math.abs(to.clientY - from.clientY) };
}

function isAcross(from: PointerEvent, to: PointerEvent): boolean {
  const { x, y } = distances(from, to);
  return x >= ACROSS_PX && x > y;
}

function isNear(from: PointerEvent, to: PointerEvent): boolean {
  const { x, y } = distances(from, to);
  return Math.max(x, y) < ACROSS_PX;
}
