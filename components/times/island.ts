import { isUtc, zoneName } from "#components/times/local.ts";
import { showTimes } from "#components/times/page.ts";
import { setShownZone, shownZone } from "#components/times/zone.ts";
import { island, onComing } from "#components/ui/islands.ts";

/** What the reader chose last, on this machine and nowhere else. */
const KEY = "faultline.times";
const LOCAL = "local";

/** A browser may forbid to keep anything: then a choice holds for one page. */
function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === LOCAL;
  } catch {
    return false;
  }
}

function remember(isLocal: boolean): void {
  try {
    if (isLocal) localStorage.setItem(KEY, LOCAL);
    else localStorage.removeItem(KEY);
  } catch {
    // The page shows what was chosen all the same.
  }
}

/** The button that shows all times of the page in the reader's zone, and again in UTC. Addresses and JSON stay as they are. */
island("times", (place) => {
  const button = place.querySelector("button");
  const note = place.querySelector('[role="status"]');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (button === null || note === null || isUtc(zone)) return;
  // A past day is told by its own clock: pictures, sentences and the player's address count in UTC alone.
  if (document.querySelector("#record [data-still]") !== null) return;
  const { label = "", local = "", utc = "" } = place.dataset;

  const show = (isLocal: boolean) => {
    const name = isLocal ? zoneName(Date.now(), zone) : "UTC";
    setShownZone(isLocal ? zone : null);
    showTimes(document, shownZone());
    button.textContent = label.replace("{zone}", name);
    button.setAttribute("aria-pressed", String(isLocal));
    return isLocal ? local.replace("{zone}", `${zone}, ${name}`) : utc;
  };
  button.addEventListener("click", () => {
    const isLocal = shownZone() === null;
    remember(isLocal);
    note.textContent = show(isLocal);
  });
  // Chosen in another tab.
  window.addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) show(remembered());
  });
  onComing((page) => showTimes(page, shownZone()));
  show(remembered());
  place.hidden = false;
});
