import { GLYPH_TEXT, Glyph, type GlyphName } from "#components/ui/glyph.tsx";
import type { Words } from "#components/words/words.ts";
import type { Severity } from "#domain/incident/incident.ts";

const GLYPHS: Record<Severity, GlyphName> = { minor: "degraded", major: "partial", critical: "major" };

/** The worst that an incident was, by glyph and word. */
export function SeverityMark({ severity, words }: { severity: Severity; words: Words }) {
  const glyph = GLYPHS[severity];
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap font-semibold ${GLYPH_TEXT[glyph]}`}>
      <Glyph name={glyph} />
      {words.incidents.severities[severity]}
    </span>
  );
}
