import type { DayTexts } from "#components/charts/day-rows.tsx";
import { BAR_HEIGHT } from "#components/charts/day-segments.ts";
import { readData } from "#components/charts/read-data.ts";
import { placeAt, stepTo } from "#components/charts/steps.ts";
import { textInZone } from "#components/times/page.ts";
import { onZone } from "#components/times/zone.ts";
import { onRefresh } from "#components/ui/islands.ts";
import { onTap } from "#components/ui/tap.ts";

const PAGE_DAYS = 14;
const SVG = "http://www.w3.org/2000/svg";

interface Place {
  readonly row: number;
  readonly day: number;
}

/**
 * Reads rows of day bars to who points at them, taps on them or steps through them by keys: one line says what the day was.
 * Each row gets a slider of its own, laid over its bars; the server's markup stays as it is.
 */
export function readDays(element: HTMLElement): void {
  const line = element.querySelector(":scope > [data-own]");
  let data = readData<DayTexts>(element);
  let place: Place | null = null;
  let sliders: HTMLElement[] = [];

  const textOf = ({ row, day }: Place) => {
    const { days = [], rows = [], plain = "" } = data?.value ?? {};
    return `${textInZone(days[day] ?? "")}: ${rows[row]?.notes[day] ?? plain}`;
  };
  const show = (to: Place | null) => {
    place = to;
    for (const [row, slider] of sliders.entries()) {
      tell(slider, row);
      slider.replaceChildren(...(to?.row === row ? [markOf(to.day, data?.value.days.length ?? 1)] : []));
    }
    if (line === null || data === null) return;
    const name = document.createElement("b");
    name.className = "font-semibold text-ink";
    name.textContent = to === null ? "" : (data.value.rows[to.row]?.name ?? "");
    line.replaceChildren(...(to === null ? [data.value.hint] : [name, ` ${textOf(to)}`]));
  };
  const tell = (slider: HTMLElement, row: number) => {
    if (data === null) return;
    const { days, rows } = data.value;
    const at = place?.row === row ? place.day : null;
    const told = rows[row];
    const attributes = {
      "aria-label": told?.name ?? "",
      "aria-valuemin": "1",
      "aria-valuemax": String(days.length),
      "aria-valuenow": String((at ?? days.length - 1) + 1),
      "aria-valuetext": at === null ? (told?.told ?? "") : textOf({ row, day: at }),
    };
    for (const [name, value] of Object.entries(attributes)) slider.setAttribute(name, value);
  };
  const lay = () => {
    sliders = [...element.querySelectorAll<HTMLElement>("[data-bars]")].map((bars, row) => {
      const known = bars.querySelector<HTMLElement>(":scope > [data-own]");
      return known ?? sliderOver(bars, row, { count: () => data?.value.days.length ?? 1, place: () => place, show });
    });
    show(place);
  };
  lay();
  onZone(() => show(place));
  onRefresh(() => {
    data = readData<DayTexts>(element) ?? data;
    lay();
  });
}

interface Sliding {
  count(): number;
  place(): Place | null;
  show(place: Place | null): void;
}

function sliderOver(bars: HTMLElement, row: number, { count, place, show }: Sliding): HTMLElement {
  const slider = document.createElement("div");
  slider.dataset.own = "";
  slider.setAttribute("role", "slider");
  slider.tabIndex = 0;
  slider.className = "absolute inset-0 touch-pan-y";
  const own = () => {
    const at = place();
    return at?.row === row ? at.day : null;
  };
  const under = (event: MouseEvent) => placeAt(event.clientX, slider.getBoundingClientRect(), count());
  slider.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") show({ row, day: under(event) });
  });
  slider.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") show(null);
  });
  onTap(slider, (event) => {
    const day = under(event);
    show(own() === day ? null : { row, day });
  });
  slider.addEventListener("focus", () => {
    if (slider.matches(":focus-visible")) show({ row, day: own() ?? count() - 1 });
  });
  slider.addEventListener("blur", () => show(null));
  slider.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(null);
    const to = stepTo(event.key, own() ?? count() - 1, count(), PAGE_DAYS);
    if (to === null) return;
    event.preventDefault();
    show({ row, day: to });
  });
  bars.append(slider);
  return slider;
}

/** A shade over one day. */
function markOf(day: number, count: number): SVGElement {
  const mark = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: `0 0 ${count} ${BAR_HEIGHT}`,
    preserveAspectRatio: "none",
    width: "100%",
    height: "100%",
  };
  for (const [name, value] of Object.entries(attributes)) mark.setAttribute(name, value);
  mark.setAttribute("aria-hidden", "true");
  mark.setAttribute("class", "pointer-events-none block");
  const rect = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ x: day - 0.12, width: 1, height: BAR_HEIGHT, class: "fill-ink/25" }))
    rect.setAttribute(name, String(value));
  mark.append(rect);
  return mark;
}
