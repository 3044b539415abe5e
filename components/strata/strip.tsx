import { type Drawing, drawMeasured, drawTold, encodeCells, STRIP } from "#components/strata/drawing.ts";
import type { Status } from "#domain/status/status.ts";
import type { Source } from "#domain/timeline/timeline.ts";

/**
 * One row of the picture. `label` says it in words; `notes` are what the crosshair tells of cells beside their state
 * (reading.ts). Widths are percent or cells: the markup is the same at every size.
 */
export function Strip({
  cells,
  source,
  label,
  notes,
}: {
  cells: readonly (Status | null)[];
  source: Source;
  label: string;
  notes: string;
}) {
  const drawing = source === "told" ? drawTold(cells) : drawMeasured(cells);
  return (
    <div
      className="strip"
      role="img"
      aria-label={label}
      data-cells={encodeCells(cells)}
      {...(notes === "" ? {} : { "data-notes": notes })}
    >
      <svg className="crop" width="100%" height={STRIP} aria-hidden="true">
        <Drawn drawing={drawing} cells={cells.length} />
      </svg>
    </div>
  );
}

/** Lines and boxes of a strip, in a box of its own. */
export function Drawn({ drawing: { lines, boxes }, cells }: { drawing: Drawing; cells: number }) {
  return (
    <>
      {lines.length > 0 && (
        <svg
          viewBox={`0 0 ${cells} ${STRIP}`}
          preserveAspectRatio="none"
          width="100%"
          height={STRIP}
          shapeRendering="crispEdges"
          aria-hidden="true"
        >
          {lines.map(({ className, d }) => (
            <path key={className} className={className} d={d} />
          ))}
        </svg>
      )}
      {boxes.map(({ className, ...box }) => (
        <rect key={box.x} className={className} {...box} />
      ))}
    </>
  );
}
