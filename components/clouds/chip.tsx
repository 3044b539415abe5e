import type { Words } from "#components/words/words.ts";
import type { EvidenceBasis } from "#domain/hosting/evidence-kinds.ts";

/** Filled is measured, outlined is told, dashed is concluded. */
const LOOK: Record<EvidenceBasis, string> = {
  observed: "border-ink bg-ink text-paper",
  edge: "border-ink bg-ink text-paper",
  declared: "border-ink-2 text-ink",
  vendor: "border-ink-2 text-ink",
  transitive: "border-ink-2 border-dashed text-ink",
};

/** By which kind of evidence. */
export function BasisChip({ basis, words }: { basis: EvidenceBasis; words: Words }) {
  return <Chip look={LOOK[basis]}>{words.clouds.basis[basis]}</Chip>;
}

/** What somebody else says. */
export function SaidChip({ words }: { words: Words }) {
  return <Chip look="border-ink-2 text-ink-2">{words.clouds.events.said}</Chip>;
}

function Chip({ look, children }: { look: string; children: string }) {
  return (
    <span
      className={`inline-block whitespace-nowrap rounded-chip border px-[5px] font-cond font-medium text-[11.5px] leading-4 ${look}`}
    >
      {children}
    </span>
  );
}
