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

/**
 * Calls with the share of an element's width that is pointed at, while a button or finger is down on it. What is a link stays
 * one.
 * @param measure whose width it is, when that is another element
 */
export function readScrub(element: Element, call: (share: number) => void, measure: Element = element): void {
  const read = (event: Event) => {
    if (!(event instanceof PointerEvent)) return;
    const { left, width } = measure.getBoundingClientRect();
    const share = (event.clientX - left) / width;
    if (event.type === "pointerdown" && (share < 0 || share > 1)) return stop();
    call(Math.min(1, Math.max(0, share)));
  };
  const stop = () => element.removeEventListener("pointermove", read);
  element.addEventListener("pointerdown", (event) => {
    if (event instanceof PointerEvent && event.button !== 0) return;
    if (event.target instanceof Element && event.target.closest("a, button")) return;
    element.addEventListener("pointermove", read);
    read(event);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) element.addEventListener(end, stop);
}
