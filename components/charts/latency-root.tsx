import { useState } from "react";
import { createRoot } from "react-dom/client";
import type { LatencyData } from "#components/charts/latency-labels.ts";
import { LatencyPlot } from "#components/charts/latency-plot.tsx";

/** Draws charts into an element that is nobody else's. @returns what draws newer data into it. */
export function drawLatency(place: HTMLElement): (data: LatencyData) => void {
  const root = createRoot(place);
  return (data) => root.render(<Chart data={data} />);
}

/** The chart, or nothing, so that the table below it is seen. */
function Chart({ data: { drawing, labels } }: { data: LatencyData }) {
  const [isTable, setIsTable] = useState(false);
  return (
    <>
      {!isTable && <LatencyPlot drawing={drawing} labels={labels} />}
      <button type="button" onClick={() => setIsTable(!isTable)}>
        {isTable ? labels.asChart : labels.asTable}
      </button>
    </>
  );
}
