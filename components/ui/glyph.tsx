import type { CheckState } from "#domain/status/answering.ts";

type GlyphName = "operational" | "degraded" | "major" | "unknown" | "off";

const GLYPH_OF: Record<CheckState, GlyphName> = {
  answers: "operational",
  degraded: "degraded",
  fails: "major",
  neutral: "unknown",
  unproven: "unknown",
  expired: "unknown",
  waiting: "unknown",
  not_monitored: "off",
};

/** Text colour of a state: colour only repeats what glyph and word say. */
export const STATE_TEXT: Record<CheckState, string> = {
  answers: "text-operational-t",
  degraded: "text-degraded-t",
  fails: "text-major-t",
  neutral: "text-unknown-t",
  unproven: "text-unknown-t",
  expired: "text-unknown-t",
  waiting: "text-unknown-t",
  not_monitored: "text-ink-3",
};

/** Symbols and patterns that the whole page uses, defined once. */
export function Definitions() {
  return (
    <svg className="absolute size-0" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="unknown-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.6" height="4" className="fill-unknown" />
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

export function Glyph({ state }: { state: CheckState }) {
  return (
    <svg className="glyph" aria-hidden="true">
      <use href={`#g-${GLYPH_OF[state]}`} />
    </svg>
  );
}
