import type { LatencyData, LatencyLabels } from "#components/charts/latency-labels.ts";
import { readData } from "#components/charts/read-data.ts";
import { textInZone } from "#components/times/page.ts";
import { onZone, shownZone } from "#components/times/zone.ts";
import { onRefresh } from "#components/ui/islands.ts";

/** So many pixels before it is in sight. */
const NEAR = "150px";

/** Lays the chart over the table when somebody is about to look: the drawing library is bigger than the rest of the page. */
export function loadLatency(element: HTMLElement): void {
  const place = element.querySelector<HTMLElement>(":scope > [data-own]");
  if (place === null) return;
  const watcher = new IntersectionObserver(
    async ([entry]) => {
      if (!entry?.isIntersecting) return;
      watcher.disconnect();
      const { drawLatency } = await import("#components/charts/latency-root.tsx");
      const draw = drawLatency(place);
      let drawn = "";
      const update = () => {
        const data = readData<LatencyData>(element);
        const state = `${shownZone()} ${data?.text}`;
        if (data === null || state === drawn) return;
        drawn = state;
        draw({ ...data.value, labels: localLabels(data.value.labels) });
      };
      update();
      onRefresh(update);
      onZone(update);
    },
    { rootMargin: NEAR },
  );
  watcher.observe(element);
}

/** The labels that tell times, in the zone that the page is in. */
function localLabels(labels: LatencyLabels): LatencyLabels {
  const { axis, times, silent } = labels;
  return {
    ...labels,
    axis: axis.map(textInZone),
    times: times.map(textInZone),
    silent: silent === null ? null : textInZone(silent),
  };
}
