import type { LatencyData } from "#components/charts/latency-labels.ts";
import { readData } from "#components/charts/read-data.ts";
import { onRefresh } from "#components/ui/islands.ts";

/** So many pixels before it is in sight. */
const NEAR = "400px";

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
        if (data === null || data.text === drawn) return;
        drawn = data.text;
        draw(data.value);
      };
      update();
      onRefresh(update);
    },
    { rootMargin: NEAR },
  );
  watcher.observe(element);
}
