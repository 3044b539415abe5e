import type { ReactNode } from "react";
import type { Pan } from "#components/replay/drawing.ts";

/** The whole drawing, shifted so that a part of it is in sight. The player moves what has `data-pan`. */
export function Panned({ pan, children }: { pan: Pan; children: ReactNode }) {
  return (
    <svg data-pan="" {...pan} height="100%" overflow="visible" aria-hidden="true">
      {children}
    </svg>
  );
}

/** Something that stands at one place across, in pixels from there. */
export function Placed({ x, children }: { x: string; children: ReactNode }) {
  return (
    <svg x={x} overflow="visible" aria-hidden="true">
      {children}
    </svg>
  );
}

/** The playhead of a picture. The player moves what has `data-head`. */
export function Playhead({ x, children }: { x: string; children: ReactNode }) {
  return (
    <svg data-head="" x={x} height="100%" overflow="visible" aria-hidden="true">
      {children}
    </svg>
  );
}
