import type { ReactNode } from "react";
import { Data } from "#components/charts/data.tsx";
import type { LatencyData } from "#components/charts/latency-labels.ts";

/**
 * A latency as a table, and the place of the chart that a script lays over it when somebody is near (latency-loader.ts). Both
 * are as high, so that nothing moves.
 */
export function LatencyBox({ data, children }: { data: LatencyData; children: ReactNode }) {
  return (
    <div data-island="charts" data-chart="latency" className="latency-box">
      <Data value={data} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section tabIndex={0} aria-label={data.labels.table}>
        {children}
      </section>
      <div data-own="" />
    </div>
  );
}
