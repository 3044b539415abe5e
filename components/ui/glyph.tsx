import type { CheckState } from "#domain/status/answering.ts";
import type { Status } from "#domain/status/status.ts";

export type GlyphName = "operational" | "degraded" | "partial" | "major" | "maintenance" | "unknown" | "off";

export const GLYPH_OF_STATE: Record<CheckState, GlyphName> = {
  answers: "operational",
  degraded: "degraded",
  fails: "major",
  neutral: "unknown",
  unproven: "unknown",
  expired: "unknown",
  waiting: "unknown",
  not_monitored: "off",
};

export const GLYPH_OF_STATUS: Record<Status, GlyphName> = {
  operational: "operational",
  under_maintenance: "maintenance",
  unknown: "unknown",
  degraded_performance: "degraded",
  partial_outage: "partial",
  major_outage: "major",
};

/** Text colour of a glyph and its word: colour only repeats what they say. */
export const GLYPH_TEXT: Record<GlyphName, string> = {
  operational: "text-operational-t",
  degraded: "text-degraded-t",
  partial: "text-partial-t",
  major: "text-major-t",
  maintenance: "text-maintenance-t",
  unknown: "text-unknown-t",
  off: "text-ink-3",
};

export const stateText = (state: CheckState) => GLYPH_TEXT[GLYPH_OF_STATE[state]];
export const statusText = (status: Status) => GLYPH_TEXT[GLYPH_OF_STATUS[status]];

/** Symbols and patterns that the whole page uses, defined once. */
export function Definitions() {
  return (
    <svg className="absolute size-0" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="unknown-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.6" height="4" className="fill-unknown" />
        </pattern>
        <pattern id="maintenance-stripes" width="4" height="8" patternUnits="userSpaceOnUse">
          <rect width="2" height="8" className="fill-maintenance" />
        </pattern>
        <pattern id="lead-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect width="1.2" height="7" className="fill-cloud-hatch" />
        </pattern>
        <symbol id="g-operational" viewBox="0 0 12 12">
          <path d="M1.8 6.4 4.8 9.4 10.4 2.8" fill="none" stroke="currentColor" strokeWidth="1.8" />
        </symbol>
        <symbol id="g-degraded" viewBox="0 0 12 12">
          <path d="M6 .9 11.7 11H.3Z" fill="currentColor" />
        </symbol>
        <symbol id="g-major" viewBox="0 0 12 12">
          <path d="M1.9 1.9 10.1 10.1M10.1 1.9 1.9 10.1" fill="none" stroke="currentColor" strokeWidth="2.4" />
        </symbol>
        <symbol id="g-partial" viewBox="0 0 12 12">
          <circle cx="6" cy="6" r="4.7" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="M6 1.3a4.7 4.7 0 0 1 0 9.4Z" fill="currentColor" />
        </symbol>
        <symbol id="g-maintenance" viewBox="0 0 12 12">
          <path
            d="M11 3.2 9.2 5 7 5 7 2.8 8.8 1A3.3 3.3 0 0 0 4.6 5.1L1 8.8V11h2.2l3.7-3.6A3.3 3.3 0 0 0 11 3.2Z"
            fill="currentColor"
          />
        </symbol>
        <symbol id="g-unknown" viewBox="0 0 12 12">
          <path
            d="M3.3 3.9a2.7 2.7 0 1 1 4.1 2.3C6.4 6.8 6 7.1 6 8.3"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.7"
          />
          <circle cx="6" cy="10.6" r="1.1" fill="currentColor" />
        </symbol>
        <symbol id="g-off" viewBox="0 0 12 12">
          <path d="M2 6h8" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </symbol>
      </defs>
    </svg>
  );
}

export function Glyph({ name }: { name: GlyphName }) {
  return (
    <svg className="glyph" aria-hidden="true">
      <use href={`#g-${name}`} />
    </svg>
  );
}
