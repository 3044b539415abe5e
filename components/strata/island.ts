import {
  type Place,
  type Plot,
  placeAfter,
  type ReadRow,
  readRow,
  tellCount,
  tellRow,
} from "#components/strata/reading.ts";
import { onZone, shownZone } from "#components/times/zone.ts";
import { island, onRefresh } from "#components/ui/islands.ts";
import { onTap } from "#components/ui/tap.ts";

const NOWHERE: Place = { cell: null, row: null };

/** The crosshair: by pointer, tap or key it tells exactly what a cell holds. Everything it says stands in the page. */
island("strata", (picture) => {
  const parts = partsOf(picture);
  if (parts === null) return;
  const { body, reading, cross } = parts;
  const { slider, line } = makeSlider(cross, picture.dataset.label ?? "");
  let place = NOWHERE;
  /** Of the row that it is on: rows come and go, and places change hands. */
  let rowId: string | null = null;

  const plotOf = (): Plot => JSON.parse(picture.dataset.plot ?? "{}") as Plot;
  const rowsOf = () => [...body.querySelectorAll<HTMLElement>(".row")];
  const show = () => {
    const plot = plotOf();
    const zone = shownZone();
    const elements = rowsOf();
    const rows = elements.map(read);
    const last = plot.cells - 1;
    const at = Math.min(place.cell ?? last, last);
    const row = place.row === null ? undefined : rows[place.row];
    const text = row === undefined ? tellCount(plot, rows, at, zone) : tellRow(plot, row, at, zone);
    for (const [index, element] of elements.entries()) {
      element.toggleAttribute("data-at", place.cell !== null && index === place.row);
    }
    const x = `${(100 * (at + 0.5)) / plot.total}%`;
    for (const end of ["x1", "x2"]) line.setAttribute(end, x);
    line.toggleAttribute("hidden", place.cell === null);
    reading.textContent = place.cell === null ? "" : text;
    slider.setAttribute("aria-valuemax", String(last));
    slider.setAttribute("aria-valuenow", String(at));
    slider.setAttribute("aria-valuetext", text);
  };
  const put = (next: Place) => {
    place = next;
    rowId = next.row === null ? null : (rowsOf()[next.row]?.id ?? null);
    show();
  };
  /** Stays on the service that it was on, and goes with it. */
  const follow = () => {
    const row = rowId === null ? null : rowsOf().findIndex(({ id }) => id === rowId);
    put(row === -1 ? NOWHERE : { ...place, row });
  };

  /** The cell under a point, and the row it is in; null beside the plot. */
  const placeAt = ({ clientX, target }: MouseEvent): Place | null => {
    const { total, cells } = plotOf();
    const seen = cross.getBoundingClientRect();
    const whole = line.ownerSVGElement?.getBoundingClientRect() ?? seen;
    if (clientX < seen.left || clientX > seen.right) return null;
    const cell = Math.floor(((clientX - whole.left) / whole.width) * total);
    const row = target instanceof Element ? rowsOf().findIndex((one) => one.contains(target)) : -1;
    return { cell: Math.min(cells - 1, Math.max(0, cell)), row: row < 0 ? null : row };
  };

  body.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") put(placeAt(event) ?? NOWHERE);
  });
  body.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") put(NOWHERE);
  });
  onTap(body, (event) => {
    const at = placeAt(event);
    if (at !== null) put(at.cell === place.cell && at.row === place.row ? NOWHERE : at);
  });
  slider.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = placeAfter(event.key, place, { cells: plotOf().cells, rows: rowsOf().length });
    if (next === null) return;
    event.preventDefault();
    put(next);
  });
  slider.addEventListener("focus", show);
  slider.addEventListener("blur", () => put(NOWHERE));
  onRefresh(follow);
  onZone(show);
  show();
});

function partsOf(picture: HTMLElement) {
  const body = picture.querySelector<HTMLElement>(".body");
  const reading = picture.querySelector<HTMLElement>(".reading");
  const cross = picture.querySelector<HTMLElement>(".cross");
  return body && reading && cross ? { body, reading, cross } : null;
}

const SVG = "http://www.w3.org/2000/svg";

/** The plot as one tab stop, and the line through all rows. */
function makeSlider(cross: HTMLElement, label: string) {
  const slider = document.createElement("div");
  slider.className = "slider";
  slider.tabIndex = 0;
  for (const [name, value] of [
    ["role", "slider"],
    ["aria-label", label],
    ["aria-valuemin", "0"],
  ] as const) {
    slider.setAttribute(name, value);
  }
  const svg = document.createElementNS(SVG, "svg");
  svg.classList.add("crop");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "line");
  line.setAttribute("y1", "0");
  line.setAttribute("y2", "100%");
  svg.append(line);
  cross.replaceChildren(slider, svg);
  return { slider, line };
}

function read(row: HTMLElement): ReadRow {
  const strip = row.querySelector<HTMLElement>(".strip");
  const name = row.querySelector(".name")?.textContent ?? "";
  return readRow(name, strip?.dataset.cells ?? "", strip?.dataset.notes ?? "", row.dataset.counted !== undefined);
}
