import type { Words } from "#components/words/words.ts";

/** Above everything else of a drill's site: that it is one. */
export function DrillNotice({ what, speed, words }: { what: string; speed: number; words: Words }) {
  return (
    <aside className="bg-ink px-4 py-2 text-center font-semibold text-[14px] text-paper desk:px-8">
      {words.drill(what, speed)}
    </aside>
  );
}
