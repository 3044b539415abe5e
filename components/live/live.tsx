import type { Words } from "#components/words/words.ts";

const BAR = "border-ink border-t bg-paper px-4 py-2 text-[14px] empty:hidden desk:px-8";

/**
 * The place where a page says how old it is. The door fills in `age` when it has nothing newer (server/front/document.ts);
 * the island keeps the page up to date while it is looked at, and says in `lost` when it cannot. No instant of the rendering
 * stands in it: a page that says the same as before is the same, to the byte.
 */
export function Live({ version, words }: { version: string; words: Words }) {
  return (
    <div
      data-island="live"
      data-version={version}
      data-lost={words.live.lost("{since}", "{at}")}
      className="fixed inset-x-0 bottom-0 z-20"
    >
      <p className="sr-only" role="status" data-headline="" />
      <p role="status" data-lost-since="" className={BAR} />
      <p
        id="age"
        role="status"
        data-text={words.live.older("{at}")}
        className={BAR}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set; the door's text must be nobody's to correct
        dangerouslySetInnerHTML={{ __html: "" }}
      />
    </div>
  );
}
