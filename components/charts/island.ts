import { readDays } from "#components/charts/day-reader.ts";
import { loadLatency } from "#components/charts/latency-loader.ts";
import { island } from "#components/ui/islands.ts";

const CHARTS: Readonly<Record<string, (element: HTMLElement) => void>> = { days: readDays, latency: loadLatency };

island("charts", (element) => CHARTS[element.dataset.chart ?? ""]?.(element));
